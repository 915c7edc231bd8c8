package browse

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/scene"
)

// AtOnce is how many rows are made and put in order between two keys, without anybody
// noticing. More of them are gathered beside the event loop.
const AtOnce = 2000

// GatheredMsg brings rows that were made beside the event loop to the list with the
// same id. The root hands it back.
type GatheredMsg struct {
	ID    string
	Rows  Rows
	sort  int
	order []int
}

// OrderedMsg brings the order of rows that a list has already. The root hands it back,
// and Update takes it if the list still waits for it.
type OrderedMsg struct {
	of    *turn
	order []int
}

// turn tells one putting in order from every other. It takes room, so that no two of
// them lie in one place.
type turn struct{ _ byte }

// Gather makes rows beside the event loop, and puts them in the order in use.
func (m Model) Gather(rows func() Rows) tea.Cmd {
	id, sort, before := m.filter.ID(), m.sort, m.sorted
	return func() tea.Msg {
		made := rows()
		return GatheredMsg{ID: id, Rows: made, sort: sort, order: orderBy(made, sort, before)}
	}
}

// Mine reports that rows were gathered for this list.
func (m Model) Mine(msg GatheredMsg) bool { return msg.ID == m.filter.ID() }

// Take is Sync with rows that were gathered. Where another order was chosen meanwhile,
// they stand as they were gathered until the command has put them in that one.
func (m Model) Take(msg GatheredMsg, s scene.Scene) (Model, tea.Cmd) {
	m.sorted = msg.order
	if msg.sort != m.sort {
		return m.SyncBeside(msg.Rows, s)
	}
	m, cmd := m.Retell(msg.Rows, s)
	m.isSorted, m.turn = true, nil
	return m.arrange(msg.Rows), cmd
}

// SyncBeside is Sync that leaves the rows of a long list as they stand until the
// command has put them in order.
func (m Model) SyncBeside(rows Rows, s scene.Scene) (Model, tea.Cmd) {
	return m.sync(rows, s, rows.Len() > AtOnce)
}

// Retell is Sync with rows that only say something else: they are the same and stand
// where they stood, and where they are being put in order they still are.
func (m Model) Retell(rows Rows, s scene.Scene) (Model, tea.Cmd) {
	m = m.Resize(s)
	return m.rematch(rows)
}

// Sorting reports that the rows are being put in order beside the event loop, and
// stand otherwise meanwhile.
func (m Model) Sorting() bool { return m.turn != nil }

// resort takes the next sort order.
func (m Model) resort(rows Rows) (Model, tea.Cmd) {
	m.sort, m.turn = (m.sort+1)%rows.Orders(), nil
	if rows.Len() <= AtOnce {
		m.isSorted = false
		return m.arrange(rows), nil
	}
	m, cmd := m.beside(rows)
	return m.arrange(rows), cmd
}

// beside has rows put in the order in use. Until then they stand as they are.
func (m Model) beside(rows Rows) (Model, tea.Cmd) {
	m.sorted, m.isSorted = asTheyStand(rows.Len(), m.sorted), true
	m.turn = &turn{}
	of, sort, before := m.turn, m.sort, m.sorted
	return m, func() tea.Msg { return OrderedMsg{of: of, order: orderBy(rows, sort, before)} }
}

// ordered takes in the order that was waited for.
func (m Model) ordered(msg OrderedMsg, rows Rows) Model {
	if m.turn == nil || msg.of != m.turn {
		return m
	}
	m.turn, m.sorted, m.isSorted = nil, msg.order, true
	return m.arrange(rows)
}

// After makes a list begin in much the same order as another, which costs less than
// to find it.
func (m Model) After(other Model) Model {
	m.sorted = other.sorted
	return m
}
