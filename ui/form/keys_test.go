package form

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/screentest"
)

func TestWhatAKeyMeans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		key  tea.KeyMsg
		want Step
	}{
		{"enter", tea.KeyMsg{Type: tea.KeyEnter}, Entering},
		{"esc", tea.KeyMsg{Type: tea.KeyEsc}, Leaving},
		{"tab", tea.KeyMsg{Type: tea.KeyTab}, Onward},
		{"shift+tab", tea.KeyMsg{Type: tea.KeyShiftTab}, Backward},
		{"an arrow up", tea.KeyMsg{Type: tea.KeyUp}, Vertically},
		{"an arrow right", tea.KeyMsg{Type: tea.KeyRight}, Sideways},
		{"a letter", screentest.Key("x"), Typing},
		{"letters that spell a key", tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("enter")}, Typing},
		{"enter right behind an escape", tea.KeyMsg{Type: tea.KeyEnter, Alt: true}, Typing},
		{"a paste of a newline", screentest.Paste("\n"), Pasting},
	} {
		if got := StepOf(c.key); got != c.want {
			t.Errorf("%s means %d, want %d", c.name, got, c.want)
		}
	}
}

func TestTextThatArrivesTogetherIsText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"x": false, "left": true} {
		if got := Letters(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)}); got.Paste != want {
			t.Errorf("%q is taken for a paste: %v", text, got.Paste)
		}
	}
	if got := Trimmed(screentest.Paste(" two words\r\n")); string(got.Runes) != "two words" || !got.Paste {
		t.Errorf("a paste is %q", got.Runes)
	}
}

func TestHowFarAFormIs(t *testing.T) {
	t.Parallel()
	var s State
	if s.Unsent() {
		t.Error("a form that nobody touched has something to lose")
	}
	for outcome, want := range map[Outcome]Outcome{Incomplete: Filling, Unchanged: Filling, Refused: Refused, Unanswered: Unanswered} {
		if got := (State{Outcome: outcome}).Typed(); got.Outcome != want || !got.Unsent() {
			t.Errorf("%d becomes %+v when something is typed", outcome, got)
		}
	}
	if s = (State{Outcome: Sending, Touched: true}); s.Unsent() || !s.Sending() {
		t.Errorf("%+v is unsent", s)
	}
}

func TestTheFirstFieldAtFault(t *testing.T) {
	t.Parallel()
	faults := []Fault{{Text: "old", Refused: true}, {}, {}}
	first := Check(faults, func(id int) string { return []string{"", "wrong", "wrong too"}[id] })
	if want := (Fault{Text: "wrong"}); first != 1 || faults[0] != (Fault{}) || faults[1] != want || faults[2].Text != "wrong too" {
		t.Errorf("the first is %d of %+v", first, faults)
	}
	if first := Check(faults, func(int) string { return "" }); first != 3 {
		t.Errorf("without a fault the first is %d", first)
	}
}
