// Package why is the page that says why a role is open to a person or not: each
// trust with each of its conditions, the one that decides, and what would have
// to change. Role, person, time and address can be chosen.
package why

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/filter"
	"actas/ui/form"
	"actas/ui/list"
	"actas/ui/pick"
	"actas/ui/scene"
	"actas/ui/words"
)

// Model is the page. Make one with New.
type Model struct {
	role, person pick.Model
	at, from     field.Model
	focus        fieldID
	// personChosen is set once somebody was chosen; until then it is me.
	personChosen bool
	// entered is set once enter was pressed in the focused field, until it changes.
	entered bool
	// scrolled is by how many lines the window on the answer was moved from where
	// it begins.
	scrolled int
	seen     seen
}

// seen tells whether the lists to choose from have changed.
type seen struct {
	directory   *model.Directory
	roles, user int
	me          string
}

// Limits of what can be typed.
const (
	timeLimit    = 40
	addressLimit = 100
)

// New makes the page for a role; without an id one has to be chosen.
func New(s scene.Scene, roleID string) Model {
	m := Model{role: pick.New("why role"), person: pick.New("why person"), at: field.New(timeLimit), from: field.New(addressLimit)}
	m.at.Placeholder = "now"
	if roleID != "" {
		m.role.Chosen = pick.Option{ID: roleID, Label: s.RoleName(roleID)}
	}
	m, _ = m.Sync(s)
	return m
}

// For asks about a user instead of me.
func (m Model) For(s scene.Scene, userID string) Model {
	m.person.Chosen, m.personChosen = pick.Option{ID: userID, Label: s.UserName(userID)}, true
	m.person = m.person.Offer(pick.Users(s))
	return m
}

// Sync takes in a directory or a size that changed. What was chosen stays.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) {
	d := s.Directory
	if now := (seen{d, len(d.Roles()), len(d.Users()), s.Me.ID}); now != m.seen {
		m.seen = now
		m.role = m.role.Offer(pick.Roles(s, func(model.Role) bool { return true }))
		m.person = m.person.Offer(pick.Users(s))
	}
	switch {
	case m.personChosen:
	case s.Me.ID != "":
		m.person.Chosen = pick.User(s, s.Me)
	default:
		m.person.Chosen = pick.Option{}
	}
	return m.scroll(s, 0), nil
}

// Update acts on keys and on the answers of the fuzzy picks.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg, s)
	case filter.MatchedMsg:
		m.role, m.person = m.role.Take(msg), m.person.Take(msg)
	}
	return m, nil
}

// key acts on a key. Keys are told by their type, never by their name: letters
// that arrive together have such names too.
func (m Model) key(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if msg.Paste || msg.Alt {
		return m.edit(msg, s)
	}
	switch msg.Type {
	case tea.KeyEsc:
		return m.back()
	case tea.KeyEnter:
		return m.settle(), nil
	case tea.KeyTab:
		return m.move(s, 1), nil
	case tea.KeyShiftTab:
		return m.move(s, -1), nil
	case tea.KeyUp, tea.KeyDown, tea.KeyPgUp, tea.KeyPgDown:
		return m.vertical(msg, s), nil
	case tea.KeyLeft, tea.KeyRight:
		if k := m.picked(); k != nil && !k.Looking() {
			return m.choose(map[tea.KeyType]int{tea.KeyLeft: -1, tea.KeyRight: 1}[msg.Type]), nil
		}
	}
	return m.edit(msg, s)
}

// vertical goes through the matches of what is looked for, or else scrolls.
func (m Model) vertical(msg tea.KeyMsg, s scene.Scene) Model {
	height := m.painter(s).share(s.Height).height
	step, _ := list.DefaultKeyMap().Step(msg, 0, height)
	if k := m.picked(); k != nil && k.Looking() {
		*k = k.Step(max(-1, min(1, step)))
		return m
	}
	return m.scroll(s, step)
}

// scroll moves the window on the answer, within its lines.
func (m Model) scroll(s scene.Scene, by int) Model {
	parts := m.painter(s).share(s.Height)
	m.scrolled = parts.first(m.scrolled+by) - parts.start
	return m
}

// back forgets what is looked for, or closes the page.
func (m Model) back() (Model, tea.Cmd) {
	if k := m.picked(); k != nil && k.Looking() {
		*k, m.entered = k.Clear(), false
		return m, nil
	}
	return m, func() tea.Msg { return scene.CloseMsg{} }
}

// changed looks at another answer from where it begins.
func (m Model) changed() Model {
	m.scrolled, m.entered = 0, false
	return m
}

// edit types into the field that has the focus.
func (m Model) edit(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	msg = form.Letters(msg)
	var cmd tea.Cmd
	switch m.focus {
	case roleField:
		m.role, cmd = m.role.Type(msg)
	case personField:
		m.person, cmd = m.person.Type(msg)
	case atField:
		m.at = m.at.Update(msg)
	case fromField:
		m.from = m.from.Update(msg)
	}
	return m.changed(), cmd
}

// settle takes what is looked for in the focused pick, if anything matches.
func (m Model) settle() Model {
	m.entered = true
	k := m.picked()
	if k == nil || !k.Looking() {
		return m
	}
	taken, found := k.Settle()
	*k = taken
	m.personChosen = m.personChosen || found && m.focus == personField
	if !found {
		return m
	}
	return m.changed()
}

// move leaves the field for another one, unless nothing matches there.
func (m Model) move(s scene.Scene, by int) Model {
	m = m.settle()
	if k := m.picked(); k != nil && k.Looking() {
		return m
	}
	m.focus, m.entered = (m.focus+fieldID(by)+fields)%fields, false
	return m.scroll(s, 0)
}

// choose goes to the next role or person.
func (m Model) choose(by int) Model {
	k := m.picked()
	*k = k.Step(by)
	m.personChosen = m.personChosen || m.focus == personField
	return m.changed()
}

// asked is who and what the answer is about.
type asked struct {
	role   model.Role
	known  bool
	me     bool
	caller model.Caller
}

// question is what the fields say, with what is known where they say nothing.
func (m Model) question(s scene.Scene) (asked, model.Moment) {
	q := asked{me: m.person.Chosen.ID == s.Me.ID, caller: s.CallerOf(m.person.Chosen.ID)}
	q.role, q.known = s.Directory.Role(m.role.Chosen.ID)
	if from, problem := words.ParseAddress(m.from.Value()); problem == "" && from.IsValid() {
		q.caller.SourceIP = from
	}
	now := s.Now
	if at, problem := m.time(s); problem == "" {
		now.Wall = at
	}
	return q, now
}

// explanation is the answer; false while it cannot be given.
func (m Model) explanation(s scene.Scene) (model.RoleExplanation, bool) {
	q, now := m.question(s)
	if m.unclear(s) != "" || !q.known || !q.role.Type.Assignable() && !s.TrustsKnown() {
		return model.RoleExplanation{}, false
	}
	trusts := slices.Clone(s.Directory.TrustsOf(q.role.ID))
	return model.ExplainRole(q.role, trusts, q.caller, now.Wall), true
}
