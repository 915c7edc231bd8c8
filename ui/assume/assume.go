// Package assume is the form that asks for an assumed-role session: which
// role, as whom, under what name, for how long. It says what the answer will
// probably be and what the session would allow, and leaves the decision to the
// server.
package assume

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/filter"
	"actas/ui/form"
	"actas/ui/pick"
	"actas/ui/scene"
	"actas/ui/sessionname"
)

// Options say what the form is opened for. All of them may be empty.
type Options struct {
	// RoleID is the role that is chosen at first.
	RoleID string
	// TrustID is the trust to assume through. The API takes no trust, so it only
	// chooses the role, and the issuer where it trusts one.
	TrustID string
	// Suffix is the random end of the default session name.
	Suffix string
	// Sourced is set where an identity token comes from somewhere already, so that
	// the form asks for none.
	Sourced bool
}

// SubmitMsg asks the root to send the request. The form waits until it is
// refused or closed.
type SubmitMsg struct {
	Request model.AssumeRequest
	// Shown is what the identity token that was shown says of itself; nil where none
	// was. A token that says something else is not sent, but told by Another.
	Shown *model.Claims
}

// CloseMsg asks the root to close the form.
type CloseMsg struct{}

// Model is the form. Make one with New.
type Model struct {
	role, as pick.Model
	// principalChosen is set once somebody was chosen; until then it is me.
	principalChosen bool
	name            field.Model
	nameTyped       bool
	suffix          string
	// auth is the method chosen for a user; an issuer's is always oidc.
	auth    string
	length  length
	address field.Model
	// pasted is the identity token, or the path of its file; sourced is set where
	// one comes from elsewhere.
	pasted  field.Model
	sourced bool
	// sts is set where the call is made in AWS's dialect.
	sts bool

	focus  fieldID
	faults [fields]form.Fault
	form.State
	asking bool
	wait   waiting
	// unwilling is set while the native call is offered in the place of STS.
	unwilling bool
	// another is set while it is told that the token is another one now.
	another bool
	token   token
	seen    seen
}

// seen tells whether the lists to choose from have changed.
type seen struct {
	directory            *model.Directory
	roles, users, issuer int
	me                   string
}

// Limits of what can be typed, wider than what is valid: a paste that is too
// long is to be seen and mended, not cut in silence.
const (
	nameTypedLimit    = 200
	addressTypedLimit = 100
)

// New makes the form as it stands when it opens.
func New(s scene.Scene, o Options) Model {
	m := Model{
		role: pick.New("assume role"), as: pick.New("assume as"),
		name: field.New(nameTypedLimit), address: field.New(addressTypedLimit),
		auth: model.AuthKey, length: newLength(), suffix: o.Suffix, focus: nameField,
		pasted: newTokenField(), sourced: o.Sourced,
	}
	m.address.Placeholder = "optional, as in 203.0.113.7"
	if t, ok := s.Directory.Trust(o.TrustID); ok {
		m = m.through(s, t, o.RoleID)
	} else {
		m.role.Chosen = roleOption(s, o.RoleID)
	}
	if m.role.Chosen.ID == "" {
		m.focus = roleField
	}
	return m.Sync(s)
}

// through chooses what a trust says.
func (m Model) through(s scene.Scene, t model.Trust, roleID string) Model {
	if roleID == "" {
		roleID = t.RoleID
	}
	if roleID == "" {
		roleID = s.RoleNamed(t.RoleName)
	}
	m.role.Chosen = roleOption(s, roleID)
	if t.Entity.Kind == model.EntityIssuer {
		if issuer, ok := s.Directory.Issuer(t.Entity.ID); ok {
			m.as.Chosen, m.principalChosen = issuerOption(s, issuer), true
		}
	}
	return m
}

// Sync takes in a directory, verdicts or a size that changed. What was chosen
// stays chosen, even where it is gone: the field says so.
func (m Model) Sync(s scene.Scene) Model {
	d := s.Directory
	now := seen{d, len(d.Roles()), len(d.Users()), len(d.Issuers()), s.Me.ID}
	if now != m.seen {
		m.seen = now
		m.role = m.role.Offer(pick.Assumable(s))
		m.as = m.as.Offer(principalOptions(s))
	}
	return m.derive(s).recheckGone(s)
}

// derive brings up to date what follows from what was chosen: who assumes as long as
// nobody was chosen, the durations to choose from, and the name as long as nobody
// typed one.
func (m Model) derive(s scene.Scene) Model {
	m = m.settlePrincipal(s)
	role, _ := s.Directory.Role(m.role.Chosen.ID)
	m.length = m.length.within(role.MaxSession)
	if !m.nameTyped {
		if name := sessionname.Default(shortPerson(s, m.as.Chosen.ID), sessionname.Role(m.role.Chosen.Label), m.suffix); name != m.name.Value() {
			m.name.SetValue(name)
			m.faults[nameField] = form.Fault{}
		}
	}
	return m
}

// recheckGone says at once that a chosen role or principal was deleted, and
// takes it back when it is there again.
func (m Model) recheckGone(s scene.Scene) Model {
	for _, id := range [...]fieldID{roleField, asField} {
		m.faults[id] = m.faults[id].Recheck(m.goneText(s, id))
	}
	return m
}

// Update acts on keys and on the answers of the fuzzy picks.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg, s)
	case filter.MatchedMsg:
		m.role, m.as = m.role.Take(msg), m.as.Take(msg)
	}
	return m, nil
}
