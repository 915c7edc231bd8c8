package roles

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

// organisation has a role for each kind of verdict.
func organisation() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}, {ID: "grace", Name: "Grace Hopper"}})
	d.AddRoles([]model.Role{
		{ID: "deploy", Name: "Production Deploy", Description: "Rolls out what was reviewed, and rolls it back.", Type: model.RoleAssumable,
			MaxSession: time.Hour, Created: friday, Policies: []model.Policy{{Name: "deploy-production", Statements: []model.Statement{
				{Effect: "Allow", Actions: []string{"kubernetes.*"}, Resources: []string{"*"}}, {Effect: "Deny", Actions: []string{"kubernetes.cluster.Delete"}},
			}}}},
		{ID: "night", Name: "Night Watch", Type: model.RoleAssumable, MaxSession: 12 * time.Hour},
		{ID: "billing", Name: "billing viewer", Type: model.RoleAssignable, MaxSession: 30 * time.Minute},
		{ID: "lonely", Name: "Lonely", Type: model.RoleAssumable},
		{ID: "wide", Name: "日本語の名前がとても長いロール、ほんとうに長いロール", Type: "new", MaxSession: 72 * time.Hour},
		{ID: "unnamed", Type: model.RoleAssumable},
	})
	trust := func(id, role, user string, s model.Schedule) model.Trust {
		return model.Trust{ID: id, RoleID: role, Type: model.TemporaryAssumption,
			Entity: model.Entity{Kind: model.EntityUser, ID: user}, Conditions: model.Conditions{Schedule: s}}
	}
	office := model.NewSchedule("utc", 0, 9*60, 17*60)
	d.AddTrusts([]model.Trust{
		trust("t1", "deploy", "ada", office), trust("t2", "deploy", "grace", office),
		trust("t3", "night", "ada", model.NewSchedule("Europe/Berlin", 0, 22*60, 6*60)),
		trust("t4", "wide", "grace", office),
		{ID: "t5", RoleID: "unnamed", Type: model.IAMAssumption, Entity: model.Entity{Kind: model.EntityIssuer, ID: "vke", Name: "vke-prod"}},
	})
	return d
}

func sceneOf(width, height int, d *model.Directory) scene.Scene {
	s := screentest.For(screentest.At(friday, width, height), "ada")
	s.Directory, s.Open = d, "1 role is open to you now."
	return s
}

// session is a session of mine on a role.
func session(name, role string, left time.Duration) model.Session {
	return model.Session{ID: name, Name: name, RoleID: role, UserID: "ada", Remaining: left, Sent: time.Hour}
}

// screen is the screen under test.
type screen = screentest.Screen[Model]

func open(tb testing.TB, s scene.Scene) *screen {
	tb.Helper()
	return screentest.Open(tb, New(), s)
}

// selected is the id of the selected row, "" for none.
func selected(x *screen) string {
	row, _ := x.Model.Selected()
	return row.ID
}
