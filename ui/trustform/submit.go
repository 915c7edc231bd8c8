package trustform

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/form"
	"actas/ui/scene"
)

// enter takes what is looked for, or shows what will be sent if every field is
// valid. Otherwise it goes to the first that is not.
func (m Model) enter(s scene.Scene) Model {
	if m.looking() {
		return m.leave(s)
	}
	m = m.settle(s)
	m.Outcome, m.Answer = form.Filling, ""
	first := form.Check(m.faults[:], func(id fieldID) string { return m.check(s, id) })
	if first < fields {
		m.Outcome = form.Incomplete
		if first == ipField {
			m.ips = m.ips.ToLine(firstWrong(m.entries()))
		}
		return m.goTo(s, first)
	}
	return m.reviewed(s)
}

// reviewed shows what will be sent. An edit that changes nothing says so.
func (m Model) reviewed(s scene.Scene) Model {
	after := m.draft(s)
	if m.before != nil && model.CompareTrusts(*m.before, after).None() {
		m.Outcome = form.Unchanged
		return m
	}
	m.review = m.reviewOf(s, after)
	m.asks = askReview
	return m
}

// draft is the trust as the form says it. What is not valid is left out, or
// stands as a schedule that cannot be read.
func (m Model) draft(s scene.Scene) model.Trust {
	t := model.Trust{RoleID: m.role.Chosen.ID, RoleName: m.role.Chosen.Label}
	if m.before != nil {
		t = *m.before
	}
	t.Type = m.trustType()
	t.Entity = m.entityOf(m.entity.Chosen)
	t.Schedule = m.schedule()
	t.SourceIPs = m.sourceIPs()
	t.ValidUntil, t.ValidUntilProblem, _ = m.ends(s.Now.Wall)
	return t
}

// send asks the root to write what was reviewed.
func (m Model) send() (Model, tea.Cmd) {
	m.asks, m.Outcome = askNothing, form.Sending
	request := SubmitMsg{Before: m.before, After: m.review.after}
	if m.before == nil {
		request.After.RoleName = ""
	}
	return m, func() tea.Msg { return request }
}

// Refused says that the API refused the trust. The text stands at the field
// that it names, by the API's name of it, or else below the form. The input is
// kept, and can be sent again. A question that is open stays: the key that
// answers it may be on its way.
func (m Model) Refused(field, text string) Model {
	m.Outcome = form.Refused
	if id, ok := m.fieldNamed(field); ok {
		m.faults[id] = form.Fault{Text: text, Refused: true}
		m.focus = id
		return m
	}
	m.Answer = text
	return m
}

// Failed says why nothing was written although nobody refused it: the API could
// not be reached, or could not do it.
func (m Model) Failed(text string) Model {
	m.Outcome, m.Answer = form.Failed, text
	return m
}

// Unanswered says that the answer was lost, or came of an API that gave up, so
// that the trust may be written. What is sent again has to be the same, to be
// found: an end that was typed as a length is the moment now that it came to.
func (m Model) Unanswered(text string) Model {
	m.until.SetValue(untilText(m.review.after))
	m.Outcome, m.Answer = form.Unanswered, text
	return m
}

// Asks reports that a question is open.
func (m Model) Asks() bool { return m.asks != askNothing }
