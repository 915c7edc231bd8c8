// Package sessions is the screen of the assumed-role sessions: what each is,
// how long it lasts, and its end on request.
package sessions

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/filter"
	"actas/ui/scene"
)

// The intents of this screen.
type (
	// AskRevokeMsg asks whether to revoke the selected session.
	AskRevokeMsg struct{}
	// CopyMsg copies the selected session's id.
	CopyMsg struct{}
	// EveryoneMsg shows everyone's sessions, or mine alone again; the root reads
	// them.
	EveryoneMsg struct{}
	// AssumeMsg wants a new session; the root shows the roles.
	AssumeMsg struct{}
)

// RevokeMsg asks the root to revoke a session: it was confirmed.
type RevokeMsg struct{ Session model.Session }

// Model is the screen. Make one with New.
type Model struct {
	browse  browse.Model
	actions []action.Action
	rows    rows
	// asking is the session that a revoke was asked for; nil when none is.
	asking *model.LiveSession
}

// New makes the screen.
func New() Model {
	own := []action.Action{
		action.New("x", "x", "revoke", "Revoke the session", AskRevokeMsg{}),
		action.New("y", "y", "copy id", "Copy the session's id", CopyMsg{}),
		action.New("m", "m", "mine or all", "Show everyone's sessions, or mine alone", EveryoneMsg{}),
		action.New("a", "a", "assume", "Assume a role", AssumeMsg{}),
	}
	return Model{browse: browse.New("sessions"), actions: append(own, browse.Actions()...)}
}

// Actions are what can be done here.
func (m Model) Actions() []action.Action { return m.actions }

// Captures reports that keys are typed text or an answer, not commands.
func (m Model) Captures() bool { return m.browse.Typing() || m.asking != nil }

// Sync takes in a roster, a directory or a size that changed.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) {
	m.rows = newRows(s)
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Sync(m.rows, browse.ListHeight(s))
	if m.rows.Len() > 0 {
		m.browse = m.browse.Place()
	}
	return m, cmd
}

// Resize takes in a size that changed.
func (m Model) Resize(s scene.Scene) Model {
	m.browse = m.browse.Resize(browse.ListHeight(s))
	return m
}

// Update acts on keys, intents and answers.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg, s)
	case AskRevokeMsg:
		return m.askRevoke(s)
	case CopyMsg:
		return m, m.copy()
	case filter.MatchedMsg, browse.OpenMsg, browse.BackMsg, browse.FilterMsg, browse.SortMsg:
		var cmd tea.Cmd
		m.browse, cmd = m.browse.Update(msg, m.rows)
		m.browse = m.browse.Resize(browse.ListHeight(s))
		return m, cmd
	}
	return m, nil
}

func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	switch {
	case m.asking != nil:
		return m.answer(msg)
	case m.browse.Typing():
		var cmd tea.Cmd
		m.browse, cmd = m.browse.Type(msg, m.rows)
		return m, cmd
	}
	lines, height := m.detailSize(s)
	m.browse, _ = m.browse.Move(msg, m.rows, lines, height)
	return m, nil
}

// Selected is the session under the cursor.
func (m Model) Selected() (model.LiveSession, bool) {
	row, ok := m.browse.Selected()
	if !ok {
		return model.LiveSession{}, false
	}
	return m.rows.live[row], true
}

// Select puts the cursor on the session with a key.
func (m Model) Select(key string) Model {
	m.browse = m.browse.Select(m.rows, key)
	return m
}

// Blocked says why an intent can do nothing now; empty when it can.
func (m Model) Blocked(intent tea.Msg, s scene.Scene) string {
	selected, ok := m.Selected()
	switch intent.(type) {
	case AskRevokeMsg:
		switch {
		case !ok:
			return "no session to revoke"
		case selected.Gone != "":
			return "this session is " + string(selected.Gone) + " already"
		case selected.Token.Empty():
			return "the API did not give this session's token"
		}
	case CopyMsg:
		switch {
		case !ok:
			return "no session to copy from"
		case selected.ID == "":
			return "the API gave this session no id"
		}
	case EveryoneMsg:
		return s.WhyNotEveryone
	case browse.OpenMsg:
		switch {
		case !ok:
			return "no session to open"
		case m.browse.Opened():
			return "it is open"
		}
	case browse.SortMsg:
		if m.browse.Filter().Query() != "" {
			return "a filter shows the best match first"
		}
	case browse.BackMsg:
		if !m.browse.Opened() && !m.browse.Filter().On() {
			return "nothing to go back from"
		}
	}
	return ""
}

func (m Model) copy() tea.Cmd {
	selected, ok := m.Selected()
	if !ok || selected.ID == "" {
		return nil
	}
	return func() tea.Msg {
		return scene.CopyMsg{What: "the id of " + selected.Name, Text: selected.ID}
	}
}
