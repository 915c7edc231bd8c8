package firstrun

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/field"
)

// nameLimit is the longest name of a profile in characters.
const nameLimit = 40

// Rest is how a key that was typed can be kept: in the keyring of the system, for a
// profile.
type Rest struct {
	// Profile is the one that holds and looks for its key there, or would; empty where
	// there is none, and a new one is named.
	Profile string
	// Taken are the names of the profiles that there are.
	Taken []string
	// Default is the profile that holds where nobody names one; empty for none.
	Default string
	// File is the configuration that a profile is written into, as it is shown, and
	// IsThere tells that it exists.
	File    string
	IsThere bool
}

// suggested is the name for a new profile: "default", or the next one that is free.
func (r *Rest) suggested() string {
	name := "default"
	for n := '2'; slices.Contains(r.Taken, name) && n <= '9'; n++ {
		name = "default-" + string(n)
	}
	return name
}

// Tried takes what became of trying a key: whose it is, as far as the API told, and
// why it cannot be kept; empty where it can. failure says why it does not work;
// empty where it does. Answers to a try before count for nothing.
func (m Model) Tried(try int, whose, keepless, failure string) Model {
	switch {
	case try != m.try || m.step != connecting:
	case failure != "":
		return m.Failed(failure)
	default:
		m.step, m.whose, m.keepless = resting, whose, keepless
	}
	return m
}

// Waits reports that the answer to a try is still wanted.
func (m Model) Waits(try int) bool { return m.step == connecting && try == m.try }

// asked is the step at which somebody asks to keep the key.
func (m *Model) asked() step {
	if m.rest.Profile != "" {
		return resting
	}
	return naming
}

// decide takes where a key that works is to rest.
func (m *Model) decide(msg tea.KeyMsg) tea.Msg {
	switch name := msg.String(); {
	case msg.Paste:
	case name == "esc":
		m.step, m.failure = typing, ""
	case name == "r":
		m.step = connecting
		m.try++
		return UseMsg{Key: m.key()}
	case name == "k" && m.keepless == "" && m.rest.Profile != "":
		return m.keep(m.rest.Profile)
	case name == "k" && m.keepless == "":
		m.step, m.failure, m.name = naming, "", field.New(nameLimit)
		m.name.SetValue(m.rest.suggested())
	}
	return nil
}

func (m *Model) keep(profile string) tea.Msg {
	m.step, m.failure, m.mistake = keeping, "", ""
	return KeepMsg{Key: m.key(), Profile: profile}
}

// editName edits the name of the profile.
func (m *Model) editName(msg tea.KeyMsg) tea.Msg {
	m.mistake, m.failure = "", ""
	switch msg.Type {
	case tea.KeyEsc:
		m.step = resting
	case tea.KeyEnter:
		name := strings.TrimSpace(m.name.Value())
		if m.mistake = m.wrongName(name); m.mistake == "" {
			return m.keep(name)
		}
	default:
		if msg.Paste {
			msg.Runes = []rune(strings.TrimSpace(string(msg.Runes)))
		}
		m.name = m.name.Update(msg)
	}
	return nil
}

// wrongName says why a profile cannot be called so; empty where it can.
func (m *Model) wrongName(name string) string {
	plain := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("-_.", r)
	}
	switch {
	case name == "":
		return "Type a name for the profile first."
	case strings.ContainsFunc(name, func(r rune) bool { return !plain(r) }):
		return "A profile's name has letters, digits, -, _ and . only."
	case slices.Contains(m.rest.Taken, name):
		return "There is a profile of that name; it is left as it is. Type another name."
	}
	return ""
}
