package assume

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/form"
	"actas/ui/scene"
)

// key acts on a key.
func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	switch {
	case m.asking:
		return m.answer(msg)
	case m.wait.asks():
		return m.waitKey(msg, s)
	case m.unwilling:
		return m.unwillingKey(msg, s)
	}
	step := form.StepOf(msg)
	if m.Sending() && step != form.Leaving {
		return m, nil
	}
	switch step {
	case form.Leaving:
		return m.back()
	case form.Pasting:
		return m.paste(msg, s)
	case form.Entering:
		return m.enter(s)
	case form.Onward:
		return m.move(s, 1).askToken()
	case form.Backward:
		return m.move(s, -1).askToken()
	case form.Vertically:
		return m.vertical(msg, s).askToken()
	case form.Sideways:
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

// paste types what was pasted; the input turns newlines into spaces.
func (m Model) paste(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	msg = form.Trimmed(msg)
	if len(msg.Runes) == 0 {
		return m, nil
	}
	return m.edit(msg, s)
}

// back closes the form if that loses nothing, and asks otherwise: an escape
// sequence that arrives in two parts looks like the key followed by text. A
// query of a pick is only cleared.
func (m Model) back() (Model, tea.Cmd) {
	switch {
	case !m.Sending() && m.looking():
		m.role, m.as = m.role.Clear(), m.as.Clear()
		m.faults[m.focus] = form.Fault{}
	case m.Touched || m.Sending():
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
