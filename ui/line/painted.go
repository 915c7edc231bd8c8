package line

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"actas/theme"
)

// gap is the least space between two texts on one line.
const gap = 2

const reset = "\x1b[m"

// FitPainted is Fit for text that holds SGR sequences. A cut keeps the pen of
// the text for the ellipsis and ends with a reset. The padding is not painted:
// a row with a background needs FitPaintedOn.
func FitPainted(s string, w int, g theme.Glyphs) string {
	return FitPaintedOn(s, w, g, theme.Pen{})
}

// FitPaintedOn is FitPainted with the padding in a pen, for rows that have a
// background.
func FitPaintedOn(s string, w int, g theme.Glyphs, pad theme.Pen) string {
	if w <= 0 {
		return ""
	}
	used := Width(s)
	if used > w {
		s = cutPainted(s, w, g)
		used = Width(s)
	}
	if used == w {
		return s
	}
	s += pad.On(Pad(w - used))
	// The first space may have joined the cluster before it.
	return s + pad.On(Pad(w-Width(s)))
}

// cutPainted keeps what fits before the ellipsis and forgets the rest, with
// its sequences: ansi.Truncate would keep those.
func cutPainted(s string, w int, g theme.Glyphs) string {
	var (
		state   byte
		at      int
		used    int
		painted bool
		room    = w - Width(g.Ellipsis)
	)
	for at < len(s) {
		seq, width, n, next := ansi.DecodeSequence(s[at:], state, nil)
		if n == 0 || used+width > room {
			break
		}
		if width == 0 && strings.HasPrefix(seq, "\x1b[") {
			painted = seq != reset && seq != "\x1b[0m"
		}
		at, used, state = at+n, used+width, next
	}
	cut := s[:at] + g.Ellipsis
	if painted {
		cut += reset
	}
	return cut
}

// Join puts left at the start and right at the end of a line of w columns, with
// at least two spaces between. Both may be painted. A right that does not fit
// is dropped, and a left that does not fit is cut without an ellipsis: callers
// that want one use Fit first. The result is "" when w is not positive.
func Join(left, right string, w int) string {
	if w <= 0 {
		return ""
	}
	l, r := Width(left), Width(right)
	if right == "" || l+gap+r > w {
		return FitPainted(left, w, theme.NoGlyphs())
	}
	if l == 0 {
		return FitPainted(Pad(w-r)+right, w, theme.NoGlyphs())
	}
	return FitPainted(left+Pad(w-l-r)+right, w, theme.NoGlyphs())
}

// SideBySide puts the lines of right at column at of those of left, in lines of w
// columns. Both may be painted. A line without a right one stays as it is.
func SideBySide(left, right []string, at, w int, g theme.Glyphs) []string {
	out := make([]string, max(len(left), len(right)))
	for i := range out {
		a, b := "", ""
		if i < len(left) {
			a = left[i]
		}
		if i < len(right) {
			b = right[i]
		}
		out[i] = a
		if b != "" {
			out[i] = FitPainted(a, at, g) + FitPainted(b, w-at, g)
		}
	}
	return out
}
