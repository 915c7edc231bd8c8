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
func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	switch {
	case m.asking:
		return m.answer(msg)
	case msg.Paste:
		return m.paste(msg, s)
	case msg.Type == tea.KeyEsc:
		return m.back()
	case m.outcome == form.Sending:
		return m, nil
	case msg.Alt:
		// A key that comes right behind an escape is not that key: it edits.
		return m.edit(msg)
	}
	switch msg.Type {
	case tea.KeyEnter:
		return m.enter(s)
	case tea.KeyTab:
		return m.move(s, 1), nil
	case tea.KeyShiftTab:
		return m.move(s, -1), nil
	case tea.KeyDown, tea.KeyUp:
		return m.vertical(msg, s), nil
	case tea.KeyLeft, tea.KeyRight:
		if m.focus.chooses() && !m.looking() {
			return m.choose(form.Direction(msg)), nil
		}
	}
	return m.edit(msg)
}

// looking reports that a role is looked for.
func (m Model) looking() bool { return m.focus == roleField && m.role.Looking() }

// vertical goes to the field above or below: among the matches while a role is
// looked for, and among the ARNs as far as there are any.
func (m Model) vertical(msg tea.KeyMsg, s scene.Scene) Model {
	by := form.Direction(msg)
	if m.looking() {
		return m.choose(by)
	}
	if next, moved := m.arns.Vertical(by); moved && m.focus == arnsField {
		m.arns = next
		return m
	}
	return m.move(s, by)
}

// paste types what was pasted. It is one message and never matched against keys,
// so that its newlines do not submit.
func (m Model) paste(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	pasted := strings.TrimSpace(string(msg.Runes))
	switch {
	case m.outcome == form.Sending || pasted == "":
		return m, nil
	case m.focus == policyField && m.policy.tooLong(pasted):
		m.faults[policyField] = form.Fault{Text: "too long, so that nothing of it was taken: a policy has some 2,000 characters at most"}
		return m, nil
	}
	msg.Runes = []rune(pasted)
	m, cmd := m.edit(msg)
	if m.focus == policyField {
		m.faults[policyField] = form.Fault{Text: m.check(s, policyField)}
	}
	return m, cmd
}

// enter takes what is looked for, or sends the form if every field is valid.
// Otherwise it goes to the first that is not. A policy that is being written is
// folded first: in a paste that a terminal does not mark, newlines are enter keys.
func (m Model) enter(s scene.Scene) (Model, tea.Cmd) {
	switch {
	case m.looking():
		return m.leave(s), nil
	case m.focus != policyField || !m.policy.open:
	case m.check(s, policyField) == model.PolicyCutOff:
		m.policy = m.policy.edit(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
		return m, nil
	default:
		return m.leave(s), nil
	}
	m = m.settle()
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
		return m, nil
	}
	m.outcome = form.Sending
	request := m.request()
	return m, func() tea.Msg { return SubmitMsg{Request: request} }
}

// back closes the form if that loses nothing, and asks otherwise: an escape
// sequence that arrives in two parts looks like the key followed by text. What is
// looked for is only cleared.
func (m Model) back() (Model, tea.Cmd) {
	switch {
	case m.outcome != form.Sending && m.looking():
		m.role = m.role.Clear()
		m.faults[roleField] = form.Fault{}
	case m.touched || m.outcome == form.Sending:
		m.asking = true
	default:
		return m, closeForm
	}
	return m, nil
}

// answer takes y or n to the question whether to leave.
func (m Model) answer(msg tea.KeyMsg) (Model, tea.Cmd) {
	switch form.AnswerOf(msg) {
	case form.Yes:
		return m, closeForm
	case form.No:
		m.asking = false
	}
	return m, nil
}

func closeForm() tea.Msg { return scene.CloseMsg{} }
