package ui

import (
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"
)

type (
	favouritesReadMsg struct {
		ids []string
		err error
	}
	favouritesKeptMsg struct{ err error }
)

// readFavourites reads the favourites of the endpoint.
func (m Model) readFavourites() (Model, tea.Cmd) {
	if m.deps.Favourites == nil {
		return m, nil
	}
	store := m.deps.Favourites(m.deps.API.Endpoint())
	if store == nil {
		return m, nil
	}
	m.store = store
	return m, func() tea.Msg {
		ids, err := store.Load()
		return favouritesReadMsg{ids: ids, err: err}
	}
}

func (m Model) favouritesAnswered(msg favouritesReadMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		// What cannot be read must not be written over.
		m.store = nil
		m.status = m.say(failed, "Favourites not read: ", "they are kept for this run only.")
		return m, nil
	}
	marks := maps.Clone(m.favourites)
	for _, id := range msg.ids {
		marks[id] = true
	}
	m.favourites = marks
	return m.sync()
}

// favourite turns a role's mark on or off, and keeps it.
func (m Model) favourite(roleID string) (Model, tea.Cmd) {
	marks := maps.Clone(m.favourites)
	if marks[roleID] {
		delete(marks, roleID)
	} else {
		marks[roleID] = true
	}
	m.favourites = marks
	m, synced := m.sync()
	if m.store == nil {
		return m, synced
	}
	store, ids := m.store, slices.Sorted(maps.Keys(marks))
	return m, tea.Batch(synced, func() tea.Msg { return favouritesKeptMsg{err: store.Save(ids)} })
}

func (m Model) favouritesKept(msg favouritesKeptMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		m.status = m.say(failed, "Not kept: ", "the favourite lasts for this run only.")
	}
	return m, nil
}
