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

// Gather makes rows beside the event loop, and puts them in the order in use.
func (m Model) Gather(rows func() Rows) tea.Cmd {
	id, sort, before := m.filter.ID(), m.sort, m.sorted
	return func() tea.Msg {
		made := rows()
		return GatheredMsg{
			ID: id, Rows: made, sort: sort,
			order: inOrder(made.Len(), before, func(a, b int) int { return made.Compare(sort, a, b) }),
		}
	}
}

// Mine reports that rows were gathered for this list.
func (m Model) Mine(msg GatheredMsg) bool { return msg.ID == m.filter.ID() }

// Take is Sync with rows that were gathered.
func (m Model) Take(msg GatheredMsg, s scene.Scene) (Model, tea.Cmd) {
	return m.sync(msg.Rows, s, func(m *Model) {
		if msg.sort == m.sort {
			m.sorted, m.isSorted = msg.order, true
		}
	})
}

// Retell is Sync with rows that only say something else: they are the same and stand
// where they stood.
func (m Model) Retell(rows Rows, s scene.Scene) (Model, tea.Cmd) {
	m = m.Resize(s)
	return m.rematch(rows)
}

// Resort takes the next sort order. A long list stays as it is until the command has
// put it in order.
func (m Model) Resort(rows Rows) (Model, tea.Cmd) {
	m.sort = (m.sort + 1) % rows.Orders()
	if rows.Len() > AtOnce {
		return m, m.Gather(func() Rows { return rows })
	}
	m.isSorted = false
	return m.arrange(rows), nil
}

// Wanted reports that rows come in the order in use.
func (m Model) Wanted(msg GatheredMsg) bool { return msg.sort == m.sort }

// After makes a list begin in much the same order as another, which costs less than
// to find it.
func (m Model) After(other Model) Model {
	m.sorted = other.sorted
	return m
}
