package model

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

// one reports that two texts lie in one place.
func one(a, b string) bool { return unsafe.StringData(a) == unsafe.StringData(b) }

func TestTrustsShareTheTextsOfTheirRoles(t *testing.T) {
	t.Parallel()
	d := &Directory{}
	d.AddTrusts([]Trust{{ID: "t1", RoleID: text("r1"), RoleName: text("Admin")}, {ID: "t2", RoleID: text("gone")}, {ID: "t3"}})
	d.AddRoles([]Role{{ID: text("r1"), Name: text("Admin")}, {}})
	d.Share()
	d.AddTrusts([]Trust{{ID: "t4", RoleID: text("r1"), RoleName: text("Old name")}})
	role := d.Roles()[0]
	for i, want := range []Trust{{RoleID: "r1", RoleName: "Admin"}, {RoleID: "gone"}, {}, {RoleID: "r1", RoleName: "Old name"}} {
		got := d.Trusts()[i]
		if got.RoleID != want.RoleID || got.RoleName != want.RoleName {
			t.Errorf("trust %d names %q, %q", i, got.RoleID, got.RoleName)
		}
		if want.RoleID == "r1" && !one(got.RoleID, role.ID) || want.RoleName == "Admin" && !one(got.RoleName, role.Name) {
			t.Errorf("trust %d has texts of its own", i)
		}
	}
}

// Rows read trusts beside the event loop while pages of roles come: a role takes the
// texts of its trusts over, and never the other way about.
func TestTrustsThatAreReadStayAsTheyAre(t *testing.T) {
	t.Parallel()
	d := &Directory{}
	d.AddTrusts([]Trust{{ID: "t1", RoleID: text("r1"), RoleName: text("Admin")}, {ID: "t2", RoleID: text("r1"), RoleName: text("Admin")}})
	read := d.Trusts()
	id, name := read[0].RoleID, read[0].RoleName
	done := make(chan int)
	go func() {
		letters := 0
		for range 100 {
			letters += len(read[0].RoleName) + len(read[1].RoleName)
		}
		done <- letters
	}()
	d.AddRoles([]Role{{ID: text("r1"), Name: text("Admin")}})
	if letters := <-done; letters != 1000 || !one(read[0].RoleID, id) || !one(read[0].RoleName, name) {
		t.Errorf("%d letters were read, and the trust has other texts", letters)
	}
	if role := d.Roles()[0]; !one(role.ID, id) || !one(role.Name, name) || !one(read[1].RoleName, name) {
		t.Error("the role and its trusts have texts of their own")
	}
}

// text is a text of its own.
func text(s string) string { return string([]byte(s)) }

// ofItsOwn is a trust as an answer tells it: nothing of it lies where another has it.
func ofItsOwn(id, role, entity string) Trust {
	return Trust{ID: text(id), RoleID: text(role), RoleName: text("Name of " + role), Entity: Entity{Kind: EntityUser, ID: text(entity), Name: text("Ada")},
		Conditions: Conditions{SourceIPs: []IPCondition{ParseIPCondition(text("192.0.2.1"))}, Unknown: []RawCondition{{Name: text("mfa"), JSON: text("true")}}}}
}

func roleOfItsOwn(id string) Role {
	return Role{ID: text(id), Name: text("Name of " + id), Description: text("For all"), Policies: []Policy{{ID: text("p"), Statements: []Statement{{Effect: text("Allow"), Actions: []string{text("*")}}}}}}
}

func TestRowsShareWhatIsAlike(t *testing.T) {
	t.Parallel()
	d := &Directory{}
	d.AddTrusts([]Trust{ofItsOwn("t1", "r1", "ada")})
	d.AddTrusts([]Trust{ofItsOwn("t2", "r2", "ada")})
	d.AddRoles([]Role{roleOfItsOwn("r1"), roleOfItsOwn("r2")})
	a, b := d.Trusts()[0], d.Trusts()[1]
	if !one(a.Entity.ID, b.Entity.ID) || !one(a.Entity.Name, b.Entity.Name) || &a.SourceIPs[0] != &b.SourceIPs[0] {
		t.Error("two trusts of one user have texts of their own")
	}
	x, y := d.Roles()[0], d.Roles()[1]
	if !one(x.Description, y.Description) || &x.Policies[0] != &y.Policies[0] {
		t.Error("two roles with one policy have it twice")
	}
}

func TestAReadingTakesOverWhatIsEqual(t *testing.T) {
	t.Parallel()
	before, anew := &Directory{}, &Directory{}
	before.AddRoles([]Role{roleOfItsOwn("r1"), roleOfItsOwn("gone")})
	before.AddTrusts([]Trust{ofItsOwn("t1", "r1", "ada")})
	anew.After(before)
	changed := ofItsOwn("t1", "r1", "grace")
	anew.AddTrusts([]Trust{changed, ofItsOwn("t2", "r1", "ada")})
	anew.AddRoles([]Role{roleOfItsOwn("r1")})
	anew.Share()
	old, now := before.Trusts()[0], anew.Trusts()[0]
	if !one(old.ID, now.ID) || !one(old.RoleName, now.RoleName) || &old.Unknown[0] != &now.Unknown[0] || now.Entity.ID != "grace" {
		t.Errorf("%+v does not share what it has in common with %+v", now, old)
	}
	if a, b := before.Roles()[0], anew.Roles()[0]; !one(a.ID, b.ID) || &a.Policies[0] != &b.Policies[0] {
		t.Error("the role has texts of its own")
	}
	if len(anew.Roles()) != 1 || anew.before != nil || anew.common != nil {
		t.Error("what is gone is held on to")
	}
}

// Whatever comes in whatever order, shared values are equal to those that came.
func TestSharingChangesNoValue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"", "a", "b", "c"})
		before, d := &Directory{}, &Directory{}
		d.After(before)
		var roles []Role
		var trusts []Trust
		for range rapid.IntRange(0, 12).Draw(t, "pages") {
			into, kept := d, true
			if rapid.Bool().Draw(t, "before") {
				into, kept = before, false
			}
			if rapid.Bool().Draw(t, "a role") {
				r := roleOfItsOwn(name.Draw(t, "role"))
				r.Description, r.Policies[0].Name = name.Draw(t, "description"), name.Draw(t, "policy")
				into.AddRoles([]Role{r})
				if kept {
					roles = append(roles, r)
				}
				continue
			}
			x := ofItsOwn(name.Draw(t, "trust"), name.Draw(t, "role"), name.Draw(t, "entity"))
			x.RoleName = fmt.Sprint("Name of ", name.Draw(t, "name"))
			x.SourceIPs = append(x.SourceIPs, ParseIPCondition("10.0.0."+name.Draw(t, "address")))
			into.AddTrusts([]Trust{x})
			if kept {
				trusts = append(trusts, x)
			}
		}
		if !slices.EqualFunc(d.Trusts(), trusts, func(a, b Trust) bool { return reflect.DeepEqual(a, b) }) || !slices.EqualFunc(d.Roles(), roles, func(a, b Role) bool { return reflect.DeepEqual(a, b) }) {
			t.Fatalf("has %+v and %+v, want %+v and %+v", d.Roles(), d.Trusts(), roles, trusts)
		}
	})
}
