package line

import (
	"cmp"
	"strings"
)

// sgr is how a cell is drawn, by the parameters of the sequences that said so.
type sgr struct {
	fg, bg                   string
	bold, underline, reverse bool
}

// Compact redraws a line with the fewest style sequences: neighbours in one
// style share them, and a change tells only what differs. Every line of a frame
// goes through it, because on a slow line, and for a countdown every second,
// the styles are most of what is sent. A line with sequences other than the
// theme's comes back as it is.
func Compact(s string) string {
	if strings.IndexByte(s, '\x1b') < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	var want, have sgr
	for len(s) > 0 {
		if s[0] == '\x1b' {
			params, rest, ok := cutSGR(s)
			next := want
			if !ok || !next.apply(params) {
				return out.String() + have.to(want) + s
			}
			want, s = next, rest
			continue
		}
		text := s
		if next := strings.IndexByte(s, '\x1b'); next >= 0 {
			text = s[:next]
		}
		s = s[len(text):]
		have = writeText(&out, text, have, want)
	}
	out.WriteString(have.to(sgr{}))
	return out.String()
}

// writeText writes text in the style want and returns the style then set. The
// colour and weight of blanks cannot be seen, so they do not change for them.
func writeText(out *strings.Builder, text string, have, want sgr) sgr {
	for len(text) > 0 {
		blanks := len(text) - len(strings.TrimLeft(text, " "))
		if blanks > 0 {
			style := want
			if have.blankLike(want) {
				style = have
			}
			out.WriteString(have.to(style))
			out.WriteString(text[:blanks])
			have, text = style, text[blanks:]
			continue
		}
		end := strings.IndexByte(text, ' ')
		if end < 0 {
			end = len(text)
		}
		out.WriteString(have.to(want))
		out.WriteString(text[:end])
		have, text = want, text[end:]
	}
	return have
}

// blankLike reports that a blank looks the same in both styles.
func (a sgr) blankLike(b sgr) bool {
	return a.bg == b.bg && !a.underline && !b.underline && !a.reverse && !b.reverse
}

// cutSGR splits a style sequence from the start of s.
func cutSGR(s string) (params, rest string, ok bool) {
	if !strings.HasPrefix(s, "\x1b[") {
		return "", s, false
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return s[2:i], s[i+1:], true
		case (c < '0' || c > '9') && c != ';':
			return "", s, false
		}
	}
	return "", s, false
}

// apply takes the parameters of a sequence into the style; it is false for
// parameters that the theme never writes.
func (a *sgr) apply(params string) bool {
	if params == "" {
		*a = sgr{}
	}
	for params != "" {
		var p string
		p, params, _ = strings.Cut(params, ";")
		switch {
		case p == "0":
			*a = sgr{}
		case p == "1" || p == "22":
			a.bold = p == "1"
		case p == "4" || p == "24":
			a.underline = p == "4"
		case p == "7" || p == "27":
			a.reverse = p == "7"
		case p == "39":
			a.fg = ""
		case p == "49":
			a.bg = ""
		case p == "38" || p == "48":
			colour, rest, ok := cutColour(params)
			if !ok {
				return false
			}
			params = rest
			a.set(p == "48", p+";"+colour)
		case isColour(p):
			a.set(len(p) == 3 || p[0] == '4', p)
		default:
			return false
		}
	}
	return true
}

func (a *sgr) set(background bool, colour string) {
	if background {
		a.bg = colour
	} else {
		a.fg = colour
	}
}

// cutColour splits the rest of an indexed or a true colour from parameters.
func cutColour(params string) (colour, rest string, ok bool) {
	numbers := 0
	switch {
	case strings.HasPrefix(params, "5;"):
		numbers = 2
	case strings.HasPrefix(params, "2;"):
		numbers = 4
	default:
		return "", params, false
	}
	end := 0
	for i := range numbers {
		next := strings.IndexByte(params[end:], ';')
		if next < 0 {
			return params, "", i == numbers-1
		}
		end += next + 1
	}
	return params[:end-1], params[end:], true
}

// isColour tells the parameters of the sixteen colours: 30 to 37 and 90 to 97
// for text, 40 to 47 and 100 to 107 for the ground.
func isColour(p string) bool {
	if len(p) == 3 {
		return strings.HasPrefix(p, "10") && p[2] <= '7'
	}
	return len(p) == 2 && strings.IndexByte("349", p[0]) >= 0 && p[1] <= '7'
}

// to is the shortest sequence from one style to another: what differs, or a
// reset and all of the new one.
func (a sgr) to(b sgr) string {
	if a == b {
		return ""
	}
	if b == (sgr{}) {
		return "\x1b[0m"
	}
	differing, anew := a.changes(b), sgr{}.changes(b)
	if len(differing) <= len(anew)+len("0;") {
		return "\x1b[" + differing + "m"
	}
	return "\x1b[0;" + anew + "m"
}

// changes are the parameters that make b of a.
func (a sgr) changes(b sgr) string {
	var params [5]string
	n := 0
	change := func(differs bool, set, unset string) {
		if differs {
			params[n] = cmp.Or(set, unset)
			n++
		}
	}
	change(a.bold != b.bold, on(b.bold, "1"), "22")
	change(a.underline != b.underline, on(b.underline, "4"), "24")
	change(a.reverse != b.reverse, on(b.reverse, "7"), "27")
	change(a.fg != b.fg, b.fg, "39")
	change(a.bg != b.bg, b.bg, "49")
	return strings.Join(params[:n], ";")
}

func on(set bool, param string) string {
	if set {
		return param
	}
	return ""
}
