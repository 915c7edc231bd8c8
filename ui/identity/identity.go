// Package identity asks who the person is, where the API key may not tell. It
// is never guessed: sessions are listed and assumed for the user named here.
package identity

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/list"
	"actas/ui/scene"
)

// inputLimit is the longest id in characters.
const inputLimit = 200

// ChosenMsg says who the person is. The id fits into a path of the API.
type ChosenMsg struct{ UserID string }

// CloseMsg asks to close the question without an answer.
type CloseMsg struct{}

// Model is the question. Make one with New.
type Model struct {
	reason string
	input  field.Model
	list   list.Model
	moves  list.KeyMap
	// mark is the choice that enter takes, by its id, because the list of
	// users may arrive or change while the question stands.
	mark mark
	// mistake is why enter was not taken.
	mistake string
}

// mark names a choice; the zero value is none.
type mark struct {
	id string
	// typed is set for the id as it was typed, which is apart from a user in
	// the list.
	typed bool
}

// choice is one line to choose from.
type choice struct {
	mark
	user model.User
}

// New makes the question; reason is a sentence that says why it is asked.
func New(reason string) *Model {
	return &Model{reason: reason, input: field.New(inputLimit), moves: list.DefaultKeyMap()}
}

// forgets asks before esc throws away what was typed.
const forgets = "esc again closes this and forgets what was typed."

// Update acts on a key: what is typed is an id, or looks for a user.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	pressed, ok := msg.(tea.KeyMsg)
	if !ok {
		return m, nil
	}
	asked := m.mistake == forgets
	m.mistake = ""
	if pressed.Paste {
		return m.typed(pressed, s), nil
	}
	switch pressed.String() {
	case "esc":
		if m.value() != "" && !asked {
			// A split escape sequence arrives as esc, and must not cost what was typed.
			m.mistake = forgets
			return m, nil
		}
		return m, func() tea.Msg { return CloseMsg{} }
	case "enter":
		return m.choose(s)
	case "up", "down", "ctrl+p", "ctrl+n", "pgup", "pgdown":
		return m.move(pressed, s), nil
	}
	return m.typed(pressed, s), nil
}

// choose takes the marked choice, or says what is missing.
func (m Model) choose(s scene.Scene) (Model, tea.Cmd) {
	value := m.value()
	at := m.at(m.choices(s))
	id := m.mark.id
	switch {
	case at < 0 && value == "":
		m.mistake = "Type your user id."
	case at < 0 && wrongSign(value) != "":
		m.mistake = fmt.Sprintf("A user id has letters, digits, - and _ only, not %s.", wrongSign(value))
	case at < 0:
		m.mistake = "Choose one of the users, or go on typing your user id."
	case wrongSign(id) != "":
		m.mistake = "The API does not take this user's id in its paths."
	default:
		return m, func() tea.Msg { return ChosenMsg{UserID: id} }
	}
	return m, nil
}

// move marks another choice. The first key down marks the first one: nothing
// is marked before somebody asks for it.
func (m Model) move(pressed tea.KeyMsg, s scene.Scene) Model {
	choices := m.choices(s)
	m.list = m.window(choices, s)
	switch pressed.String() {
	case "up", "ctrl+p":
		m.list.Move(-1)
	case "down", "ctrl+n":
		if m.at(choices) >= 0 {
			m.list.Move(1)
		}
	default:
		step, _ := m.moves.Step(pressed, m.list.Rows(), m.list.Height())
		m.list.Move(step)
	}
	if at := m.list.Cursor(); at >= 0 {
		m.mark = choices[at].mark
	}
	return m
}

// typed edits the line. What was typed marks its best match; an empty line
// marks nobody.
func (m Model) typed(pressed tea.KeyMsg, s scene.Scene) Model {
	before := m.value()
	m.input = m.input.Update(pressed)
	if m.value() == before {
		return m
	}
	m.mark = mark{}
	choices := m.choices(s)
	if m.value() != "" && len(choices) > 0 {
		m.mark = choices[0].mark
	}
	m.list.SetRows(len(choices), 0)
	return m
}
