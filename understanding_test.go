package main

import (
	"time"

	"actas/client/simulator"
	"actas/model"
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
