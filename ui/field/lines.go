package field

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// Lines are inputs one below the other, for entries that hold no space, of which
// the last may be empty. One line is being edited. Make them with NewLines.
type Lines struct {
	// lines are the others' text; what stands for the edited one does not count.
	// The slice is shared between copies and never written to.
	lines []string
	at    int
	input Model
}

// NewLines are lines that hold entries, with the cursor in an empty one below, for
// at most limit characters each. placeholder stands in the empty line.
func NewLines(entries []string, limit int, placeholder string) Lines {
	a := Lines{lines: append(slices.Clip(slices.Clone(entries)), ""), at: len(entries), input: New(limit)}
	a.input.Placeholder = placeholder
	return a
}

// Len is how many lines there are, the empty one among them.
func (a Lines) Len() int { return len(a.lines) }

// At is the line that is edited, from 0.
func (a Lines) At() int { return a.at }

// Input is the input of the line that is edited.
func (a Lines) Input() Model { return a.input }

// All are all lines as they stand.
func (a Lines) All() []string {
	out := slices.Clone(a.lines)
	out[a.at] = strings.TrimSpace(a.input.Value())
	return out
}

// Text is all that was typed, for comparing.
func (a Lines) Text() string { return strings.Join(a.All(), "\n") }

// ToLine edits another line, the cursor behind its text.
func (a Lines) ToLine(at int) Lines {
	if len(a.lines) > 0 && a.input.Value() != a.lines[a.at] {
		a.lines = a.All()
	}
	a.at = max(0, min(at, len(a.lines)-1))
	a.input.SetValue(a.lines[a.at])
	return a
}

// Tidy takes out empty lines but one at the end, which is edited then.
func (a Lines) Tidy() Lines {
	kept := slices.DeleteFunc(a.All(), func(l string) bool { return l == "" })
	a.lines, a.at = append(kept, ""), len(kept)
	a.input.SetValue("")
	return a
}

// separates reports that a character ends an entry.
func separates(r rune) bool { return strings.ContainsRune(" ,;\t\r\n", r) }

// Edit types into the line. A comma or a space ends it, backspace in an empty
// line takes it out, and a paste may bring many lines.
func (a Lines) Edit(msg tea.KeyMsg) Lines {
	switch {
	case msg.Type == tea.KeySpace, msg.Type == tea.KeyRunes && strings.IndexFunc(string(msg.Runes), separates) >= 0:
		return a.split(string(msg.Runes))
	case msg.Type == tea.KeyBackspace && a.input.Value() == "" && len(a.lines) > 1:
		return a.remove()
	}
	a.input = a.input.Update(msg)
	return a
}

// split types text with separators: each entry gets a line of its own, and the
// cursor goes to an empty one.
func (a Lines) split(typed string) Lines {
	entries := strings.FieldsFunc(typed, separates)
	if len(entries) > 0 && !separates(rune(typed[0])) {
		a.input = a.input.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(entries[0]), Paste: true})
		entries = entries[1:]
	}
	lines := a.All()
	if lines[a.at] == "" && len(entries) == 0 {
		return a
	}
	next := append(entries, "")
	if after := a.at + 1; after < len(lines) && lines[after] == "" {
		next = entries
	}
	at := a.at + 1 + len(entries)
	a.lines = slices.Insert(lines, a.at+1, next...)
	a.input.SetValue(a.lines[a.at])
	return a.ToLine(at)
}

// remove takes an empty line out and goes on in the one above, or below where
// there is none.
func (a Lines) remove() Lines {
	a.lines = slices.Delete(slices.Clone(a.lines), a.at, a.at+1)
	a.at = max(0, a.at-1)
	a.input.SetValue(a.lines[a.at])
	return a
}

// Vertical goes to the line above or below; moved is false where there is none.
func (a Lines) Vertical(by int) (next Lines, moved bool) {
	if by > 0 && strings.TrimSpace(a.input.Value()) != "" && a.at == len(a.lines)-1 {
		// Down behind an entry begins the next one.
		a.lines = append(a.All(), "")
	}
	at := a.at + by
	if at < 0 || at >= len(a.lines) {
		return a, false
	}
	return a.ToLine(at), true
}
