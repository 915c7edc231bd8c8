// Package firstrun is the screen of a start without an API key: it says where
// one was looked for, takes one for this run, and offers the demo.
package firstrun

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/scene"
)

// keyLimit is the longest key in characters. Vultr's have 36.
const keyLimit = 1024

type (
	// DemoMsg asks to start the embedded organisation.
	DemoMsg struct{}
	// TryMsg asks whether a key that was typed works; [Model.Tried] takes the answer
	// to the same Try.
	TryMsg struct {
		Key model.Secret
		Try int
	}
	// UseMsg asks to go on with a key that was typed, for this run only.
	UseMsg struct{ Key model.Secret }
	// KeepMsg asks to keep it for a profile, and to go on with that.
	KeepMsg struct {
		Key     model.Secret
		Profile string
	}
)

// step is how far the person is.
type step int

const (
	choosing step = iota
	typing
	// starting waits for the demo, connecting for the API; Failed ends both.
	starting
	connecting
	// resting asks where a key that works is to rest, naming for which profile, and
	// keeping waits until it rests there.
	resting
	naming
	keeping
)

// Model is the screen. Make one with New.
type Model struct {
	lookedIn []string
	rest     *Rest
	step     step
	input    field.Model
	// try numbers the keys that were tried; an answer to one before counts for
	// nothing.
	try int
	// whose is whose key it is, as far as it told, and keepless why it cannot be kept.
	whose, keepless string
	// name is the field for the profile's name.
	name field.Model
	// mistake is what is wrong with what was typed, without repeating it.
	mistake string
	// failure is why connecting or the demo failed.
	failure string
}

// New makes the screen; lookedIn are the places where a key was looked for in
// vain, as words of a sentence, and trouble says why none could be read there;
// empty where none was expected. rest is how a key can be kept; nil keeps it for
// this run only.
func New(lookedIn []string, trouble string, rest *Rest) *Model {
	return &Model{lookedIn: lookedIn, rest: rest, failure: trouble, input: emptyInput(), name: field.New(nameLimit)}
}

func emptyInput() field.Model {
	input := field.New(keyLimit)
	input.Masked = true
	return input
}

// Captures reports that keys are typed text, not commands.
func (m Model) Captures() bool { return m.step == typing || m.step == naming }

// Failed says why connecting or starting the demo failed. A key that was typed
// is still there.
func (m Model) Failed(text string) Model {
	m.failure = text
	switch m.step {
	case connecting:
		m.step, m.failure = typing, "Not connected: "+text
	case starting:
		m.step, m.failure = choosing, "The demo did not start: "+text
	case keeping:
		m.step, m.failure = m.asked(), "Not kept: "+text
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
	case connecting:
		return m.callOff(pressed)
	case resting:
		return m.decide(pressed)
	case naming:
		return m.editName(pressed)
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
	m.try++
	msg := TryMsg{Key: m.key(), Try: m.try}
	return m, func() tea.Msg { return msg }
}

// key is what was typed.
func (m Model) key() model.Secret { return model.NewSecret(strings.TrimSpace(m.input.Value())) }

// callOff goes back to the key while the API is asked.
func (m Model) callOff(msg tea.KeyMsg) (Model, tea.Cmd) {
	if msg.Type == tea.KeyEsc {
		m.step = typing
		m.try++
	}
	return m, nil
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
