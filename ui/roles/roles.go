// Package roles is the screen of the roles: what each allows, and whether I
// can assume it now.
package roles

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
	askAssumeMsg struct{}
	askTrustsMsg struct{}
	askWhyMsg    struct{}
	askNewMsg    struct{}
	markMsg      struct{}
	copyMsg      struct{}
	askPeopleMsg struct{}
	askWeekMsg   struct{}
)

// What this screen asks of the root.
type (
	// AssumeMsg wants the assume form for a role.
	AssumeMsg struct{ RoleID string }
	// TrustsMsg wants the trusts of a role.
	TrustsMsg struct{ Role model.Role }
	// WhyMsg wants to know why a role is open to me or not.
	WhyMsg struct{ RoleID string }
	// PeopleMsg wants who can assume a role.
	PeopleMsg struct{ RoleID string }
	// WeekMsg wants the coming week of all roles that I can assume.
	WeekMsg struct{}
	// NewTrustMsg wants the form for a new trust of a role.
	NewTrustMsg struct{ RoleID string }
	// FavouriteMsg turns a role's mark on or off.
	FavouriteMsg struct{ RoleID string }
	// OpenedMsg says that a role's detail is in sight.
	OpenedMsg struct{ RoleID string }
)

// Model is the screen. Make one with New.
type Model struct {
	browse  browse.Model
	actions []action.Action
	rows    *rows
	// gathering is what rows are being made of beside the event loop.
	gathering basis
	// announced is the role whose detail was last said to be in sight.
	announced string
}

// New makes the screen.
func New() Model {
	own := []action.Action{
		action.New("a", "a", "assume", "Assume the role", askAssumeMsg{}),
		action.New("t", "t", "trusts", "Show the role's trusts", askTrustsMsg{}),
		action.New("w", "w", "why", "Say why the role is open or not", askWhyMsg{}),
		action.New("p", "p", "people", "Show who can assume the role, and when", askPeopleMsg{}),
		action.New("f", "f", "favourite", "Mark the role as a favourite, or not", markMsg{}),
	}
	own = append(own, browse.Actions()...)
	own = append(own,
		action.New("n", "n", "new trust", "Make a new trust of the role", askNewMsg{}),
		action.New("y", "y", "copy id", "Copy the role's id", copyMsg{}),
		action.New("W", "W", "my week", "Show when I can assume what in the coming week", askWeekMsg{}),
	)
	return Model{browse: browse.New("roles"), actions: own, rows: &rows{}}
}

// Actions are what can be done here.
func (m Model) Actions() []action.Action { return m.actions }

// Captures reports that keys are typed text.
func (m Model) Captures() bool { return m.browse.Typing() }

// Sync takes in a directory, verdicts or a size that changed.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) {
	m, list := m.list(s)
	m, announce := m.place(s).announce(s)
	return m, tea.Batch(list, announce)
}

// LetGo drops the rows until the next Sync. The place among them stays.
func (m Model) LetGo() Model {
	m.rows, m.gathering, m.browse = &rows{}, basis{}, m.browse.LetGo()
	return m
}

// Resize takes in a size that changed.
func (m Model) Resize(s scene.Scene) Model {
	m.browse = m.browse.Resize(s)
	return m
}

// Update acts on keys, intents and answers.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m, cmd = m.key(msg, s)
	case browse.GatheredMsg:
		m, cmd = m.gathered(msg, s)
	case filter.MatchedMsg, browse.OpenMsg, browse.BackMsg, browse.FilterMsg, browse.SortMsg:
		m.browse, cmd = m.browse.Update(msg, m.rows, s)
	case browse.OrderedMsg:
		m.browse, cmd = m.browse.Update(msg, m.rows, s)
		m = m.place(s)
	default:
		return m, m.ask(msg)
	}
	m, announce := m.announce(s)
	return m, tea.Batch(cmd, announce)
}

func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Key(msg, m.rows, s, m.detailLines)
	return m, cmd
}

// ask turns an intent on the selected role into a request to the root.
func (m Model) ask(intent tea.Msg) tea.Cmd {
	if _, week := intent.(askWeekMsg); week {
		return func() tea.Msg { return WeekMsg{} }
	}
	r, ok := m.Selected()
	if _, assume := intent.(askAssumeMsg); !ok && !(assume && m.rows.storage) {
		return nil
	}
	var request tea.Msg
	switch intent.(type) {
	case askAssumeMsg:
		request = AssumeMsg{RoleID: r.ID}
	case askTrustsMsg:
		request = TrustsMsg{Role: r}
	case askWhyMsg:
		request = WhyMsg{RoleID: r.ID}
	case askPeopleMsg:
		request = PeopleMsg{RoleID: r.ID}
	case askNewMsg:
		request = NewTrustMsg{RoleID: r.ID}
	case markMsg:
		request = FavouriteMsg{RoleID: r.ID}
	case copyMsg:
		what := "the id of "
		if model.RoleOfARN(r.ID) != "" {
			what = "the ARN of "
		}
		request = scene.CopyMsg{What: what + r.Name, Text: r.ID}
	default:
		return nil
	}
	return func() tea.Msg { return request }
}

// announce tells the root when another role's detail comes into sight, so that
// what its list did not tell can be read.
func (m Model) announce(s scene.Scene) (Model, tea.Cmd) {
	if !s.Split() && !m.browse.Opened() {
		return m, nil
	}
	r, ok := m.Selected()
	if !ok || r.ID == m.announced {
		return m, nil
	}
	m.announced = r.ID
	if len(r.Policies) > 0 {
		return m, nil
	}
	return m, func() tea.Msg { return OpenedMsg{RoleID: r.ID} }
}

// Selected is the role under the cursor.
func (m Model) Selected() (model.Role, bool) {
	row, ok := m.browse.Selected()
	if !ok || row >= len(m.rows.roles) {
		return model.Role{}, false
	}
	return m.rows.roles[row], true
}

// Blocked says why an intent can do nothing now; empty when it can.
func (m Model) Blocked(intent tea.Msg, s scene.Scene) string {
	r, ok := m.Selected()
	switch intent.(type) {
	case askAssumeMsg, askTrustsMsg, askWhyMsg, markMsg, copyMsg, browse.OpenMsg, askPeopleMsg, askNewMsg:
		if _, assume := intent.(askAssumeMsg); !ok && !(assume && s.Storage) {
			return "no role is selected"
		}
		if why := s.WhyNoTrusts(); why != "" && needsTrusts(intent) {
			return why
		}
	case askWeekMsg:
		return s.WhyNoTrusts()
	case browse.SortMsg:
		if s.Storage {
			return "there is one order: by name"
		}
	}
	switch intent.(type) {
	case askAssumeMsg, askNewMsg:
		if r.Type.Assignable() {
			return "it is assignable, so held and not assumed"
		}
		return s.WhyNotChanged()
	case askTrustsMsg:
		if s.Loading.Trusts.Done && s.TrustsKnown() && len(s.Directory.TrustsOf(r.ID)) == 0 {
			return "it has none"
		}
	}
	return m.browse.Blocked(intent)
}

// Moving reports that a countdown is in sight here: the selected role's detail
// shows the sessions on it.
func (m Model) Moving(s scene.Scene) bool {
	if !s.Split() && !m.browse.Opened() {
		return false
	}
	r, ok := m.Selected()
	return ok && len(holders(s, r.ID)) > 0
}
