package storageform

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/form"
	"actas/ui/scene"
	"actas/ui/words"
)

// fieldID is one field of the form, from the top.
type fieldID int

const (
	roleField fieldID = iota
	nameField
	lengthField
	arnsField
	policyField
	fields
)

var labels = [fields]string{"role", "session name", "duration", "policy ARNs", "inline policy"}

// parameters are what the object storage calls the fields, by its page "Assume
// Role".
var parameters = [fields]string{"RoleArn", "RoleSessionName", "DurationSeconds", "PolicyArns", "InlineSessionPolicy"}

// How long a session may last: as in AWS, whose dialect the object storage speaks.
// The role's own limit is not told.
const shortest, longest = 15 * time.Minute, 12 * time.Hour

// presets are the lengths to choose from, and usualPreset the one of a request
// that does not say.
var presets = []time.Duration{longest, 8 * time.Hour, 4 * time.Hour, time.Hour, shortest}

const usualPreset = 3

// chooses reports that left and right choose in the field.
func (id fieldID) chooses() bool { return id == roleField || id == lengthField }

// check says what is wrong with a field; empty when nothing is.
func (m *state) check(s scene.Scene, id fieldID) string {
	switch id {
	case roleField:
		return m.checkRole()
	case nameField:
		return form.SessionNameFault(s, m.sessionName())
	case lengthField:
		return m.checkLength()
	case arnsField:
		return m.checkARNs()
	}
	_, problem := m.policy.check()
	return problem
}

func (m *state) checkRole() string {
	switch {
	case m.role.Looking():
		return "no role of the profile matches, and it is no ARN of one, as urn:ecs:iam::NAMESPACE:role/NAME"
	case m.role.Chosen.ID == "":
		return "choose a role, or paste its ARN"
	}
	return ""
}

func (m *state) checkLength() string {
	switch d, problem := m.length.Value(); {
	case problem != "":
		return problem
	case d < shortest:
		return "at least " + words.Length(shortest)
	case d > longest:
		return "at most " + words.Length(longest)
	}
	return ""
}

// policyARNs are the ARNs that were entered.
func (m *state) policyARNs() []string {
	return slices.DeleteFunc(m.arns.All(), func(l string) bool { return l == "" })
}

func (m *state) checkARNs() string {
	list := m.policyARNs()
	for i, arn := range list {
		if why := wrongARN(list[:i], arn); why != "" {
			return arn + ": " + why
		}
	}
	if n := len(list); n > model.MostPolicyARNs {
		return fmt.Sprintf("at most %d, these are %d", model.MostPolicyARNs, n)
	}
	return ""
}

// wrongARN says what is wrong with the ARN of a policy, behind others.
func wrongARN(before []string, arn string) string {
	switch {
	case model.PolicyOfARN(arn) == "":
		return "no ARN of a policy, as urn:ecs:iam:::policy/NAME"
	case slices.Contains(before, arn):
		return "there already"
	}
	return ""
}

// sessionName is the name without the spaces that a paste brings along.
func (m *state) sessionName() string { return strings.TrimSpace(m.name.Value()) }

// leave settles and validates the field that has the focus. What was refused
// stands until the field is changed.
func (m *state) leave(s scene.Scene) {
	m.settle()
	if !m.faults[m.focus].Refused {
		m.faults[m.focus] = form.Fault{Text: m.check(s, m.focus)}
	}
}

// settle takes what is looked for, tidies the ARNs and folds the policy.
func (m *state) settle() {
	before := m.input()
	switch m.focus {
	case roleField:
		m.settleRole()
	case arnsField:
		m.arns = m.arns.Tidy()
	case policyField:
		m.policy = m.policy.fold()
	}
	m.changed(before)
}

// settleRole takes a whole ARN as it is, known or not, and else the match.
func (m *state) settleRole() {
	if arn := m.role.Typed(); model.RoleOfARN(arn) != "" {
		m.takeARN(arn)
		return
	}
	m.role, _ = m.role.Settle()
}

// takeARN chooses the role of an ARN.
func (m *state) takeARN(arn string) {
	m.role = m.role.Clear()
	m.role.Chosen.ID, m.role.Chosen.Label, m.role.Chosen.Note = arn, model.RoleOfARN(arn), arn
}

// move leaves the field for another one.
func (m *state) move(s scene.Scene, by int) {
	m.leave(s)
	m.focus = (m.focus + fieldID(by) + fields) % fields
}

// choose goes to the next value of a field of choices.
func (m *state) choose(by int) {
	before := m.input()
	if m.focus == roleField {
		m.role = m.role.Step(by)
	} else {
		m.length = m.length.Step(by)
	}
	m.changed(before)
}

// edit types into the field that has the focus.
func (m *state) edit(msg tea.KeyMsg) tea.Cmd {
	before := m.input()
	msg = form.Letters(msg)
	var cmd tea.Cmd
	switch m.focus {
	case roleField:
		if arn := strings.TrimSpace(string(msg.Runes)); msg.Paste && model.RoleOfARN(arn) != "" {
			m.takeARN(arn)
			break
		}
		m.role, cmd = m.role.Type(msg)
	case nameField:
		m.name = m.name.Update(msg)
		m.nameTyped = m.nameTyped || m.name.Value() != before.name
	case lengthField:
		m.length = m.length.Edit(msg)
	case arnsField:
		m.arns = m.arns.Edit(msg)
	case policyField:
		m.policy = m.policy.edit(msg)
	}
	m.changed(before)
	return cmd
}

// input is all that was typed and chosen.
type input struct {
	role, query, name, length, arns, policy string
	preset                                  int
}

func (m *state) input() input {
	return input{
		role: m.role.Chosen.ID, query: m.role.Typed(), name: m.name.Value(),
		length: m.length.Input.Value(), preset: m.length.At,
		arns: strings.TrimSpace(m.arns.Text()), policy: m.policy.input.Value(),
	}
}

// changed follows up a change of the input, and does nothing without one.
func (m *state) changed(before input) {
	if m.input() == before {
		return
	}
	m.State = m.Typed()
	m.faults[m.focus] = form.Fault{}
	m.derive()
}
