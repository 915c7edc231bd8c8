package form

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/field"
	"actas/ui/words"
)

// Length is how long a session is to last: one of the presets, or what is typed.
// Make one with NewLength.
type Length struct {
	Presets []time.Duration
	// At is the preset chosen; len(Presets) stands for the typed one.
	At int
	// Chosen is set once somebody chose or typed.
	Chosen bool
	// Input is what is typed.
	Input field.Model
}

const (
	// lengthTypedLimit is wider than what is valid.
	lengthTypedLimit = 24
	// lengthWidth is the room for a typed length.
	lengthWidth = 12
)

// NewLength is a choice of presets, of which the one at at is taken.
func NewLength(presets []time.Duration, at int) Length {
	l := Length{Presets: presets, At: at, Input: field.New(lengthTypedLimit)}
	l.Input.Placeholder = "as in 1h30m"
	return l
}

// Other reports that the length is typed.
func (l Length) Other() bool { return l.At >= len(l.Presets) }

// Preset is the preset chosen, 0 for none.
func (l Length) Preset() time.Duration {
	if l.Other() {
		return 0
	}
	return l.Presets[l.At]
}

// Step chooses the preset beside; it stops at both ends.
func (l Length) Step(by int) Length {
	l.At = max(0, min(l.At+by, len(l.Presets)))
	l.Chosen = true
	return l
}

// Edit types a length; the first digit leaves the presets.
func (l Length) Edit(msg tea.KeyMsg) Length {
	if !l.Other() && (len(msg.Runes) == 0 || msg.Runes[0] < '0' || msg.Runes[0] > '9') {
		return l
	}
	l.Input, l.At, l.Chosen = l.Input.Update(msg), len(l.Presets), true
	return l
}

// Value is the length, with what is wrong with it; empty when nothing is.
func (l Length) Value() (time.Duration, string) {
	if !l.Other() {
		return l.Preset(), ""
	}
	return words.ParseLength(l.Input.Value())
}

// Length are the presets and what else can be typed, with a note.
func (p Painter) Length(l Length, note string, focused bool) string {
	pens, names := p.Pens(focused), make([]string, 0, len(l.Presets)+1)
	for _, d := range l.Presets {
		names = append(names, words.Length(d))
	}
	input := ""
	if l.Other() {
		input = pens.Text.On(" ") + l.Input.View(lengthWidth, focused, pens, p.Theme)
	}
	return p.Grounded(p.Choices(append(names, "other"), l.At, input, note, pens), focused)
}
