package form

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
)

// Step is what a key means to a form.
type Step int

// The steps of a form.
const (
	// Typing edits the focused field.
	Typing Step = iota
	// Pasting types what is one message, never matched against keys: its newlines
	// submit nothing.
	Pasting
	// Entering takes what is looked for, or sends the form.
	Entering
	// Leaving is esc.
	Leaving
	// Onward and Backward go to the field after the focused one, and before it.
	Onward
	Backward
	// Vertically goes up or down, and Sideways left or right: see Direction.
	Vertically
	Sideways
)

// StepOf says what a key means. Keys are told by their type, never by their name:
// letters that arrive together, as "tab" or "enter" typed fast, have such names too.
func StepOf(msg tea.KeyMsg) Step {
	switch {
	case msg.Paste:
		return Pasting
	case msg.Type == tea.KeyEsc:
		return Leaving
	case msg.Alt:
		// A key that comes right behind an escape is not that key: it edits.
		return Typing
	}
	switch msg.Type {
	case tea.KeyEnter:
		return Entering
	case tea.KeyTab:
		return Onward
	case tea.KeyShiftTab:
		return Backward
	case tea.KeyDown, tea.KeyUp:
		return Vertically
	case tea.KeyLeft, tea.KeyRight:
		return Sideways
	}
	return Typing
}

// Direction is where an arrow key leads: -1 to what is left or above, else 1.
func Direction(msg tea.KeyMsg) int {
	if msg.Type == tea.KeyLeft || msg.Type == tea.KeyUp {
		return -1
	}
	return 1
}

// Trimmed is a paste without the blanks and newlines around it: the newline of the
// line that it stood in is no part of it. It may be empty.
func Trimmed(msg tea.KeyMsg) tea.KeyMsg {
	msg.Runes = []rune(strings.TrimSpace(string(msg.Runes)))
	return msg
}

// Letters is a key as a field takes it. Letters that arrive together are text:
// "left" is no arrow key.
func Letters(msg tea.KeyMsg) tea.KeyMsg {
	msg.Paste = msg.Paste || len(msg.Runes) > 1
	return msg
}

// Hint is a key of a form for the key line: as it is pressed, as it is shown,
// its word, and its name in full.
func Hint(pressed, shown, word, name string) action.Hint {
	return action.Hint{Action: action.New(pressed, shown, word, name, nil)}
}

// LeaveHints are the keys of the question whether to leave.
func LeaveHints() []action.Hint {
	return []action.Hint{Hint("y", "y", "leave", "Leave the form"), Hint("n", "n", "stay", "Stay in the form")}
}

// TakeHints are the keys while something is looked for.
func TakeHints() []action.Hint {
	return []action.Hint{Hint("enter", "enter", "take", "Take the match"), Hint("right", "up down", "choose", "Choose a match")}
}

// BackHints are what esc does: it clears what is looked for, or leaves.
func BackHints(clears bool) []action.Hint {
	if clears {
		return []action.Hint{Hint("esc", "esc", "clear", "Clear what was typed")}
	}
	return []action.Hint{Hint("esc", "esc", "back", "Leave the form")}
}
