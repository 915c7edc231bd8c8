// Package access shows who can become a role: everyone whom its trusts let in,
// through which of them and when, and all their windows on one week.
package access

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/filter"
	"actas/ui/scene"
)

// The intents of this page.
type (
	closeMsg struct{}
	zoneMsg  struct{}
	copyMsg  struct{}
	whyMsg   struct{}
)

// WhyMsg wants to know why a role is open to a user or not.
type WhyMsg struct{ RoleID, UserID string }

// Model is the page of one role. Make one with New.
type Model struct {
	roleID, trustID string
	browse          browse.Model
	actions         []action.Action
	rows            rows
	// utc draws the week in UTC and not in the person's zone.
	utc bool
	// placed is set once the cursor was put on whom the page begins with.
	placed bool
}

// New makes the page of a role. It begins with the person who asks, or, where a
// trust is named, with whom that lets in.
func New(roleID, trustID string) Model {
	return Model{
		roleID: roleID, trustID: trustID, browse: browse.New("access"),
		actions: []action.Action{
			action.New("esc", "esc", "back", "Go back", closeMsg{}),
			action.New("w", "w", "why", "Say why the role is open to them or not", whyMsg{}),
			action.New("z", "z", "zone", "Show the week in your zone or in UTC", zoneMsg{}),
			action.New("o", "o", "sort", "Next sort order", browse.SortMsg{}),
			action.New("/", "/", "filter", "Filter the list", browse.FilterMsg{}),
			action.New("y", "y", "copy id", "Copy the id of the trust", copyMsg{}),
		},
	}
}

// Actions are what can be done here.
func (m Model) Actions() []action.Action { return m.actions }

// Captures reports that keys are typed text.
func (m Model) Captures() bool { return m.browse.Typing() }

// Sync takes in a directory, verdicts or a size that changed.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) {
	m.rows = newRows(s, m.roleID)
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Sync(m.rows, listScene(s))
	if !m.placed && m.rows.Len() > 0 && s.Settled() {
		m.placed = true
		m.browse = m.browse.Place().Select(m.rows, m.rows.first(m.trustID, s.Me.ID))
	}
	return m, cmd
}

// Resize takes in a size that changed.
func (m Model) Resize(s scene.Scene) Model {
	m.browse = m.browse.Resize(listScene(s))
	return m
}

// Update acts on keys, intents and answers.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg, s)
	case closeMsg:
		return m.back(s)
	case zoneMsg:
		m.utc = !m.utc
	case copyMsg:
		return m, m.copy()
	case whyMsg:
		return m, m.why()
	case filter.MatchedMsg, browse.OrderedMsg, browse.FilterMsg, browse.SortMsg:
		var cmd tea.Cmd
		m.browse, cmd = m.browse.Update(msg, m.rows, listScene(s))
		return m, cmd
	}
	return m, nil
}

// key gives a key to the filter line while that is open, else to the action that
// it stands for, and last to the list.
func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if a, ok := action.Find(m.actions, msg); ok && !m.Captures() && !msg.Paste {
		if why := m.Blocked(a.Intent, s); why != "" {
			return m, func() tea.Msg { return scene.SayMsg{Text: why} }
		}
		return m.Update(a.Intent, s)
	}
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Key(msg, m.rows, listScene(s), nil)
	return m, cmd
}

// back clears the filter, or else closes the page.
func (m Model) back(s scene.Scene) (Model, tea.Cmd) {
	if m.browse.Filter().On() {
		m.browse, _ = m.browse.Update(browse.BackMsg{}, m.rows, listScene(s))
		return m, nil
	}
	return m, func() tea.Msg { return scene.CloseMsg{} }
}

func (m Model) copy() tea.Cmd {
	h, ok := m.Selected()
	if !ok {
		return nil
	}
	return func() tea.Msg { return scene.CopyMsg{What: "the id of the trust", Text: h.Trust.ID} }
}

// why asks the root about the selected person.
func (m Model) why() tea.Cmd {
	h, ok := m.Selected()
	if !ok {
		return nil
	}
	return func() tea.Msg { return WhyMsg{RoleID: m.roleID, UserID: h.Entity.ID} }
}

// Selected is whom the cursor is on, and through which trust.
func (m Model) Selected() (model.Holder, bool) {
	row, ok := m.browse.Selected()
	if !ok || row >= len(m.rows.holders) {
		return model.Holder{}, false
	}
	return m.rows.holders[row], true
}

// Blocked says why an intent can do nothing now; empty when it can.
func (m Model) Blocked(intent tea.Msg, s scene.Scene) string {
	switch intent.(type) {
	case zoneMsg, copyMsg, whyMsg, browse.SortMsg, browse.FilterMsg:
		if m.rows.Len() == 0 {
			return "Nobody is listed."
		}
	}
	switch intent.(type) {
	case zoneMsg:
		if !m.utc && s.LocalIsUTC() {
			return "Your zone shows the same time as UTC."
		}
	case copyMsg, whyMsg:
		return m.blockedOnRow(intent)
	case browse.SortMsg:
		if m.browse.Filter().Query() != "" {
			return "A filter shows the best match first."
		}
	}
	return ""
}

// blockedOnRow says why nothing can be done about the selected row.
func (m Model) blockedOnRow(intent tea.Msg) string {
	h, ok := m.Selected()
	if !ok {
		return "Nobody is selected."
	}
	if _, why := intent.(whyMsg); why && h.Entity.Kind != model.EntityUser {
		row, _ := m.browse.Selected()
		return "Why is told of people alone, and " + m.rows.who[row] + " is none."
	}
	return ""
}
