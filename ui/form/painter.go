// Package form is what forms are made of: what a key means to one, how far it has
// come, and its drawing - rows of a label and a value, what stands below them, choices
// side by side, all of it in the height that there is. It holds no input; that is what
// ui/field and ui/pick are for.
package form

import (
	"strings"

	"actas/theme"
	"actas/ui/field"
	"actas/ui/line"
)

// InputWidth is how wide the ground of a focused field is.
const InputWidth = 44

// usualLabels is the width of the labels where a form does not say another.
const usualLabels = 14

// Painter draws the parts of a form.
type Painter struct {
	Theme theme.Theme
	// Width is that of the form, with its margins.
	Width int
	// Labels is how wide the labels are; 0 is 14 columns.
	Labels int
}

// valueAt is where values begin, with one column for a bracket or as the edge
// of the ground.
func (p Painter) valueAt() int {
	if p.Labels > 0 {
		return p.Labels + 2
	}
	return usualLabels + 2
}

// textAt is where the text of a value begins.
func (p Painter) textAt() int { return p.valueAt() + 1 }

// Room is how wide a value may be, with its edge.
func (p Painter) Room() int { return max(0, p.Width-p.valueAt()) }

// inputWidth is how wide the ground of a focused field is here.
func (p Painter) inputWidth() int { return min(InputWidth, p.Room()) }

// Pens are those of a value.
func (p Painter) Pens(focused bool) theme.Pens {
	if focused {
		return p.Theme.Selected
	}
	return p.Theme.Page
}

// Row is a label with its value, which is painted. A mark stands before the
// focused one.
func (p Painter) Row(label, value string, focused bool) string {
	t := p.Theme
	pen, mark := t.Page.Muted, " "
	if focused {
		pen, mark = t.Page.Strong, t.Page.Accent.On(t.Glyphs.Mark)
	}
	return mark + " " + pen.On(line.Fit(label, p.valueAt()-2, t.Glyphs)) + value
}

// Said is a label in a pen of its own with text beside it that was wrapped, each
// line painted by paint.
func (p Painter) Said(label string, pen theme.Pen, text string, paint func(line int, text string) string) []string {
	var lines []string
	for i, l := range line.Wrap(text, max(1, p.Width-p.textAt()-1)) {
		before := line.Pad(p.textAt())
		if i == 0 {
			before = "  " + pen.On(line.Fit(label, p.textAt()-2, p.Theme.Glyphs))
		}
		lines = append(lines, before+paint(i, l))
	}
	return lines
}

// Below is text below a value, wrapped; nil for none.
func (p Painter) Below(text string, pen theme.Pen) []string {
	var lines []string
	for _, l := range line.Wrap(text, max(1, p.Width-p.textAt()-2)) {
		lines = append(lines, line.Pad(p.textAt())+pen.On(l))
	}
	return lines
}

// Typed is an input; the ground shows where it is.
func (p Painter) Typed(f field.Model, focused bool) string {
	pens := p.Pens(focused)
	return pens.Text.On(" ") + f.View(p.inputWidth()-1, focused, pens, p.Theme)
}

// Grounded pads a focused value to the width of an input.
func (p Painter) Grounded(value string, focused bool) string {
	if focused {
		value += p.Theme.Selected.Text.On(line.Pad(p.inputWidth() - line.Width(value)))
	}
	return value
}

// Choices are values side by side, of which one is chosen and stands in
// brackets, then an input, which is painted, and a note; both may be empty. The
// gaps shrink where the room does not do, then the note goes.
func (p Painter) Choices(names []string, at int, input, note string, pens theme.Pens) string {
	least := line.Width(input)
	for _, name := range names {
		least += line.Width(name) + 2
	}
	spare := p.Room() - least
	gap := max(0, min(2, spare/max(1, len(names)-1)))
	var b strings.Builder
	for i, name := range names {
		if i > 0 {
			b.WriteString(pens.Text.On(line.Pad(gap)))
		}
		if i == at {
			b.WriteString(pens.Strong.On("[" + name + "]"))
			continue
		}
		b.WriteString(pens.Muted.On(" " + name + " "))
	}
	b.WriteString(input)
	free := spare - gap*(len(names)-1)
	for _, before := range [...]int{3, 2, 1} {
		if note != "" && free >= before+line.Width(note) {
			b.WriteString(pens.Muted.On(line.Pad(before) + note))
			break
		}
	}
	return b.String()
}
