package trustform

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/form"
	"actas/ui/scene"
)

// key acts on a key. Keys are told by their type, never by their name: letters
// that arrive together, as "tab" or "enter" typed fast, have such names too.
func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	switch {
	case m.asks != askNothing:
		return m.answer(msg, s)
	case msg.Paste:
		return m.paste(msg, s)
	case msg.Type == tea.KeyEsc:
		return m.back()
	case m.outcome == form.Sending:
		return m, nil
	case msg.Alt:
		// A key that comes right behind an escape is not that key: it edits.
		return m.edit(msg, s)
	}
	switch msg.Type {
	case tea.KeyEnter:
		return m.enter(s), nil
	case tea.KeyTab:
		return m.move(s, 1), nil
	case tea.KeyShiftTab:
		return m.move(s, -1), nil
	case tea.KeyDown, tea.KeyUp:
		return m.vertical(msg, s), nil
	case tea.KeyLeft, tea.KeyRight:
		if m.focus.chooses() {
			return m.choose(s, form.Direction(msg)), nil
		}
	}
	return m.edit(msg, s)
}

// vertical goes to the field above or below: among the matches while one is
// looked for, and among the source IPs as far as there are any.
func (m Model) vertical(msg tea.KeyMsg, s scene.Scene) Model {
	by := form.Direction(msg)
	if m.looking() {
		return m.choose(s, by)
	}
	if m.focus == ipField {
		if next, moved := m.ips.Vertical(by); moved {
			m.ips = next
			return m
		}
	}
	m = m.move(s, by)
	return m
}

// paste types what was pasted. It is one message and never matched against
// keys, and the inputs turn newlines into spaces: a paste never submits. Source
// IPs that are pasted stand one a line.
func (m Model) paste(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	pasted := strings.TrimSpace(string(msg.Runes))
	if m.outcome == form.Sending || pasted == "" {
		return m, nil
	}
	msg.Runes = []rune(pasted)
	return m.edit(msg, s)
}

// back closes the form if that loses nothing, and asks otherwise: an escape
// sequence that arrives in two parts looks like the key followed by text. A
// query of a pick is only cleared.
func (m Model) back() (Model, tea.Cmd) {
	switch {
	case m.outcome != form.Sending && m.looking():
		k := m.picked(m.focus)
		*k = k.Clear()
		m.faults[m.focus] = form.Fault{}
	case m.touched || m.outcome == form.Sending:
		m.asks = askLeave
	default:
		return m, closeForm
	}
	return m, nil
}

func closeForm() tea.Msg { return scene.CloseMsg{} }

// answer takes the answer to the question in front.
func (m Model) answer(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if m.asks == askChanged {
		return m.answerChanged(msg, s), nil
	}
	switch form.AnswerOf(msg) {
	case form.Yes:
		return m.yes()
	case form.No:
		m.asks, m.next = m.next, askNothing
	}
	return m, nil
}

// yes goes on with what was asked: a change that locks me out is asked twice.
func (m Model) yes() (Model, tea.Cmd) {
	switch {
	case m.asks == askLeave:
		return m, closeForm
	case m.asks == askReview && m.review.lockout != "":
		m.asks = askLockout
		return m, nil
	}
	return m.send()
}
