package week

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

// organisation has a role of each kind for Ada.
func organisation() *model.Directory {
	d := &model.Directory{}
	ada := model.Entity{Kind: model.EntityUser, ID: "ada"}
	add := func(name string, change func(*model.Trust)) {
		t := model.Trust{ID: "t " + name, RoleID: name, Type: model.TemporaryAssumption, Entity: ada}
		change(&t)
		d.AddRoles([]model.Role{{ID: name, Name: name, Type: model.RoleAssumable}})
		d.AddTrusts([]model.Trust{t})
	}
	hours := func(zone string, start, end int, days ...time.Weekday) func(*model.Trust) {
		return func(t *model.Trust) { t.Schedule = model.NewSchedule(zone, model.NewDaySet(days...), start*60, end*60) }
	}
	add("Auditor", func(*model.Trust) {})
	add("Deploy", hours("utc", 9, 17, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday))
	add("Night", hours("Europe/Berlin", 22, 6))
	// Its next window opens within seven days, and after the last day that is drawn.
	add("Missed", hours("utc", 9, 10, time.Friday))
	add("Sunday", hours("utc", 0, 0, time.Sunday))
	add("Ending", func(t *model.Trust) { t.ValidUntil = friday.Add(27 * time.Hour) })
	add("Lapsed", func(t *model.Trust) { t.ValidUntil = friday.Add(-time.Hour) })
	add("Office", func(t *model.Trust) { t.SourceIPs = []model.IPCondition{model.ParseIPCondition("192.0.2.0/24")} })
	add("Broken", hours("Mars/Olympus", 0, 0))
	add("Others", func(t *model.Trust) { t.Entity.ID = "grace" })
	add("Robot", func(t *model.Trust) { t.Type = model.IAMAssumption })
	office := model.Trust{ID: "t office", RoleID: "Deploy", Type: model.TemporaryAssumption, Entity: ada}
	office.SourceIPs = []model.IPCondition{model.ParseIPCondition("192.0.2.0/24")}
	d.AddTrusts([]model.Trust{office})
	return d
}

func sceneOf(width, height int, d *model.Directory) scene.Scene {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	s := screentest.For(screentest.At(friday, width, height), "ada")
	s.Directory, s.Local, s.Favourites["Sunday"] = d, berlin, true
	put := func(name, role, user string, left time.Duration) {
		s.Roster.Put(model.Session{
			ID: name, Name: name, RoleID: role, UserID: user, Assumed: friday.Add(-time.Hour), Expires: friday.Add(left),
			Remaining: left, Sent: time.Hour, Token: model.NewSecret("ars-" + name),
		})
	}
	put("robot-1", "Robot", "ada", 10*time.Hour)
	put("deploy-1", "Deploy", "ada", 20*time.Minute)
	put("gone-role", "Gone", "ada", time.Hour)
	put("not-mine", "Others", "grace", time.Hour)
	return s
}

// page is the page under test.
type page = screentest.Screen[Model]

func open(tb testing.TB, width, height int) *page {
	tb.Helper()
	return screentest.Open(tb, New(), sceneOf(width, height, organisation()))
}
