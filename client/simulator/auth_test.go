package simulator_test

import (
	"net/http"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

func TestCredentialsThatAreNotAccepted(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	off := b.AddUser(model.User{Name: "Off", APIEnabled: false}, simulator.Allow("all", "*"))
	for name, key := range map[string]string{
		"none": "", "made up": "NOTAKEY", "turned off": b.Keys()[off.Name], "an unknown session": "ars-unknown",
	} {
		t.Run(name, func(t *testing.T) {
			b.as(key).get("/v2/roles").refused(http.StatusUnauthorized, "Invalid API token")
		})
	}
}

func TestKeyTurnedOffWhileInUse(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	id := b.user("Ada Byron").ID
	b.get("/v2/roles").want(http.StatusOK)
	b.SetAPIEnabled(id, false)
	b.get("/v2/roles").want(http.StatusUnauthorized)
	b.SetAPIEnabled(id, true)
	b.get("/v2/roles").want(http.StatusOK)
}

// calls are all calls with the action that each needs.
func calls(b *bench) []struct{ method, path, action string } {
	user, role := b.user("Ada Byron").ID, b.role("Auditor").ID
	return []struct{ method, path, action string }{
		{"GET", "/v2/account", "account.Read"},
		{"GET", "/v2/organizations", "iam.organization.Read"},
		{"GET", "/v2/users", "iam.user.Read"},
		{"GET", "/v2/users/" + user, "iam.user.Read"},
		{"GET", "/v2/users/" + user + "/groups", "iam.group.Read"},
		{"GET", "/v2/users/" + user + "/roles", "iam.role.Read"},
		{"GET", "/v2/groups", "iam.group.Read"},
		{"GET", "/v2/groups/x", "iam.group.Read"},
		{"GET", "/v2/oidc/issuer", "iam.oidcissuer.Read"},
		{"GET", "/v2/oidc/issuer/x", "iam.oidcissuer.Read"},
		{"GET", "/v2/roles", "iam.role.Read"},
		{"GET", "/v2/roles/" + role, "iam.role.Read"},
		{"GET", "/v2/roles/" + role + "/policies", "iam.policy.Read"},
		{"GET", "/v2/role-trusts", "iam.roletrust.Read"},
		{"GET", "/v2/role-trusts/x", "iam.roletrust.Read"},
		{"GET", "/v2/role-trusts/by-role/" + role, "iam.roletrust.Read"},
		{"GET", "/v2/role-trusts/assumable/" + user, "iam.roletrust.Read"},
		{"POST", "/v2/role-trusts", "iam.roletrust.Create"},
		{"PUT", "/v2/role-trusts/x", "iam.roletrust.Update"},
		{"DELETE", "/v2/role-trusts/x", "iam.roletrust.Delete"},
		{"PATCH", "/v2/role-trusts/x/restore", "iam.roletrust.Restore"},
		{"POST", "/v2/assumed-roles/assume", "iam.role.AssumeRole"},
		{"POST", "/v2/assumed-roles/assume", "iam.assumedrole.Read"},
		{"POST", "/v2/assumed-roles/assume", "iam.role.Read"},
		{"GET", "/v2/assumed-roles/ars-x", "iam.assumedrole.Read"},
		{"DELETE", "/v2/assumed-roles/ars-x", "iam.assumedrole.Delete"},
		{"GET", "/v2/assumed-roles/users/" + user + "/sessions", "iam.assumedrole.Read"},
	}
}

func TestEveryCallNeedsItsActionAndNamesIt(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	probe := b.AddUser(model.User{Name: "Probe", APIEnabled: true})
	as := b.as(b.Keys()["Probe"])
	for _, c := range calls(b) {
		b.SetPolicies(probe.ID, simulator.Allow("all", "*"), simulator.Deny("but", c.action))
		as.do(c.method, c.path, nil).refused(http.StatusForbidden, "Not authorized to perform action "+c.action)
		b.SetPolicies(probe.ID, simulator.Allow("all", "*"))
		if r := as.do(c.method, c.path, nil); r.status == http.StatusForbidden || r.status == http.StatusUnauthorized {
			t.Errorf("%s %s with all rights: %d", c.method, c.path, r.status)
		}
	}
}

func TestWithoutPoliciesNothingIsAllowedButOneself(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.AddUser(model.User{Name: "Nobody", APIEnabled: true})
	as := b.as(b.Keys()["Nobody"])
	for _, c := range calls(b) {
		as.do(c.method, c.path, nil).want(http.StatusForbidden)
	}
	as.get("/v2/users/me/roles").want(http.StatusOK)
	as.get("/v2/users/me/groups").want(http.StatusOK)
}

func TestPolicyPatterns(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	probe := b.AddUser(model.User{Name: "Probe", APIEnabled: true})
	as := b.as(b.Keys()["Probe"])
	on := func(resource string, actions ...string) model.Policy {
		return model.Policy{Name: "p", Statements: []model.Statement{{Effect: "Allow", Actions: actions, Resources: []string{resource}}}}
	}
	role := b.role("Auditor").ID
	for name, c := range map[string]struct {
		policy model.Policy
		path   string
		want   int
	}{
		"a prefix":                   {simulator.Allow("p", "iam.*"), "/v2/roles", 200},
		"a suffix":                   {simulator.Allow("p", "*.Read"), "/v2/roles", 200},
		"a run in the middle":        {simulator.Allow("p", "iam.*.Read"), "/v2/roles", 200},
		"two runs":                   {simulator.Allow("p", "*a*.role.R*"), "/v2/roles", 200},
		"another case":               {simulator.Allow("p", "IAM.Role.read"), "/v2/roles", 200},
		"another service":            {simulator.Allow("p", "kubernetes.*"), "/v2/roles", 403},
		"a prefix without a star":    {simulator.Allow("p", "iam"), "/v2/roles", 403},
		"an overlap of both ends":    {simulator.Allow("p", "iam.role.Re*ead"), "/v2/roles", 403},
		"the role itself":            {on(role, "iam.role.Read"), "/v2/roles/" + role, 200},
		"another role":               {on("else", "iam.role.Read"), "/v2/roles/" + role, 403},
		"one role is not the list":   {on(role, "iam.role.Read"), "/v2/roles", 403},
		"an effect that is no Allow": {model.Policy{Statements: []model.Statement{{Effect: "Maybe", Actions: []string{"*"}, Resources: []string{"*"}}}}, "/v2/roles", 403},
	} {
		b.SetPolicies(probe.ID, c.policy)
		if got := as.get(c.path).status; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestAssignableRolesGiveTheirPoliciesToTheUser(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	holder := b.AddUser(model.User{Name: "Holder", APIEnabled: true})
	reader := b.AddRole(model.Role{Name: "Reader", Type: model.RoleAssignable, Policies: []model.Policy{simulator.Allow("r", "iam.role.Read")}})
	grouped := b.AddRole(model.Role{Name: "Grouped", Type: model.RoleAssignable, Policies: []model.Policy{simulator.Allow("g", "iam.group.Read")}})
	g := b.AddGroup(model.Group{Name: "g", MemberIDs: []string{holder.ID}})
	as := b.as(b.Keys()["Holder"])
	as.get("/v2/roles").want(http.StatusForbidden)
	b.Assign(reader.ID, holder.ID)
	b.AssignGroup(grouped.ID, g.ID)
	as.get("/v2/roles").want(http.StatusOK)
	as.get("/v2/groups").want(http.StatusOK)
	var got struct {
		Roles struct{ All, Direct, Inherited []struct{ Name string } }
	}
	as.get("/v2/users/me/roles").want(http.StatusOK).into(&got)
	if len(got.Roles.All) != 2 || got.Roles.Direct[0].Name != "Reader" || got.Roles.Inherited[0].Name != "Grouped" {
		t.Errorf("%+v", got)
	}
	b.SetMembers(g.ID)
	as.get("/v2/groups").want(http.StatusForbidden)
}

func TestSessionTokenHasTheRolesRightsAndNoOthers(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	me := b.user("Ada Byron")
	role := b.AddRole(model.Role{Name: "Issuers", Policies: []model.Policy{simulator.Allow("i", "iam.oidcissuer.Read", "account.Read")}})
	s := b.AddSession(model.Session{Name: "mine", RoleID: role.ID, UserID: me.ID, Remaining: time.Minute})
	as := b.as(s.Token.Reveal())
	as.get("/v2/oidc/issuer").want(http.StatusOK)
	as.get("/v2/roles").refused(http.StatusForbidden, "Not authorized to perform action iam.role.Read")
	if got := as.get("/v2/account").object()["account"].(map[string]any)["email"]; got != me.Email {
		t.Errorf("account %v", got)
	}
	requests := b.Requests()
	if caller := requests[len(requests)-1].Caller; caller != "mine" {
		t.Errorf("caller %q", caller)
	}
}

func TestSessionOfAnIssuerIsNobody(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	role := b.AddRole(model.Role{Name: "All", Policies: []model.Policy{simulator.Allow("a", "*")}})
	issuer := b.AddIssuer(model.Issuer{Source: "vke", URI: "https://vke"})
	s := b.AddSession(model.Session{Name: "ci", RoleID: role.ID, IssuerID: issuer.ID, Remaining: time.Minute})
	as := b.as(s.Token.Reveal())
	as.get("/v2/account").want(http.StatusForbidden)
	as.get("/v2/users/me/groups").want(http.StatusNotFound)
	as.get("/v2/roles").want(http.StatusOK)
}
