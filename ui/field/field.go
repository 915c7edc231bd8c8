// Package field is a one-line input: the editing of bubbles/textinput, drawn
// with the theme, bounded, and deaf to the clipboard of the machine that actas
// runs on, which over ssh is not the person's.
package field

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/model/text"
	"actas/theme"
	"actas/ui/line"
)

// Model is a one-line input. It is a value: what one copy is told, no other copy
// notices.
type Model struct {
	// input is never changed, but replaced by a changed copy: it has five kilobytes,
	// and forms with a dozen inputs are handed on by value.
	input *textinput.Model
	// Masked hides what is typed, for credentials.
	Masked bool
	// Placeholder stands in the empty field.
	Placeholder string
}

// New makes an empty field for at most limit characters.
func New(limit int) Model {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = limit
	in.Cursor.SetMode(cursor.CursorStatic)
	in.KeyMap.Paste = key.NewBinding(key.WithDisabled())
	in.KeyMap.NextSuggestion = key.NewBinding(key.WithDisabled())
	in.KeyMap.PrevSuggestion = key.NewBinding(key.WithDisabled())
	in.KeyMap.AcceptSuggestion = key.NewBinding(key.WithDisabled())
	in.Focus()
	return Model{input: &in}
}

// Value is what was typed.
func (m Model) Value() string { return m.input.Value() }

// SetValue replaces what was typed and puts the cursor behind it.
func (m *Model) SetValue(s string) {
	in := *m.input
	in.SetValue(s)
	in.CursorEnd()
	m.input = &in
}

// Holds is text as a field without a limit has it: on one line, without control
// characters and replacement characters.
func Holds(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\n' || r == '\t':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// Update edits. A paste arrives as one message with its newlines; they become
// spaces, so that a paste never submits.
func (m Model) Update(msg tea.KeyMsg) Model {
	if msg.Type == tea.KeyRunes && len(msg.Runes) > 1 {
		// Letters that arrive in one read are text, but bubbles/textinput matches
		// keys by name: "left" and "home" would move the cursor.
		msg.Paste = true
	}
	if msg.Paste && m.Masked {
		// Credentials are pasted with the newline of the line they stood in.
		msg.Runes = []rune(strings.TrimSpace(string(msg.Runes)))
	}
	in, _ := m.input.Update(msg)
	m.input = &in
	return m
}

// View draws the field in width columns with the pens of its surface; the
// cursor is shown where focused is set.
func (m Model) View(width int, focused bool, pens theme.Pens, t theme.Theme) string {
	if width <= 0 {
		return ""
	}
	value := []rune(m.input.Value())
	if len(value) == 0 && m.Placeholder != "" {
		return m.empty(width, focused, pens, t)
	}
	at := m.input.Position()
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
