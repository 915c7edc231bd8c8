// Package storageform is the form that asks an object storage for a session:
// which role, under what name, for how long, and narrowed to which policies. The
// storage tells no trusts, so that it alone decides.
package storageform

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

// Options say what the form is opened for.
type Options struct {
	// RoleID is the ARN of the role that is chosen at first; it may be empty.
	RoleID string
	// Suffix is the random end of the default session name.
	Suffix string
	// URL is the address of the object storage.
	URL string
}

// SubmitMsg asks the root to send the request. The form waits until it is
// refused or closed.
type SubmitMsg struct{ Request model.AssumeRequest }

// Model is the form. Make one with New. It is a value: what one copy is told, no other
// copy notices.
type Model struct{ *state }

// state is what the form holds. It is large, so that it is copied once for each
// message, and changed in place behind that.
type state struct {
	role        pick.Model
	name        field.Model
	nameTyped   bool
	suffix, url string
	length      form.Length
	arns        field.Lines
	policy      policy

	focus  fieldID
	faults [fields]form.Fault
	form.State
	asking bool
	seen   seen
}

// seen tells whether the roles to choose from have changed.
type seen struct {
	directory *model.Directory
	roles     int
}

// Limits of what can be typed, wider than what is valid: a paste that is too
// long is to be seen and mended, not cut in silence.
const (
	nameTypedLimit = 200
	arnTypedLimit  = 2100
)

// New makes the form as it stands when it opens.
func New(s scene.Scene, o Options) Model {
	m := &state{
		role: pick.New("storage role"), name: field.New(nameTypedLimit), suffix: o.Suffix, url: o.URL,
		length: form.NewLength(presets, usualPreset),
		arns:   field.NewLines(nil, arnTypedLimit, "all that the role allows"),
		policy: newPolicy(), focus: nameField,
	}
	if o.RoleID != "" {
		m.role.Chosen = roleOption(s, o.RoleID)
	} else {
		m.focus = roleField
	}
	m.sync(s)
	return Model{m}
}

// changing is a copy of the form, to be changed.
func (m Model) changing() Model {
	next := *m.state
	return Model{&next}
}

// roleOption is a role as it is chosen. Its ARN is looked at as well.
func roleOption(s scene.Scene, arn string) pick.Option {
	o := pick.Option{ID: arn, Label: model.RoleOfARN(arn), Note: arn}
	if r, known := s.Directory.Role(arn); known || o.Label == "" {
		o.Label = s.RoleName(arn)
		if r.Name == "" {
			o.Note = ""
		}
	}
	return o
}

// Sync takes in roles or a size that changed. What was chosen stays chosen.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) {
	m = m.changing()
	m.sync(s)
	return m, nil
}

func (m *state) sync(s scene.Scene) {
	if now := (seen{s.Directory, len(s.Directory.Roles())}); now != m.seen {
		m.seen = now
		var options []pick.Option
		for _, o := range pick.Assumable(s) {
			options = append(options, roleOption(s, o.ID))
		}
		m.role = m.role.Offer(options)
	}
	m.derive()
}

// derive names the session for its role, as long as nobody typed a name.
func (m *state) derive() {
	if m.nameTyped {
		return
	}
	if name := sessionname.Default("", sessionname.Role(m.role.Chosen.Label), m.suffix); name != m.name.Value() {
		m.name.SetValue(name)
		m.faults[nameField] = form.Fault{}
	}
}

// Update acts on keys and on the answers of the fuzzy pick.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	m = m.changing()
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m, m.key(msg, s)
	case filter.MatchedMsg:
		m.role = m.role.Take(msg)
	}
	return m, nil
}
