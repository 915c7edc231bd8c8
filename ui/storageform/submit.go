package storageform

import (
	"strings"

	"actas/model"
	"actas/ui/form"
)

// request is what the form asks for as it stands. Fields that are not valid are
// left out.
func (m *state) request() model.AssumeRequest {
	r := model.AssumeRequest{
		Dialect: model.DialectECS, RoleID: m.role.Chosen.ID, Name: m.sessionName(),
		PolicyARNs: m.policyARNs(),
	}
	if m.checkLength() == "" {
		r.Duration, _ = m.length.Value()
	}
	if m.policy.folded() != "" {
		r.InlinePolicy = model.CompactPolicy(m.policy.text())
	}
	return r
}

// fieldNamed is the field that a refusal is about: by the name that it gives, by
// the parameter that its text begins with, or by the ARN in it.
func (m *state) fieldNamed(name, text string) (fieldID, bool) {
	known := map[string]fieldID{
		"role_id": roleField, "session_name": nameField, "duration": lengthField,
		"policy_arns": arnsField, "inline_policy": policyField,
	}
	if id, ok := known[name]; ok {
		return id, true
	}
	for id, parameter := range parameters {
		if name == parameter || strings.Contains(text, parameter) {
			return fieldID(id), true
		}
	}
	for _, arn := range m.policyARNs() {
		if strings.Contains(text, arn) {
			return arnsField, true
		}
	}
	return roleField, m.role.Chosen.ID != "" && strings.Contains(text, m.role.Chosen.ID)
}

// Refused says that the object storage refused the request. The text stands at
// the field that it names, or else below the form. The input is kept, and can be
// sent again.
func (m Model) Refused(field, text string) Model {
	m = m.changing()
	m.Outcome = form.Refused
	if id, ok := m.fieldNamed(field, text); ok {
		m.faults[id] = form.Fault{Text: text, Refused: true}
		m.focus = id
		return m
	}
	m.Answer = text
	return m
}

// Failed says why no session was made although nobody refused it: the object
// storage could not be reached, or could not do it.
func (m Model) Failed(text string) Model {
	m = m.changing()
	m.Outcome, m.Answer = form.Failed, text
	return m
}

// Unanswered says that the answer to the request was lost, and with it the keys of
// a session that may exist.
func (m Model) Unanswered(text string) Model {
	m = m.changing()
	m.Outcome, m.Answer = form.Unanswered, text
	return m
}

// Asks reports that the question whether to leave is open.
func (m *state) Asks() bool { return m.asking }
