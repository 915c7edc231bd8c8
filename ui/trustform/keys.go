package trustform

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/form"
	"actas/ui/scene"
)

// key acts on a key.
func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if m.asks != askNothing {
		return m.answer(msg, s)
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
		return m.enter(s), nil
	case form.Onward:
		return m.move(s, 1), nil
	case form.Backward:
		return m.move(s, -1), nil
	case form.Vertically:
		return m.vertical(msg, s), nil
	case form.Sideways:
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
	return m.move(s, by)
}

// paste types what was pasted: the inputs turn newlines into spaces, and source IPs
// stand one a line.
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
		k := m.picked(m.focus)
		*k = k.Clear()
		m.faults[m.focus] = form.Fault{}
	case m.Touched || m.Sending():
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
