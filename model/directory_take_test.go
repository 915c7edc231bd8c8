package model

import (
	"slices"
	"testing"
)

// filled is a directory whose every list holds one thing of a name.
func filled(name string) *Directory {
	d := &Directory{}
	d.AddRoles([]Role{{ID: "role-" + name, Name: name}})
	d.AddTrusts([]Trust{{ID: "trust-" + name, RoleID: "role-" + name}, {ID: "named-" + name, RoleName: name}})
	d.AddUsers([]User{{ID: "user-" + name}})
	d.AddGroups([]Group{{ID: "group-" + name}})
	d.AddIssuers([]Issuer{{ID: "issuer-" + name}})
	return d
}

// ids are the ids of everything in a directory, list by list.
func (d *Directory) ids() []string {
	var all []string
	for _, x := range d.Roles() {
		all = append(all, x.ID)
	}
	for _, x := range d.Trusts() {
		all = append(all, x.ID)
	}
	for _, x := range d.Users() {
		all = append(all, x.ID)
	}
	for _, x := range d.Groups() {
		all = append(all, x.ID)
	}
	for _, x := range d.Issuers() {
		all = append(all, x.ID)
	}
	return all
}

func TestTakeReplacesOneListAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		take func(d, from *Directory)
		want []string
	}{
		{"roles", (*Directory).TakeRoles, []string{"role-new", "trust-old", "named-old", "user-old", "group-old", "issuer-old"}},
		{"trusts", (*Directory).TakeTrusts, []string{"role-old", "trust-new", "named-new", "user-old", "group-old", "issuer-old"}},
		{"users", (*Directory).TakeUsers, []string{"role-old", "trust-old", "named-old", "user-new", "group-old", "issuer-old"}},
		{"groups", (*Directory).TakeGroups, []string{"role-old", "trust-old", "named-old", "user-old", "group-new", "issuer-old"}},
		{"issuers", (*Directory).TakeIssuers, []string{"role-old", "trust-old", "named-old", "user-old", "group-old", "issuer-new"}},
	} {
		d := filled("old")
		c.take(d, filled("new"))
		if got := d.ids(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		c.take(d, &Directory{})
		if got := d.ids(); slices.ContainsFunc(got, func(id string) bool { return id[len(id)-3:] == "new" }) {
			t.Errorf("%s: an empty list took nothing away: %q", c.name, got)
		}
	}
}

// What is looked up must be in the list that was taken, not in the one before.
func TestWhatIsTakenIsFound(t *testing.T) {
	t.Parallel()
	d, from := filled("old"), filled("new")
	d.TakeRoles(from)
	d.TakeTrusts(from)
	d.TakeUsers(from)
	d.TakeGroups(from)
	d.TakeIssuers(from)
	for name, want := range map[string]bool{"old": false, "new": true} {
		_, role := d.Role("role-" + name)
		_, trust := d.Trust("trust-" + name)
		_, user := d.User("user-" + name)
		_, group := d.Group("group-" + name)
		_, issuer := d.Issuer("issuer-" + name)
		if role != want || trust != want || user != want || group != want || issuer != want {
			t.Errorf("%s: role %v, trust %v, user %v, group %v, issuer %v", name, role, trust, user, group, issuer)
		}
	}
	var ids []string
	for _, trust := range d.TrustsOf("role-new") {
		ids = append(ids, trust.ID)
	}
	if !slices.Equal(ids, []string{"trust-new", "named-new"}) || d.TrustsOf("role-old") != nil {
		t.Errorf("trusts %q, and of the role before %v", ids, d.TrustsOf("role-old"))
	}
	d.AddTrusts([]Trust{{ID: "later", RoleID: "role-new"}})
	if got := d.TrustsOf("role-new"); len(got) != 3 {
		t.Errorf("a trust that came later: %v", got)
	}
}

func TestSetPolicies(t *testing.T) {
	t.Parallel()
	d := &Directory{}
	d.AddRoles([]Role{{ID: "r1"}, {ID: "r2"}, {}})
	policies := []Policy{{Name: "read"}}
	d.SetPolicies(map[string][]Policy{"r2": policies, "unknown": policies, "": policies})
	for i, want := range []int{0, 1, 0} {
		if got := len(d.Roles()[i].Policies); got != want {
			t.Errorf("role %d has %d policies, want %d", i, got, want)
		}
	}
	if role, _ := d.Role("r2"); len(role.Policies) != 1 {
		t.Error("a look-up does not find the policies")
	}
	d.SetPolicies(map[string][]Policy{"r2": nil})
	if role, _ := d.Role("r2"); role.Policies != nil {
		t.Error("the policies stay")
	}
}

func TestASnapshotStaysAsItIs(t *testing.T) {
	t.Parallel()
	d := &Directory{}
	d.AddRoles([]Role{{ID: "r1"}})
	d.AddTrusts([]Trust{{ID: "t1", RoleID: "r1", RoleName: "before"}})
	before := d.Snapshot()
	d.SetPolicies(map[string][]Policy{"r1": {{Name: "read"}}})
	d.PutTrust(Trust{ID: "t1", RoleID: "r1", RoleName: "after"})
	d.PutTrust(Trust{ID: "t2", RoleID: "r1"})
	role, _ := before.Role("r1")
	if trusts := before.TrustsOf("r1"); role.Policies != nil || len(trusts) != 1 || trusts[0].RoleName != "before" {
		t.Errorf("the snapshot has %+v and %+v", role, trusts)
	}
	d.DropTrust("t1")
	if _, still := before.Trust("t1"); !still || before.Version() == d.Version() {
		t.Error("the snapshot follows the directory")
	}
}

// A snapshot is read by another goroutine, which the race detector watches.
func TestASnapshotIsReadWhilePagesCome(t *testing.T) {
	t.Parallel()
	d := &Directory{}
	d.AddTrusts([]Trust{{ID: "t1", RoleID: "r1"}, {ID: "t2", RoleName: "Admin"}})
	before := d.Snapshot()
	done := make(chan int)
	go func() {
		found := 0
		for range 100 {
			found += len(before.TrustsOf("r1")) + len(before.Roles()) + len(before.Users())
			if _, known := before.Role("r1"); known {
				found++
			}
		}
		done <- found
	}()
	d.AddRoles([]Role{{ID: "r1", Name: "Admin"}})
	d.AddTrusts([]Trust{{ID: "t3", RoleID: "r1"}, {ID: "t4", RoleName: "Admin"}})
	d.AddUsers([]User{{ID: "ada"}})
	d.Share()
	if found := <-done; found != 100 || len(d.TrustsOf("r1")) != 4 {
		t.Errorf("the snapshot found %d, the directory has %d trusts", found, len(d.TrustsOf("r1")))
	}
}

// A list that was taken from another directory grows beside that one's snapshot.
func TestASnapshotStaysAsItIsWhenItsListsAreTaken(t *testing.T) {
	t.Parallel()
	from, d := filled("old"), &Directory{}
	before := from.Snapshot()
	want := before.ids()
	d.TakeRoles(from)
	d.TakeTrusts(from)
	d.TakeUsers(from)
	d.TakeGroups(from)
	d.TakeIssuers(from)
	d.AddRoles([]Role{{ID: "role-new"}})
	d.AddTrusts([]Trust{{ID: "trust-new", RoleID: "role-old"}})
	d.AddUsers([]User{{ID: "user-new"}})
	d.AddGroups([]Group{{ID: "group-new"}})
	d.AddIssuers([]Issuer{{ID: "issuer-new"}})
	_, role := before.Role("role-new")
	_, trust := before.Trust("trust-new")
	_, user := before.User("user-new")
	_, group := before.Group("group-new")
	_, issuer := before.Issuer("issuer-new")
	if role || trust || user || group || issuer || before.CountTrustsOf("role-old") != 2 || !slices.Equal(before.ids(), want) {
		t.Errorf("role %v, trust %v, user %v, group %v, issuer %v, %d trusts of the role, all %q", role, trust, user, group, issuer, before.CountTrustsOf("role-old"), before.ids())
	}
}

// What roles allow changes no list; all else does.
func TestPoliciesLeaveTheListsVersion(t *testing.T) {
	t.Parallel()
	d := filled("old")
	version, lists := d.Version(), d.ListsVersion()
	d.SetPolicies(map[string][]Policy{"role-old": {{Name: "read"}}})
	if d.Version() == version || d.ListsVersion() != lists {
		t.Errorf("versions %d and %d, before %d and %d", d.Version(), d.ListsVersion(), version, lists)
	}
	for name, change := range map[string]func(){
		"a page":       func() { d.AddUsers([]User{{ID: "ada"}}) },
		"a trust":      func() { d.PutTrust(Trust{ID: "trust-old"}) },
		"no trust":     func() { d.DropTrust("trust-old") },
		"a whole list": func() { d.TakeRoles(filled("new")) },
		"names":        func() { d.AddNames(nil) },
	} {
		lists := d.ListsVersion()
		if change(); d.ListsVersion() == lists {
			t.Errorf("%s changes nothing", name)
		}
	}
}
