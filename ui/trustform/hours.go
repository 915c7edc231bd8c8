package trustform

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// dashes go from the beginning of the hours on to their end.
const dashes = "-–"

// typeHours types into one of the two hours. The first letter on a field takes
// the place of what stands there, since nobody mends a time digit by digit. What
// is no part of a time is left out, and a dash goes on to the end: "22-6" fills
// both.
func (m Model) typeHours(msg tea.KeyMsg) Model {
	if msg.Type != tea.KeyRunes && msg.Type != tea.KeySpace {
		m.stale = false
		return m.typeHour(msg)
	}
	typed := string(msg.Runes)
	if before, after, dashed := cutAny(typed, dashes); dashed && m.focus == fromField {
		m = m.typeTime(before)
		m.from = tidyTime(m.from)
		m.focus, m.stale = toField, true
		return m.typeTime(after)
	}
	return m.typeTime(typed)
}

// typeTime types what of a text can stand in a time.
func (m Model) typeTime(typed string) Model {
	kept := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == ':' {
			return r
		}
		return -1
	}, typed)
	if kept == "" {
		return m
	}
	if m.stale {
		m.stale = false
		m = m.typeHour(tea.KeyMsg{Type: tea.KeyEnd}).typeHour(tea.KeyMsg{Type: tea.KeyCtrlU})
	}
	return m.typeHour(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(kept), Paste: true})
}

// typeHour hands a key to the field of the hours that has the focus.
func (m Model) typeHour(msg tea.KeyMsg) Model {
	if m.focus == toField {
		m.to = m.to.Update(msg)
		return m
	}
	m.from = m.from.Update(msg)
	return m
}

// cutAny is strings.Cut at the first of several characters.
func cutAny(s, of string) (before, after string, found bool) {
	at := strings.IndexAny(s, of)
	if at < 0 {
		return s, "", false
	}
	before = s[:at]
	return before, strings.TrimLeft(s[at:], of), true
}
