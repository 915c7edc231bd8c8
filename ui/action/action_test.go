package action_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
)

func TestFind(t *testing.T) {
	t.Parallel()
	actions := []action.Action{
		action.New("x", "x", "revoke", "Revoke the session", "revoke"),
		action.New("ctrl+r", "^r", "read", "Read everything again", "read"),
		action.New("enter", "enter", "open", "Open the selected row", "open"),
		action.New("x", "x", "again", "A second one with the same key", "second"),
	}
	for _, c := range []struct {
		name    string
		pressed tea.KeyMsg
		want    tea.Msg
	}{
		{"a letter, the first with its key", tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}, "revoke"},
		{"with control", tea.KeyMsg{Type: tea.KeyCtrlR}, "read"},
		{"a named key", tea.KeyMsg{Type: tea.KeyEnter}, "open"},
		{"a capital", tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("X")}, nil},
		{"with alt", tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x"), Alt: true}, nil},
		{"pasted", tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x"), Paste: true}, nil},
		{"several letters at once", tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("xx")}, nil},
	} {
		got, ok := action.Find(actions, c.pressed)
		if got.Intent != c.want || ok != (c.want != nil) {
			t.Errorf("%s: %v, %v", c.name, got.Intent, ok)
		}
	}
	a := actions[1]
	if a.Keys.Help().Key != "^r" || a.Keys.Help().Desc != "read" || a.Name != "Read everything again" {
		t.Errorf("%+v", a)
	}
}
