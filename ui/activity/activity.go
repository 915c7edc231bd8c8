// Package activity is the screen of what was done from here: every session that
// was assumed, renewed or revoked, every trust that was created, edited, deleted
// or restored, when, from where, and why something failed.
package activity

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/filter"
	"actas/ui/scene"
)

// copyMsg copies the id of the selected entry's session or trust.
type copyMsg struct{}

// Model is the screen. Make one with New.
type Model struct {
	browse  browse.Model
	actions []action.Action
	rows    rows
}

// New makes the screen.
func New() Model {
	own := []action.Action{action.New("y", "y", "copy id", "Copy the entry's id", copyMsg{})}
	return Model{browse: browse.New("activity"), actions: append(own, browse.Actions()...)}
}

// Actions are what can be done here.
func (m Model) Actions() []action.Action { return m.actions }

// Captures reports that keys are typed text.
func (m Model) Captures() bool { return m.browse.Typing() }

// Sync takes in a ledger, a directory or a size that changed. Until somebody
// moves, the cursor stays on what was done last.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) {
	m.rows = newRows(s)
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Sync(m.rows, s)
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
	case copyMsg:
		return m, m.copy()
	case filter.MatchedMsg, browse.OrderedMsg, browse.OpenMsg, browse.BackMsg, browse.FilterMsg, browse.SortMsg:
		var cmd tea.Cmd
		m.browse, cmd = m.browse.Update(msg, m.rows, s)
		return m, cmd
	}
	return m, nil
}

func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Key(msg, m.rows, s, m.detailLines)
	return m, cmd
}

// Selected is the entry under the cursor.
func (m Model) Selected() (model.Activity, bool) {
	row, ok := m.browse.Selected()
	if !ok || row >= m.rows.Len() {
		return model.Activity{}, false
	}
	return m.rows.entries[row], true
}

// Blocked says why an intent can do nothing now; empty when it can.
func (m Model) Blocked(intent tea.Msg, _ scene.Scene) string {
	a, ok := m.Selected()
	switch intent.(type) {
	case copyMsg:
		switch {
		case !ok:
			return "no entry is selected"
		case idOf(a) == "" && a.Kind.OnTrust():
			return "no trust id is known here"
		case idOf(a) == "":
			return "no session id is known here"
		}
	case browse.OpenMsg:
		if !ok {
			return "no entry to open"
		}
	}
	return m.browse.Blocked(intent)
}

func (m Model) copy() tea.Cmd {
	a, ok := m.Selected()
	if !ok || idOf(a) == "" {
		return nil
	}
	return func() tea.Msg { return scene.CopyMsg{What: whoseID(a), Text: idOf(a)} }
}

// idOf is the id of what was acted on, empty where it is not known.
func idOf(a model.Activity) string {
	if a.Kind.OnTrust() {
		return a.TrustID
	}
	return a.SessionID
}

// whoseID says what is copied.
func whoseID(a model.Activity) string {
	if a.Kind.OnTrust() {
		return "the id of the trust"
	}
	return "the id of " + a.Session
}
