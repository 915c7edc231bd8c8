// Package palette is the command palette: every action by its name, over the
// lowest rows of the screen that it was called from.
package palette

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/field"
	"actas/ui/filter"
	"actas/ui/list"
	"actas/ui/scene"
)

// queryLimit is the longest query in characters.
const queryLimit = 100

// Entry is one action that can be run by its name.
type Entry struct {
	// Screen is the screen that the action belongs to, "Everywhere" for all.
	Screen string
	Hint   action.Hint
	// Target is handed back with the entry; the palette does not look at it.
	Target int
}

// RunMsg asks to run an entry that is not blocked.
type RunMsg struct{ Entry Entry }

// CloseMsg asks to close the palette; nothing was run.
type CloseMsg struct{}

// Model is the palette. Make one with New.
type Model struct {
	entries []Entry
	index   *filter.Index
	input   field.Model
	moves   list.KeyMap
	// shown are the entries that match, best first.
	shown []int
	list  list.Model
	// refusal says why the entry that enter was pressed on cannot run.
	refusal string
}

// New makes a palette of entries, which stand in their order until something
// is typed.
func New(entries []Entry) *Model {
	m := Model{entries: entries, input: field.New(queryLimit), moves: list.DefaultKeyMap()}
	m.index = filter.NewIndex(len(entries), 2, func(row, column int) string {
		return [2]string{entries[row].Hint.Name, entries[row].Screen}[column]
	})
	m = m.match()
	return &m
}

// Update acts on a key: what is typed filters the entries.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	pressed, ok := msg.(tea.KeyMsg)
	if !ok {
		return m, nil
	}
	m.refusal = ""
	m.list.SetHeight(m.rows(s))
	if pressed.Paste {
		return m.typed(pressed), nil
	}
	switch pressed.String() {
	case "esc":
		return m, func() tea.Msg { return CloseMsg{} }
	case "enter":
		return m.run()
	case "up", "ctrl+p":
		m.list.Move(-1)
	case "down", "ctrl+n":
		m.list.Move(1)
	case "pgup", "pgdown":
		step, _ := m.moves.Step(pressed, m.list.Rows(), m.list.Height())
		m.list.Move(step)
	default:
		m = m.typed(pressed)
	}
	return m, nil
}

// run hands the selected entry to the root, or says why it cannot run now.
func (m Model) run() (Model, tea.Cmd) {
	at := m.list.Cursor()
	if at < 0 {
		return m, nil
	}
	entry := m.entries[m.shown[at]]
	if entry.Hint.Blocked != "" {
		m.refusal = entry.Hint.Blocked
		return m, nil
	}
	return m, func() tea.Msg { return RunMsg{Entry: entry} }
}

func (m Model) typed(msg tea.KeyMsg) Model {
	before := m.input.Value()
	m.input = m.input.Update(msg)
	if m.input.Value() == before {
		return m
	}
	return m.match()
}

// match finds the entries for what was typed and selects the best one.
func (m Model) match() Model {
	m.shown = m.index.Match(m.input.Value(), nil)
	m.list.SetRows(len(m.shown), 0)
	return m
}
