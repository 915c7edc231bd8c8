package browse

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/filter"
)

// Update acts on the intents that all browsing screens share.
func (m Model) Update(msg tea.Msg, rows Rows) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case filter.MatchedMsg:
		return m.matched(msg, rows), nil
	case OpenMsg:
		m.placed = true
		m.opened = m.opened || len(m.order) > 0
	case BackMsg:
		return m.back(rows), nil
	case FilterMsg:
		m.placed = true
		m.opened, m.scroll = false, 0
		m.filter = m.filter.Open()
	case SortMsg:
		m.sort = (m.sort + 1) % rows.Orders()
		return m.arrange(rows), nil
	}
	return m, nil
}

// Type handles a key while the filter line is open.
func (m Model) Type(msg tea.KeyMsg, rows Rows) (Model, tea.Cmd) {
	switch msg.Type {
	case tea.KeyEsc:
		m.filter = m.filter.Clear()
		return m.arrange(rows), nil
	case tea.KeyEnter:
		m.filter = m.filter.Keep()
		return m, nil
	case tea.KeyUp:
		m.list.Move(-1)
		return m.remember(rows), nil
	case tea.KeyDown:
		m.list.Move(1)
		return m.remember(rows), nil
	}
	if m.index == nil {
		m.index = newIndex(rows)
	}
	before := m.filter.Query()
	var cmd tea.Cmd
	m.filter, cmd = m.filter.Update(msg, m.index)
	if before != "" && m.filter.Query() == "" {
		return m.arrange(rows), cmd
	}
	return m, cmd
}

// FilterBy shows only what matches query.
func (m Model) FilterBy(query string, rows Rows) (Model, tea.Cmd) {
	m.opened, m.scroll = false, 0
	m.index = newIndex(rows)
	var cmd tea.Cmd
	m.filter, cmd = m.filter.Set(query, m.index)
	return m, cmd
}

// Move handles a key that moves; ok is false for other keys. In an opened
// detail of lines lines, of which height are in sight, it scrolls.
func (m Model) Move(msg tea.KeyMsg, rows Rows, lines, height int) (moved Model, ok bool) {
	if m.opened {
		step, ok := m.moves.Step(msg, lines, height)
		if ok {
			m.scroll = max(0, min(m.scroll+step, lines-height))
		}
		return m, ok
	}
	step, ok := m.moves.Step(msg, m.list.Rows(), m.list.Height())
	if !ok {
		return m, false
	}
	m.list.Move(step)
	return m.Place().remember(rows), true
}

// Step moves the cursor by some rows, unless a detail is open over the list.
func (m Model) Step(by int, rows Rows) Model {
	if m.opened {
		return m
	}
	m.list.Move(by)
	return m.Place().remember(rows)
}

func (m Model) matched(msg filter.MatchedMsg, rows Rows) Model {
	f, mine := m.filter.Take(msg)
	if !mine {
		return m
	}
	anew := f.Applied() != m.filter.Applied()
	m.filter = f
	m = m.arrange(rows)
	if anew {
		// The best match is what the person looks for next.
		m.list.SetRows(len(m.order), 0)
		m = m.remember(rows)
	}
	return m
}

func (m Model) back(rows Rows) Model {
	if m.opened {
		m.opened = false
		m.scroll = 0
		return m
	}
	if m.filter.On() {
		m.filter = m.filter.Clear()
		return m.arrange(rows)
	}
	return m
}
