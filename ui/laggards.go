package ui

import (
	"runtime"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/browse"
)

// laggards are the screens that do not know yet what the last sync told: those of
// long lists, while nobody sees them. They catch up when they are shown, so that a
// list that grows, and each new minute, cost one screen's work and not that of all.
type laggards struct{ roles, trusts bool }

// catchUp brings the screen of a tab up to date where it is behind.
func (m Model) catchUp(t tab) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case t == rolesTab && m.behind.roles:
		m.behind.roles = false
		m.roles, cmd = m.roles.Sync(m.scene())
	case t == trustsTab && m.behind.trusts:
		m.behind.trusts = false
		m.trusts, cmd = m.trusts.Sync(m.scene())
	}
	return m, cmd
}

// catchUpAll brings every screen up to date: help and palette tell of each what its
// keys can do now.
func (m Model) catchUpAll() (Model, tea.Cmd) {
	m, roles := m.catchUp(rolesTab)
	m, trusts := m.catchUp(trustsTab)
	return m, tea.Batch(roles, trusts)
}

// selectTrust puts the cursor of the trusts on one that was just written, whether
// they are shown or not.
func (m Model) selectTrust(id string) (Model, tea.Cmd) {
	m, cmd := m.catchUp(trustsTab)
	m.trusts = m.trusts.Select(id)
	return m, cmd
}

// prepare has the rows of long lists out of sight made beside the event loop, once all
// is read, so that they are there when the person is.
func (m Model) prepare() (Model, tea.Cmd) {
	s := m.scene()
	if s.Loading.Active {
		return m, nil
	}
	var roles, trusts tea.Cmd
	if m.tab != rolesTab {
		m.roles, roles = m.roles.Prepare(s)
	}
	if m.tab != trustsTab {
		m.trusts, trusts = m.trusts.Prepare(s)
	}
	return m, tea.Batch(roles, trusts)
}

// gathered hands rows that were made beside the event loop to the lists: the one that
// asked knows them.
func (m Model) gathered(msg browse.GatheredMsg) (Model, tea.Cmd) {
	s := m.scene()
	var roles, trusts tea.Cmd
	m.roles, roles = m.roles.Update(msg, s)
	m.trusts, trusts = m.trusts.Update(msg, s)
	return m, tea.Batch(roles, trusts, collect)
}

// collect frees what rows were made of before, beside the event loop. They may have
// been the last that held a whole directory, and a program that rests does not collect
// by itself for minutes.
func collect() tea.Msg {
	runtime.GC()
	return nil
}

// letGo makes the screens that are behind hold nothing of a directory whose place
// another has taken: both together would take twice the memory. The list in sight
// stays until its new rows are there.
func (m Model) letGo() Model {
	if m.tab != rolesTab {
		m.roles = m.roles.LetGo()
	}
	if m.tab != trustsTab {
		m.trusts = m.trusts.LetGo()
	}
	m.behind = laggards{roles: true, trusts: true}
	return m
}
