// Package week shows the coming week on one timeline: every role that I can
// assume, when, and my live sessions.
package week

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/list"
	"actas/ui/scene"
)

// The intents of this page.
type (
	closeMsg     struct{}
	zoneMsg      struct{}
	askAssumeMsg struct{}
)

// AssumeMsg asks the root for the assume form for a role.
type AssumeMsg struct{ RoleID string }

// Model is the page. Make one with New.
type Model struct {
	actions []action.Action
	moves   list.KeyMap
	list    list.Model
	rows    []row
	// leftOut are the roles that are not on the timeline although a trust may let
	// me in: by why they are not, names in order.
	leftOut map[string][]string
	// selected is the id of the role under the cursor, which stays with it.
	selected string
	// utc draws in UTC and not in the person's zone.
	utc bool
}

// New makes the page.
func New() Model {
	return Model{
		moves: list.DefaultKeyMap(),
		actions: []action.Action{
			action.New("esc", "esc", "back", "Go back", closeMsg{}),
			action.New("a", "a", "assume", "Assume the role", askAssumeMsg{}),
			action.New("z", "z", "zone", "Show the week in your zone or in UTC", zoneMsg{}),
		},
	}
}

// Actions are what can be done here.
func (m Model) Actions() []action.Action { return m.actions }

// Captures reports that keys are typed text: never.
func (m Model) Captures() bool { return false }

// Sync takes in a directory, verdicts, sessions or a size that changed.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) {
	m = m.read(s)
	at := 0
	for i, r := range m.rows {
		if r.role.ID == m.selected {
			at = i
		}
	}
	m = m.Resize(s)
	m.list.Replace(len(m.rows), at)
	return m.remember(), nil
}

// Resize takes in a size that changed.
func (m Model) Resize(s scene.Scene) Model {
	m.list.SetHeight(m.layout(s).rows)
	return m
}

// remember notes which role the cursor is on.
func (m Model) remember() Model {
	if r, ok := m.row(); ok {
		m.selected = r.role.ID
	}
	return m
}

// row is the one under the cursor.
func (m Model) row() (row, bool) {
	at := m.list.Cursor()
	if at < 0 || at >= len(m.rows) {
		return row{}, false
	}
	return m.rows[at], true
}

// Update acts on keys and intents.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg, s)
	case closeMsg:
		return m, func() tea.Msg { return scene.CloseMsg{} }
	case zoneMsg:
		m.utc = !m.utc
		// Another midnight ends the week.
		return m.Sync(s)
	case askAssumeMsg:
		return m, m.assume()
	}
	return m, nil
}

func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if msg.Paste {
		return m, nil
	}
	if a, ok := action.Find(m.actions, msg); ok {
		if why := m.Blocked(a.Intent, s); why != "" {
			return m, func() tea.Msg { return scene.SayMsg{Text: why} }
		}
		return m.Update(a.Intent, s)
	}
	if step, ok := m.moves.Step(msg, m.list.Rows(), m.list.Height()); ok {
		m.list.Move(step)
		m = m.remember()
	}
	return m, nil
}

func (m Model) assume() tea.Cmd {
	r, ok := m.row()
	if !ok {
		return nil
	}
	return func() tea.Msg { return AssumeMsg{RoleID: r.role.ID} }
}

// Blocked says why an intent can do nothing now; empty when it can.
func (m Model) Blocked(intent tea.Msg, s scene.Scene) string {
	switch intent.(type) {
	case askAssumeMsg:
		if _, ok := m.row(); !ok {
			return "No role is selected."
		}
		if s.ReadOnly {
			return "Read-only: nothing is changed from here."
		}
	case zoneMsg:
		if !m.utc && s.LocalIsUTC() {
			return "Your zone shows the same time as UTC."
		}
	}
	return ""
}

// hints are the keys with their reasons.
func (m Model) hints(s scene.Scene) []action.Hint {
	return browse.Hints(m.actions, func(a action.Action) string { return m.Blocked(a.Intent, s) })
}
