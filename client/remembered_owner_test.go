package client

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/cache"
	"actas/client/private"
	"actas/model"
)

var keyOfAda = model.KeyOwner{
	User: model.User{ID: "u1", Name: "Ada", Email: "ada@example.com"}, Email: "ada@example.com",
	Organization: model.Organization{ID: "o1", Name: "Northwind"}, Alone: true,
	GroupIDs: []string{"g1", "g2"}, GroupsKnown: true,
}

// reading is a client of a folder's cache in which both lists are.
func reading(t *testing.T, folder string) *Client {
	c := keeping(t, folder, rolePage("", "a"), trustPage)
	roleIDs(c.Roles(context.Background()))
	trustIDs(c.Trusts(context.Background()))
	return c
}

// keepingWith is a client on a clock.
func keepingWith(t *testing.T, folder string, clk *quickClock) *Client {
	return newTestClient(t, Config{Clock: clk, Cache: cache.In(folder, "api", "ref")})
}

func noNames() []model.Entity { return nil }

func TestTheNextRunRemembersWhoseKeyItIs(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	names := []model.Entity{
		{Kind: model.EntityUser, ID: "u2", Name: "Bob"}, {Kind: model.EntityGroup, ID: "g1", Name: "all"},
		{Kind: model.EntityIssuer, ID: "i1", Name: "ci.example"}, {Kind: model.EntitySource, ID: "s", Name: "no list has it"},
	}
	c := reading(t, folder)
	if r, ok := c.Remembered(); !ok || r.Owner.User.ID != "" || r.Names != nil {
		t.Errorf("it knows %+v, which nobody told", r.Owner)
	}
	c.Remember(keyOfAda, func() []model.Entity { return names }, c.clock.Now())
	got, ok := keeping(t, folder).Remembered()
	if !ok || !reflect.DeepEqual(got.Owner, keyOfAda) {
		t.Errorf("the owner is %+v, want %+v", got.Owner, keyOfAda)
	}
	if read := got.Names(); !slices.Equal(read, names[:3]) {
		t.Errorf("the names are %v", read)
	}
}

func TestWhatIsNotKnownOfAnOwnerStaysSo(t *testing.T) {
	t.Parallel()
	for _, want := range []model.KeyOwner{
		{}, {User: model.User{ID: "u1"}, Said: true}, {Email: "ada@example.com", GroupsKnown: true},
		{Organization: model.Organization{ID: "o1"}},
	} {
		c := reading(t, t.TempDir())
		c.Remember(want, noNames, c.clock.Now())
		if got, _ := c.Remembered(); !reflect.DeepEqual(got.Owner, want) {
			t.Errorf("the owner is %+v, want %+v", got.Owner, want)
		}
	}
}

func TestWhatIsRememberedIsAsOldAsItsOldestPart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	c := reading(t, folder)
	since := c.clock.Now()
	since.Boot -= time.Hour
	c.Remember(keyOfAda, noNames, since)
	if got, _ := c.Remembered(); !got.Read.Equal(testStart.Add(-time.Hour)) {
		t.Errorf("read %v", got.Read)
	}
}

func TestManyNamesComeBack(t *testing.T) {
	t.Parallel()
	var names []model.Entity
	for i := range 2*namesPerPage + 1 {
		names = append(names, model.Entity{Kind: model.EntityUser, ID: fmt.Sprint(i), Name: fmt.Sprint("user ", i)})
	}
	c := reading(t, t.TempDir())
	c.Remember(keyOfAda, func() []model.Entity { return names }, c.clock.Now())
	if got, _ := c.Remembered(); !slices.Equal(got.Names(), names) {
		t.Error("they do not")
	}
}

// TestWithoutACacheNothingIsAsked: names cost a walk through all trusts.
func TestWithoutACacheNothingIsAsked(t *testing.T) {
	t.Parallel()
	c := newTestClient(t, Config{Clock: newQuickClock()})
	c.Remember(keyOfAda, func() []model.Entity { t.Error("names are asked for"); return nil }, c.clock.Now())
}

// damage puts a text in the place of a list of the cache.
func damage(t testing.TB, folder, list string, text []byte) {
	paths, err := filepath.Glob(filepath.Join(folder, "*", list))
	if err != nil || len(paths) != 1 {
		t.Fatalf("%v, %v", paths, err)
	}
	if err := os.WriteFile(paths[0], text, private.FileMode); err != nil {
		t.Fatal(err)
	}
}

// TestADamagedOwnerIsNone: the lists are shown all the same.
func TestADamagedOwnerIsNone(t *testing.T) {
	t.Parallel()
	const heading = "actas cache 3 2026-11-20T14:03:08Z\n"
	for name, text := range map[string]string{
		"empty": "", "of the version before": strings.Replace(heading, "3", "2", 1) + "22\n{\"owner\":{\"id\":\"u1\"}}",
		"no page": heading, "cut": heading + "50\n{\"owner\"", "without its end": heading + "22\n{\"owner\":{\"id\":\"u1\"}}",
	} {
		ownerIsNone(t, name, func(folder string) { damage(t, folder, keptOwner, []byte(text)) })
	}
	for name, page := range map[string]string{
		"no JSON": "abc", "another thing": `{"a":1}`, "a list": "[]", "an id that is a list": `{"owner":{"id":[]}}`,
	} {
		ownerIsNone(t, name, func(folder string) {
			d := cache.In(folder, "api", "ref").Begin(keptOwner, testStart)
			d.Add([]byte(page))
			d.Keep()
		})
	}
}

// ownerIsNone checks that what is done to a cache leaves its lists and no owner.
func ownerIsNone(t *testing.T, name string, spoil func(folder string)) {
	t.Helper()
	folder := t.TempDir()
	c := reading(t, folder)
	c.Remember(keyOfAda, noNames, c.clock.Now())
	spoil(folder)
	got, ok := c.Remembered()
	if !ok || !reflect.DeepEqual(got.Owner, model.KeyOwner{}) || roleIDs(got.Roles) != "a" {
		t.Errorf("%s: %v, %+v", name, ok, got.Owner)
	}
}

func TestTextsOfACacheAreCleaned(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	c := reading(t, folder)
	c.Remember(model.KeyOwner{User: model.User{ID: "u1", Name: "a\x1b[31mb"}}, func() []model.Entity {
		return []model.Entity{{Kind: model.EntityUser, ID: "u2", Name: "c\x1b]0;d\x07"}}
	}, c.clock.Now())
	got, _ := c.Remembered()
	if shown := got.Owner.User.Name + got.Names()[0].Name; strings.ContainsAny(shown, "\x1b\x07") {
		t.Errorf("%q would be obeyed", shown)
	}
}

// FuzzRemembered: whatever lies in the cache, it is read as far as it can be, and
// nothing breaks.
func FuzzRemembered(f *testing.F) {
	for _, page := range []string{
		"", "{}", `{"owner":{"id":"u1"}}`, `{"names":[{"kind":"user","id":"u","name":"n"}]}`,
		`{"owner":{"groups":[1,{}]}}`, `{"roles":[{"id":"a"}]}`,
	} {
		f.Add([]byte(page), false)
		f.Add([]byte("actas cache 3 2026-11-20T14:03:08Z\n2\n"+page), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, damaged bool) {
		folder := t.TempDir()
		c := keepingWith(t, folder, newQuickClock())
		store := cache.In(folder, "api", "ref")
		for _, list := range []string{keptRoles, keptTrusts, keptOwner} {
			d := store.Begin(list, testStart)
			d.Add(text)
			d.Keep()
			if damaged {
				damage(t, folder, list, text)
			}
		}
		got, ok := c.Remembered()
		if !ok {
			return
		}
		roleIDs(got.Roles)
		trustIDs(got.Trusts)
		if got.Names == nil {
			return
		}
		for _, e := range got.Names() {
			if e.ID == "" || e.Name == "" {
				t.Errorf("%+v names nothing", e)
			}
		}
	})
}
