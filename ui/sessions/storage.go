package sessions

import (
	"cmp"
	"fmt"
	"strings"

	"actas/model"
	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/words"
)

// here are the actions that can ever do something here. An object storage neither
// revokes a session nor lists those of others; the keys say so all the same.
func (m Model) here(s scene.Scene) []action.Action {
	if !s.Storage {
		return m.actions
	}
	var here []action.Action
	for _, a := range m.actions {
		switch a.Intent.(type) {
		case AskRevokeMsg, EveryoneMsg, WeekMsg, CopyMsg:
		default:
			here = append(here, a)
		}
	}
	return here
}

// storageColumns are the list's columns where nothing is told of where a session
// comes from: there is room for
// names, whose ends tell sessions of a role apart.
func storageColumns(r rows, width int) []list.Column {
	c := columns(r, min(width, wideList-1), false, false)
	c[columnName].Min, c[columnRole].Min = 20, 13
	c[columnName].Max, c[columnRole].Max = 26, 26
	return c
}

// noneAssumed says that no session was assumed in an object storage, and which key
// comes next.
func noneAssumed(s scene.Scene) []string {
	page := s.Theme.Page
	lines := []string{page.Strong.On("No sessions."), ""}
	for _, l := range line.Wrap("The object storage lists none: those that are assumed from here stand here until they end.", max(10, s.Width-12)) {
		lines = append(lines, page.Text.On(l))
	}
	lines = append(lines, "", page.AccentStrong.On("2")+"  "+page.Text.On("see the roles"))
	for i, l := range lines {
		lines[i] = "      " + l
	}
	return lines
}

// storageFacts are those of a session in an object storage. The last are as wide as
// ids.
func (d detail) storageFacts() []fact {
	facts := append(times(d.l, d.s.Now.Wall), fact{"revoke", "not possible"})
	return append(facts, fact{"acts as", actsAs(d.l)}, fact{"role ARN", d.l.RoleID}, fact{"token", tokenFact(d.l, d.s)})
}

// actsAs is the ARN of the assumed-role user, as the page "Assume Role" of Cloud
// Enterprise Object Storage shows it: urn:ecs:sts::NAMESPACE:assumed-role/ROLE/SESSION.
func actsAs(l model.LiveSession) string {
	return strings.NewReplacer(":iam:", ":sts:", ":role/", ":assumed-role/").Replace(l.RoleID) + "/" + l.Name
}

// policyFacts are the policies that narrow a session to less than its role allows.
func (d detail) policyFacts() []fact {
	asked := d.l.Asked
	if asked == nil {
		return []fact{{"policies", "not told"}}
	}
	var facts []fact
	for _, arn := range asked.PolicyARNs {
		facts = append(facts, fact{"policy", cmp.Or(model.PolicyOfARN(arn), arn)})
	}
	if n, problem := model.PolicyStatements(asked.InlinePolicy); problem == "" {
		facts = append(facts, fact{"inline", words.Statements(n, len(asked.InlinePolicy))})
	}
	if len(facts) == 0 {
		return []fact{{"policies", "none"}}
	}
	if d.l.PackedPolicy > 0 {
		facts = append(facts, fact{"packed", fmt.Sprintf("%d%% of their room", d.l.PackedPolicy)})
	}
	return facts
}
