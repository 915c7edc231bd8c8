package browse

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/filter"
	"actas/ui/scene"
)

// Update acts on the intents that all browsing screens share, and on the
// answers of the filter and of what puts rows in order. A long list that is sorted stays as it
// is until the command has put it in order.
func (m Model) Update(msg tea.Msg, rows Rows, s scene.Scene) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case filter.MatchedMsg:
		m = m.matched(msg, rows)
	case OpenMsg:
		m.placed = true
		m.opened = m.opened || len(m.order) > 0
	case BackMsg:
		m = m.back(rows)
	case FilterMsg:
		m.placed = true
		m.opened, m.scroll = false, 0
		m.filter = m.filter.Open()
		if m.index == nil {
			m.index = newIndex(rows)
		}
	case SortMsg:
		m, cmd = m.resort(rows)
	case OrderedMsg:
		m = m.ordered(msg, rows)
	}
	return m.Resize(s), cmd
}

// Key handles a key that is no action: it is typed into the filter line while
// that is open, and else it moves. detail gives the lines of the selected row's
// detail in a width; it is asked only where the detail is open.
func (m Model) Key(msg tea.KeyMsg, rows Rows, s scene.Scene, detail func(s scene.Scene, width int) []string) (Model, tea.Cmd) {
	if m.Typing() {
		return m.Type(msg, rows)
	}
	lines := 0
	if m.opened {
		lines = len(detail(s, DetailWidth(s)))
	}
	m, _ = m.Move(msg, rows, lines, s.Height)
	return m, nil
}

// Type handles a key while the filter line is open.
func (m Model) Type(msg tea.KeyMsg, rows Rows) (Model, tea.Cmd) {
	switch msg.Type {
	case tea.KeyEsc:
		return m.unfilter(rows), nil
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
		return m.unfilter(rows)
	}
	return m
}

// unfilter shows all rows again, and lets go of what the filter took to find them.
func (m Model) unfilter(rows Rows) Model {
	m.filter, m.index = m.filter.Clear(), nil
	return m.arrange(rows)
}
