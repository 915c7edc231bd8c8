package simulator_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"actas/client/simulator"
)

func TestAccountTellsWhoTheKeyBelongsTo(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	account := func(key string) any {
		return b.as(key).get("/v2/account").want(http.StatusOK).object()["account"].(map[string]any)["email"]
	}
	if got := account(b.key); got != "ada@northwind.example" {
		t.Errorf("Ada's key: %v", got)
	}
	if got := account(b.Keys()["Mei Tanaka"]); got != "mei@northwind.example" {
		t.Errorf("Mei's key: %v", got)
	}
}

func TestOrganizationIsListed(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	orgs := b.get("/v2/organizations").items("orgs")
	if len(orgs) != 1 || orgs[0]["name"] != "Northwind Labs" || orgs[0]["id"] == "" {
		t.Errorf("%v", orgs)
	}
}

func TestUsersAreListedAndRead(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	users := b.get("/v2/users").items("users")
	if len(users) != 7 || users[0]["name"] != "Ada Byron" || users[6]["service_user"] != true {
		t.Fatalf("%v", users)
	}
	one := b.get(fmt.Sprintf("/v2/users/%s", users[0]["id"])).want(http.StatusOK).object()["user"].(map[string]any)
	if one["email"] != "ada@northwind.example" || one["api_enabled"] != true {
		t.Errorf("%v", one)
	}
	for _, path := range []string{"/v2/users/x", "/v2/users/x/groups", "/v2/users/x/roles"} {
		b.get(path).refused(http.StatusNotFound, "User not found")
	}
}

func TestGroupsAreListedWithMembers(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	groups := b.get("/v2/groups").items("groups")
	i := slices.IndexFunc(groups, func(g map[string]any) bool { return g["display_name"] == "on-call" })
	if i < 0 {
		t.Fatalf("%v", groups)
	}
	one := b.get(fmt.Sprintf("/v2/groups/%s", groups[i]["id"])).want(http.StatusOK).object()["group"].(map[string]any)
	members, _ := one["members"].([]any)
	if len(members) != 2 || members[1].(map[string]any)["name"] != "Grace Hopper" {
		t.Errorf("%v", one)
	}
	b.get("/v2/groups/x").refused(http.StatusNotFound, "Group not found")
}

func TestGroupsOfAUser(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	want := []any{"everyone", "deployers", "on-call", "payments", "network", "edge"}
	for _, path := range []string{"/v2/users/" + b.user("Ada Byron").ID + "/groups", "/v2/users/me/groups"} {
		if got := column(b.get(path).items("groups"), "display_name"); !slices.Equal(got, want) {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestRolesHeldByAUser(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for _, path := range []string{"/v2/users/" + b.user("Ada Byron").ID + "/roles", "/v2/users/me/roles"} {
		var got struct {
			Roles struct{ All, Direct, Inherited []struct{ Name string } }
		}
		b.get(path).want(http.StatusOK).into(&got)
		if len(got.Roles.Direct) != 0 || len(got.Roles.All) != 1 || got.Roles.Inherited[0].Name != "Billing Viewer" {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

func TestIssuersAreListedAndRead(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	issuers := b.get("/v2/oidc/issuer").items("issuers")
	if !slices.Equal(column(issuers, "source"), []any{"vke", "external"}) || issuers[0]["uri"] != "https://vke-prod" {
		t.Fatalf("%v", issuers)
	}
	one := b.get(fmt.Sprintf("/v2/oidc/issuer/%s", issuers[1]["id"])).want(http.StatusOK).object()["issuer"].(map[string]any)
	if one["uri"] != issuers[1]["uri"] || one["n"] != issuers[1]["n"] || one["n"] == issuers[0]["n"] {
		t.Errorf("%v", one)
	}
	b.get("/v2/oidc/issuer/x").refused(http.StatusNotFound, "OIDC issuer not found")
}

func TestRoleIsReadByItsID(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	role := b.role("Database Admin")
	one := b.get("/v2/roles/" + role.ID).want(http.StatusOK).object()["role"].(map[string]any)
	if one["name"] != "Database Admin" || one["max_session_duration"] != 1800.0 || one["role_type"] != "assumable" {
		t.Errorf("%v", one)
	}
	b.get("/v2/roles/x").refused(http.StatusNotFound, "Role not found")
	b.get("/v2/roles/x/policies").refused(http.StatusNotFound, "Role not found")
}

func TestMutatorsTouchWhatIsThereAndNothingElse(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	trusts := b.get("/v2/role-trusts").items("role_trusts")
	id, _ := trusts[0]["id"].(string)
	if !b.DeleteTrust(id) || b.DeleteTrust(id) || b.DeleteTrust("x") || b.DeleteRole("x") {
		t.Error("what was deleted is not what was there")
	}
	if total := b.get("/v2/role-trusts").meta().Total; total != len(trusts)-1 {
		t.Errorf("%d trusts", total)
	}
	if _, found := b.User("Nobody"); found {
		t.Error("found a user that is not there")
	}
	if _, found := b.Role("Nothing"); found {
		t.Error("found a role that is not there")
	}
}
