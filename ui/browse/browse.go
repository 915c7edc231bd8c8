// Package browse is what the list screens have in common: a list that is moved
// in, filtered and sorted, and the detail of its selected row. A screen says
// what its rows are; browse keeps the place.
package browse

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/filter"
	"actas/ui/list"
	"actas/ui/scene"
)

// Rows are what there is to browse at one moment. Rows are numbered from 0 in
// the order in which they arrived.
type Rows interface {
	Len() int
	// Key names a row for good, so that the cursor stays with it.
	Key(row int) string
	// Texts is the number of texts that a row is filtered by, Text is one.
	Texts() int
	Text(row, i int) string
	// Orders is the number of sort orders, Compare compares two rows in one.
	Orders() int
	Compare(order, a, b int) int
}

// The intents that every browsing screen acts on.
type (
	// OpenMsg opens the detail of the selected row.
	OpenMsg struct{}
	// BackMsg closes the detail, or else clears the filter.
	BackMsg struct{}
	// FilterMsg starts typing a filter.
	FilterMsg struct{}
	// SortMsg takes the next sort order.
	SortMsg struct{}
)

// Actions are the actions that every browsing screen has.
func Actions() []action.Action {
	return []action.Action{
		action.New("enter", "enter", "open", "Open the selected row", OpenMsg{}),
		action.New("esc", "esc", "back", "Close the detail, clear the filter", BackMsg{}),
		action.New("o", "o", "sort", "Next sort order", SortMsg{}),
		action.New("/", "/", "filter", "Filter the list", FilterMsg{}),
	}
}

// Shared reports that an intent is one of those that every browsing screen has.
func Shared(intent tea.Msg) bool {
	switch intent.(type) {
	case OpenMsg, BackMsg, FilterMsg, SortMsg:
		return true
	}
	return false
}

// Blocked says why an intent that every browsing screen has can do nothing now;
// empty when it can, and for any other.
func (m Model) Blocked(intent tea.Msg) string {
	switch intent.(type) {
	case OpenMsg:
		if m.opened {
			return "it is open"
		}
	case SortMsg:
		if m.filter.Query() != "" {
			return "a filter shows the best match first"
		}
	case BackMsg:
		if !m.opened && !m.filter.On() {
			return "nothing to go back from"
		}
	}
	return ""
}

// Model is the place in a list. Make one with New.
type Model struct {
	moves  list.KeyMap
	list   list.Model
	filter filter.Model
	// index is nil until the rows are filtered, and again when they changed.
	index *filter.Index
	// rows is how many rows there are, order holds those that are shown.
	rows  int
	order []int
	// sorted is the order without a filter, nil until there was one. isSorted is set
	// while it is that of the rows that there are, sorted as they are now or waiting
	// for their turn.
	sorted   []int
	isSorted bool
	sort     int
	// turn is the putting in order that is waited for; nil for none.
	turn     *turn
	selected string
	// placed is set once somebody chose where the cursor is; until then it
	// stays on the first row, whatever arrives above it.
	placed bool
	opened bool
	scroll int
}

// New makes an empty place; id keeps the filters of several lists apart.
func New(id string) Model {
	return Model{moves: list.DefaultKeyMap(), filter: filter.New(id)}
}

// Sync takes in rows that changed, and the size of the window. A long list that is
// being put in order beside the event loop goes on so: see SyncBeside.
func (m Model) Sync(rows Rows, s scene.Scene) (Model, tea.Cmd) {
	return m.sync(rows, s, m.Sorting() && rows.Len() > AtOnce)
}

func (m Model) sync(rows Rows, s scene.Scene, beside bool) (Model, tea.Cmd) {
	m, match := m.Retell(rows, s)
	m.isSorted, m.turn = false, nil
	var order tea.Cmd
	if beside {
		m, order = m.beside(rows)
	}
	return m.arrange(rows), tea.Batch(match, order)
}

// rematch filters anew, where there is a filter.
func (m Model) rematch(rows Rows) (Model, tea.Cmd) {
	m.index = nil
	var cmd tea.Cmd
	if m.filter.Query() != "" {
		m.index = newIndex(rows)
		m.filter, cmd = m.filter.Rematch(m.index)
	}
	return m, cmd
}

// LetGo drops what is held of the rows, until the next Sync. The place stays.
func (m Model) LetGo() Model {
	m.index, m.order, m.sorted, m.isSorted, m.turn, m.rows = nil, nil, nil, false, nil, 0
	return m
}

// Resize takes in the size of the window.
func (m Model) Resize(s scene.Scene) Model {
	m.list.SetHeight(listHeight(s))
	return m
}

// columns are rows that may be read beside the event loop: Column gives what Text
// does, for all rows.
type columns interface {
	Column(i int) func(row int) string
}

func newIndex(rows Rows) *filter.Index {
	if r, still := rows.(columns); still {
		return filter.Later(rows.Len(), rows.Texts(), r.Column)
	}
	return filter.NewIndex(rows.Len(), rows.Texts(), rows.Text)
}

// arrange puts the rows in order and the cursor back on the row it was on. A
// filter orders by how well rows match, so the sort order counts without one.
func (m Model) arrange(rows Rows) Model {
	m.rows = rows.Len()
	if found, ok := m.filter.Rows(); ok {
		m.order = slices.DeleteFunc(slices.Clone(found), func(row int) bool { return row >= rows.Len() })
	} else {
		if !m.isSorted || len(m.sorted) != rows.Len() {
			m.sorted, m.isSorted, m.turn = orderBy(rows, m.sort, m.sorted), true, nil
		}
		m.order = m.sorted
	}
	at := slices.IndexFunc(m.order, func(row int) bool { return rows.Key(row) == m.selected })
	switch {
	case !m.placed:
		at = 0
	case at < 0:
		at = min(max(0, m.list.Cursor()), max(0, len(m.order)-1))
	}
	m.list.Replace(len(m.order), at)
	if m.filter.Pending() {
		// The rows of the last answer may be others by now. The next one finds
		// the selected row again.
		return m
	}
	return m.remember(rows)
}

// Place makes the cursor stay with its row from now on. What the person does
// in the list places it as well.
func (m Model) Place() Model {
	m.placed = true
	return m
}

// remember notes which row the cursor is on.
func (m Model) remember(rows Rows) Model {
	row, ok := m.Selected()
	if !ok {
		return m
	}
	if k := rows.Key(row); k != m.selected {
		m.selected = k
		m.scroll = 0
	}
	return m
}

// Selected is the row under the cursor; ok is false in an empty list.
func (m Model) Selected() (row int, ok bool) {
	at := m.list.Cursor()
	if at < 0 || at >= len(m.order) {
		return 0, false
	}
	return m.order[at], true
}

// Select puts the cursor on the row with a key, if it is shown.
func (m Model) Select(rows Rows, key string) Model {
	at := slices.IndexFunc(m.order, func(row int) bool { return rows.Key(row) == key })
	if at < 0 {
		return m
	}
	m.list.SetRows(len(m.order), at)
	return m.Place().remember(rows)
}

// Visible calls draw for each row in sight, from the top.
func (m Model) Visible(draw func(row int, selected bool)) {
	first, end := m.list.Window()
	for i := first; i < end; i++ {
		draw(m.order[i], i == m.list.Cursor())
	}
}

// Shown is the number of rows that the filter leaves.
func (m Model) Shown() int { return len(m.order) }

// At is the position of the cursor, counted from 1; 0 in an empty list.
func (m Model) At() int { return m.list.Cursor() + 1 }

// Sort is the sort order in use.
func (m Model) Sort() int { return m.sort }

// Opened reports that the detail is open.
func (m Model) Opened() bool { return m.opened }

// Scroll is the first line of the detail in sight.
func (m Model) Scroll() int { return m.scroll }

// Typing reports that keys go to the filter line.
func (m Model) Typing() bool { return m.filter.Typing() }

// Filter is the list's filter, for drawing.
func (m Model) Filter() filter.Model { return m.filter }
