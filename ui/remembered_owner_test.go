package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// keyOfAda is whose key an earlier run knew it to be.
func keyOfAda() model.KeyOwner {
	return model.KeyOwner{
		User: model.User{ID: "ada", Name: "Ada", Email: "ada@example.com"}, Email: "ada@example.com",
		Organization: model.Organization{ID: "o1", Name: "Northwind"}, Alone: true,
		GroupIDs: []string{"g1"}, GroupsKnown: true,
	}
}

// secondStart is a dashboard that was last used on the Monday before, by an owner.
func secondStart(t *testing.T, owner model.KeyOwner) (*rig, *fakeAPI, *keptCalls) {
	r, before := remembering(t)
	api := r.m.deps.API.(rememberingAPI)
	api.owner = owner
	api.names = []model.Entity{{Kind: model.EntityGroup, ID: "g1", Name: "deployers"}}
	r.m.deps.API = api
	return r, before, api.kept
}

// away makes all of the API fail.
func away(r *rig, err error) {
	r.api.failAll(err, append(listCalls, callAccount, callSessions, callMyGroups)...)
}

func TestASecondStartKnowsWhoIAm(t *testing.T) {
	t.Parallel()
	r, _, _ := secondStart(t, keyOfAda())
	away(r, offline())
	r.start()
	r.press("2")
	r.shows("Northwind   ada@example.com (remembered)", "open, no end", "through group deployers", "an estimate as read Mon 09:03", "read Mon 09:03")
	r.hides("not known who I am")
	r.press("1")
	r.shows("Sessions are read once the API says who you are.")
	if r.api.calls[callSessions] > 0 || r.m.renewals.started {
		t.Error("something was asked or begun for somebody who is only remembered")
	}
	away(r, nil)
	r.press("ctrl+r", "2")
	r.shows("ada@example.com", "not for me")
	r.hides("(remembered)", "Mon 09:03")
}

func TestARefusedKeyLeavesWhatIsRememberedMarked(t *testing.T) {
	t.Parallel()
	r, _, kept := secondStart(t, keyOfAda())
	away(r, unauthorised())
	r.api.failAll(unauthorised(), callAssume)
	r.start()
	r.press("2")
	r.shows("KEY REFUSED", "ada@example.com (remembered)", "Reader", "read Mon 09:03")
	r.press("a")
	r.shows("as             Ada (me)", "an estimate as read Mon 09:03")
	r.press("enter")
	r.shows("refused", "(401)")
	if len(kept.owners) > 0 {
		t.Errorf("kept: %+v", kept.owners)
	}
}

func TestAKeyOfSomebodyElseTakesEverythingAway(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*rig, *model.KeyOwner){
		"another address":      func(_ *rig, o *model.KeyOwner) { o.Email = "eve@example.com" },
		"another user":         func(_ *rig, o *model.KeyOwner) { o.User.ID = "ada before" },
		"another organisation": func(r *rig, _ *model.KeyOwner) { r.api.orgs = []model.Organization{{ID: "o2", Name: "Southwind"}} },
	} {
		owner := keyOfAda()
		r, _ := remembering(t)
		change(r, &owner)
		api := r.m.deps.API.(rememberingAPI)
		api.owner = owner
		r.m.deps.API = api
		// The roles alone are late: what was remembered of them would be on screen.
		r.hold = func(msg tea.Msg) bool {
			page, is := msg.(pageReadMsg)
			return is && page.list == roleList
		}
		r.start()
		r.press("2")
		if r.hides("Deleted since", "(remembered)", "Mon 09:03"); !strings.HasPrefix(r.m.status.lead, "Not ") {
			t.Errorf("%s: nothing is said: %q", name, r.m.status.lead)
		}
		r.release()
		r.shows("Reader", "read 14:03")
		r.hides("Deleted since")
	}
}

// What this run read itself stays, whoever an earlier one knew.
func TestWhatWasReadAnewIsNotReadOnceMore(t *testing.T) {
	t.Parallel()
	owner := keyOfAda()
	owner.Email = "eve@example.com"
	r, _, kept := secondStart(t, owner)
	r.hold = func(msg tea.Msg) bool {
		_, is := msg.(accountReadMsg)
		return is
	}
	r.start()
	r.press("2")
	r.shows("Reader", "ada@example.com (remembered)", "read 14:03")
	r.release()
	r.shows("Reader", "ada@example.com", "read 14:03")
	r.hides("(remembered)")
	if r.api.calls[callRoles] != 1 || len(kept.owners) == 0 || kept.owners[0].Email != "ada@example.com" {
		t.Errorf("the roles were read %d times, kept is %+v", r.api.calls[callRoles], kept.owners)
	}
}

func TestSomebodySaidWhoIAm(t *testing.T) {
	t.Parallel()
	said := keyOfAda()
	said.Said = true
	bob := keyOfAda()
	bob.User = model.User{ID: "bob", Name: "Bob"}
	for _, c := range []struct {
		name        string
		owner       model.KeyOwner
		now         string
		shows, lack string
	}{
		{"then, and not now", said, "", "not known who I am", "Ada"},
		{"then, and the same now", said, "ada", "open, no end", "not known who I am"},
		{"now, and another was found out then", bob, "ada", "group membership not re", "Bob"},
	} {
		r, _, _ := secondStart(t, c.owner)
		r.m.me.ID, r.m.caller.UserID, r.m.deps.UserID = c.now, c.now, c.now
		away(r, offline())
		r.start()
		r.press("2")
		if view := r.m.View(); !strings.Contains(view, c.shows) || strings.Contains(view, c.lack) {
			t.Errorf("%s: %q is missing, or %q is there:\n%s", c.name, c.shows, c.lack, view)
		}
	}
}

// The API answers, and does not tell who I am: what an earlier run knew is no answer.
func TestWhoIAmIsAskedForAllTheSame(t *testing.T) {
	t.Parallel()
	r, _, _ := secondStart(t, keyOfAda())
	r.api.failAll(forbidden(), callAccount)
	r.start()
	r.shows("This key may not read its own account.")
	r.press("esc", "2")
	r.hides("(remembered)")
}

// Groups that cannot be read are as old as the lists, or not known at all.
func TestRememberedGroupsAreNotMixedWithNewLists(t *testing.T) {
	t.Parallel()
	r, _, _ := secondStart(t, keyOfAda())
	r.api.failAll(unavailable(), callGroups, callMyGroups)
	r.start()
	r.press("2")
	r.shows("read 14:03", "group membership not re")
	r.press("G")
	r.shows("group deployers")
	r.hides("open, no end")
}

func TestWhoIAmIsKeptForTheNextStart(t *testing.T) {
	t.Parallel()
	r, _, kept := secondStart(t, model.KeyOwner{})
	r.api.orgs = []model.Organization{{ID: "o1", Name: "Northwind"}}
	r.api.users = append(r.api.users, model.User{ID: "eve", Name: "Eve"})
	r.api.trusts = append(r.api.trusts, trustOf("t2", "r2", model.EntityUser, "eve"))
	r.api.groups = []model.Group{{ID: "g1", Name: "deployers", MemberIDs: []string{"ada"}}}
	r.start()
	if len(kept.owners) == 0 {
		t.Fatal("nothing is kept")
	}
	got := kept.owners[len(kept.owners)-1]
	want := keyOfAda()
	if !slices.Equal(got.GroupIDs, want.GroupIDs) || got.User != want.User || got.Organization != want.Organization || got.Said || !got.Alone || !got.GroupsKnown {
		t.Errorf("kept %+v", got)
	}
	if names := []model.Entity{{Kind: model.EntityGroup, ID: "g1", Name: "deployers"}, {Kind: model.EntityUser, ID: "eve", Name: "Eve"}}; !slices.Equal(kept.names, names) {
		t.Errorf("names %v", kept.names)
	}
	times := len(kept.owners)
	r.press("3", "2")
	if len(kept.owners) != times {
		t.Error("it is kept again although nothing is new")
	}
	r.press("ctrl+r")
	if len(kept.owners) == times {
		t.Error("what was read anew is not kept")
	}
}

func TestWhatMayYetBeReadIsNotKeptWithoutIt(t *testing.T) {
	t.Parallel()
	for _, failure := range []struct {
		call string
		err  error
		kept bool
	}{
		{callUsers, unavailable(), false}, {callGroups, offline(), false}, {callAccount, unavailable(), false},
		{callTrusts, forbidden(), false}, {callRoles, unavailable(), false},
		{callUsers, forbidden(), true}, {callIssuers, forbidden(), true}, {callAccount, forbidden(), true},
	} {
		r, _, kept := secondStart(t, keyOfAda())
		r.api.failAll(failure.err, failure.call)
		r.start()
		if (len(kept.owners) > 0) != failure.kept {
			t.Errorf("%s fails with %v: kept %+v", failure.call, errors.Unwrap(failure.err), kept.owners)
		}
	}
}
