package model

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestNamesOfAnEarlierRunCountLast(t *testing.T) {
	t.Parallel()
	d := &Directory{}
	d.AddNames([]Entity{
		{EntityUser, "u", "Ada then"}, {EntityUser, "known", "Bob then"}, {EntityGroup, "g", "group then"},
		{EntityIssuer, "i", "issuer.example"}, {EntitySource, "instance", "not asked for"},
	})
	d.AddNames([]Entity{{EntityUser, "later", "Eve then"}})
	d.AddUsers([]User{{ID: "known", Name: "Bob now"}})
	for _, c := range []struct {
		entity Entity
		want   string
	}{
		{Entity{EntityUser, "u", ""}, "user Ada then"},
		{Entity{EntityUser, "later", ""}, "user Eve then"},
		{Entity{EntityUser, "u", "Ada by the API"}, "user Ada by the API"},
		{Entity{EntityUser, "known", ""}, "user Bob now"},
		{Entity{EntityGroup, "g", ""}, "group group then"},
		{Entity{EntityGroup, "u", ""}, "group u"},
		{Entity{EntityIssuer, "i", ""}, "issuer issuer.example"},
		{Entity{EntitySource, "instance", ""}, "source instance"},
		{Entity{"thing", "x", "y"}, "unknown entity"},
	} {
		if got := d.EntityName(c.entity); got != c.want {
			t.Errorf("%+v is %q, want %q", c.entity, got, c.want)
		}
	}
	for id, want := range map[string]string{"u": "Ada then", "known": "Bob now", "nobody": "nobody", "": ""} {
		if got := d.UserName(id); got != want {
			t.Errorf("the user %q is %q, want %q", id, got, want)
		}
	}
	if len(d.Users()) != 1 || len(d.Groups()) > 0 || len(d.Issuers()) > 0 {
		t.Error("a name is taken for an item of a list")
	}
}

// TestNamesTellWhatTheListsTold: a directory with the trusts and the names of another
// calls every entity as that does.
func TestNamesTellWhatTheListsTold(t *testing.T) {
	t.Parallel()
	id := rapid.SampledFrom([]string{"", "a", "b", "c"})
	name := rapid.SampledFrom([]string{"", "Ada", "b", "x@example.com"})
	rapid.Check(t, func(rt *rapid.T) {
		before, next := &Directory{}, &Directory{}
		for range rapid.IntRange(0, 4).Draw(rt, "items") {
			before.AddUsers([]User{{ID: id.Draw(rt, "user"), Name: name.Draw(rt, "name"), Email: name.Draw(rt, "email")}})
			before.AddGroups([]Group{{ID: id.Draw(rt, "group"), Name: name.Draw(rt, "name")}})
			before.AddIssuers([]Issuer{{ID: id.Draw(rt, "issuer"), URI: "https://" + name.Draw(rt, "host"), Source: name.Draw(rt, "source")}})
		}
		kinds := rapid.SampledFrom([]EntityKind{EntityUser, EntityGroup, EntityIssuer, EntitySource, "thing"})
		var trusts []Trust
		for range rapid.IntRange(0, 8).Draw(rt, "trusts") {
			trusts = append(trusts, Trust{Entity: Entity{kinds.Draw(rt, "kind"), id.Draw(rt, "id"), name.Draw(rt, "told")}})
		}
		before.AddTrusts(trusts)
		next.AddTrusts(trusts)
		names := before.Names()
		next.AddNames(names)
		for _, trust := range trusts {
			got, want := next.EntityName(trust.Entity), before.EntityName(trust.Entity)
			if got != want && trust.Entity.Name == "" {
				rt.Fatalf("%+v is %q, was %q", trust.Entity, got, want)
			}
		}
		keys := map[Entity]bool{}
		for _, e := range names {
			keys[Entity{Kind: e.Kind, ID: e.ID}] = true
			if e.Name == "" || e.ID == "" {
				rt.Fatalf("%+v names nothing", e)
			}
		}
		if len(keys) != len(names) {
			rt.Fatalf("some stand twice in %v", names)
		}
	})
}

func TestNamesAreTakenAlong(t *testing.T) {
	t.Parallel()
	from, into := &Directory{}, &Directory{}
	from.AddNames([]Entity{{EntityGroup, "g", "deployers"}})
	into.AddNames([]Entity{{EntityGroup, "h", "readers"}})
	version := into.Version()
	into.TakeNames(from)
	got := []string{into.EntityName(Entity{EntityGroup, "g", ""}), into.EntityName(Entity{EntityGroup, "h", ""})}
	if !slices.Equal(got, []string{"group deployers", "group h"}) || into.Version() == version {
		t.Errorf("%q, version %d after %d", got, into.Version(), version)
	}
}

func TestKeysOfTwoOwners(t *testing.T) {
	t.Parallel()
	ada := KeyOwner{User: User{ID: "ada"}, Email: "ada@example.com", Organization: Organization{ID: "o1"}, Alone: true}
	with := func(change func(*KeyOwner)) KeyOwner {
		o := ada
		change(&o)
		return o
	}
	for _, c := range []struct {
		name  string
		other KeyOwner
		want  bool
	}{
		{"the same", ada, false},
		{"nothing known", KeyOwner{}, false},
		{"another case", with(func(o *KeyOwner) { o.Email = "Ada@Example.com" }), false},
		{"another address", with(func(o *KeyOwner) { o.Email = "bob@example.com" }), true},
		{"another address, and no more known", KeyOwner{Email: "bob@example.com"}, true},
		{"another user", with(func(o *KeyOwner) { o.User.ID = "bob" }), true},
		{"another user, as somebody said", with(func(o *KeyOwner) { o.User.ID, o.Said = "bob", true }), false},
		{"another organisation", with(func(o *KeyOwner) { o.Organization.ID = "o2" }), true},
		{"the first of several organisations", with(func(o *KeyOwner) { o.Organization.ID, o.Alone = "o2", false }), false},
	} {
		if ada.DiffersFrom(c.other) != c.want || c.other.DiffersFrom(ada) != c.want {
			t.Errorf("%s: %v, and the other way %v, want %v", c.name, ada.DiffersFrom(c.other), c.other.DiffersFrom(ada), c.want)
		}
	}
}
