package assume

import (
	"strings"

	"actas/ui/form"
	"actas/ui/scene"
)

// painter draws the form of one model in one scene.
type painter struct {
	form.Painter
	m Model
	s scene.Scene
}

// field draws one field: its row, what is looked for in it, what is wrong
// with it.
func (p painter) field(id fieldID) []string {
	focused := id == p.m.focus && !p.m.Sending()
	lines := []string{p.Row(labels[id], p.value(id, focused), focused)}
	switch id {
	case asField:
		lines = append(lines, p.bearer()...)
	case authField:
		lines = append(lines, p.sourced()...)
	case tokenField:
		lines = append(lines, p.token()...)
	}
	if focused && id == roleField {
		lines = append(lines, p.Choosing(p.m.role, p.m.faults[id], p.Openness(p.s))...)
	}
	if focused && id == asField {
		lines = append(lines, p.Choosing(p.m.as, p.m.faults[id], nil)...)
	}
	return append(lines, p.Fault(p.m.faults[id])...)
}

func (p painter) value(id fieldID, focused bool) string {
	pens := p.Pens(focused)
	switch id {
	case roleField:
		return p.Picked(p.m.role, focused)
	case asField:
		return p.Picked(p.m.as, focused)
	case nameField:
		return p.Typed(p.m.name, focused)
	case authField:
		names, at := p.m.methods()
		return p.Grounded(p.Choices(names, at, "", "", pens), focused)
	case tokenField:
		return p.Typed(p.m.pasted, focused)
	case durationField:
		return p.Length(p.m.length.Length, p.m.length.limit(), focused)
	case callField:
		return p.Grounded(p.Choices(callNames, p.m.callAt(), "", "", pens), focused)
	}
	if p.m.sts {
		return " " + pens.Muted.On("not over STS")
	}
	return p.Typed(p.m.address, focused)
}

// bearer is what is to be said of who assumes by the token.
func (p painter) bearer() []string {
	note, warn := p.m.bearerNote(p.s)
	pen := p.Theme.Page.Muted
	if warn {
		pen = p.Theme.Page.Warn
	}
	return p.Below(note, pen)
}

// ends is when the session would end.
func (p painter) ends() []string {
	pens := p.Theme.Page
	when, rest := p.m.ends(p.s)
	return p.Said("ends", pens.Muted, when+rest, func(i int, text string) string {
		if after, ok := strings.CutPrefix(text, when); ok && i == 0 {
			return pens.Strong.On(when) + pens.Text.On(after)
		}
		return pens.Text.On(text)
	})
}

// head is what is assumed, and the verdict on it.
func (p painter) head() []string {
	title := "Assume a role"
	if p.m.role.Chosen.ID != "" {
		title = "Assume " + p.m.role.Chosen.Label
	}
	estimate := ""
	if _, known := p.m.verdict(p.s); known {
		estimate = p.s.Estimate()
	}
	return p.Head(title, p.m.headline(p.s), estimate)
}
