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
	// The steps change this copy.
	asked := m.act(pressed)
	if asked == nil {
		return m, nil
	}
	return m, func() tea.Msg { return asked }
}

// act takes a key, and tells what that asks of the root; nil for nothing.
func (m *Model) act(msg tea.KeyMsg) tea.Msg {
	switch m.step {
	case choosing:
		return m.choose(msg)
	case typing:
		return m.edit(msg)
	case connecting:
		return m.callOff(msg)
	case resting:
		return m.decide(msg)
	case naming:
		return m.editName(msg)
	}
	return nil
}

func (m *Model) choose(msg tea.KeyMsg) tea.Msg {
	switch name := msg.String(); {
	case msg.Paste:
	case name == "d":
		m.step, m.failure = starting, ""
		return DemoMsg{}
	case name == "k":
		m.step, m.failure, m.mistake = typing, "", ""
	}
	return nil
}

// forgets asks before esc throws a typed key away.
const forgets = "esc again goes back and forgets what was typed."

func (m *Model) edit(msg tea.KeyMsg) tea.Msg {
	asked := m.mistake == forgets
	m.mistake, m.failure = "", ""
	switch {
	case msg.Type == tea.KeyEsc && m.input.Value() != "" && !asked:
		// A split escape sequence arrives as esc, and must not cost a long key.
		m.mistake = forgets
		return nil
	case msg.Type == tea.KeyEsc:
		// A credential does not wait in a field that is out of sight.
		m.step, m.input = choosing, emptyInput()
		return nil
	case msg.Type == tea.KeyEnter:
		return m.take()
	case msg.Type != tea.KeyRunes && msg.Type != tea.KeySpace:
		m.input = m.input.Update(msg)
		return nil
	}
	if msg.Paste {
		// Keys are pasted with the newline of the line they stood in.
		msg.Runes = []rune(strings.TrimSpace(string(msg.Runes)))
	}
	if m.mistake = m.wrong(msg.Runes); m.mistake == "" {
		m.input = m.input.Update(msg)
	}
	return nil
}

// take connects with what was typed.
func (m *Model) take() tea.Msg {
	value := strings.TrimSpace(m.input.Value())
	switch {
	case value == "":
		m.mistake = "Paste or type a key first."
		return nil
	case strings.Contains(value, " "):
		m.mistake = "There is a space inside; a key has none."
		return nil
	}
	m.step = connecting
	m.try++
	return TryMsg{Key: m.key(), Try: m.try}
}

// key is what was typed.
func (m *Model) key() model.Secret { return model.NewSecret(strings.TrimSpace(m.input.Value())) }

// callOff goes back to the key while the API is asked.
func (m *Model) callOff(msg tea.KeyMsg) tea.Msg {
	if msg.Type == tea.KeyEsc {
		m.step = typing
		m.try++
	}
	return nil
}

// wrong says why signs are not taken. They are refused as a whole, because a
// key with a part left out looks like a key behind its mask.
func (m *Model) wrong(runes []rune) string {
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
