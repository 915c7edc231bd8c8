package why

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"

	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/form"
	"actas/ui/line"
	"actas/ui/scene"
)

// View draws the fields, the trusts, and what decides; with the week of the
// trust that decides at their right where there is room.
func (m Model) View(s scene.Scene) scene.Frame {
	p := m.painter(s)
	parts := p.share(s.Height)
	first := parts.first(m.scrolled)
	shown := parts.answer[first:min(len(parts.answer), first+parts.height)]
	body := append(parts.top, browse.Fill(p.fitted(shown), parts.height, p.width)...)
	f := scene.Frame{
		Split: s.DividerAt(), Body: browse.Fill(append(body, parts.bottom...), s.Height, p.width), Back: m.backKeys(),
	}
	scrolls := len(parts.answer) > parts.height
	f.Keys = m.keys(scrolls)
	if scrolls && parts.height > 0 {
		f.Beyond = true
		f.Position = fmt.Sprintf("lines %d to %d of %d", first+1, first+len(shown), len(parts.answer))
	}
	if s.Split() {
		f.Body = browse.Beside(f.Body, p.beside(), 0, s)
	}
	return f
}

func hint(pressed, shown, word, name string) action.Hint {
	return action.Hint{Action: action.New(pressed, shown, word, name, nil)}
}

// keys are the hints of the key line: those that do something now.
func (m Model) keys(scrolls bool) []action.Hint {
	k := m.picked()
	switch {
	case k != nil && k.Looking() && len(k.Matches()) == 0:
		return nil
	case k != nil && k.Looking():
		return []action.Hint{hint("enter", "enter", "take", "Take the match"), hint("down", "up down", "choose", "Choose a match")}
	}
	keys := []action.Hint{hint("tab", "tab", "next field", "Next field")}
	if k != nil {
		keys = append(keys, hint("right", "left right", "choose", "Choose"))
	}
	if scrolls {
		keys = append(keys, hint("down", "up down", "scroll", "Scroll"))
	}
	return keys
}

func (m Model) backKeys() []action.Hint {
	if k := m.picked(); k != nil && k.Looking() {
		return []action.Hint{hint("esc", "esc", "clear", "Clear what was typed")}
	}
	return []action.Hint{hint("esc", "esc", "back", "Close the page")}
}

// labelWidth is the room for a field's label with the gap behind it.
const labelWidth = 8

// top are the fields, two in a line, with what is found in the focused one.
func (p painter) top() []string {
	cell := max(0, (p.width-4)/2)
	value := form.Painter{Theme: p.s.Theme, Width: cell, Labels: labelWidth - 2}
	lines := []string{
		p.cell(roleField, value.Picked(p.m.role, p.m.focus == roleField), cell) + p.cell(personField, value.Picked(p.m.person, p.m.focus == personField), cell),
		p.cell(atField, value.Typed(p.m.at, p.m.focus == atField), cell) + p.cell(fromField, value.Typed(p.from(), p.m.focus == fromField), cell),
	}
	whole := form.Painter{Theme: p.s.Theme, Width: p.width}
	if k := p.m.picked(); k != nil && len(k.Matches()) > 0 {
		lines = append(lines, whole.Found(*k, nil)...)
	}
	for id := range fields {
		lines = append(lines, p.wrong(id, labelWidth+1+int(id%2)*(cell+2))...)
	}
	return lines
}

// wrong is what is wrong with a field, below its value or as near to that as
// there is room. It is quiet while that may be half of something.
func (p painter) wrong(id fieldID, column int) []string {
	pen := p.s.Theme.Page.Muted
	if p.m.told(id) {
		pen = p.s.Theme.Page.Warn
	}
	var lines []string
	for _, l := range line.Wrap(p.m.problem(id, p.s), max(1, p.width-4)) {
		before := max(2, min(column, p.width-2-line.Width(l)))
		lines = append(lines, line.Pad(before)+pen.On(l))
	}
	return lines
}

// cell is one field: its label and its value, which is painted.
func (p painter) cell(id fieldID, value string, width int) string {
	t := p.s.Theme
	pen, mark := t.Page.Muted, " "
	if id == p.m.focus {
		pen, mark = t.Page.Strong, t.Page.Accent.On(t.Glyphs.Mark)
	}
	painted := mark + " " + pen.On(line.Fit(labels[id], labelWidth-2, t.Glyphs)) + value
	return line.FitPainted(painted, width+2, t.Glyphs)
}

// fitted brings painted lines to the width of the answer.
func (p painter) fitted(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l
		if ansi.StringWidth(l) != p.width {
			out[i] = line.FitPainted(l, p.width, p.s.Theme.Glyphs)
		}
	}
	return out
}
