package model

import (
	"fmt"
	"maps"
	"slices"
	"testing"
)

func TestDirectoryZeroValueIsReady(t *testing.T) {
	t.Parallel()
	var d Directory
	_, role := d.Role("")
	_, trust := d.Trust("x")
	_, user := d.UserByEmail("")
	if role || trust || user || d.TrustsOf("x") != nil || len(d.GroupsOf("x")) != 0 || d.GroupsOf("x") == nil || d.Roles() != nil {
		t.Error("an empty directory finds something")
	}
}

func TestDirectoryKeepsOrderAndDuplicates(t *testing.T) {
	t.Parallel()
	var d Directory
	d.AddRoles([]Role{{ID: "b", Name: "first"}, {ID: "a", Name: "second"}})
	d.AddRoles([]Role{{ID: "b", Name: "third"}, {Name: "no id"}})
	var names []string
	for _, role := range d.Roles() {
		names = append(names, role.Name)
	}
	if want := []string{"first", "second", "third", "no id"}; !slices.Equal(names, want) {
		t.Errorf("roles %v, want %v", names, want)
	}
	if role, ok := d.Role("b"); !ok || role.Name != "first" {
		t.Errorf("of two roles with one id: %q", role.Name)
	}
	if role, ok := d.Role(""); ok {
		t.Errorf("the empty id finds %q", role.Name)
	}
}

func TestDirectoryFindsEachKind(t *testing.T) {
	t.Parallel()
	var d Directory
	d.AddUsers([]User{{ID: "u"}})
	d.AddGroups([]Group{{ID: "g"}})
	d.AddIssuers([]Issuer{{ID: "i"}})
	d.AddTrusts([]Trust{{ID: "t"}})
	_, user := d.User("u")
	_, group := d.Group("g")
	_, issuer := d.Issuer("i")
	_, trust := d.Trust("t")
	if !user || !group || !issuer || !trust {
		t.Errorf("user %v, group %v, issuer %v, trust %v", user, group, issuer, trust)
	}
	if _, ok := d.User("g"); ok {
		t.Error("a group is found as a user")
	}
	if len(d.Users())+len(d.Groups())+len(d.Issuers())+len(d.Trusts()) != 4 {
		t.Error("something was lost")
	}
}

func TestDirectoryTrustsOfARole(t *testing.T) {
	t.Parallel()
	var d Directory
	d.AddTrusts([]Trust{{ID: "1", RoleID: "r1"}, {ID: "2", RoleName: "DBA"}, {ID: "3", RoleID: "r2"}})
	d.AddRoles([]Role{{ID: "r1", Name: "DBA"}, {ID: "r2", Name: "Ops"}, {ID: "r3", Name: "DBA"}, {ID: "r4"}})
	d.AddTrusts([]Trust{{ID: "4", RoleID: "r1", RoleName: "Ops"}, {ID: "5", RoleName: "DBA"}, {ID: "6"}})
	for role, want := range map[string]string{
		"r1": "[1 4 2 5]", "r2": "[3]", "r3": "[2 5]", "r4": "[]", "": "[]", "r5": "[]",
	} {
		var ids []string
		for _, trust := range d.TrustsOf(role) {
			ids = append(ids, trust.ID)
		}
		if got := fmt.Sprint(ids); got != want {
			t.Errorf("trusts of %q: %s, want %s", role, got, want)
		}
	}
}

func TestDirectoryGroupsOf(t *testing.T) {
	t.Parallel()
	var d Directory
	d.AddGroups([]Group{{ID: "g1", MemberIDs: []string{"ada", "bob"}}, {ID: "g2", MemberIDs: []string{"bob", ""}}, {ID: "g3", MemberIDs: []string{"ada"}}})
	if got := d.GroupsOf("ada"); !maps.Equal(got, map[string]bool{"g1": true, "g3": true}) {
		t.Errorf("groups of Ada: %v", got)
	}
	if got := d.GroupsOf(""); len(got) != 0 {
		t.Errorf("groups of nobody: %v", got)
	}
}

func TestDirectoryEntityName(t *testing.T) {
	t.Parallel()
	var d Directory
	d.AddUsers([]User{{ID: "u1", Name: "Ada Byron", Email: "ada@example.com"}, {ID: "u2", Email: "bob@example.com"}, {ID: "0123456789abcdef"}})
	d.AddGroups([]Group{{ID: "g1", Name: "deployers"}, {ID: "g2"}})
	d.AddIssuers([]Issuer{{ID: "i1", URI: "https://oidc.example.com/path", Source: "vke"}, {ID: "i2", URI: "not a uri", Source: "external"}, {ID: "i3", URI: ":"}})
	for _, scenario := range []struct {
		name   string
		entity Entity
		want   string
	}{
		{"a user with a name", Entity{EntityUser, "u1", "told otherwise"}, "user Ada Byron"},
		{"a user with an address", Entity{EntityUser, "u2", ""}, "user bob@example.com"},
		{"a user with nothing but an id", Entity{EntityUser, "0123456789abcdef", ""}, "user 01234567…"},
		{"a user whom the API names", Entity{EntityUser, "elsewhere", "Grace"}, "user Grace"},
		{"a group", Entity{EntityGroup, "g1", ""}, "group deployers"},
		{"a group without a name", Entity{EntityGroup, "g2", ""}, "group g2"},
		{"an unknown group", Entity{EntityGroup, "11111111-2222-3333", ""}, "group 11111111…"},
		{"an issuer that the API names", Entity{EntityIssuer, "i1", "vke-prod"}, "issuer vke-prod"},
		{"an issuer by its host", Entity{EntityIssuer, "i1", ""}, "issuer oidc.example.com"},
		{"an issuer by its source", Entity{EntityIssuer, "i2", ""}, "issuer external"},
		{"an issuer by its id", Entity{EntityIssuer, "i3", ""}, "issuer i3"},
		{"an unknown issuer", Entity{EntityIssuer, "i4", ""}, "issuer i4"},
		{"a source", Entity{EntitySource, "instance", ""}, "source instance"},
		{"none", Entity{}, "unknown entity"},
	} {
		if got := d.EntityName(scenario.entity); got != scenario.want {
			t.Errorf("%s: %q, want %q", scenario.name, got, scenario.want)
		}
	}
}

func TestShortID(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"": "", "123456789012": "123456789012", "1234567890123": "12345678…", "ééééééééééééé": "éééééééé…",
	} {
		if got := ShortID(id); got != want {
			t.Errorf("ShortID(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestDirectoryUserByEmail(t *testing.T) {
	t.Parallel()
	var d Directory
	d.AddUsers([]User{{ID: "u1", Email: "Ada@Example.com"}, {ID: "u2", Email: "twice@example.com"}, {ID: "u3", Email: "TWICE@example.com"},
		{ID: "u4"}, {ID: "u5", Email: "listed@example.com"}, {ID: "u5", Email: "listed@example.com"}})
	for email, want := range map[string]string{
		"ada@example.COM": "u1", " ada@example.com ": "u1", "listed@example.com": "u5", "twice@example.com": "", "": "", "bob@example.com": "",
	} {
		user, ok := d.UserByEmail(email)
		if user.ID != want || ok != (want != "") {
			t.Errorf("UserByEmail(%q) = %q, %v, want %q", email, user.ID, ok, want)
		}
	}
}
