// Package field is a one-line input: edited with the keys of bubbles/textinput, drawn
// with the theme, bounded, and deaf to the clipboard of the machine that actas
// runs on, which over ssh is not the person's. It is our own because that one looks
// for clipboard tools in every folder of PATH before main begins, has five kilobytes
// that forms hand on by value, and panics when the last character of a line is erased
// as a word.
package field

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"actas/model/text"
	"actas/theme"
	"actas/ui/line"
)

// Model is a one-line input. It is a value: what one copy is told, no other copy
// notices. The zero value is an empty field without a limit.
type Model struct {
	text edited
	// limit is how many characters it takes; 0 is any number.
	limit int
	// Masked hides what is typed, for credentials.
	Masked bool
	// Placeholder stands in the empty field.
	Placeholder string
}

// New makes an empty field for at most limit characters; 0 is any number.
func New(limit int) Model { return Model{limit: limit} }

// Value is what was typed.
func (m Model) Value() string { return m.text.before + m.text.behind }

// SetValue replaces what was typed and puts the cursor behind it.
func (m *Model) SetValue(s string) { m.text = edited{}.inserted(s, m.limit) }

// View draws the field in width columns with the pens of its surface; the
// cursor is shown where focused is set.
func (m Model) View(width int, focused bool, pens theme.Pens, t theme.Theme) string {
	if width <= 0 {
		return ""
	}
	value := []rune(m.Value())
	if len(value) == 0 && m.Placeholder != "" {
		return m.empty(width, focused, pens, t)
	}
	at := utf8.RuneCountInString(m.text.before)
	cells := make([]string, 0, len(value)+1)
	for _, r := range value {
		if m.Masked {
			cells = append(cells, "*")
			continue
		}
		cells = append(cells, text.Clean(string(r)))
	}
	cells = append(cells, " ")
	if focused && t.Cursor == (theme.Pen{}) {
		// Without colours nothing is reversed: a bar stands before the character.
		cells = slices.Insert(cells, at, t.Glyphs.Vertical)
	}
	first := firstVisible(cells, at, width)
	var b strings.Builder
	used := 0
	for i := first; i < len(cells); i++ {
		w := ansi.StringWidth(cells[i])
		if used+w > width {
			break
		}
		used += w
		if focused && i == at {
			b.WriteString(t.Cursor.On(cells[i]))
			continue
		}
		b.WriteString(pens.Text.On(cells[i]))
	}
	// Signs that stand side by side may join, as the halves of a flag do.
	return line.FitPaintedOn(b.String(), width, theme.NoGlyphs(), pens.Text)
}

func (m Model) empty(width int, focused bool, pens theme.Pens, t theme.Theme) string {
	shown := m.Placeholder
	if focused && t.Cursor == (theme.Pen{}) {
		shown = t.Glyphs.Vertical + shown
	}
	shown = ansi.Truncate(shown, width, t.Glyphs.Ellipsis)
	pad := pens.Text.On(strings.Repeat(" ", max(0, width-ansi.StringWidth(shown))))
	if !focused {
		return pens.Muted.On(shown) + pad
	}
	_, size := utf8.DecodeRuneInString(shown)
	head, tail := shown[:size], shown[size:]
	return t.Cursor.On(head) + pens.Muted.On(tail) + pad
}

// firstVisible is the first cell to draw so that the one at the cursor fits.
func firstVisible(cells []string, at, width int) int {
	used := 0
	for i := min(at, len(cells)-1); i >= 0; i-- {
		used += ansi.StringWidth(cells[i])
		if used > width {
			return i + 1
		}
	}
	return 0
}
