package assume

import (
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/form"
	"actas/ui/line"
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
		f.Body, f.Quiet = m.leaveSheet(f.Body, s), true
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
	switch m.outcome {
	case form.Incomplete:
		return form.NotSent(labels[m.focus], m.faults[m.focus], pens)
	case form.Sending:
		dots := " " + s.Theme.Glyphs.Ellipsis
		if s.Theme.Glyphs.ASCII {
			dots = " ..."
		}
		return pens.Text.On("Assuming " + m.role.Chosen.Label + dots)
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
		return []action.Hint{form.Hint("y", "y", "leave", "Leave the form"), form.Hint("n", "n", "stay", "Stay in the form")}
	case m.wait.asks():
		return m.waitKeys()
	case m.unwilling:
		keys, _ := unwillingKeys()
		return keys
	case m.outcome == form.Sending:
		return []action.Hint{}
	case m.looking():
		return []action.Hint{form.Hint("enter", "enter", "take", "Take the match"), form.Hint("right", "up down", "choose", "Choose a match")}
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
	case m.outcome != form.Sending && m.looking():
		return []action.Hint{form.Hint("esc", "esc", "clear", "Clear what was typed")}
	}
	return []action.Hint{form.Hint("esc", "esc", "back", "Leave the form")}
}

// leaveSheet asks whether to leave.
func (m Model) leaveSheet(body []string, s scene.Scene) []string {
	text := "What you typed is lost."
	if m.outcome == form.Sending {
		text = "The call is under way: the session may be made all the same, and then stands under Sessions."
	}
	return form.Question(body, "Leave the form?", []form.Paragraph{{Text: text, Pen: s.Theme.Page.Text}}, s)
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
	if m.refused != "" && !m.wait.asks() && !m.unwilling {
		l.Answer = p.Answered(m.outcome, m.refused, "no answer")
	}
	lines := l.Fit(s.Height)
	for i, text := range lines {
		lines[i] = line.FitPainted(text, p.Width, s.Theme.Glyphs)
	}
	return browse.Fill(lines, s.Height, p.Width)
}
