package model_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
)

func ips(entries ...string) (list []model.IPCondition) {
	for _, entry := range entries {
		list = append(list, model.ParseIPCondition(entry))
	}
	return list
}

// weekdays is a trust open Monday to Friday, 9 to 17 UTC, from one range.
func weekdays() model.Trust {
	days := model.NewDaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	return model.Trust{
		ID: "t1", RoleID: "r1", Type: model.TemporaryAssumption,
		Entity: model.Entity{Kind: model.EntityUser, ID: "ada"},
		Conditions: model.Conditions{
			Schedule: model.NewSchedule("utc", days, 9*60, 17*60), SourceIPs: ips("10.0.0.0/8"),
		},
		ValidUntil: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC),
	}
}

func TestCompareTrusts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		edit func(*model.Trust)
		want model.TrustDifference
	}{
		{"nothing", func(*model.Trust) {}, model.TrustDifference{}},
		{"a name of the entity that came later", func(x *model.Trust) { x.Entity.Name = "Ada" }, model.TrustDifference{}},
		{"another spelling of UTC", func(x *model.Trust) {
			x.Schedule = model.NewSchedule("UTC", x.Schedule.Days, x.Schedule.Start, x.Schedule.End)
		}, model.TrustDifference{}},
		{"the same range with bits behind its prefix", func(x *model.Trust) { x.SourceIPs = ips("10.9.9.9/8") }, model.TrustDifference{}},
		{"Saturday", func(x *model.Trust) { x.Schedule.Days |= model.NewDaySet(time.Saturday) },
			model.TrustDifference{AddedDays: model.NewDaySet(time.Saturday)}},
		{"other hours", func(x *model.Trust) { x.Schedule = model.NewSchedule("utc", x.Schedule.Days, 9*60, 0) },
			model.TrustDifference{Hours: true}},
		{"always", func(x *model.Trust) { x.Schedule = model.Schedule{} },
			model.TrustDifference{AddedDays: model.NewDaySet(time.Saturday, time.Sunday), Hours: true, Zone: true}},
		{"a range dropped for every address", func(x *model.Trust) { x.SourceIPs = nil },
			model.TrustDifference{DroppedIPs: ips("10.0.0.0/8"), OpenedIPs: true}},
		{"an earlier end", func(x *model.Trust) { x.ValidUntil = x.ValidUntil.AddDate(0, 0, -9) }, model.TrustDifference{Validity: true}},
		{"a condition that is not known", func(x *model.Trust) { x.Unknown = []model.RawCondition{{Name: "oidc_claims", JSON: "{}"}} },
			model.TrustDifference{Unknown: true}},
		{"its role by the id and the name", func(x *model.Trust) { x.RoleName = "DBA" }, model.TrustDifference{}},
		{"its role not told", func(x *model.Trust) { x.RoleID = "" }, model.TrustDifference{}},
		{"another role", func(x *model.Trust) { x.RoleID = "r2" }, model.TrustDifference{Role: true}},
		{"another group", func(x *model.Trust) { x.Entity = model.Entity{Kind: model.EntityGroup, ID: "ada"} }, model.TrustDifference{Entity: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			after := weekdays()
			c.edit(&after)
			got := model.CompareTrusts(weekdays(), after)
			if !sameDifference(got, c.want) {
				t.Errorf("difference %+v, want %+v", got, c.want)
			}
			if got.None() != sameDifference(got, model.TrustDifference{}) {
				t.Errorf("None is %v for %+v", got.None(), got)
			}
		})
	}
}

// TestRoleOfATrustByItsName: the list of trusts may lack the id of the role that
// the trust by itself has.
func TestRoleOfATrustByItsName(t *testing.T) {
	t.Parallel()
	role := func(id, name string) model.Trust {
		trust := weekdays()
		trust.RoleID, trust.RoleName = id, name
		return trust
	}
	for _, c := range []struct {
		name          string
		before, after model.Trust
		other         bool
	}{
		{"the name, then the id as well", role("", "DBA"), role("r1", "DBA"), false},
		{"the id and the name, then the name", role("r1", "DBA"), role("", "DBA"), false},
		{"the name, then the id", role("", "DBA"), role("r1", ""), false},
		{"the same id under another name", role("r1", "DBA"), role("r1", "Admin"), false},
		{"another id under the same name", role("r1", "DBA"), role("r2", "DBA"), true},
		{"another name", role("", "DBA"), role("r1", "Admin"), true},
	} {
		if d := model.CompareTrusts(c.before, c.after); d.Role != c.other || d.None() == c.other {
			t.Errorf("%s: difference %+v", c.name, d)
		}
	}
}

func sameDifference(a, b model.TrustDifference) bool {
	flags := func(d model.TrustDifference) [11]any {
		return [...]any{d.Type, d.Entity, d.Hours, d.Zone, d.Validity, d.AddedDays, d.DroppedDays, d.OpenedIPs, d.ClosedIPs, d.Unknown, d.Role}
	}
	return flags(a) == flags(b) && slices.Equal(a.AddedIPs, b.AddedIPs) && slices.Equal(a.DroppedIPs, b.DroppedIPs)
}

func TestMidnightEndsTheDayInBothSpellings(t *testing.T) {
	t.Parallel()
	zero, full := weekdays(), weekdays()
	zero.Schedule = model.NewSchedule("utc", zero.Schedule.Days, 22*60, 0)
	full.Schedule = model.NewSchedule("utc", full.Schedule.Days, 22*60, 24*60)
	if d := model.CompareTrusts(zero, full); !d.None() {
		t.Errorf("difference %+v", d)
	}
}

func TestMergeTrustsKeepsBothChanges(t *testing.T) {
	t.Parallel()
	base, mine, theirs := weekdays(), weekdays(), weekdays()
	mine.Schedule.Days |= model.NewDaySet(time.Saturday)
	mine.SourceIPs = ips("10.0.0.0/8", "2001:db8::1")
	theirs.Schedule = model.NewSchedule("utc", theirs.Schedule.Days&^model.NewDaySet(time.Friday), 8*60, 17*60)
	theirs.SourceIPs = ips("192.0.2.1")
	theirs.Type = model.IAMAssumption
	merged := model.MergeTrusts(base, mine, theirs)
	want := theirs
	want.Schedule = model.NewSchedule("utc", theirs.Schedule.Days|model.NewDaySet(time.Saturday), 8*60, 17*60)
	want.SourceIPs = ips("192.0.2.1", "2001:db8::1")
	if d := model.CompareTrusts(want, merged); !d.None() {
		t.Errorf("merged %+v, differs from what was wanted by %+v", merged, d)
	}
}

func TestMergeOfSchedulesThatBothChanged(t *testing.T) {
	t.Parallel()
	workdays := weekdays().Schedule.Days
	berlin := func(days model.DaySet, start, end int) model.Schedule {
		return model.NewSchedule("Europe/Berlin", days, start*60, end*60)
	}
	for _, c := range []struct {
		name               string
		mine, theirs, want model.Schedule
	}{
		{"they dropped every limit, I moved the end", berlin(workdays, 9, 18), model.Schedule{}, berlin(workdays, 9, 18)},
		{"I dropped every limit, they dropped Friday", model.Schedule{}, berlin(workdays&^model.NewDaySet(time.Friday), 9, 17),
			berlin(workdays&^model.NewDaySet(time.Friday), 9, 17)},
		{"I moved the end, they moved to another zone and dropped Friday", berlin(workdays, 9, 18),
			model.NewSchedule("America/New_York", workdays&^model.NewDaySet(time.Friday), 9*60, 17*60),
			berlin(workdays&^model.NewDaySet(time.Friday), 9, 18)},
		{"I added Saturday, they moved to another zone", berlin(workdays|model.NewDaySet(time.Saturday), 9, 17),
			model.NewSchedule("Asia/Tokyo", workdays, 9*60, 17*60),
			model.NewSchedule("Asia/Tokyo", workdays|model.NewDaySet(time.Saturday), 9*60, 17*60)},
		{"each of us left the other's days out", berlin(model.NewDaySet(time.Monday), 9, 17),
			berlin(workdays&^model.NewDaySet(time.Monday), 9, 17), berlin(model.NewDaySet(time.Monday), 9, 17)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			base, mine, theirs, want := weekdays(), weekdays(), weekdays(), weekdays()
			base.Schedule = berlin(workdays, 9, 17)
			mine.Schedule, theirs.Schedule, want.Schedule = c.mine, c.theirs, c.want
			if d := model.CompareTrusts(want, model.MergeTrusts(base, mine, theirs)); !d.None() {
				t.Errorf("merged differs from what was wanted by %+v", d)
			}
		})
	}
}

func TestMergeTrustsOfOneSideAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base, other := anyTrust(t, "base"), anyTrust(t, "other")
		other.ID, other.RoleID, other.Unknown = base.ID, base.RoleID, base.Unknown
		if d := model.CompareTrusts(other, model.MergeTrusts(base, other, base)); !d.None() {
			t.Fatalf("my changes alone come out different: %+v", d)
		}
		if d := model.CompareTrusts(other, model.MergeTrusts(base, base, other)); !d.None() {
			t.Fatalf("their changes alone come out different: %+v", d)
		}
	})
}

// anyTrust is a trust with conditions that can be read.
func anyTrust(t *rapid.T, label string) model.Trust {
	zone := rapid.SampledFrom([]string{"", "utc", "Europe/Berlin", "America/New_York"}).Draw(t, label+" zone")
	start := rapid.IntRange(0, 1439).Draw(t, label+" start")
	end := rapid.IntRange(0, 1440).Draw(t, label+" end")
	list := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "::1"}), 0, 3, rapid.ID).Draw(t, label+" addresses")
	return model.Trust{
		ID: "t", RoleID: "r",
		Type:   rapid.SampledFrom([]model.TrustType{model.TemporaryAssumption, model.IAMAssumption}).Draw(t, label+" type"),
		Entity: model.Entity{Kind: model.EntityUser, ID: rapid.SampledFrom([]string{"ada", "bob"}).Draw(t, label+" user")},
		Conditions: model.Conditions{
			Schedule:  model.NewSchedule(zone, model.DaySet(rapid.IntRange(0, 127).Draw(t, label+" days")), start, end),
			SourceIPs: ips(list...),
		},
		ValidUntil: time.Unix(rapid.Int64Range(1, 4e9).Draw(t, label+" end of validity"), 0),
	}
}

func TestTrustChangedIsAConflict(t *testing.T) {
	t.Parallel()
	var err error = &model.TrustChangedError{Now: weekdays()}
	if !errors.Is(err, model.ErrConflict) {
		t.Error("a trust that was changed elsewhere is no conflict")
	}
}
