package storageform

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/form"
	"actas/ui/scene"
)

// key acts on a key.
func (m *state) key(msg tea.KeyMsg, s scene.Scene) tea.Cmd {
	if m.asking {
		return m.answer(msg)
	}
	step := form.StepOf(msg)
	if m.Sending() && step != form.Leaving {
		return nil
	}
	switch step {
	case form.Leaving:
		return m.back()
	case form.Pasting:
		return m.paste(msg, s)
	case form.Entering:
		return m.enter(s)
	case form.Onward:
		m.move(s, 1)
		return nil
	case form.Backward:
		m.move(s, -1)
		return nil
	case form.Vertically:
		m.vertical(msg, s)
		return nil
	case form.Sideways:
		if m.focus.chooses() && !m.looking() {
			m.choose(form.Direction(msg))
			return nil
		}
	}
	return m.edit(msg)
}

// looking reports that a role is looked for.
func (m *state) looking() bool { return m.focus == roleField && m.role.Looking() }

// vertical goes to the field above or below: among the matches while a role is
// looked for, and among the ARNs as far as there are any.
func (m *state) vertical(msg tea.KeyMsg, s scene.Scene) {
	by := form.Direction(msg)
	if m.looking() {
		m.choose(by)
		return
	}
	if next, moved := m.arns.Vertical(by); moved && m.focus == arnsField {
		m.arns = next
		return
	}
	m.move(s, by)
}

// paste types what was pasted. Of a policy that is too long nothing is taken.
func (m *state) paste(msg tea.KeyMsg, s scene.Scene) tea.Cmd {
	msg = form.Trimmed(msg)
	switch {
	case len(msg.Runes) == 0:
		return nil
	case m.focus == policyField && m.policy.tooLong(string(msg.Runes)):
		m.faults[policyField] = form.Fault{Text: "too long, so that nothing of it was taken: a policy has some 2,000 characters at most"}
		return nil
	}
	cmd := m.edit(msg)
	if m.focus == policyField {
		m.faults[policyField] = form.Fault{Text: m.check(s, policyField)}
	}
	return cmd
}

// enter takes what is looked for, or sends the form if every field is valid.
// Otherwise it goes to the first that is not. A policy that is being written is
// folded first: in a paste that a terminal does not mark, newlines are enter keys.
func (m *state) enter(s scene.Scene) tea.Cmd {
	switch {
	case m.looking():
		m.leave(s)
		return nil
	case m.focus != policyField || !m.policy.open:
	case m.check(s, policyField) == model.PolicyCutOff:
		m.policy = m.policy.edit(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
		return nil
	default:
		m.leave(s)
		return nil
	}
	m.settle()
	m.Outcome, m.Answer = form.Filling, ""
	first := form.Check(m.faults[:], func(id fieldID) string { return m.check(s, id) })
	if first < fields {
		m.focus, m.Outcome = first, form.Incomplete
		return nil
	}
	m.Outcome = form.Sending
	request := m.request()
	return func() tea.Msg { return SubmitMsg{Request: request} }
}

// back closes the form if that loses nothing, and asks otherwise: an escape
// sequence that arrives in two parts looks like the key followed by text. What is
// looked for is only cleared.
func (m *state) back() tea.Cmd {
	switch {
	case !m.Sending() && m.looking():
		m.role = m.role.Clear()
		m.faults[roleField] = form.Fault{}
	case m.Touched || m.Sending():
		m.asking = true
	default:
		return closeForm
	}
	return nil
}

// answer takes y or n to the question whether to leave.
func (m *state) answer(msg tea.KeyMsg) tea.Cmd {
	switch form.AnswerOf(msg) {
	case form.Yes:
		return closeForm
	case form.No:
		m.asking = false
	}
	return nil
}

func closeForm() tea.Msg { return scene.CloseMsg{} }
