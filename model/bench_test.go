package model

import (
	"fmt"
	"testing"
	"time"
)

func BenchmarkNextOpening(b *testing.B) {
	now := at(b, "2026-11-28T12:00:00Z") // a Saturday
	for _, scenario := range []struct {
		name     string
		schedule Schedule
	}{
		{"UTC workdays", NewSchedule("utc", workdays, 9*60, 17*60)},
		{"Berlin workdays", NewSchedule("Europe/Berlin", workdays, 9*60, 17*60)},
		{"New York one night a week", NewSchedule("America/New_York", NewDaySet(time.Friday), 22*60, 6*60)},
	} {
		b.Run(scenario.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				scenario.schedule.NextOpening(now)
			}
		})
	}
}

func BenchmarkJudgeTrust(b *testing.B) {
	trust := trusting(func(t *Trust) { t.Schedule = NewSchedule("Europe/Berlin", workdays, 9*60, 17*60) },
		fromIPs("10.0.0.0/8", "2001:db8::/32", "203.0.113.0/24"), validUntil(b, "2027-01-01T00:00:00Z"))
	caller := ada()
	for name, text := range map[string]string{"open": "2026-11-23T14:03:00Z", "closed": "2026-11-27T20:00:00Z"} {
		now := at(b, text)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				JudgeTrust(trust, caller, now)
			}
		})
	}
}

// BenchmarkAccess judges ten thousand roles of one trust each: for the first
// time, and again from memory.
func BenchmarkAccess(b *testing.B) {
	var d Directory
	for i := range 10_000 {
		role := Role{ID: fmt.Sprint("role-", i), Type: RoleAssumable}
		d.AddRoles([]Role{role})
		d.AddTrusts([]Trust{trusting(officeHours, func(t *Trust) { t.ID, t.RoleID = fmt.Sprint("trust-", i), role.ID })})
	}
	now, caller := at(b, "2026-11-23T14:03:00Z"), ada()
	judge := func(access *Access) {
		for _, role := range d.Roles() {
			access.Role(role, func() []Trust { return d.TrustsOf(role.ID) }, caller, now)
		}
	}
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			judge(NewAccess())
		}
	})
	b.Run("remembered", func(b *testing.B) {
		b.ReportAllocs()
		access := NewAccess()
		judge(access)
		for b.Loop() {
			judge(access)
		}
	})
}

// BenchmarkLoseTrust finds out who loses a role through a group of ten thousand,
// all of whom another one keeps, among other trusts for as many groups.
func BenchmarkLoseTrust(b *testing.B) {
	const people = 10000
	d, members := &Directory{}, make([]string, people)
	for i := range members {
		members[i] = fmt.Sprintf("user-%05d", i)
	}
	d.AddGroups([]Group{{ID: "all", MemberIDs: members}, {ID: "others", MemberIDs: members}})
	of := func(id string) Trust {
		return Trust{ID: id, RoleID: "r", Type: TemporaryAssumption, Entity: Entity{Kind: EntityGroup, ID: id}}
	}
	trusts := []Trust{of("all"), of("others")}
	for i := range people {
		trusts = append(trusts, of(fmt.Sprint("dark-", i)))
	}
	b.ReportAllocs()
	for b.Loop() {
		if loss := d.LoseTrust(trusts[0], trusts, Caller{UserID: members[0]}, time.Unix(0, 0)); len(loss.Keeping) != people || len(loss.UnknownGroups) != people {
			b.Fatalf("%d keep it, %d groups are not known", len(loss.Keeping), len(loss.UnknownGroups))
		}
	}
}
