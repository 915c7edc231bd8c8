package storageform

import (
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/form"
	"actas/ui/scene"
)

// View draws the form, with what it would bring at its right where there is
// room.
func (m *state) View(s scene.Scene) scene.Frame {
	f := scene.Frame{
		Split: s.DividerAt(), Body: m.form(s),
		Status: m.status(s), Keys: m.keys(), Back: m.backKeys(),
	}
	if s.Split() {
		f.Body = browse.Beside(f.Body, m.gets(s), 0, s)
	}
	if m.asking {
		f.Body, f.Quiet = form.LeaveSession(f.Body, m.State, s), true
	}
	return f
}

// form draws the fields in exactly s.Height lines of the list's width.
func (m *state) form(s scene.Scene) []string {
	p := painter{Painter: form.Painter{Theme: s.Theme, Width: s.ListWidth()}, m: m, s: s}
	l := form.Layout{Head: p.head(), Fields: int(fields), Focus: int(m.focus)}
	for id := range fields {
		l.Blocks = append(l.Blocks, p.field(id))
	}
	if m.focus == arnsField {
		first, _ := form.Shown(m.arns, p.focused(arnsField))
		l.Row = m.arns.At() - first
	}
	l.Blocks = append(l.Blocks, p.ends())
	if m.Answer != "" {
		l.Answer = p.Answered(m.Outcome, m.Answer, "no answer")
	}
	return p.Fitted(l, s.Height)
}

// status is the status line while the form has something to say.
func (m *state) status(s scene.Scene) string {
	pens := s.Theme.Page
	switch m.Outcome {
	case form.Incomplete:
		return form.NotSent(labels[m.focus], m.faults[m.focus], pens)
	case form.Sending:
		return form.Doing("Assuming "+m.role.Chosen.Label, s.Theme)
	case form.Refused, form.Failed:
		return pens.CritStrong.On("Not assumed.") + pens.Text.On(" Nothing has changed; your input is kept.")
	case form.Unanswered:
		return pens.WarnStrong.On("No answer.") + pens.Text.On(" A session may exist; its keys are lost.")
	}
	return ""
}

// keys are the hints of the key line: those that do something now.
func (m *state) keys() []action.Hint {
	switch {
	case m.asking:
		return form.LeaveHints()
	case m.Sending():
		return []action.Hint{}
	case m.looking():
		return form.TakeHints()
	case m.focus == policyField && m.policy.open:
		return []action.Hint{form.Hint("enter", "enter", "take", "Take the policy"), form.Hint("tab", "tab", "next", "Next field")}
	}
	keys := []action.Hint{form.Hint("enter", "enter", "assume", "Assume the role"), form.Hint("tab", "tab", "next", "Next field")}
	switch {
	case m.focus == arnsField:
		keys = append(keys, form.Hint(",", ",", "another", "Begin the next ARN"))
	case m.focus.chooses():
		keys = append(keys, form.Hint("right", "left right", "choose", "Choose"))
	}
	return keys
}

func (m *state) backKeys() []action.Hint {
	switch {
	case m.asking:
		return []action.Hint{}
	}
	return form.BackHints(m.looking() && !m.Sending())
}
