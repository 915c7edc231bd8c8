package trusts

import (
	"fmt"
	"testing"

	"actas/model"
)

// BenchmarkSync takes in ten thousand trusts, as once a minute.
func BenchmarkSync(b *testing.B) {
	d := &model.Directory{}
	for i := range 10000 {
		d.AddRoles([]model.Role{{ID: fmt.Sprint("role", i), Name: fmt.Sprint("Role ", i), Type: model.RoleAssumable}})
		d.AddTrusts([]model.Trust{{
			ID: fmt.Sprint("trust", i), RoleID: fmt.Sprint("role", i%5000), Type: model.TemporaryAssumption,
			Entity:     model.Entity{Kind: model.EntityUser, ID: "ada"},
			Conditions: model.Conditions{Schedule: model.NewSchedule("Europe/Berlin", model.DaySet(i%128), 8*60, (10+i%12)*60)},
		}})
	}
	s := sceneOf(120, 40, d)
	x := open(b, s)
	b.ReportAllocs()
	for b.Loop() {
		x.Sync()
	}
}
