package model_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"actas/model"
)

func TestOpenTo(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	evening := model.Conditions{Schedule: model.NewSchedule("utc", model.NewDaySet(), 18*60, 20*60)}
	trust := func(kind model.EntityKind, id string) model.Trust {
		return model.Trust{ID: id, Type: model.TemporaryAssumption, Entity: model.Entity{Kind: kind, ID: id}}
	}
	closed, lapsed, automatic := trust(model.EntityUser, "closed"), trust(model.EntityUser, "lapsed"), trust(model.EntityUser, "automatic")
	closed.Conditions, lapsed.ValidUntil, automatic.Type = evening, noon, model.IAMAssumption
	both := trust(model.EntityUser, "both")
	both.Conditions = evening
	lasts := trust(model.EntityUser, "lasts")
	lasts.ValidUntil = noon.Add(time.Second)
	d := &model.Directory{}
	d.AddTrusts([]model.Trust{
		trust(model.EntityUser, "alone"), closed, lapsed, automatic, lasts, both, trust(model.EntityUser, "both"),
		trust(model.EntityGroup, "team"), trust(model.EntityIssuer, "issuer"), trust(model.EntitySource, "instance"),
	})
	d.AddGroups([]model.Group{
		{ID: "team", MemberIDs: []string{"alone", "member"}}, {ID: "other", MemberIDs: []string{"stranger"}},
	})
	got := slices.Sorted(maps.Keys(d.OpenTo(noon)))
	if want := []string{"alone", "both", "lasts", "member"}; !slices.Equal(got, want) {
		t.Errorf("open to %v, want %v", got, want)
	}
}
