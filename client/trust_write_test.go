package client

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// guideTrust is the trust of Vultr's guide "How to Create a Role Trust".
func guideTrust(roleID, userID string) model.Trust {
	weekdays := model.NewDaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	return model.Trust{
		RoleID: roleID, Type: model.IAMAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: userID},
		Conditions: model.Conditions{
			Schedule: model.NewSchedule("utc", weekdays, 0, 0),
			SourceIPs: []model.IPCondition{
				model.ParseIPCondition("203.0.113.10"), model.ParseIPCondition("2001:db8::1"),
			},
		},
		ValidUntil: time.Date(2026, time.June, 20, 3, 59, 59, 0, time.UTC),
	}
}

func TestTrustIsMadeChangedDeletedAndRestored(t *testing.T) {
	t.Parallel()
	for _, variant := range []simulator.Variant{{}, {WrappedTrust: true, Charset: true, Dates: simulator.DatesPlain}} {
		c, _, clk, req := small(t, simulator.Config{Variant: variant})
		ctx := context.Background()
		asked := guideTrust(req.RoleID, req.UserID)
		made, err := c.CreateTrust(ctx, asked)
		if err != nil {
			t.Fatal(err)
		}
		if d := model.CompareTrusts(asked, made); !d.None() || made.ID == "" || !made.Created.Equal(clk.Now().Wall) {
			t.Errorf("made %+v, difference %+v", made, d)
		}
		after := made
		after.SourceIPs, after.ValidUntil = nil, time.Time{}
		changed, err := c.UpdateTrust(ctx, made, after)
		if err != nil || !model.CompareTrusts(after, changed).None() {
			t.Errorf("changed %+v, error %v", changed, err)
		}
		other := made
		other.Type = model.TemporaryAssumption
		var elsewhere *model.TrustChangedError
		if _, err = c.UpdateTrust(ctx, made, other); !errors.As(err, &elsewhere) || !reflect.DeepEqual(elsewhere.Now, changed) {
			t.Errorf("error %v", err)
		}
		for range 2 {
			if err := c.DeleteTrust(ctx, made.ID); err != nil {
				t.Error(err)
			}
		}
		if _, err := c.Trust(ctx, made.ID); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("after deleting: %v", err)
		}
		restored, err := c.RestoreTrust(ctx, made.ID)
		if err != nil || !reflect.DeepEqual(restored, changed) {
			t.Errorf("restored %+v, error %v", restored, err)
		}
	}
}
