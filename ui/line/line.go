// Package line cuts, pads, joins and wraps terminal text to exact widths.
// Widths are columns as ansi.StringWidth counts them.
package line

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"actas/theme"
	"actas/ui/sgr"
)

// blanks is what Pad slices, so that padding does not allocate at usual widths.
const blanks = "                                                                " +
	"                                                                " +
	"                                                                " +
	"                                                                "

// Pad is n spaces, "" when n is negative.
func Pad(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(blanks):
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Width is how many columns s takes; escape sequences take none. It is
// ansi.StringWidth, but does not take text apart into clusters that has none.
func Width(s string) int {
	columns := 0
	for i := 0; i < len(s); {
		if s[i] == '\x1b' {
			_, rest, ok := sgr.Cut(s[i:])
			if !ok {
				return ansi.StringWidth(s)
			}
			i = len(s) - len(rest)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !Single(r) {
			return ansi.StringWidth(s)
		}
		columns++
		i += size
	}
	return columns
}

// Single reports that every terminal draws the character in one column, alone and
// behind any other such: Latin, Greek, Cyrillic, the dashes and dots among
// punctuation, arrows, boxes and blocks, and the theme's signs.
func Single(r rune) bool {
	switch {
	case r < 0xa1:
		return r >= ' ' && r < 0x7f
	case r < 0x300:
		return r != 0xad // the soft hyphen
	case r < 0x530:
		return r >= 0x370 && (r < 0x483 || r > 0x489) // the marks of Cyrillic numbers
	}
	return r >= 0x1e00 && r < 0x2000 || r >= 0x2010 && r < 0x2028 ||
		r >= 0x2190 && r < 0x2200 || r >= 0x2500 && r < 0x25a0 || r == '✓' || r == '✗'
}

// Fit makes plain text exactly w columns wide: padded on the right, or cut so
// that the ellipsis of g is its last sign. It drops control characters, which
// would break a row. The result is "" when w is not positive.
func Fit(s string, w int, g theme.Glyphs) string {
	if w <= 0 {
		return ""
	}
	if printable(s) {
		switch {
		case len(s) == w:
			return s
		case len(s) < w:
			return s + Pad(w-len(s))
		}
		return s[:w-1] + g.Ellipsis
	}
	s = cut(plain(s), w, g)
	return fill(s, w)
}

// AppendFit writes Fit to b.
func AppendFit(b []byte, s string, w int, g theme.Glyphs) []byte {
	if len(s) <= w && printable(s) {
		return append(append(b, s...), Pad(w-len(s))...)
	}
	return append(b, Fit(s, w, g)...)
}

// FitRight is Fit with the padding on the left, for columns of digits.
func FitRight(s string, w int, g theme.Glyphs) string {
	if w <= 0 {
		return ""
	}
	if printable(s) && len(s) <= w {
		return Pad(w-len(s)) + s
	}
	s = cut(plain(s), w, g)
	// A leading mark may join with the space before it.
	return fill(Pad(w-Width(s))+s, w)
}

// cut shortens plain text to at most w columns.
func cut(s string, w int, g theme.Glyphs) string {
	if Width(s) <= w {
		return s
	}
	s = ansi.Truncate(s, w, g.Ellipsis)
	if Width(s) > w {
		return g.Ellipsis
	}
	return s
}

// fill pads to w columns. It measures again, because the first space may join
// the cluster before it.
func fill(s string, w int) string {
	s += Pad(w - Width(s))
	return s + Pad(w-Width(s))
}

// plain drops control characters and makes invalid bytes visible.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// printable reports whether s is ASCII without control characters, so that its
// bytes are its columns.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Wrap breaks plain text into lines of at most w columns, between words where
// it can. The lines have their natural width. Runs of white space count as one
// space. It is nil for text without words, and when w is not positive. A sign
// wider than w becomes "?".
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	var lines []string
	row := ""
	for _, word := range strings.Fields(s) {
		word = plain(word)
		if joined := row + " " + word; row != "" && Width(joined) <= w {
			row = joined
			continue
		}
		if row != "" {
			lines = append(lines, row)
		}
		pieces := chop(word, w)
		if len(pieces) == 0 {
			row = ""
			continue
		}
		lines = append(lines, pieces[:len(pieces)-1]...)
		row = pieces[len(pieces)-1]
	}
	if row != "" {
		lines = append(lines, row)
	}
	return lines
}

// Break cuts plain text into pieces of at most w columns, just where the width
// ends: spaces stay as they are. It is nil when w is not positive, and one empty
// piece for empty text. Control characters are dropped.
func Break(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	if pieces := chop(plain(s), w); len(pieces) > 0 {
		return pieces
	}
	return []string{""}
}

// chop breaks one word into pieces of at most w columns.
func chop(word string, w int) []string {
	var pieces []string
	for word != "" {
		if Width(word) <= w {
			return append(pieces, word)
		}
		head := ansi.Truncate(word, w, "")
		if head == "" {
			cluster, _ := ansi.FirstGraphemeCluster(word, ansi.GraphemeWidth)
			if cluster == "" {
				_, n := utf8.DecodeRuneInString(word)
				cluster = word[:n]
			}
			pieces, word = append(pieces, "?"), word[len(cluster):]
			continue
		}
		pieces, word = append(pieces, head), word[len(head):]
	}
	return pieces
}
