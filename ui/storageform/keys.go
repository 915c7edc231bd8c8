package storageform

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/form"
	"actas/ui/scene"
)

// key acts on a key. Keys are told by their type, never by their name: letters
// that arrive together, as "tab" or "enter" typed fast, have such names too.
func (m *state) key(msg tea.KeyMsg, s scene.Scene) tea.Cmd {
	switch {
	case m.asking:
		return m.answer(msg)
	case msg.Paste:
		return m.paste(msg, s)
	case msg.Type == tea.KeyEsc:
		return m.back()
	case m.outcome == form.Sending:
		return nil
	case msg.Alt:
		// A key that comes right behind an escape is not that key: it edits.
		return m.edit(msg)
	}
	switch msg.Type {
	case tea.KeyEnter:
		return m.enter(s)
	case tea.KeyTab:
		m.move(s, 1)
		return nil
	case tea.KeyShiftTab:
		m.move(s, -1)
		return nil
	case tea.KeyDown, tea.KeyUp:
		m.vertical(msg, s)
		return nil
	case tea.KeyLeft, tea.KeyRight:
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

// paste types what was pasted. It is one message and never matched against keys,
// so that its newlines do not submit.
func (m *state) paste(msg tea.KeyMsg, s scene.Scene) tea.Cmd {
	pasted := strings.TrimSpace(string(msg.Runes))
	switch {
	case m.outcome == form.Sending || pasted == "":
		return nil
	case m.focus == policyField && m.policy.tooLong(pasted):
		m.faults[policyField] = form.Fault{Text: "too long, so that nothing of it was taken: a policy has some 2,000 characters at most"}
		return nil
	}
	msg.Runes = []rune(pasted)
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
	m.outcome, m.refused = form.Filling, ""
	first := fields
	for id := fields - 1; id >= 0; id-- {
		m.faults[id] = form.Fault{Text: m.check(s, id)}
		if m.faults[id].Text != "" {
			first = id
		}
	}
	if first < fields {
		m.focus, m.outcome = first, form.Incomplete
		return nil
	}
	m.outcome = form.Sending
	request := m.request()
	return func() tea.Msg { return SubmitMsg{Request: request} }
}

// back closes the form if that loses nothing, and asks otherwise: an escape
// sequence that arrives in two parts looks like the key followed by text. What is
// looked for is only cleared.
func (m *state) back() tea.Cmd {
	switch {
	case m.outcome != form.Sending && m.looking():
		m.role = m.role.Clear()
		m.faults[roleField] = form.Fault{}
	case m.touched || m.outcome == form.Sending:
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
