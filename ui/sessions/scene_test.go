package sessions

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// friday is the moment of these tests, bootNow the same on the boot clock.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

const bootNow = 100 * time.Hour

// sessionOf is a session of mine with some time left of an hour.
func sessionOf(id, name, role string, left time.Duration) model.Session {
	return model.Session{
		ID: id, Name: name, RoleID: role, UserID: "ada", AuthMethod: "api_key", SourceIP: "203.0.113.7",
		Token: model.NewSecret("ars-" + id + name), Assumed: friday.Add(left - time.Hour), Expires: friday.Add(left),
		Remaining: left, Sent: bootNow, Met: model.ConditionsMet{Known: true, Met: true, Names: []string{"time_of_day"}},
	}
}

// rosterOf lists some sessions; those named "gone" were revoked.
func rosterOf(sessions ...model.Session) *model.Roster {
	r := &model.Roster{}
	for _, s := range sessions {
		r.Put(s)
		if s.Name == "gone" {
			r.MarkGone(s, model.StateRevoked, bootNow)
		}
	}
	return r
}

func fiveSessions() []model.Session {
	return []model.Session{
		sessionOf("s1", "deploy-1", "deploy", 47*time.Minute+12*time.Second),
		sessionOf("s2", "audit-1", "audit", 94*time.Second),
		sessionOf("", "nameless", "deploy", 9*time.Minute+41*time.Second),
		sessionOf("s4", "gone", "audit", 20*time.Minute),
		sessionOf("s5", "日本語の長い名前のセッション", "unknown-role", 51*time.Hour),
	}
}

func sceneOf(width, height int, sessions ...model.Session) scene.Scene {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron", Email: "ada@northwind.example"}})
	d.AddRoles([]model.Role{{ID: "deploy", Name: "Production Deploy"}, {ID: "audit", Name: "Auditor"}})
	d.AddTrusts([]model.Trust{{ID: "t1", RoleID: "deploy", Type: model.TemporaryAssumption,
		Entity:     model.Entity{Kind: model.EntityUser, ID: "ada"},
		Conditions: model.Conditions{Schedule: model.NewSchedule("utc", 0, 9*60, 17*60)}}})
	s := screentest.For(screentest.At(friday, width, height), "ada")
	s.Now.Boot, s.Directory, s.Roster, s.Open = bootNow, d, rosterOf(sessions...), "1 role is open to you now."
	s.Loading = scene.Progress{Sessions: scene.Count{Done: true}}
	return s
}

// screen is the screen under test.
type screen = screentest.Screen[Model]

func open(tb testing.TB, s scene.Scene) *screen {
	tb.Helper()
	return screentest.Open(tb, New(), s)
}

// selected is the name of the selected session, "" for none.
func selected(x *screen) string {
	l, _ := x.Model.Selected()
	return l.Name
}
