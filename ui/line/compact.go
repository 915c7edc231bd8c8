package line

import (
	"strings"

	"actas/ui/sgr"
)

// Compact redraws a line with the fewest style sequences: neighbours in one
// style share them, and a change tells only what differs. Every line of a frame
// goes through it that is sent as it is, by Bubble Tea's renderer, because on a slow
// line, and for a countdown every second, the styles are most of what is sent. A line
// with sequences other than the theme's comes back as it is.
func Compact(s string) string {
	if strings.IndexByte(s, '\x1b') < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	var want, have sgr.Style
	for len(s) > 0 {
		if s[0] == '\x1b' {
			params, rest, ok := sgr.Cut(s)
			next := want
			if !ok || !next.Apply(params) {
				return out.String() + have.To(want) + s
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
	out.WriteString(have.To(sgr.Style{}))
	return out.String()
}

// writeText writes text in the style want and returns the style then set. The
// colour and weight of blanks cannot be seen, so they do not change for them.
func writeText(out *strings.Builder, text string, have, want sgr.Style) sgr.Style {
	for len(text) > 0 {
		blanks := len(text) - len(strings.TrimLeft(text, " "))
		if blanks > 0 {
			style := want
			if have.BlankLike(want) {
				style = have
			}
			out.WriteString(have.To(style))
			out.WriteString(text[:blanks])
			have, text = style, text[blanks:]
			continue
		}
		end := strings.IndexByte(text, ' ')
		if end < 0 {
			end = len(text)
		}
		out.WriteString(have.To(want))
		out.WriteString(text[:end])
		have, text = want, text[end:]
	}
	return have
}
