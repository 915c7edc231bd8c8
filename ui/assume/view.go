package assume

import (
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/form"
	"actas/ui/scene"
	"actas/ui/words"
)

// View draws the form, with what it would bring at its right where there is
// room.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{
		Split: s.DividerAt(), Body: m.form(s),
		Status: m.status(s), Keys: m.keys(), Back: m.backKeys(),
	}
	if s.Split() {
		f.Body = browse.Beside(f.Body, m.gets(s), 0, s)
	}
	switch {
	case m.asking:
		f.Body, f.Quiet = form.LeaveSession(f.Body, m.State, s), true
	case m.wait.asks():
		f.Body, f.Quiet = m.waitSheet(f.Body, s), true
	case m.unwilling:
		f.Body, f.Quiet = m.unwillingSheet(f.Body, s), true
	}
	return f
}

// status is the status line while the form has something to say.
func (m Model) status(s scene.Scene) string {
	pens := s.Theme.Page
	if m.another {
		return pens.WarnStrong.On("Not sent yet.") + pens.Text.On(" This is what the token says now: enter sends it.")
	}
	switch m.Outcome {
	case form.Incomplete:
		return form.NotSent(labels[m.focus], m.faults[m.focus], pens)
	case form.Sending:
		return form.Doing("Assuming "+m.role.Chosen.Label, s.Theme)
	case form.Refused, form.Failed:
		if m.wait.phase == waitOver {
			return pens.CritStrong.On("Not assumed.") + pens.Text.On(" Still refused after "+words.Length(waitAtMost)+" of waiting; your input is kept.")
		}
		return pens.CritStrong.On("Not assumed.") + pens.Text.On(" Nothing has changed; your input is kept.")
	case form.Unanswered:
		return pens.WarnStrong.On("No answer.") + pens.Text.On(" It may exist: see Sessions before you retry.")
	}
	return ""
}

// keys are the hints of the key line: those that do something now.
func (m Model) keys() []action.Hint {
	switch {
	case m.asking:
		return form.LeaveHints()
	case m.wait.asks():
		return m.waitKeys()
	case m.unwilling:
		keys, _ := unwillingKeys()
		return keys
	case m.Sending():
		return []action.Hint{}
	case m.looking():
		return form.TakeHints()
	}
	keys := []action.Hint{form.Hint("enter", "enter", "assume", "Assume the role"), form.Hint("tab", "tab", "next", "Next field")}
	if m.focus.chooses() {
		keys = append(keys, form.Hint("right", "left right", "choose", "Choose"))
	}
	return keys
}

func (m Model) backKeys() []action.Hint {
	switch {
	case m.asking:
		return []action.Hint{}
	case m.wait.asks():
		return m.waitBack()
	case m.unwilling:
		_, back := unwillingKeys()
		return back
	}
	return form.BackHints(m.looking() && !m.Sending())
}

// form draws the fields in exactly s.Height lines of the list's width.
func (m Model) form(s scene.Scene) []string {
	p := painter{Painter: form.Painter{Theme: s.Theme, Width: s.ListWidth()}, m: m, s: s}
	l := form.Layout{Head: p.head()}
	for id := roleField; id < fields; id++ {
		if id == m.focus {
			l.Focus = len(l.Blocks)
		}
		if m.shows(id) {
			l.Blocks = append(l.Blocks, p.field(id))
		}
	}
	l.Fields = len(l.Blocks)
	l.Blocks = append(l.Blocks, p.ends())
	if m.Answer != "" && !m.wait.asks() && !m.unwilling {
		l.Answer = p.Answered(m.Outcome, m.Answer, "no answer")
	}
	return p.Fitted(l, s.Height)
}
