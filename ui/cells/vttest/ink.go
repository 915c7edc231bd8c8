package vttest

import (
	"slices"
	"strings"
)

// ink is what text is drawn in.
type ink struct {
	text, ground string // the colours, as their parameters
	// The other attributes by their numbers, and the form of the line below.
	set  [10]bool
	line string
}

// after is the ink that a sequence's parameters make.
func (i ink) after(params string) ink {
	fields := strings.Split(params, ";")
	for n := 0; n < len(fields); n++ {
		if colour := strings.TrimSuffix(fields[n], "8"); fields[n] == "38" || fields[n] == "48" {
			size := colourSize(fields[n+1:])
			value := strings.Join(fields[n:n+1+size], ";")
			if colour == "3" {
				i.text = value
			} else {
				i.ground = value
			}
			n += size
			continue
		}
		i = i.attribute(fields[n])
	}
	return i
}

// colourSize is how many of the parameters behind 38 or 48 are the colour.
func colourSize(fields []string) int {
	size := len(fields)
	switch {
	case len(fields) > 0 && fields[0] == "5":
		size = 2
	case len(fields) > 0 && fields[0] == "2":
		size = 4
	}
	return min(size, len(fields))
}

// attribute is the ink after one parameter that is no indexed or true colour.
func (i ink) attribute(p string) ink {
	switch {
	case p == "" || p == "0":
		return ink{}
	case p == "22":
		i.set[1], i.set[2] = false, false
	case strings.HasPrefix(p, "4:"):
		i.set[4], i.line = p != "4:0", p
	case len(p) == 1 && digit(p[0]):
		i.set[p[0]-'0'] = true
	case len(p) == 2 && p[0] == '2' && digit(p[1]):
		i.set[p[1]-'0'] = false
		if p == "24" {
			i.line = ""
		}
	case p == "39":
		i.text = ""
	case p == "49":
		i.ground = ""
	case len(p) == 2 && (p[0] == '3' || p[0] == '9'):
		i.text = p
	case len(p) == 2 && p[0] == '4' || len(p) == 3:
		i.ground = p
	}
	return i
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// blank is the ink in which a blank is seen.
func (i ink) blank() ink {
	if i.set[4] || i.set[7] || i.set[9] {
		return i
	}
	return ink{ground: i.ground}
}

// String names the ink in a picture.
func (i ink) String() string {
	if i == (ink{}) {
		return "{}"
	}
	var on []string
	for n, set := range i.set {
		if set {
			on = append(on, string(rune('0'+n)))
		}
	}
	parts := slices.DeleteFunc(append(on, i.line, i.text, i.ground), func(s string) bool { return s == "" })
	return "{" + strings.Join(parts, ";") + "}"
}
