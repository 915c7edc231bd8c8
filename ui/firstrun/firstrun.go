// Package firstrun is the screen of a start without an API key: it says where
// one was looked for, takes one for this run, and offers the demo.
package firstrun

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/field"
	"actas/ui/scene"
)

// keyLimit is the longest key in characters. Vultr's have 36.
const keyLimit = 1024

// DemoMsg asks to start the embedded organisation.
type DemoMsg struct{}

// KeyMsg asks to connect with a key that was typed. It is kept nowhere else.
type KeyMsg struct{ Key model.Secret }

// step is how far the person is.
type step int

const (
	choosing step = iota
	typing
	// starting waits for the demo, connecting for the API; Failed ends both.
	starting
	connecting
)

// Model is the screen. Make one with New.
type Model struct {
	lookedIn []string
	step     step
	input    field.Model
	// mistake is what is wrong with what was typed, without repeating it.
	mistake string
	// failure is why connecting or the demo failed.
	failure string
}

// New makes the screen; lookedIn are the places where a key was looked for in
// vain, as words of a sentence, and trouble says why none could be read there;
// empty where none was expected.
func New(lookedIn []string, trouble string) *Model {
	return &Model{lookedIn: lookedIn, failure: trouble, input: emptyInput()}
}

func emptyInput() field.Model {
	input := field.New(keyLimit)
	input.Masked = true
	return input
}

// Captures reports that keys are typed text, not commands.
func (m Model) Captures() bool { return m.step == typing }

// Failed says why connecting or starting the demo failed. A key that was typed
// is still there.
func (m Model) Failed(text string) Model {
	m.failure = text
	switch m.step {
	case connecting:
		m.step, m.failure = typing, "Not connected: "+text
	case starting:
		m.step, m.failure = choosing, "The demo did not start: "+text
	}
	return m
}

// Update acts on a key.
func (m Model) Update(msg tea.Msg, _ scene.Scene) (Model, tea.Cmd) {
	pressed, ok := msg.(tea.KeyMsg)
	if !ok {
		return m, nil
	}
	switch m.step {
	case choosing:
		return m.choose(pressed)
	case typing:
		return m.edit(pressed)
	}
	return m, nil
}

func (m Model) choose(msg tea.KeyMsg) (Model, tea.Cmd) {
	if msg.Paste {
		return m, nil
	}
	switch msg.String() {
	case "d":
		m.step, m.failure = starting, ""
		return m, func() tea.Msg { return DemoMsg{} }
	case "k":
		m.step, m.failure, m.mistake = typing, "", ""
	}
	return m, nil
}

// forgets asks before esc throws a typed key away.
const forgets = "esc again goes back and forgets what was typed."

func (m Model) edit(msg tea.KeyMsg) (Model, tea.Cmd) {
	asked := m.mistake == forgets
	m.mistake, m.failure = "", ""
	switch {
	case msg.Type == tea.KeyEsc && m.input.Value() != "" && !asked:
		// A split escape sequence arrives as esc, and must not cost a long key.
		m.mistake = forgets
		return m, nil
	case msg.Type == tea.KeyEsc:
		// A credential does not wait in a field that is out of sight.
		m.step, m.input = choosing, emptyInput()
		return m, nil
	case msg.Type == tea.KeyEnter:
		return m.take()
	case msg.Type != tea.KeyRunes && msg.Type != tea.KeySpace:
		m.input = m.input.Update(msg)
		return m, nil
	}
	if msg.Paste {
		// Keys are pasted with the newline of the line they stood in.
		msg.Runes = []rune(strings.TrimSpace(string(msg.Runes)))
	}
	if m.mistake = m.wrong(msg.Runes); m.mistake == "" {
		m.input = m.input.Update(msg)
	}
	return m, nil
}

// take connects with what was typed.
func (m Model) take() (Model, tea.Cmd) {
	value := strings.TrimSpace(m.input.Value())
	switch {
	case value == "":
		m.mistake = "Paste or type a key first."
		return m, nil
	case strings.Contains(value, " "):
		m.mistake = "There is a space inside; a key has none."
		return m, nil
	}
	m.step = connecting
	key := model.NewSecret(value)
	return m, func() tea.Msg { return KeyMsg{Key: key} }
}

// wrong says why signs are not taken. They are refused as a whole, because a
// key with a part left out looks like a key behind its mask.
func (m Model) wrong(runes []rune) string {
	for _, r := range runes {
		if r < ' ' || r > '~' {
			return "Not taken: a key has plain letters, digits and signs only."
		}
	}
	if len([]rune(m.input.Value()))+len(runes) > keyLimit {
		return "Not taken: that is too long for a key."
	}
	return ""
}

func (m Model) hints() (keys, back []action.Hint) {
	quit := []action.Hint{{Action: action.New("q", "q", "quit", "Quit", nil)}}
	switch m.step {
	case typing:
		return []action.Hint{{Action: action.New("enter", "enter", "use this key", "Use this key", nil)}},
			[]action.Hint{{Action: action.New("esc", "esc", "back", "Forget what was typed", nil)}}
	case choosing:
		return []action.Hint{
			{Action: action.New("d", "d", "demo", "Look around in the demo", nil)},
			{Action: action.New("k", "k", "paste a key", "Paste a key", nil)},
		}, quit
	}
	return nil, quit
}
