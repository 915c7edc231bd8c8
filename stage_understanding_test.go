package main

import (
	"testing"
	"time"

	"github.com/muesli/termenv"

	"actas/client/simulator"
	"actas/model"
	"actas/theme"
)

// understandingPictures are of what tells who can become what, when: trusts
// worth a look, a role's people, and my week.
func understandingPictures() []picture {
	look := scenario{prepare: trustsToMend}
	return []picture{
		{name: "trusts-worth-a-look", scenario: look, act: keys("3", "!")},
		{name: "trust-worth-a-look", scenario: look, act: then(keys("3", "!"), on("Auditor", "user Ada"), opened)},
		{name: "week", act: keys("W")},
		{name: "week-in-utc", act: then(keys("2", "W", "z"), keys("G")), sizes: sizes[:2]},
		{name: "ascii-week", scenario: scenario{deps: painted(theme.Options{Profile: termenv.Ascii, ASCII: true})}, act: keys("W"), sizes: sizes[1:2]},
		{name: "ascii-people", scenario: scenario{deps: painted(theme.Options{Profile: termenv.Ascii, ASCII: true})}, act: then(keys("2"), on("On-call"), keys("p")), sizes: sizes[1:2]},
		{name: "dark-week", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor})}, act: keys("W", "j", "j"), sizes: sizes[1:2]},
		{name: "week-of-the-change", scenario: scenario{start: time.Date(2026, time.October, 23, 14, 3, 8, 0, time.UTC)}, act: then(keys("W"), keys("j", "j", "j", "j", "j"))},
		{name: "people", act: then(keys("2"), on("Production"), keys("p"))},
		{name: "people-of-trust", act: then(keys("3"), on("Backup Restore", "instance"), keys("p"))},
		{name: "people-in-utc", act: then(keys("2"), on("On-call"), keys("p", "z")), sizes: sizes[:2]},
		{name: "people-of-everyone", act: then(keys("2"), on("Log Reader"), keys("p")), sizes: sizes[1:]},
		{name: "people-filter", act: then(keys("2"), on("Log Reader"), keys("p", "/"), typed("lin")), sizes: sizes[1:2]},
		{name: "people-none", act: then(keys("2"), on("Support"), keys("p")), sizes: sizes[1:2]},
		{name: "people-assignable", act: then(keys("2"), on("Billing"), keys("p")), sizes: sizes[1:2]},
	}
}

// trustsToMend adds a trust for each kind of finding that the demo has none of.
func trustsToMend(server *simulator.Server) {
	add := func(role string, change func(*model.Trust)) {
		ada, _ := server.User("Ada Byron")
		r, _ := server.Role(role)
		t := model.Trust{
			RoleID: r.ID, Type: model.TemporaryAssumption, Created: friday.Add(-48 * time.Hour),
			Entity: model.Entity{Kind: model.EntityUser, ID: ada.ID, Name: ada.Name},
		}
		change(&t)
		server.AddTrust(t)
	}
	from := func(t *model.Trust, entries ...string) {
		for _, entry := range entries {
			t.SourceIPs = append(t.SourceIPs, model.ParseIPCondition(entry))
		}
	}
	add("Billing Viewer", func(t *model.Trust) { from(t, "203.0.113.0/24") })
	add("Change Approver", func(t *model.Trust) { t.Schedule = model.NewSchedule("utc", 0, 9*60, 9*60) })
	add("Auditor", func(t *model.Trust) {
		from(t, "0.0.0.0/0", "2a00::/16")
		t.ValidUntil = friday.Add(5 * 24 * time.Hour)
	})
	add("Support Tier 2", func(t *model.Trust) {
		from(t, "203.0.113.0/24", "10.0.0.256")
		t.Entity = model.Entity{Kind: model.EntityGroup, ID: "c1f0a2d4-0000-4000-8000-1d2c3b4a5968", Name: "support"}
	})
	add("Payments Operator", func(t *model.Trust) {
		t.Schedule = model.NewSchedule("utc", model.NewDaySet(time.Sunday), 0, 0)
		t.ValidUntil = friday.Add(20 * time.Hour)
	})
}

// TestPagesAndWhatLiesOverThem: a page keeps its place under a form, tells what
// came of a key, and gives way to the screen below.
func TestPagesAndWhatLiesOverThem(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.press("W", "j", "a")
	s.see("Assume Database Admin")
	s.press("esc")
	s.see("3h a column", "Database Admin   open until 14:30 UTC")
	s.press("esc")
	s.see("ada-migrate-2b9e")
	s.lacks("3h a column")
	s.press("2")
	on("Production Deploy")(s)
	s.press("p", "y")
	s.see("who can assume Production Deploy", "Copied the id of the trust")
	s.press("esc")
	s.see("Log Reader")
	s.lacks("who can assume")
}

// TestTheKeysOfEveryScreenWorkOnAPage: help and palette lie over it, another
// screen takes its place, and where it takes text they are text.
func TestTheKeysOfEveryScreenWorkOnAPage(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.press("W", "?")
	s.see("EVERYWHERE")
	s.press("esc")
	s.see("3h a column")
	s.press(":")
	s.see("Commands")
	s.press("esc")
	s.see("3h a column")
	s.press("3")
	s.see("TRUSTED ENTITY")
	s.lacks("3h a column")
	s.press("2", "p", "tab")
	s.see("TRUSTED ENTITY")
	s.lacks("who can assume")
	s.press("2", "p", "/", "3")
	s.see("who can assume", "/ 3")
	s.press("esc", "esc")
	s.press("2", "w", "3")
	s.see("/3", "no role matches")
}

// TestWhatIsWorthALookChangesWhenListsAreReadAgain: what a
// trust names that is not there is told in its detail, and a role that is deleted
// takes its trusts off the list.
func TestWhatIsWorthALookChangesWhenListsAreReadAgain(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{cols: 120, rows: 40, prepare: trustsToMend})
	s.press("3", "!")
	s.see("unreadable addresses", "22 of 26 trusts")
	on("Support Tier 2")(s)
	s.see("its group does not exist any more", "1 of its 2 addresses cannot be read: 10.0.0.256")
	role, _ := s.server.Role("Support Tier 2")
	s.server.DeleteRole(role.ID)
	s.press("ctrl+r")
	s.settle()
	s.see("21 of 25 trusts")
	s.lacks("Support Tier 2")
}
