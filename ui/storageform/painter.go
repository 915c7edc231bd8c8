package storageform

import (
	"actas/ui/form"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// painter draws the form of one model in one scene.
type painter struct {
	form.Painter
	m *state
	s scene.Scene
}

// focused reports that a field has the focus, and shows it.
func (p painter) focused(id fieldID) bool { return id == p.m.focus && !p.m.Sending() }

// field draws one field: its row, what is looked for or said below it, and what is
// wrong with it.
func (p painter) field(id fieldID) []string {
	focused := p.focused(id)
	var lines []string
	switch id {
	case roleField:
		lines = p.role(focused)
	case nameField:
		lines = []string{p.Row(labels[id], p.Typed(p.m.name, focused), focused)}
	case lengthField:
		lines = []string{p.Row(labels[id], p.Length(p.m.length, "longest "+words.Length(longest), focused), focused)}
	case arnsField:
		lines = p.arns(focused)
	case policyField:
		lines = []string{p.Row(labels[id], p.policy(focused), focused)}
	}
	return append(lines, p.Fault(p.m.faults[id])...)
}

func (p painter) role(focused bool) []string {
	k, muted := p.m.role, p.Theme.Page.Muted
	below := k.Chosen.Note
	// The ARN has a line of its own.
	k.Chosen.Note = ""
	lines := []string{p.Row(labels[roleField], p.Picked(k, focused), focused)}
	switch {
	case focused && k.Looking():
		return append(lines, p.Choosing(k, p.m.faults[roleField], nil)...)
	case focused && k.Count() == 0 && k.Chosen.ID == "":
		below = "the profile names no roles: paste the ARN of one"
	}
	return append(lines, p.Below(below, muted)...)
}

// arns are the ARNs around the line that is edited.
func (p painter) arns(focused bool) []string {
	lines, all := []string(nil), p.m.arns.All()
	from, end := form.Shown(p.m.arns, focused)
	for n := from; n < end; n++ {
		label := ""
		if n == from {
			label = labels[arnsField]
		}
		edited := focused && n == p.m.arns.At()
		lines = append(lines, p.Row(label, p.arn(all, n, edited), edited))
	}
	return append(lines, p.Unseen(p.m.arns, focused)...)
}

// arn is one line of the ARNs.
func (p painter) arn(all []string, n int, edited bool) string {
	page, text := p.Theme.Page, all[n]
	switch {
	case edited:
		input := p.m.arns.Input()
		if n > 0 {
			input.Placeholder = "another"
		}
		return p.Typed(input, true)
	case text == "" && n == 0:
		return " " + page.Muted.On(p.m.arns.Input().Placeholder)
	}
	pen := page.Text
	if text != "" && wrongARN(all[:n], text) != "" {
		pen = page.Warn
	}
	return " " + pen.On(line.Fit(text, min(line.Width(text), max(0, p.Room()-1)), p.Theme.Glyphs))
}

// policy is the policy as it is written, or folded.
func (p painter) policy(focused bool) string {
	folded := p.m.policy.folded()
	if folded == "" || p.m.policy.open && focused {
		return p.Typed(p.m.policy.input, focused)
	}
	return p.Grounded(p.Pens(focused).Text.On(" "+folded), focused)
}

// ends is when the session would end.
func (p painter) ends() []string {
	pens := p.Theme.Page
	text := "not known yet"
	if p.m.checkLength() == "" {
		d, _ := p.m.length.Value()
		text = words.When(p.s.Now.Wall.Add(d), p.s.Now.Wall, nil) + " UTC by itself; it cannot be revoked"
	}
	return p.Said("ends", pens.Muted, text, func(_ int, text string) string { return pens.Text.On(text) })
}

// head is what is assumed, and who decides.
func (p painter) head() []string {
	title := "Assume a role"
	if p.m.role.Chosen.ID != "" {
		title = "Assume " + p.m.role.Chosen.Label
	}
	return p.Head(title, p.Theme.Page.Muted.On("the object storage decides, and tells nothing before"), "")
}
