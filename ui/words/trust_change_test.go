package words_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/words"
)

var (
	saturday  = model.NewDaySet(time.Saturday)
	weekdays  = model.NewDaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	endOfYear = time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
)

// dbas is a trust that each of the tests changes.
func dbas() model.Trust {
	return model.Trust{
		ID: "t-1", RoleID: "r-1", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "Ada"},
		Conditions: model.Conditions{
			Schedule: model.NewSchedule("utc", weekdays, 600, 960), SourceIPs: ranges("10.0.0.0/8", "192.0.2.1"),
		},
		ValidUntil: endOfYear,
	}
}

func ranges(raw ...string) (out []model.IPCondition) {
	for _, r := range raw {
		out = append(out, model.ParseIPCondition(r))
	}
	return out
}

func entityWords(e model.Entity) string { return string(e.Kind) + " " + e.ID }

func glyphs(ascii bool) theme.Glyphs { return theme.New(theme.Options{ASCII: ascii}).Glyphs }

func TestTrustDifference(t *testing.T) {
	t.Parallel()
	zone := func(zone string, days model.DaySet, start, end int) func(*model.Trust) {
		return func(t *model.Trust) { t.Schedule = model.NewSchedule(zone, days, start, end) }
	}
	schedule := func(days model.DaySet, start, end int) func(*model.Trust) { return zone("UTC", days, start, end) }
	until := func(end time.Time) func(*model.Trust) {
		return func(t *model.Trust) { t.ValidUntil, t.ValidUntilProblem = end, "" }
	}
	ips := func(raw ...string) func(*model.Trust) { return func(t *model.Trust) { t.SourceIPs = ranges(raw...) } }
	whole := func(t *model.Trust) { t.Schedule, t.SourceIPs, t.ValidUntil = model.Schedule{}, nil, time.Time{} }
	unreadable := func(t *model.Trust) { t.Schedule.Problem, t.ValidUntilProblem = "start cannot be read", "soon" }
	same := func(*model.Trust) {}
	for _, c := range []struct {
		before, after func(*model.Trust)
		want          string
	}{
		{same, same, ""},
		{same, schedule(weekdays|saturday, 600, 960), "adds Saturday"},
		{same, schedule(weekdays&^model.NewDaySet(time.Monday, time.Tuesday, time.Wednesday), 600, 960), "drops Mon–Wed"},
		{same, schedule(weekdays&^model.NewDaySet(time.Monday, time.Friday), 600, 960), "drops Mon and Fri"},
		{same, schedule(model.NewDaySet(time.Saturday, time.Sunday), 600, 960), "adds Sat and Sun, drops Mon–Fri"},
		{same, schedule(0, 600, 960), "adds Sat and Sun"},
		{same, schedule(weekdays, 540, 1020), "opens 09:00 instead of 10:00, closes 17:00 instead of 16:00"},
		{same, schedule(weekdays, 570, 960), "opens 09:30 instead of 10:00"},
		{same, schedule(weekdays, 600, 360), "closes 06:00 (next day) instead of 16:00"},
		{schedule(weekdays, 960, 480), schedule(weekdays, 420, 480), "opens 07:00 instead of 16:00, closes 08:00 instead of 08:00 (next day)"},
		{schedule(weekdays, 600, 0), schedule(weekdays, 600, 1440), ""},
		{same, schedule(weekdays, 0, 0), "is open all day"},
		{same, schedule(weekdays, 600, 600), "never opens"},
		{schedule(weekdays, 600, 600), same, "is open 10:00–16:00"},
		{schedule(weekdays, 0, 0), schedule(weekdays, 1080, 360), "is open 18:00–06:00 (next day)"},
		{same, zone("Europe/Berlin", weekdays, 600, 960), "zone Europe/Berlin instead of UTC"},
		{same, schedule(0, 0, 0), "is open at all times"},
		{schedule(0, 0, 0), zone("Europe/Berlin", weekdays, 540, 1020), "limits it to Mon–Fri 09:00–17:00 Europe/Berlin"},
		{schedule(0, 0, 0), schedule(weekdays|saturday, 0, 0), "limits it to Mon–Sat all day UTC"},
		{same, ips(), "allows every address"},
		{ips(), ips("10.0.0.0/8"), "limits it to 10.0.0.0/8"},
		{same, ips("192.0.2.1"), "drops 10.0.0.0/8"},
		{same, ips("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"), "adds 2001:db8::/32"},
		{same, ips("10.0.0.0/8", "192.0.2.2", "::1"), "adds 192.0.2.2 and ::1, drops 192.0.2.1"},
		{ips(), ips("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"), "limits it to 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 and 10.0.0.5"},
		{ips(), ips("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6"), "limits it to 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 and 2 more"},
		{same, until(endOfYear.AddDate(0, 0, -9)), "ends 9 days earlier (2026-12-22 00:00 UTC)"},
		{same, until(endOfYear.AddDate(0, 0, 1)), "ends 1 day later (2027-01-01 00:00 UTC)"},
		{same, until(endOfYear.Add(90 * time.Minute)), "ends 1h 30m later (2026-12-31 01:30 UTC)"},
		{same, until(endOfYear.Add(74*24*time.Hour + 9*time.Hour)), "ends 74 days later (2027-03-15 09:00 UTC)"},
		{same, until(time.Time{}), "no end any more"},
		{same, until(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)), "ends 9999-01-01 00:00 UTC instead of 2026-12-31 00:00 UTC"},
		{until(time.Time{}), same, "ends 2026-12-31 00:00 UTC"},
		{until(time.Time{}), until(endOfYear.Add(-time.Second)), "ends 2026-12-30 23:59:59 UTC"},
		{unreadable, same, "is open Mon–Fri 10:00–16:00 UTC instead of an unreadable schedule, ends 2026-12-31 00:00 UTC instead of an unreadable date"},
		{unreadable, whole, "is open at all times instead of an unreadable schedule, allows every address, no end any more"},
		{same, unreadable, "its schedule cannot be read any more, ends at an unreadable date"},
		{same, func(t *model.Trust) { t.Type = model.IAMAssumption }, "becomes IAMAssumption"},
		{same, func(t *model.Trust) { t.Entity = model.Entity{Kind: model.EntityGroup, ID: "ops"} }, "trusts group ops instead of user Ada"},
		{same, func(t *model.Trust) { t.RoleID = "r-2" }, "is for another role"},
		{func(t *model.Trust) {
			t.Unknown = []model.RawCondition{{Name: "mfa", JSON: "true"}, {Name: "aud", JSON: "1"}}
		},
			func(t *model.Trust) {
				t.Unknown = []model.RawCondition{{Name: "mfa", JSON: "true"}, {Name: "aud", JSON: "2"}}
			}, "changes aud"},
		{same, whole, "is open at all times, allows every address, no end any more"},
	} {
		before, after := dbas(), dbas()
		c.before(&before)
		c.after(&after)
		got := words.TrustDifferenceLine(model.CompareTrusts(before, after), before, after, entityWords, glyphs(false))
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestTrustDifferenceInASCII(t *testing.T) {
	t.Parallel()
	after := dbas()
	after.Schedule = model.NewSchedule("utc", saturday, 600, 960)
	got := words.TrustDifferenceLine(model.CompareTrusts(dbas(), after), dbas(), after, entityWords, glyphs(true))
	if got != "adds Saturday, drops Mon-Fri" {
		t.Errorf("%q", got)
	}
}

// anyTrust draws a trust whose parts are often those of another one.
func anyTrust(t *rapid.T, label string) model.Trust {
	out := dbas()
	minutes := rapid.SampledFrom([]int{0, 0, 540, 600, 1439})
	zone := rapid.SampledFrom([]string{"", "utc", "UTC", "Europe/Berlin", "Nowhere/At_All"}).Draw(t, label+" zone")
	days := model.DaySet(rapid.IntRange(0, 127).Draw(t, label+" days"))
	out.Schedule = model.NewSchedule(zone, days, minutes.Draw(t, label+" start"), rapid.SampledFrom([]int{0, 600, 1440}).Draw(t, label+" end"))
	out.SourceIPs = ranges(rapid.SliceOfN(rapid.SampledFrom([]string{"10.0.0.0/8", "10.1.0.0/8", "::1", "what"}), 0, 3).Draw(t, label+" ips")...)
	out.Entity.ID = rapid.SampledFrom([]string{"Ada", "Grace"}).Draw(t, label+" entity")
	out.ValidUntil = rapid.SampledFrom([]time.Time{{}, endOfYear, endOfYear.Add(time.Hour)}).Draw(t, label+" end of it")
	return out
}

// TestEveryDifferenceIsTold, and none where there is none.
func TestEveryDifferenceIsTold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		before, after := anyTrust(rt, "before"), anyTrust(rt, "after")
		d := model.CompareTrusts(before, after)
		told := words.TrustDifference(d, before, after, entityWords, glyphs(false))
		if (len(told) == 0) != d.None() {
			rt.Fatalf("%+v is told as %q", d, told)
		}
		for _, phrase := range told {
			if phrase == "" {
				rt.Fatalf("%+v has an empty phrase in %q", d, told)
			}
		}
	})
}
