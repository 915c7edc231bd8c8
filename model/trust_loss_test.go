package model_test

import (
	"reflect"
	"testing"
	"time"

	"actas/model"
)

func TestLoseTrust(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC)
	d := &model.Directory{}
	d.AddGroups([]model.Group{
		{ID: "team", MemberIDs: []string{"ada", "bob", "bob", "eve"}}, {ID: "ops", MemberIDs: []string{"bob"}}, {ID: "silent"},
	})
	of := func(id string, kind model.EntityKind, entity string, change ...func(*model.Trust)) model.Trust {
		t := model.Trust{ID: id, RoleID: "r", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: kind, ID: entity}}
		for _, c := range change {
			c(&t)
		}
		return t
	}
	lapsed := func(t *model.Trust) { t.ValidUntil = now }
	auto := func(t *model.Trust) { t.Type = model.IAMAssumption }
	closed := func(t *model.Trust) { t.Schedule = model.NewSchedule("UTC", model.NewDaySet(time.Sunday), 60, 120) }
	team, vke := of("t", model.EntityGroup, "team"), of("t", model.EntityIssuer, "vke")
	ada := model.Caller{UserID: "ada", GroupIDs: map[string]bool{"team": true}, GroupsKnown: true}
	for name, c := range map[string]struct {
		trust  model.Trust
		others []model.Trust
		caller model.Caller
		want   model.TrustLoss
	}{
		"the only trust":                   {team, nil, ada, model.TrustLoss{Losing: []string{"ada", "bob", "eve"}, Me: true}},
		"it is among all":                  {team, []model.Trust{team}, ada, model.TrustLoss{Losing: []string{"ada", "bob", "eve"}, Me: true}},
		"I keep it":                        {team, []model.Trust{of("o", model.EntityUser, "ada")}, ada, model.TrustLoss{Losing: []string{"bob", "eve"}, Keeping: []string{"ada"}}},
		"a group keeps it":                 {team, []model.Trust{of("o", model.EntityGroup, "ops", closed)}, ada, model.TrustLoss{Losing: []string{"ada", "eve"}, Keeping: []string{"bob"}, Me: true}},
		"a lapsed one keeps nobody":        {team, []model.Trust{of("o", model.EntityUser, "ada", lapsed)}, ada, model.TrustLoss{Losing: []string{"ada", "bob", "eve"}, Me: true}},
		"an automatic one is no call":      {team, []model.Trust{of("o", model.EntityUser, "ada", auto)}, ada, model.TrustLoss{Losing: []string{"ada", "bob", "eve"}, Me: true}},
		"another's trust":                  {of("t", model.EntityUser, "bob"), nil, ada, model.TrustLoss{Losing: []string{"bob"}}},
		"a lapsed trust":                   {of("t", model.EntityUser, "ada", lapsed), nil, ada, model.TrustLoss{Lapsed: true}},
		"members not told":                 {of("t", model.EntityGroup, "silent"), nil, ada, model.TrustLoss{MembersUnknown: true}},
		"members not told, but I am in it": {of("t", model.EntityGroup, "silent"), nil, model.Caller{UserID: "ada", GroupIDs: map[string]bool{"silent": true}}, model.TrustLoss{Losing: []string{"ada"}, Me: true, MembersUnknown: true}},
		"a group that was not read":        {of("t", model.EntityGroup, "gone"), nil, ada, model.TrustLoss{MembersUnknown: true}},
		"others' members not told": {team, []model.Trust{of("o", model.EntityGroup, "silent"), of("p", model.EntityGroup, "silent")}, ada,
			model.TrustLoss{Losing: []string{"ada", "bob", "eve"}, Me: true, UnknownGroups: []string{"silent"}}},
		"nobody knows who I am":     {team, nil, model.Caller{}, model.TrustLoss{Losing: []string{"ada", "bob", "eve"}}},
		"an issuer":                 {vke, []model.Trust{of("o", model.EntitySource, "vke")}, ada, model.TrustLoss{Machine: true}},
		"an issuer named twice":     {vke, []model.Trust{of("o", model.EntityIssuer, "vke")}, ada, model.TrustLoss{Machine: true, MachineKeeps: true}},
		"instances":                 {of("t", model.EntitySource, "instance"), []model.Trust{of("o", model.EntitySource, "baremetal")}, ada, model.TrustLoss{Machine: true}},
		"an entity nobody can read": {of("t", model.EntityUnknown, ""), nil, ada, model.TrustLoss{}},
	} {
		if got := d.LoseTrust(c.trust, c.others, c.caller, now); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
