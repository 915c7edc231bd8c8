// Package profiles is the sheet that lists the profiles of the configuration and
// takes the one to go on with.
package profiles

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/filter"
	"actas/ui/list"
)

type (
	// ChosenMsg asks the root to go on with a profile.
	ChosenMsg struct{ Name string }
	// CloseMsg closes the sheet.
	CloseMsg struct{}
)

const (
	// mostRows is how many profiles are in sight at once. Where there are more, they
	// can be filtered.
	mostRows = 8
	// queryLimit is the longest query in characters.
	queryLimit = 100
)

// Model is the sheet. Make one with New.
type Model struct {
	profiles []model.Profile
	current  string
	// left are the sessions that nobody renews once another profile holds.
	left []model.LiveSession
	// loses tells of which profiles it is said that they do not revoke; nil for none.
	// trouble is why the configuration could not be read again.
	loses   func(model.Profile) bool
	trouble string
	// shown are the profiles that match, best first, and at the selected one of them.
	shown []int
	at    int
	// index is nil where there are too few to filter. filtering is set while what is
	// typed filters.
	index     *filter.Index
	input     field.Model
	filtering bool
}

// New offers profiles, one at least. The one that holds is marked; empty for none
// of them. left are the sessions that nobody renews once another one holds.
func New(profiles []model.Profile, current string, left []model.LiveSession) *Model {
	m := &Model{profiles: profiles, current: current, left: left, input: field.New(queryLimit)}
	if len(profiles) > mostRows {
		m.index = filter.NewIndex(len(profiles), 3, func(row, column int) string {
			p := profiles[row]
			return [3]string{p.Name, host(p), key(p)}[column]
		})
	}
	m.shown = make([]int, len(profiles))
	for i := range m.shown {
		m.shown[i] = i
	}
	m.at = max(0, slices.IndexFunc(profiles, func(p model.Profile) bool { return p.Name == current }))
	return m
}

// Update acts on a key.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	pressed, ok := msg.(tea.KeyMsg)
	if !ok || pressed.Paste && !m.filtering {
		return m, nil
	}
	// It changes this copy.
	asked := m.act(pressed)
	if asked == nil {
		return m, nil
	}
	return m, func() tea.Msg { return asked }
}

// act takes a key, and tells what that asks of the root; nil for nothing.
func (m *Model) act(pressed tea.KeyMsg) tea.Msg {
	switch name := pressed.String(); {
	case pressed.Paste:
		m.typed(pressed)
		return nil
	case name == "esc" && m.filtering:
		m.filtering = false
		m.input.SetValue("")
		m.match()
		return nil
	case name == "esc":
		return CloseMsg{}
	case name == "enter":
		return m.choose()
	case m.filtering && !moves(name):
		m.typed(pressed)
		return nil
	case name == "/" && m.index != nil:
		m.filtering = true
		return nil
	}
	if step, ok := list.DefaultKeyMap().Step(pressed, len(m.shown), min(len(m.shown), mostRows)); ok {
		m.at = max(0, min(m.at+step, len(m.shown)-1))
	}
	return nil
}

// moves reports a key that moves and is no text.
func moves(key string) bool {
	switch key {
	case "up", "down", "pgup", "pgdown":
		return true
	}
	return false
}

// choose goes on with the selected profile; the one that holds stays.
func (m *Model) choose() tea.Msg {
	if len(m.shown) == 0 {
		return nil
	}
	name := m.profiles[m.shown[m.at]].Name
	if name == m.current {
		return CloseMsg{}
	}
	return ChosenMsg{Name: name}
}

// typed edits what filters.
func (m *Model) typed(msg tea.KeyMsg) {
	before := m.input.Value()
	m.input = m.input.Update(msg)
	if m.input.Value() != before {
		m.match()
	}
}

// match finds the profiles for what was typed and selects the best one.
func (m *Model) match() {
	m.shown, m.at = m.index.Match(m.input.Value(), nil), 0
}
