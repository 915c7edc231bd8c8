package trusts

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

// organisation has a trust for each kind of verdict.
func organisation() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}, {ID: "grace", Name: "Grace Hopper"}})
	d.AddRoles([]model.Role{
		{ID: "deploy", Name: "Production Deploy", Type: model.RoleAssumable}, {ID: "audit", Name: "Auditor", Type: model.RoleAssumable},
	})
	office := model.NewSchedule("utc", 0, 9*60, 17*60)
	night := model.NewSchedule("Europe/Berlin", model.NewDaySet(time.Friday, time.Saturday), 22*60, 6*60)
	me, grace := model.Entity{Kind: model.EntityUser, ID: "ada"}, model.Entity{Kind: model.EntityUser, ID: "grace"}
	range4, range6 := model.ParseIPCondition("203.0.113.0/24"), model.ParseIPCondition("2001:db8:1234:5678:9abc:def0:1234:0/112")
	d.AddTrusts([]model.Trust{
		{ID: "4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0041", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: me, Created: friday,
			ValidUntil: friday.Add(40 * 24 * time.Hour), Conditions: model.Conditions{Schedule: office, SourceIPs: []model.IPCondition{range4, range6},
				Unknown: []model.RawCondition{{Name: "mfa", JSON: `{"required":true}`}}}},
		{ID: "t2", RoleID: "audit", Type: model.TemporaryAssumption, Entity: me, Conditions: model.Conditions{Schedule: night}},
		{ID: "t3", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: grace, ValidUntilProblem: "0000-00-00"},
		{ID: "t4", RoleID: "audit", Type: model.IAMAssumption, Entity: model.Entity{Kind: model.EntityIssuer, ID: "vke", Name: "vke-prod"}},
		{ID: "t5", Type: model.TemporaryAssumption, Entity: me, ValidUntil: friday.Add(-50 * time.Hour)},
		{ID: "t6", RoleID: "wide", RoleName: "日本語の名前がとても長いロール", Type: model.TemporaryAssumption, Entity: me,
			Conditions: model.Conditions{Schedule: model.NewSchedule("Mars/Olympus", 0, 0, 0), SourceIPs: []model.IPCondition{model.ParseIPCondition("10.0.0.256")}}},
	})
	return d
}

func sceneOf(width, height int, d *model.Directory) scene.Scene {
	s := screentest.For(screentest.At(friday, width, height), "ada")
	s.Directory, s.Local = d, time.FixedZone("Here", 3*3600)
	return s
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
