// Package action describes what a person can do on a screen: the key, its
// words, and the intent that the key stands for. The key line, the help and
// the command palette are all made from the same actions, so none of them can
// name what does not work.
package action

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Action is one thing that can be done.
type Action struct {
	// Keys are the keys, with the short word of the key line as their help.
	Keys key.Binding
	// Name says it in full, for the palette: "Revoke the session".
	Name string
	// Intent is the message that the screen's Update acts on.
	Intent tea.Msg
}

// New makes an action of a key as it is pressed, as it is shown, the word of
// the key line and the name in full.
func New(pressed, shown, word, name string, intent tea.Msg) Action {
	return Action{
		Keys:   key.NewBinding(key.WithKeys(pressed), key.WithHelp(shown, word)),
		Name:   name,
		Intent: intent,
	}
}

// Find gives the action that a pressed key stands for.
func Find(actions []Action, pressed tea.KeyMsg) (Action, bool) {
	for _, a := range actions {
		if key.Matches(pressed, a.Keys) {
			return a, true
		}
	}
	return Action{}, false
}

// Hint is an action as it is shown now.
type Hint struct {
	Action
	// Blocked says why the action can do nothing now; empty when it can.
	Blocked string
}
