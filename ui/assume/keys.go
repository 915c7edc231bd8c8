package assume

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
	case m.asking:
		return m.answer(msg)
	case m.wait.asks():
		return m.waitKey(msg, s)
	case m.unwilling:
		return m.unwillingKey(msg, s)
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
		return m.enter(s)
	case tea.KeyTab:
		return m.move(s, 1).askToken()
	case tea.KeyShiftTab:
		return m.move(s, -1).askToken()
	case tea.KeyDown, tea.KeyUp:
		return m.vertical(msg, s).askToken()
	case tea.KeyLeft, tea.KeyRight:
		if m.focus.chooses() {
			return m.choose(s, form.Direction(msg)), nil
		}
	}
	return m.edit(msg, s)
}

// vertical goes to the field above or below, and among the matches while one is
// looked for.
func (m Model) vertical(msg tea.KeyMsg, s scene.Scene) Model {
	if m.looking() {
		return m.choose(s, form.Direction(msg))
	}
	return m.move(s, form.Direction(msg))
}

// looking reports that something is looked for in the focused field.
func (m Model) looking() bool {
	return m.focus == roleField && m.role.Looking() || m.focus == asField && m.as.Looking()
}

// paste types what was pasted. It is one message and never matched against
// keys, and the input turns newlines into spaces: a paste never submits. The
// newline of the line that it stood in is no part of it.
func (m Model) paste(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	msg.Runes = []rune(strings.TrimSpace(string(msg.Runes)))
	if m.outcome == form.Sending || len(msg.Runes) == 0 {
		return m, nil
	}
	return m.edit(msg, s)
}

// back closes the form if that loses nothing, and asks otherwise: an escape
// sequence that arrives in two parts looks like the key followed by text. A
// query of a pick is only cleared.
func (m Model) back() (Model, tea.Cmd) {
	switch {
	case m.outcome != form.Sending && m.looking():
		m.role, m.as = m.role.Clear(), m.as.Clear()
		m.faults[m.focus] = form.Fault{}
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

func closeForm() tea.Msg { return CloseMsg{} }
