// Package trusts is the screen of the role trusts: who may assume which role,
// when, and from where.
package trusts

import (
	"cmp"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/filter"
	"actas/ui/scene"
)

// The intents of this screen.
type (
	askAssumeMsg struct{}
	askWhyMsg    struct{}
	zoneMsg      struct{}
	copyMsg      struct{}
	askCopyAsMsg struct{}
	// lookMsg shows the trusts that are worth a look alone, or all again.
	lookMsg      struct{}
	askPeopleMsg struct{}
)

// AssumeMsg asks the root for the assume form, for a role through a trust.
type AssumeMsg struct{ RoleID, TrustID string }

// PeopleMsg asks the root for who can assume a role, beginning with a trust.
type PeopleMsg struct{ RoleID, TrustID string }

// WhyMsg wants to know why the role of a trust is open to me or not. The API may
// tell its name alone.
type WhyMsg struct{ RoleID, RoleName string }

// CopyAsMsg wants the forms shown that a role trust can be copied in.
type CopyAsMsg struct{ Trust model.Trust }

// Model is the screen. Make one with New.
type Model struct {
	browse  browse.Model
	actions []action.Action
	rows    *rows
	// findings say which trusts are worth a look.
	findings findings
	// all are the rows of all trusts when they were shown last, gathering what rows
	// are being made of beside the event loop.
	all       *rows
	gathering basis
	// whole has the order of all of them, while only some are shown.
	whole browse.Model
	// only is the role whose trusts are shown; nil shows all.
	only *model.Role
	// local draws the week in the person's zone and not the trust's.
	local bool
	// asking is the question whether to delete a trust, nil for none.
	asking *deletion
	// choices are the deleted trusts that are shown to choose from, nil for none:
	// what a digit means does not change while it is read.
	choices []model.Activity
	// returning is the deleted trust in the question whether to bring it back, nil
	// for none.
	returning *model.Activity
	// worth shows only the trusts that are worth a look, with their reasons.
	worth bool
}

// New makes the screen.
func New() Model {
	own := []action.Action{
		action.New("a", "a", "assume", "Assume the trust's role", askAssumeMsg{}),
		action.New("n", "n", "new", "Make a new trust", askNewMsg{}),
		action.New("e", "e", "edit", "Edit the trust", askEditMsg{}),
		action.New("D", "D", "delete", "Delete the trust", askDeleteMsg{}),
		action.New("w", "w", "why", "Say why the trust's role is open or not", askWhyMsg{}),
		action.New("z", "z", "zone", "Show the week in the trust's zone or in yours", zoneMsg{}),
	}
	own = append(own, browse.Actions()...)
	own = append(own,
		action.New("u", "u", "restore", "Bring back a trust that was deleted from here", askRestoreMsg{}),
		action.New("y", "y", "copy id", "Copy the trust's id", copyMsg{}),
		action.New("Y", "Y", "copy as", "Copy the trust as Terraform, curl or JSON", askCopyAsMsg{}),
		action.New("!", "!", "worth a look", "Show only the trusts that are worth a look, or all", lookMsg{}),
		action.New("p", "p", "people", "Show who can assume the trust's role, and when", askPeopleMsg{}),
	)
	return Model{browse: browse.New("trusts"), actions: own, rows: &rows{}, all: &rows{}}
}

// Actions are what can be done here.
func (m Model) Actions() []action.Action { return m.actions }

// Captures reports that keys are typed text, or an answer.
func (m Model) Captures() bool { return m.browse.Typing() || m.asks() }

// Sync takes in a directory, verdicts or a size that changed.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) {
	var look, list tea.Cmd
	m.findings, look = m.findings.anew(s)
	m, list = m.list(s)
	return m.syncDeeds(s).place(s), tea.Batch(look, list)
}

// LetGo drops the rows until the next Sync. The place among them stays.
func (m Model) LetGo() Model {
	m.rows, m.all, m.gathering, m.findings, m.browse = &rows{}, &rows{}, basis{}, findings{}, m.browse.LetGo()
	m.whole = m.whole.LetGo()
	return m
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
	case AuditedMsg:
		return m.audited(msg, s)
	case browse.GatheredMsg:
		return m.gathered(msg, s)
	case zoneMsg:
		m.local = !m.local
		return m, nil
	case lookMsg:
		return m.showWorthALook(!m.worth, s)
	case browse.BackMsg:
		if m.narrowed() && !m.browse.Opened() && !m.browse.Filter().On() {
			return m.showAll(s)
		}
		m.browse, _ = m.browse.Update(msg, m.rows, s)
		return m, nil
	case browse.OrderedMsg:
		m.browse, _ = m.browse.Update(msg, m.rows, s)
		return m.place(s), nil
	case filter.MatchedMsg, browse.OpenMsg, browse.FilterMsg, browse.SortMsg:
		var cmd tea.Cmd
		m.browse, cmd = m.browse.Update(msg, m.rows, s)
		return m, cmd
	}
	return m.deed(msg, s)
}

func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if m.asks() {
		return m.answer(msg, s)
	}
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Key(msg, m.rows, s, m.detailLines)
	return m, cmd
}

// ShowRole shows the trusts of one role only, until esc shows all again.
func (m Model) ShowRole(role model.Role, s scene.Scene) (Model, tea.Cmd) {
	m = m.leaveAll()
	m.only, m.worth = &role, false
	m.browse = browse.New("trusts")
	return m.Sync(s)
}

// showWorthALook shows only the trusts with findings, or takes that back. The
// cursor stays on its trust where that is shown.
func (m Model) showWorthALook(worth bool, s scene.Scene) (Model, tea.Cmd) {
	at, _ := m.Selected()
	m = m.leaveAll()
	m.worth = worth
	m.browse = m.again()
	m, cmd := m.Sync(s)
	m.browse = m.browse.Select(m.rows, at.ID)
	return m, cmd
}

// leaveAll notes how all trusts stand before only some are shown.
func (m Model) leaveAll() Model {
	if !m.narrowed() {
		m.whole = browse.New("trusts").After(m.browse)
	}
	return m
}

// again is a new place among the trusts.
func (m Model) again() browse.Model {
	if m.narrowed() {
		return browse.New("trusts")
	}
	return m.whole
}

// narrowed reports that not all trusts are shown.
func (m Model) narrowed() bool { return m.only != nil || m.worth }

// showAll takes back what narrows the list, the latest first.
func (m Model) showAll(s scene.Scene) (Model, tea.Cmd) {
	if m.worth {
		return m.showWorthALook(false, s)
	}
	m.only = nil
	m.browse = m.again()
	return m.Sync(s)
}

// ask turns an intent on the selected trust into a request to the root.
func (m Model) ask(intent tea.Msg) tea.Cmd {
	t, ok := m.Selected()
	if !ok {
		return nil
	}
	var request tea.Msg
	switch intent.(type) {
	case askAssumeMsg:
		request = AssumeMsg{RoleID: t.RoleID, TrustID: t.ID}
	case askPeopleMsg:
		request = PeopleMsg{RoleID: t.RoleID, TrustID: t.ID}
	case askWhyMsg:
		request = WhyMsg{RoleID: t.RoleID, RoleName: t.RoleName}
	case copyMsg:
		request = scene.CopyMsg{What: "the id of the trust", Text: t.ID}
	case askCopyAsMsg:
		request = CopyAsMsg{Trust: t}
	default:
		return nil
	}
	return func() tea.Msg { return request }
}

// Selected is the trust under the cursor.
func (m Model) Selected() (model.Trust, bool) {
	row, ok := m.browse.Selected()
	if !ok || row >= m.rows.Len() {
		return model.Trust{}, false
	}
	return *m.rows.trust(row), true
}

// Blocked says why an intent can do nothing now; empty when it can.
func (m Model) Blocked(intent tea.Msg, s scene.Scene) string {
	t, ok := m.Selected()
	if why := s.WhyNoTrusts(); why != "" {
		return why
	}
	switch intent.(type) {
	case askAssumeMsg, askPeopleMsg, askWhyMsg, zoneMsg, copyMsg, askCopyAsMsg, browse.OpenMsg:
		if !ok {
			return "no trust is selected"
		}
	case browse.BackMsg:
		if m.narrowed() {
			return ""
		}
	}
	return m.blockedOn(t, intent, s)
}

// blockedOn says why an intent can do nothing with the selected trust.
func (m Model) blockedOn(t model.Trust, intent tea.Msg, s scene.Scene) string {
	switch intent.(type) {
	case askNewMsg, askEditMsg, askDeleteMsg, askRestoreMsg:
		return cmp.Or(s.WhyNotChanged(), m.blockedDeed(intent, s))
	case askAssumeMsg:
		if t.Type != model.TemporaryAssumption && (t.Type == model.IAMAssumption || t.Type == model.FederatedAssumption) {
			return "this trust is automatic"
		}
		return cmp.Or(s.WhyNotChanged(), roleNotTold(t))
	case askPeopleMsg:
		return roleNotTold(t)
	case askWhyMsg:
		return noRoleNamed(t)
	case lookMsg:
		return m.blockedLook(s)
	case zoneMsg:
		if !m.local && sameZone(t.Schedule.Location(), s.Local, s.Now.Wall) {
			return "yours shows the same time"
		}
	}
	return m.browse.Blocked(intent)
}

// roleNotTold says so of a trust whose role has no id; empty where it has.
func roleNotTold(t model.Trust) string {
	if t.RoleID == "" {
		return "the API did not tell this trust's role"
	}
	return ""
}

// noRoleNamed is roleNotTold where the role's name does as well.
func noRoleNamed(t model.Trust) string {
	if t.RoleName != "" {
		return ""
	}
	return roleNotTold(t)
}

// sameZone reports that two zones show the same time now.
func sameZone(a, b *time.Location, now time.Time) bool {
	_, x := now.In(a).Zone()
	_, y := now.In(b).Zone()
	return x == y
}
