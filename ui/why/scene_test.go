package why

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

// organisation has a role that opens in the evening, to some from one network
// alone, one of a long and wide name with many trusts, one without any, and one
// that is held.
func organisation() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}, {ID: "grace", Name: "Grace Hopper", Email: "grace@northwind.example"}})
	d.AddGroups([]model.Group{{ID: "ops", Name: "ops", MemberIDs: []string{"ada"}}})
	d.AddRoles([]model.Role{
		{ID: "night", Name: "Night Watch", Type: model.RoleAssumable},
		{ID: "wide", Name: "日本語の名前がとても長いロール、ほんとうに長いロール", Type: model.RoleAssumable},
		{ID: "lonely", Name: "Lonely", Type: model.RoleAssumable},
		{ID: "billing", Name: "Billing Viewer", Type: model.RoleAssignable},
	})
	trust := func(id, role string, e model.Entity) model.Trust {
		return model.Trust{ID: id, RoleID: role, Type: model.TemporaryAssumption, Entity: e}
	}
	night := trust("t1", "night", model.Entity{Kind: model.EntityGroup, ID: "ops"})
	night.Schedule = model.NewSchedule("Europe/Berlin", 0, 22*60, 6*60)
	night.SourceIPs = []model.IPCondition{model.ParseIPCondition("203.0.113.0/24")}
	d.AddTrusts([]model.Trust{night})
	for _, id := range []string{"w1", "w2", "w3", "w4", "w5", "w6"} {
		t := trust(id, "wide", model.Entity{Kind: model.EntityUser, ID: "someone-" + id})
		t.Unknown = []model.RawCondition{{Name: "oidc_claims", JSON: `{"sub":"とても長い"}`}}
		d.AddTrusts([]model.Trust{t})
	}
	return d
}

func sceneOf(width, height int) scene.Scene {
	s := screentest.For(screentest.At(friday, width, height), "ada", "ops")
	s.Directory, s.Local = organisation(), time.UTC
	return s
}

// rig is a page under test, with what drives it.
type rig struct {
	Model
	screentest.Driver[Model, *rig]
}

func open(tb testing.TB, role string, width, height int) *rig {
	tb.Helper()
	return openIn(tb, sceneOf(width, height), role)
}

func openIn(tb testing.TB, s scene.Scene, role string) *rig {
	tb.Helper()
	r := &rig{Model: New(s, role)}
	r.Driver = screentest.Drive(tb, s, &r.Model, r)
	return r
}
