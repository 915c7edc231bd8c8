// Package sgr knows how a cell of the screen is drawn, as far as the sequences
// that select it (SGR, "select graphic rendition") say so in the theme's words:
// colours, bold, underlined, reversed.
package sgr

import (
	"cmp"
	"strings"
)

// Style is how a cell is drawn. The zero value is the terminal's own; styles that
// look the same are equal.
type Style struct {
	// fg and bg are the parameters that set the colours, as in "38;5;111"; empty
	// for the terminal's own.
	fg, bg                   string
	bold, underline, reverse bool
}

// BlankLike reports that a blank looks the same in both styles.
func (a Style) BlankLike(b Style) bool {
	return a.bg == b.bg && !a.underline && !b.underline && !a.reverse && !b.reverse
}

// Blank is the style that blanks in this one are seen in: without the colour and
// the weight of text, unless there is a line below it.
func (a Style) Blank() Style {
	if a.underline || a.reverse {
		return a
	}
	return Style{bg: a.bg}
}

// Cut splits a style sequence from the start of s. It is not ok where s starts
// otherwise.
func Cut(s string) (params, rest string, ok bool) {
	if !strings.HasPrefix(s, "\x1b[") {
		return "", s, false
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return s[2:i], s[i+1:], true
		case c < '0' || c > ';':
			return "", s, false
		}
	}
	return "", s, false
}

// Apply takes the parameters of a sequence into the style; it is false for
// parameters that the theme never writes.
func (a *Style) Apply(params string) bool {
	if params == "" {
		*a = Style{}
	}
	if strings.HasSuffix(params, ";") {
		// The empty parameter at the end is a reset as well.
		return false
	}
	for params != "" {
		var p string
		p, params, _ = strings.Cut(params, ";")
		switch {
		case p == "0":
			*a = Style{}
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

func (a *Style) set(background bool, colour string) {
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

// To is the shortest sequence from one style to another: what differs, or a
// reset and all of the new one.
func (a Style) To(b Style) string {
	if a == b {
		return ""
	}
	if b == (Style{}) {
		return "\x1b[0m"
	}
	differing, anew := a.changes(b), Style{}.changes(b)
	if len(differing) <= len(anew)+len("0;") {
		return "\x1b[" + differing + "m"
	}
	return "\x1b[0;" + anew + "m"
}

// changes are the parameters that make b of a.
func (a Style) changes(b Style) string {
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
