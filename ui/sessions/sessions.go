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
	// AskRevokeMsg asks whether to revoke the selected session, or the marked ones.
	AskRevokeMsg struct{}
	// AskRenewMsg renews the selected session, or the marked ones.
	AskRenewMsg struct{}
	// AskExpiringMsg renews everything that ends soon.
	AskExpiringMsg struct{}
	// AskAutoMsg turns auto-renew on or off for the selected session, or the
	// marked ones.
	AskAutoMsg struct{}
	// MarkMsg marks the selected session, or takes its mark away.
	MarkMsg struct{}
	// AskShellMsg opens a shell that acts with the selected session.
	AskShellMsg struct{}
	// CopyMsg copies the selected session's token.
	CopyMsg struct{}
	// AskCopyAsMsg shows the forms that the selected session can be copied in.
	AskCopyAsMsg struct{}
	// EveryoneMsg shows everyone's sessions, or mine alone again; the root reads
	// them.
	EveryoneMsg struct{}
	// WeekMsg wants the coming week of all roles that I can assume.
	WeekMsg struct{}
	// AssumeMsg wants a new session; the root shows the roles.
	AssumeMsg struct{}
)

// What this screen asks of the root.
type (
	// RevokeMsg wants sessions revoked: it was confirmed.
	RevokeMsg struct{ Sessions []model.LiveSession }
	// RenewMsg wants sessions renewed.
	RenewMsg struct{ Sessions []model.LiveSession }
	// AutoMsg wants auto-renew on or off for sessions.
	AutoMsg struct {
		Sessions []model.LiveSession
		On       bool
	}
	// ShellMsg wants a shell that acts with a session.
	ShellMsg struct{ Session model.LiveSession }
	// CopyAsMsg wants the forms shown that a session can be copied in.
	CopyAsMsg struct{ Session model.LiveSession }
)

// Model is the screen. Make one with New.
type Model struct {
	browse  browse.Model
	actions []action.Action
	rows    rows
	// marked holds the keys of the marked sessions.
	marked map[string]bool
	// asking are the sessions that a revoke was asked for; nil when none is.
	asking []model.LiveSession
	// insisted holds the keys of what was just said to be closed: asked for once
	// more, it is tried.
	insisted string
}

// New makes the screen.
func New() Model {
	own := []action.Action{
		action.New("r", "r", "renew", "Renew the session, then revoke the old one", AskRenewMsg{}),
		action.New("A", "A", "auto-renew", "Auto-renew the session, or no more", AskAutoMsg{}),
		action.New("x", "x", "revoke", "Revoke the session", AskRevokeMsg{}),
		action.New("s", "s", "shell", "Open a shell that acts with the session", AskShellMsg{}),
		action.New("y", "y", "copy", "Copy the session's token", CopyMsg{}),
		action.New("Y", "Y", "copy as", "Copy the session as export lines, curl, JSON", AskCopyAsMsg{}),
		action.New("m", "m", "mine or all", "Show everyone's sessions, or mine alone", EveryoneMsg{}),
		action.New("a", "a", "assume", "Assume a role", AssumeMsg{}),
		action.New("W", "W", "my week", "Show when I can assume what in the coming week", WeekMsg{}),
		action.New("R", "R", "renew expiring", "Renew everything that ends within ten minutes", AskExpiringMsg{}),
		action.New(" ", "space", "mark", "Mark the session for r, A and x", MarkMsg{}),
	}
	return Model{browse: browse.New("sessions"), actions: append(own, browse.Actions()...)}
}

// Actions are what can be done here.
func (m Model) Actions() []action.Action { return m.actions }

// Captures reports that keys are typed text or an answer, not commands.
func (m Model) Captures() bool { return m.browse.Typing() || m.asking != nil }

// Sync takes in a roster, a directory or a size that changed, or another minute.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) { return m.take(newRows(s), s) }

// Tick takes in that seconds have passed.
func (m Model) Tick(s scene.Scene) (Model, tea.Cmd) { return m.take(m.rows.later(s), s) }

func (m Model) take(r rows, s scene.Scene) (Model, tea.Cmd) {
	m.rows = r
	m = m.keepMarks()
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Sync(m.rows, s)
	if m.rows.Len() > 0 {
		m.browse = m.browse.Place()
	}
	return m, cmd
}

// Resize takes in a size that changed.
func (m Model) Resize(s scene.Scene) Model {
	m.browse = m.browse.Resize(s)
	return m
}

// Update acts on keys, intents and answers.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg, s)
	case AskRevokeMsg:
		return m.askRevoke(s)
	case AskRenewMsg:
		return m.renew(s)
	case AskExpiringMsg:
		return m.renewExpiring(s)
	case AskAutoMsg:
		return m.auto(s)
	case MarkMsg:
		return m.mark(), nil
	case AskShellMsg, CopyMsg, AskCopyAsMsg:
		return m, m.use(msg, s)
	case browse.BackMsg:
		return m.back(s), nil
	case filter.MatchedMsg, browse.OrderedMsg, browse.OpenMsg, browse.FilterMsg, browse.SortMsg:
		var cmd tea.Cmd
		m.browse, cmd = m.browse.Update(msg, m.rows, s)
		return m, cmd
	}
	return m, nil
}

// back closes the detail, or else clears the filter, or else the marks.
func (m Model) back(s scene.Scene) Model {
	if !m.browse.Opened() && !m.browse.Filter().On() {
		return m.Unmark()
	}
	m.browse, _ = m.browse.Update(browse.BackMsg{}, m.rows, s)
	return m
}

func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if m.asking != nil {
		return m.answer(msg)
	}
	if !m.browse.Typing() {
		m.insisted = ""
	}
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Key(msg, m.rows, s, m.detailLines)
	return m, cmd
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
