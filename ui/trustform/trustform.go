// Package trustform is the form for a role trust: who may assume which role,
// when and from where. It makes a new trust or changes one, shows as it is typed
// what the trust would be, and says in words what will change before it is sent.
package trustform

import (
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/filter"
	"actas/ui/form"
	"actas/ui/pick"
	"actas/ui/scene"
)

// Options say what the form is opened for.
type Options struct {
	// RoleID is the role that a new trust is for at first; it may be empty.
	RoleID string
	// Trust is the trust to change; nil makes a new one.
	Trust *model.Trust
}

// SubmitMsg asks the root to write a trust. The form waits until it is refused,
// changed elsewhere or closed.
type SubmitMsg struct {
	// Before is what the trust was when the edit began; nil makes a new trust.
	Before *model.Trust
	// After is what it is to be. Of a new trust the API sets the rest.
	After model.Trust
}

// Model is the form. Make one with New.
type Model struct {
	// before is the trust that is changed; nil for a new one. It is never
	// written to. own are its source IPs by how they stand in the form.
	before             *model.Trust
	own                map[string]model.IPCondition
	role, entity, zone pick.Model
	// kind is the type that was chosen. What the API allows for the trusted
	// entity comes first: see types.
	kind     model.TrustType
	when     when
	days     days
	from, to field.Model
	// stale is set until something is typed into the hours that have the focus.
	stale bool
	ips   field.Lines
	until field.Model

	focus  fieldID
	faults [fields]form.Fault
	form.State
	// asks is the question in front, and next the one that comes once that is
	// answered with no; review is what they are about.
	asks, next question
	review     review
	// theirs is the trust as it was found when it had changed elsewhere.
	theirs model.Trust
	seen   seen
}

// question is what a sheet over the form asks.
type question int

const (
	askNothing question = iota
	askLeave
	askReview
	askLockout
	askChanged
)

// seen tells whether the lists to choose from have changed.
type seen struct {
	directory                    *model.Directory
	roles, users, groups, issuer int
	me                           string
}

// Limits of what can be typed, wider than what is valid: a paste that is too
// long is to be seen and mended, not cut in silence. What the API has may be
// longer yet.
const (
	timeTypedLimit  = 8
	untilTypedLimit = 40
)

// New makes the form as it stands when it opens.
func New(s scene.Scene, o Options) Model {
	m := Model{role: pick.New("trust role"), entity: pick.New("trust entity"), zone: pick.New("trust zone")}
	if o.Trust != nil {
		return m.editing(s, *o.Trust, *o.Trust).sync(s)
	}
	m = m.filled(s, model.Trust{RoleID: o.RoleID, Type: model.TemporaryAssumption})
	m.focus = roleField
	if m.role.Chosen.ID != "" {
		m.focus = entityField
	}
	return m.sync(s)
}

// editing is the form with the values of a trust in it, as a change of before.
func (m Model) editing(s scene.Scene, t, before model.Trust) Model {
	m.before, m.own = &before, ownEntries(before)
	m = m.filled(s, t)
	if m.entity.Chosen.ID == "" {
		m.entity.Chosen = pick.Option{ID: unknownEntity, Label: s.Directory.EntityName(t.Entity)}
	}
	m.focus = typeField
	return m
}

// filled is the form with the values of a trust in it.
func (m Model) filled(s scene.Scene, t model.Trust) Model {
	m.role.Chosen = roleOption(s, t)
	m.entity.Chosen = entityOption(s, t.Entity)
	m.kind = t.Type
	m.when, m.days, m.from, m.to = fillSchedule(t.Schedule)
	m.zone.Chosen = zoneOption(s, t.Schedule.Zone)
	m.ips = fillAddresses(t.SourceIPs)
	until := untilText(t)
	m.until = field.New(max(untilTypedLimit, utf8.RuneCountInString(until)))
	m.until.Placeholder = "no end; or 2026-12-31, 30d"
	m.until.SetValue(until)
	m.faults, m.Answer, m.Outcome = [fields]form.Fault{}, "", form.Filling
	return m
}

// Sync takes in a directory, verdicts or a size that changed. What was chosen
// stays chosen, even where it is gone: the field says so.
func (m Model) Sync(s scene.Scene) (Model, tea.Cmd) { return m.sync(s), nil }

func (m Model) sync(s scene.Scene) Model {
	d := s.Directory
	now := seen{d, len(d.Roles()), len(d.Users()), len(d.Groups()), len(d.Issuers()), s.Me.ID}
	if now != m.seen {
		m.seen = now
		m.role = m.role.Offer(pick.Assumable(s))
		m.entity = m.entity.Offer(entityOptions(s))
	}
	return m.recheckGone(s)
}

// recheckGone says at once that a chosen role or entity was deleted, and takes
// it back when it is there again.
func (m Model) recheckGone(s scene.Scene) Model {
	for _, id := range [...]fieldID{roleField, entityField} {
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
		m.role, m.entity, m.zone = m.role.Take(msg), m.entity.Take(msg), m.zone.Take(msg)
	}
	return m, nil
}

// labelWidth is the longest label and a space.
const labelWidth = 15

// painterOf draws the parts of this form. What the form says is put together
// once for all of them.
func (m Model) painterOf(s scene.Scene) painter {
	return painter{Painter: form.Painter{Theme: s.Theme, Width: s.ListWidth(), Labels: labelWidth}, m: m, s: s, trust: m.draft(s)}
}
