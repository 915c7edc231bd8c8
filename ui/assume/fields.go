package assume

import (
	"cmp"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/form"
	"actas/ui/scene"
)

// fieldID is one field of the form, from the top.
type fieldID int

const (
	roleField fieldID = iota
	asField
	nameField
	authField
	tokenField
	durationField
	addressField
	callField
	fields
)

var labels = [fields]string{"role", "as", "session name", "auth method", "token", "duration", "source IP", "call"}

// shows reports that a field applies, and is shown.
func (m Model) shows(id fieldID) bool {
	return id != tokenField || !m.sourced && model.ByIdentityToken(m.authMethod())
}

// takes reports that something can be typed or chosen in a field.
func (m Model) takes(id fieldID) bool { return m.shows(id) && !(id == addressField && m.sts) }

// apiFields are the names that the API and the client give to the fields.
var apiFields = map[string]fieldID{
	"role_id": roleField, "user_id": asField, "oidc_issuer_id": asField,
	"session_name": nameField, "auth_method": authField, "duration": durationField,
	"context": addressField, "ip_address": addressField, "context.ip_address": addressField,
	"organization_id": callField,
}

// userMethods are the auth methods of a user, by the API's names.
var userMethods = []string{model.AuthKey, model.AuthJWT, model.AuthOIDC}

// issuerMethods are those of an OIDC issuer that was chosen.
var issuerMethods = userMethods[2:]

// methods are the auth methods to choose from, and the one chosen.
func (m Model) methods() (names []string, at int) {
	if _, issuerID := m.principal(); issuerID != "" && m.principalChosen {
		return issuerMethods, 0
	}
	for i, name := range userMethods {
		if name == m.auth {
			return userMethods, i
		}
	}
	return userMethods, 0
}

// authMethod is the auth method chosen.
func (m Model) authMethod() string {
	names, at := m.methods()
	return names[at]
}

// chooses reports that left and right choose in the field.
func (id fieldID) chooses() bool { return id != nameField && id != tokenField && id != addressField }

// check says what is wrong with a field; empty when nothing is.
func (m Model) check(s scene.Scene, id fieldID) string {
	switch id {
	case roleField:
		return m.role.AssumableFault(s, "not assumed")
	case asField:
		return m.checkPrincipal(s)
	case nameField:
		return form.SessionNameFault(s, m.sessionName())
	case tokenField:
		return m.checkToken(s)
	case durationField:
		_, problem := m.length.value()
		return problem
	case addressField:
		_, problem := m.sourceIP()
		return problem
	case callField:
		return m.checkCall(s)
	}
	return ""
}

func (m Model) checkPrincipal(s scene.Scene) string {
	switch {
	case m.as.Looking():
		return "no user or issuer matches"
	case m.as.Chosen.ID == "" && m.byToken():
		return "choose the issuer of the token"
	case m.as.Chosen.ID == "":
		return "choose who assumes: who you are is not known"
	}
	return cmp.Or(m.goneText(s, asField), m.checkSTSPrincipal(s))
}

// sessionName is the name without the spaces that a paste brings along.
func (m Model) sessionName() string { return strings.TrimSpace(m.name.Value()) }

// leave settles and validates the field that has the focus. What the API
// refused stands until the field is changed.
func (m Model) leave(s scene.Scene) Model {
	m = m.settle(s)
	if !m.faults[m.focus].Refused {
		m.faults[m.focus] = form.Fault{Text: m.check(s, m.focus)}
	}
	return m
}

// settle takes what is looked for in the focused pick, if anything matches.
func (m Model) settle(s scene.Scene) Model {
	before := m.input()
	switch m.focus {
	case roleField:
		m.role, _ = m.role.Settle()
	case asField:
		m.as, _ = m.as.Settle()
	}
	return m.changed(s, before)
}

// move leaves the field for another one.
func (m Model) move(s scene.Scene, by int) Model {
	m = m.leave(s)
	for {
		m.focus = (m.focus + fieldID(by) + fields) % fields
		if m.takes(m.focus) {
			return m
		}
	}
}

// choose goes to the next value of a field of choices.
func (m Model) choose(s scene.Scene, by int) Model {
	before := m.input()
	switch m.focus {
	case roleField:
		m.role = m.role.Step(by)
	case asField:
		m.as = m.as.Step(by)
	case authField:
		names, at := m.methods()
		if len(names) == len(userMethods) {
			m.auth = names[max(0, min(at+by, len(names)-1))]
		}
	case durationField:
		m.length = m.length.step(by)
	case callField:
		m.sts = by > 0
	}
	return m.changed(s, before)
}

// edit types into the field that has the focus.
func (m Model) edit(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	before := m.input()
	msg = form.Letters(msg)
	var cmd tea.Cmd
	switch m.focus {
	case roleField:
		m.role, cmd = m.role.Type(msg)
	case asField:
		m.as, cmd = m.as.Type(msg)
	case nameField:
		m.name = m.name.Update(msg)
		m.nameTyped = m.nameTyped || m.name.Value() != before.name
	case tokenField:
		m = m.typeToken(msg)
	case durationField:
		m.length = m.length.edit(msg)
	case addressField:
		m.address = m.address.Update(msg)
	}
	return m.changed(s, before), cmd
}

// input is all that was typed and chosen.
type input struct {
	role, as, roleQuery, asQuery string
	name, auth, typed, address   string
	preset                       int
	token                        model.Secret
	sts                          bool
}

func (m Model) input() input {
	return input{
		role: m.role.Chosen.ID, as: m.as.Chosen.ID,
		roleQuery: m.role.Typed(), asQuery: m.as.Typed(),
		name: m.name.Value(), auth: m.auth, preset: m.length.At,
		typed: m.length.Input.Value(), address: m.address.Value(),
		token: model.NewSecret(m.pasted.Value()), sts: m.sts,
	}
}

// changed follows up a change of the input, and does nothing without one.
func (m Model) changed(s scene.Scene, before input) Model {
	now := m.input()
	if now == before {
		return m
	}
	m.State, m.another = m.Typed(), false
	m.principalChosen = m.principalChosen || now.as != before.as
	m.faults[m.focus] = form.Fault{}
	if now.sts != before.sts {
		// Who can assume, and with what, follows from the call.
		m.faults[asField], m.faults[tokenField], m.faults[addressField] = form.Fault{}, form.Fault{}, form.Fault{}
	}
	if now.token != before.token && m.token.known() {
		m.faults[tokenField] = form.Fault{Text: m.token.fault(s)}
	}
	if now.role != before.role {
		// What a role allows follows from the role.
		m.faults[durationField] = form.Fault{}
	}
	return m.derive(s)
}
