package access

import (
	"net/netip"
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

var workdays = model.NewDaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)

// organisation has a role that people, groups, an issuer and machines can assume.
func organisation() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}, {ID: "grace", Name: "Grace Hopper"}, {ID: "日", Name: "日本語の名前がとても長い人"}})
	d.AddGroups([]model.Group{{ID: "ops", Name: "ops", MemberIDs: []string{"ada", "grace", "日"}}, {ID: "empty", Name: "empty"}})
	d.AddRoles([]model.Role{
		{ID: "deploy", Name: "Production Deploy", Type: model.RoleAssumable}, {ID: "none", Name: "Nobody's", Type: model.RoleAssumable},
		{ID: "held", Name: "Viewer", Type: model.RoleAssignable},
	})
	office := model.NewSchedule("utc", workdays, 9*60, 17*60)
	user, group := func(id string) model.Entity { return model.Entity{Kind: model.EntityUser, ID: id} },
		func(id string) model.Entity { return model.Entity{Kind: model.EntityGroup, ID: id} }
	ips := []model.IPCondition{model.ParseIPCondition("203.0.113.0/24"), model.ParseIPCondition("2001:db8:1234:5678:9abc:def0:1234:0/112")}
	d.AddTrusts([]model.Trust{
		{ID: "t1", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: group("ops"), Conditions: model.Conditions{Schedule: office, SourceIPs: ips}},
		{ID: "t2", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: user("ada"), ValidUntil: friday.Add(36 * time.Hour)},
		{ID: "t3", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: group("empty"), ValidUntil: friday.Add(-36 * time.Hour)},
		{ID: "t4", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: group("3f0a6c3f-77aa-4b6e"),
			Conditions: model.Conditions{Schedule: model.NewSchedule("Mars/Olympus", 0, 0, 0)}},
		{ID: "t5", RoleID: "deploy", Type: model.IAMAssumption, Entity: model.Entity{Kind: model.EntityIssuer, ID: "vke", Name: "vke-prod"},
			Conditions: model.Conditions{Schedule: model.NewSchedule("Europe/Berlin", 0, 22*60, 6*60)}},
		{ID: "t6", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntitySource, ID: "instance"}, ValidUntilProblem: "soon"},
	})
	return d
}

func sceneOf(width, height int, d *model.Directory) scene.Scene {
	s := screentest.For(screentest.At(friday, width, height), "ada", "ops")
	s.Caller.SourceIP = netip.MustParseAddr("198.51.100.7")
	s.Directory, s.Known.Groups, s.Local = d, true, time.FixedZone("Here", 3*3600)
	return s
}

// page is the page under test.
type page = screentest.Screen[Model]

func open(tb testing.TB, width, height int) *page {
	tb.Helper()
	return screentest.Open(tb, New("deploy", ""), sceneOf(width, height, organisation()))
}
