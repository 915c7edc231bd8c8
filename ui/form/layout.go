package form

import (
	"slices"

	"actas/ui/browse"
	"actas/ui/line"
)

// Layout is a form as lines that are painted already, before they are fitted
// into a height.
type Layout struct {
	// Head stands above all else, and stays where the rest scrolls.
	Head []string
	// Blocks stand one below the other: first the fields, each with what is
	// said below it, then the rest.
	Blocks [][]string
	// Fields is how many of the blocks are fields.
	Fields int
	// Answer is what became of sending it; empty before that. It stands last, and
	// stays where the rest scrolls.
	Answer []string
	// Focus is the block that is to be seen, and Row its row that matters most.
	Focus, Row int
}

// roomForHead is the height from which the head stays while the fields scroll.
const roomForHead = 6

// spacing is how many blank lines the form can afford.
type spacing int

const (
	// tight has none.
	tight spacing = iota
	// grouped has one below the head and one below the fields.
	grouped
	// airy has one below every field.
	airy
)

// Fit gives at most height lines: with blank lines between the blocks where
// they fit, without where they do not, and then those around the focus.
func (l Layout) Fit(height int) []string {
	for _, blanks := range [...]spacing{airy, grouped} {
		if lines, _, _ := l.stack(blanks); len(lines) <= height {
			return lines
		}
	}
	lines, first, end := l.stack(tight)
	if len(lines) <= height {
		return lines
	}
	kept := len(l.Head)
	if height < roomForHead {
		kept = 0
	}
	answer := l.Answer
	if height-kept-len(answer) < roomForHead {
		answer = nil
	}
	height -= len(answer)
	lines = lines[:len(lines)-len(answer)]
	// The field itself matters more than what stands below it.
	top := min(max(kept, end-height+kept), first+l.Row)
	shown := append(lines[:kept:kept], lines[top:min(len(lines), top+height-kept)]...)
	return append(shown, answer...)
}

// Fitted is a layout in exactly height lines of the form's width.
func (p Painter) Fitted(l Layout, height int) []string {
	lines := l.Fit(height)
	for i, text := range lines {
		lines[i] = line.FitPainted(text, p.Width, p.Theme.Glyphs)
	}
	return browse.Fill(lines, height, p.Width)
}

// Least is how many lines the form has without blank ones.
func (l Layout) Least() int {
	lines, _, _ := l.stack(tight)
	return len(lines)
}

// stack sets the blocks one below the other, and tells where the focused one
// is. In an airy form, what stands below a field takes the place of the blank
// line there, so that a line on what is wrong moves no other field.
func (l Layout) stack(blanks spacing) (lines []string, first, end int) {
	lines = append(lines, l.Head...)
	if blanks > tight {
		lines = append(lines, "")
	}
	blocks := l.Blocks
	if len(l.Answer) > 0 {
		blocks = append(slices.Clip(blocks), l.Answer)
	}
	for i, b := range blocks {
		if i == l.Focus {
			first, end = len(lines), len(lines)+len(b)
		}
		lines = append(lines, b...)
		belowFields := i == l.Fields-1
		if blanks == grouped && belowFields || blanks == airy && i < len(blocks)-1 && (len(b) == 1 || belowFields) {
			lines = append(lines, "")
		}
	}
	return lines, first, end
}
