// Package list is the moving part that all lists share: a cursor in a window
// of rows, and the layout of columns. It knows nothing of what the rows hold,
// so that a key costs the same in a list of ten and of a hundred thousand.
package list

import (
	"github.com/charmbracelet/bubbles/key"

	"actas/ui/action"
)

// Model is a cursor over n rows, seen through a window of some height.
// The zero value is an empty list.
type Model struct {
	rows   int
	height int
	cursor int
	top    int
}

// KeyMap are the keys that move in a list.
type KeyMap struct {
	Down, Up, First, Last, HalfDown, HalfUp, PageDown, PageUp key.Binding
}

// DefaultKeyMap gives the keys of vi and of everybody else.
func DefaultKeyMap() KeyMap {
	return KeyMap{
		Down:     key.NewBinding(key.WithKeys("j", "down"), key.WithHelp("j", "down")),
		Up:       key.NewBinding(key.WithKeys("k", "up"), key.WithHelp("k", "up")),
		First:    key.NewBinding(key.WithKeys("g", "home"), key.WithHelp("g", "first")),
		Last:     key.NewBinding(key.WithKeys("G", "end"), key.WithHelp("G", "last")),
		HalfDown: key.NewBinding(key.WithKeys("ctrl+d"), key.WithHelp("^d", "half a page down")),
		HalfUp:   key.NewBinding(key.WithKeys("ctrl+u"), key.WithHelp("^u", "half a page up")),
		PageDown: key.NewBinding(key.WithKeys("pgdown"), key.WithHelp("pgdn", "page down")),
		PageUp:   key.NewBinding(key.WithKeys("pgup"), key.WithHelp("pgup", "page up")),
	}
}

// Step is the number of rows that a key moves in a window of height rows;
// ok is false for keys that do not move.
func (k KeyMap) Step(pressed interface{ String() string }, rows, height int) (step int, ok bool) {
	switch {
	case key.Matches(pressed, k.Down):
		return 1, true
	case key.Matches(pressed, k.Up):
		return -1, true
	case key.Matches(pressed, k.First):
		return -rows, true
	case key.Matches(pressed, k.Last):
		return rows, true
	case key.Matches(pressed, k.HalfDown):
		return max(1, height/2), true
	case key.Matches(pressed, k.HalfUp):
		return -max(1, height/2), true
	case key.Matches(pressed, k.PageDown):
		return max(1, height), true
	case key.Matches(pressed, k.PageUp):
		return -max(1, height), true
	}
	return 0, false
}

// Rows is the number of rows.
func (m Model) Rows() int { return m.rows }

// Height is the number of rows that the window shows.
func (m Model) Height() int { return m.height }

// Cursor is the row under the cursor, -1 in an empty list.
func (m Model) Cursor() int {
	if m.rows == 0 {
		return -1
	}
	return m.cursor
}

// Window gives the rows in sight: from first up to, not including, end.
func (m Model) Window() (first, end int) {
	return m.top, min(m.rows, m.top+m.height)
}

// SetRows changes the number of rows and puts the cursor on row at.
func (m *Model) SetRows(rows, at int) {
	m.rows = max(0, rows)
	m.cursor = at
	m.clamp()
}

// Replace changes the number of rows and puts the cursor on row at without
// moving that row on the screen, as far as the list allows: rows that arrive
// above it do not push it away from under the eye.
func (m *Model) Replace(rows, at int) {
	offset := m.cursor - m.top
	m.rows = max(0, rows)
	m.cursor = at
	m.top = at - offset
	m.clamp()
}

// SetHeight changes the height of the window.
func (m *Model) SetHeight(height int) {
	m.height = max(0, height)
	m.clamp()
}

// Move moves the cursor by step rows, within the list.
func (m *Model) Move(step int) {
	m.cursor += step
	m.clamp()
}

// clamp keeps the cursor in the list and the window around the cursor.
func (m *Model) clamp() {
	m.cursor = max(0, min(m.cursor, m.rows-1))
	if m.cursor >= m.top+m.height {
		m.top = m.cursor - m.height + 1
	}
	m.top = min(m.top, m.cursor, max(0, m.rows-m.height))
	m.top = max(0, m.top)
}

// Actions are the keys that move, for the help. They carry no intent: the list
// reads the keys itself.
func (k KeyMap) Actions() []action.Action {
	both := func(a, b key.Binding, shown, word string) action.Action {
		keys := append(append([]string(nil), a.Keys()...), b.Keys()...)
		return action.Action{Keys: key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, word))}
	}
	return []action.Action{
		both(k.Down, k.Up, "j k", "down, up"),
		both(k.First, k.Last, "g G", "first, last"),
		both(k.HalfDown, k.HalfUp, "^d ^u", "half a page"),
		both(k.PageDown, k.PageUp, "pgdn", "a page, pgup back"),
	}
}
