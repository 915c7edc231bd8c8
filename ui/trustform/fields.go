package trustform

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/form"
	"actas/ui/pick"
	"actas/ui/scene"
)

// fieldID is one field of the form, from the top.
type fieldID int

const (
	roleField fieldID = iota
	typeField
	entityField
	whenField
	daysField
	fromField
	toField
	zoneField
	ipField
	untilField
	fields
)

var labels = [fields]string{
	"role", "trust type", "trusted entity", "schedule", "days", "hours", "hours", "zone", "source IPs", "valid until",
}

// apiFields are the names that the API gives to the fields.
var apiFields = map[string]fieldID{
	"role_id": roleField, "trust_type": typeField,
	"trusted_user_id": entityField, "trusted_group_id": entityField,
	"trusted_oidc_issuer_id": entityField, "trusted_oidc_issuer_source": entityField,
	"conditions": whenField, "time_of_day": whenField, "days_of_week": daysField, "start": fromField, "end": toField, "timezone": zoneField,
	"ip_address": ipField, "valid_until": untilField,
}

// fieldNamed is the field that the API means, by its name of it or the path to
// it, as in "conditions.time_of_day.start" and "ip_address.0".
func (m Model) fieldNamed(name string) (fieldID, bool) {
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(".[]", r) })
	for _, part := range slices.Backward(parts) {
		id, ok := apiFields[part]
		switch {
		case !ok:
		case m.reachable(id):
			return id, true
		case id > whenField && id < ipField:
			return whenField, true
		}
	}
	return 0, false
}

// visible reports that a field is shown.
func (m Model) visible(id fieldID) bool {
	switch id {
	case daysField:
		return m.when.hasDays()
	case fromField, toField:
		return m.when.hasHours()
	case zoneField:
		return m.when.hasZone()
	}
	return true
}

// reachable reports that a field can have the focus: the role of a trust that
// there is already is fixed.
func (m Model) reachable(id fieldID) bool {
	return m.visible(id) && (id != roleField || m.before == nil)
}

// The types of a trust by what Vultr's guide "How to Create a Role Trust" says
// of them.
var typeNames = map[model.TrustType]string{
	model.TemporaryAssumption: "Temporary", model.IAMAssumption: "IAM", model.FederatedAssumption: "Federated",
}

var typeMeanings = map[model.TrustType]string{
	model.TemporaryAssumption: "Someone calls assume; the session is the principal.",
	model.IAMAssumption:       "Automatic, through OIDC; the platform user stays the principal.",
	model.FederatedAssumption: "Automatic, through OIDC; the role itself is the principal.",
}

// types are the trust types to choose from. Machines can be trusted in one way
// alone. The trust's own type stays as long as its entity does.
func (m Model) types() []model.TrustType {
	list := []model.TrustType{model.TemporaryAssumption, model.IAMAssumption, model.FederatedAssumption}
	if m.machine() {
		list = list[:1]
	}
	if m.before != nil && !slices.Contains(list, m.before.Type) &&
		(typeNames[m.before.Type] == "" || m.entityOf(m.entity.Chosen) == m.before.Entity) {
		list = append(list, m.before.Type)
	}
	return list
}

// machine reports that the trust names instances or bare-metal machines.
func (m Model) machine() bool { return m.entityOf(m.entity.Chosen).Kind == model.EntitySource }

// trustType is the type chosen, as far as it can be.
func (m Model) trustType() model.TrustType {
	if list := m.types(); !slices.Contains(list, m.kind) {
		return list[0]
	}
	return m.kind
}

// check says what is wrong with a field; empty when nothing is.
func (m Model) check(s scene.Scene, id fieldID) string {
	if !m.reachable(id) {
		return ""
	}
	switch id {
	case roleField:
		return m.role.AssumableFault(s, "and trusts are for roles that are assumed")
	case entityField:
		return m.checkEntity(s)
	case daysField:
		if m.days.set == 0 {
			return "choose a day"
		}
	case fromField, toField:
		if _, _, at, problem := m.hours(); at == id {
			return problem
		}
	case zoneField:
		if m.zone.Looking() {
			return "no zone matches"
		}
	case ipField:
		return m.checkAddresses()
	case untilField:
		_, _, problem := m.ends(s.Now.Wall)
		return problem
	}
	return ""
}

func (m Model) checkEntity(s scene.Scene) string {
	switch {
	case m.entity.Looking():
		return "no user, group, issuer or source matches"
	case m.entity.Chosen.ID == "":
		return "choose whom it trusts"
	}
	return m.goneText(s, entityField)
}

// picked is the pick of a field, nil for a field without one.
func (m *Model) picked(id fieldID) *pick.Model {
	switch id {
	case roleField:
		return &m.role
	case entityField:
		return &m.entity
	case zoneField:
		return &m.zone
	}
	return nil
}

// looking reports that something is looked for in the focused field.
func (m Model) looking() bool {
	k := m.picked(m.focus)
	return k != nil && k.Looking()
}

// leave settles and validates the field that has the focus. What the API
// refused stands until the field is changed.
func (m Model) leave(s scene.Scene) Model {
	m = m.settle(s)
	check := []fieldID{m.focus}
	if m.focus == fromField || m.focus == toField {
		// Whether the hours make a window is a matter of both.
		check = []fieldID{fromField, toField}
	}
	for _, id := range check {
		if !m.faults[id].Refused {
			m.faults[id] = form.Fault{Text: m.check(s, id)}
		}
	}
	return m
}

// settle takes what is looked for in the focused pick, if anything matches.
func (m Model) settle(s scene.Scene) Model {
	before := m.input()
	if k := m.picked(m.focus); k != nil {
		*k, _ = k.Settle()
	}
	switch m.focus {
	case ipField:
		m.ips = m.ips.Tidy()
	case fromField:
		m.from = tidyTime(m.from)
	case toField:
		m.to = tidyTime(m.to)
	}
	return m.changed(s, before)
}

// goTo gives a field the focus. The zones are listed when they are first needed.
func (m Model) goTo(s scene.Scene, id fieldID) Model {
	m.focus, m.stale = id, id == fromField || id == toField
	if id == zoneField && m.zone.Count() == 0 {
		m.zone = m.zone.Offer(m.zoneOptions(s))
	}
	return m
}

// move leaves the field for another one.
func (m Model) move(s scene.Scene, by int) Model {
	m = m.leave(s)
	id := m.focus
	for {
		id = (id + fieldID(by) + fields) % fields
		if m.reachable(id) {
			return m.goTo(s, id)
		}
	}
}

// chooses reports that left and right choose in a field.
func (id fieldID) chooses() bool { return id <= daysField || id == zoneField }

// choose goes to the next value of a field of choices.
func (m Model) choose(s scene.Scene, by int) Model {
	before := m.input()
	switch m.focus {
	case typeField:
		list := m.types()
		if len(list) == 1 {
			break
		}
		at := slices.Index(list, m.trustType())
		m.kind = list[max(0, min(at+by, len(list)-1))]
	case whenField:
		m.when = max(0, min(m.when+when(by), when(len(m.whens())-1)))
	case daysField:
		m.days = m.days.move(by)
	default:
		if k := m.picked(m.focus); k != nil {
			*k = k.Step(by)
		}
	}
	return m.changed(s, before)
}

// edit types into the field that has the focus.
func (m Model) edit(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	before := m.input()
	msg = form.Letters(msg)
	var cmd tea.Cmd
	switch m.focus {
	case daysField:
		m.days = m.days.edit(msg)
	case fromField, toField:
		m = m.typeHours(msg)
	case ipField:
		m.ips = m.ips.Edit(msg)
	case untilField:
		m.until = m.until.Update(msg)
	default:
		if k := m.picked(m.focus); k != nil {
			*k, cmd = k.Type(msg)
		}
	}
	return m.changed(s, before), cmd
}

// input is all that was typed and chosen.
type input struct {
	role, entity, zone, queries string
	kind                        model.TrustType
	when                        when
	days                        model.DaySet
	from, to, ips, until        string
}

func (m Model) input() input {
	return input{
		role: m.role.Chosen.ID, entity: m.entity.Chosen.ID, zone: m.zone.Chosen.ID,
		queries: m.role.Typed() + "\n" + m.entity.Typed() + "\n" + m.zone.Typed(),
		kind:    m.kind, when: m.when, days: m.days.set,
		from: m.from.Value(), to: m.to.Value(), ips: strings.TrimSpace(m.ips.Text()), until: m.until.Value(),
	}
}

// changed follows up a change of the input, and does nothing without one.
func (m Model) changed(s scene.Scene, before input) Model {
	now := m.input()
	if now == before {
		return m
	}
	m.State = m.Typed()
	m.faults[m.focus] = form.Fault{}
	if m.focus == fromField || m.focus == toField {
		m.faults[fromField], m.faults[toField] = form.Fault{}, form.Fault{}
	}
	if now.when != before.when {
		m.faults[daysField], m.faults[fromField], m.faults[toField], m.faults[zoneField] = form.Fault{}, form.Fault{}, form.Fault{}, form.Fault{}
	}
	return m.recheckGone(s)
}
