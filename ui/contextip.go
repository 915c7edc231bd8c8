package ui

import (
	"maps"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// contextsReadMsg is what the ledger tells of the addresses that a user's sessions
// were asked for with, by the sessions' keys.
type contextsReadMsg struct {
	userID   string
	contexts map[string]string
}

// readContexts asks the ledger for the addresses of sessions that this run did not
// make itself.
func (m Model) readContexts() tea.Cmd {
	var unknown []model.LiveSession
	s := m.scene()
	for l := range m.roster.All() {
		if _, known := m.renewals.contexts[l.Key()]; !known && l.Gone == "" && s.Mine(l) {
			unknown = append(unknown, l)
		}
	}
	if m.deps.Ledger == nil || len(unknown) == 0 {
		return nil
	}
	ledger, endpoint, msg := m.deps.Ledger, m.deps.API.Endpoint(), contextsReadMsg{m.me.ID, map[string]string{}}
	return func() tea.Msg {
		done, err := ledger.Entries()
		if err != nil {
			// The screen of the ledger tells of that.
			return nil
		}
		for _, l := range unknown {
			msg.contexts[l.Key()] = model.ContextIP(done, l, endpoint)
		}
		return msg
	}
}

// contextsRead takes the addresses in, and lets the engine know of them.
func (m Model) contextsRead(msg contextsReadMsg) (Model, tea.Cmd) {
	if msg.userID != m.me.ID {
		return m, nil
	}
	contexts := maps.Clone(msg.contexts)
	maps.Copy(contexts, m.renewals.contexts)
	m.renewals.contexts = contexts
	return m.watchSessions(), nil
}

// keepContext remembers the address that a session was asked for with, so that
// its renewal asks with the same.
func (m Model) keepContext(s model.Session, ip string) Model {
	contexts := maps.Clone(m.renewals.contexts)
	if contexts == nil {
		contexts = map[string]string{}
	}
	contexts[s.Key()] = ip
	m.renewals.contexts = contexts
	return m
}
