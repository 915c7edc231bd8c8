package trustform

import (
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/form"
	"actas/ui/scene"
)

// View draws the form, with what the trust would be at its right where there is
// room.
func (m Model) View(s scene.Scene) scene.Frame {
	p := m.painterOf(s)
	f := scene.Frame{
		Split: s.DividerAt(), Body: p.form(),
		Status: m.status(s), Keys: m.keys(), Back: m.backKeys(),
	}
	if s.Split() {
		f.Body = browse.Beside(f.Body, m.gets(p.trust, s), 0, s)
	}
	if title, text := m.question(s); title != "" {
		f.Body = form.Question(f.Body, title, text, s)
		f.Quiet = true
	}
	return f
}

// form draws the fields in exactly s.Height lines of the list's width.
func (p painter) form() []string {
	m, s := p.m, p.s
	blocks, focus := p.blocks()
	l := form.Layout{Head: p.head(), Blocks: blocks, Fields: len(blocks), Focus: focus}
	if m.focus == ipField {
		first, _ := form.Shown(m.ips, p.focused(ipField))
		l.Row = m.ips.At() - first
	}
	if m.Answer != "" {
		l.Answer = p.Answered(m.Outcome, m.Answer, "unclear")
	}
	if week := m.weekBelow(p.trust, s); len(week) > 0 {
		// The week is there where all of it fits.
		with := l
		with.Blocks, with.Answer = l.Blocks[:len(l.Blocks):len(l.Blocks)], nil
		if len(l.Answer) > 0 {
			with.Blocks = append(with.Blocks, l.Answer)
		}
		with.Blocks = append(with.Blocks, week)
		if with.Least() <= s.Height {
			l = with
		}
	}
	return p.Fitted(l, s.Height)
}

// question is the sheet over the form; without a title there is none.
func (m Model) question(s scene.Scene) (title string, text []form.Paragraph) {
	pens := s.Theme.Page
	switch m.asks {
	case askLeave:
		text := form.LeaveText(m.State, "The call is under way: the trust may be written all the same, and then stands under Trusts.")
		if m.next == askChanged && !m.Sending() {
			text = "Nothing was written: while you edited it, somebody else changed this trust. " + text
		}
		return "Leave the form?", []form.Paragraph{{Text: text, Pen: pens.Text}}
	case askReview:
		return m.reviewTitle(s), m.reviewText(s)
	case askLockout:
		return "Lock yourself out?", []form.Paragraph{
			{Text: "You will not get into " + m.role.Chosen.Label + " again by yourself, unless your own permissions let you change this back.", Pen: pens.CritStrong},
		}
	case askChanged:
		return "Changed elsewhere", m.changedText(s)
	}
	return "", nil
}

// status is the status line while the form has something to say.
func (m Model) status(s scene.Scene) string {
	pens := s.Theme.Page
	switch m.Outcome {
	case form.Incomplete:
		return form.NotSent(labels[m.focus], m.faults[m.focus], pens)
	case form.Unchanged:
		return pens.Text.On("Nothing to send: the trust is as it was.")
	case form.Sending:
		return form.Doing("Writing the trust", s.Theme)
	case form.Refused:
		return pens.CritStrong.On("Not written.") + pens.Text.On(" Nothing has changed; your input is kept.")
	case form.Failed:
		return pens.CritStrong.On("Not written.") + pens.Text.On(" Your input is kept.")
	case form.Unanswered:
		return pens.WarnStrong.On("No clear answer.") + pens.Text.On(" It may be written: see Trusts first.")
	}
	return ""
}

// keys are the hints of the key line: those that do something now.
func (m Model) keys() []action.Hint {
	switch {
	case m.asks != askNothing:
		return m.answers()
	case m.Sending():
		return []action.Hint{}
	case m.looking():
		return form.TakeHints()
	}
	keys := []action.Hint{form.Hint("enter", "enter", "review", "See what will be sent"), form.Hint("tab", "tab", "next", "Next field")}
	switch {
	case m.focus == daysField:
		keys = append(keys, form.Hint(" ", "space", "on/off", "Turn the day on or off"))
	case m.focus == ipField:
		keys = append(keys, form.Hint(",", ",", "another", "Begin the next address"))
	}
	if m.focus.chooses() {
		keys = append(keys, form.Hint("right", "left right", "choose", "Choose"))
	}
	return keys
}

// answers are the keys of the question in front.
func (m Model) answers() []action.Hint {
	switch m.asks {
	case askLeave:
		return form.LeaveHints()
	case askLockout:
		return []action.Hint{form.Hint("y", "y", "lock me out", "Write it all the same"), form.Hint("n", "n", "back", "Back to the form")}
	case askChanged:
		return []action.Hint{
			form.Hint("1", "1", "both", "Both changes"), form.Hint("2", "2", "mine", "My values over theirs"), form.Hint("3", "3", "theirs", "Drop mine"),
		}
	}
	if m.before == nil {
		return []action.Hint{form.Hint("y", "y", "create", "Create the trust"), form.Hint("n", "n", "back", "Back to the form")}
	}
	return []action.Hint{form.Hint("y", "y", "change it", "Change the trust"), form.Hint("n", "n", "back", "Back to the form")}
}

func (m Model) backKeys() []action.Hint {
	switch {
	case m.asks == askChanged:
		return []action.Hint{form.Hint("esc", "esc", "back", "Back to the form")}
	case m.asks != askNothing:
		return []action.Hint{}
	}
	return form.BackHints(m.looking() && !m.Sending())
}
