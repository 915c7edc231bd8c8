package model

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// spans are windows as text, in UTC.
func spans(windows []Window) string {
	text := ""
	for _, w := range windows {
		text += w.From.UTC().Format("[Mon 15:04 ") + w.To.UTC().Format("Mon 15:04]")
	}
	return text
}

func TestWindowsOfASchedule(t *testing.T) {
	t.Parallel()
	monday := at(t, "2026-11-23T00:00:00Z")
	for _, c := range []struct {
		name     string
		schedule Schedule
		days     int
		want     string
	}{
		{"always: cut at both ends", Schedule{}, 7, "[Mon 00:00 Mon 00:00]"},
		{"hours", NewSchedule("utc", 0, 9*60, 17*60), 2, "[Mon 09:00 Mon 17:00][Tue 09:00 Tue 17:00]"},
		{"past midnight", NewSchedule("utc", 0, 22*60, 6*60), 1, "[Mon 00:00 Mon 06:00][Mon 22:00 Tue 00:00]"},
		{"days in a row", NewSchedule("utc", NewDaySet(time.Tuesday, time.Wednesday), 0, 0), 7, "[Tue 00:00 Thu 00:00]"},
		{"never", NewSchedule("utc", 0, 9*60, 9*60), 7, ""},
		{"not readable", NewSchedule("Nowhere", 0, 0, 0), 7, ""},
		{"no time at all", Schedule{}, 0, ""},
	} {
		if got := spans(c.schedule.Windows(monday, monday.AddDate(0, 0, c.days))); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// The clock in these scenarios is Monday 2026-11-23 14:03 UTC.
func TestWindowsOfARole(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	morning, noon := hours("utc", 9, 12), hours("utc", 12, 14)
	for _, c := range []struct {
		name   string
		trusts []Trust
		want   string
	}{
		{"no trust", nil, ""},
		{"two that touch", []Trust{trusting(noon), trusting(morning)}, "[Tue 09:00 Tue 14:00]"},
		{"one within another", []Trust{trusting(hours("utc", 8, 18)), trusting(morning)}, "[Mon 14:03 Mon 18:00][Tue 08:00 Tue 14:03]"},
		{"lapses within", []Trust{trusting(validUntil(t, "2026-11-23T20:00:00Z"))}, "[Mon 14:03 Mon 20:00]"},
		{"lapsed", []Trust{trusting(validUntil(t, "2026-11-23T14:03:00Z"))}, ""},
		{"not for me", []Trust{trusting(toEntity(EntityUser, "user-bob"))}, ""},
		{"not from here", []Trust{trusting(fromIPs("198.51.100.0/24")), trusting(morning)}, "[Tue 09:00 Tue 12:00]"},
		{"automatic", []Trust{trusting(ofType(IAMAssumption))}, ""},
		{"its end cannot be read", []Trust{trusting(badValidity)}, ""},
	} {
		if got := spans(RoleWindows(c.trusts, ada(), now, now, now.Add(24*time.Hour))); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A role's windows are open exactly where the verdict on it is.
func TestWindowsAgreeWithTheVerdict(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-10-23T14:00:00Z")
	rapid.Check(t, func(rt *rapid.T) {
		trusts := make([]Trust, rapid.IntRange(0, 3).Draw(rt, "trusts"))
		for i := range trusts {
			trusts[i] = auditedTrust(rt, now, fmt.Sprint(i))
		}
		me := ada()
		me.SourceIP = rapid.SampledFrom(edges(trusts)).Draw(rt, "address")
		windows := RoleWindows(trusts, me, now, now, now.Add(7*24*time.Hour))
		for i, w := range windows {
			if !w.From.Before(w.To) || i > 0 && !windows[i-1].To.Before(w.From) {
				rt.Fatalf("windows %s", spans(windows))
			}
		}
		at := now.Add(time.Duration(rapid.IntRange(0, 7*24*4-1).Draw(rt, "quarter of an hour")) * 15 * time.Minute)
		within := false
		for _, w := range windows {
			within = within || !at.Before(w.From) && at.Before(w.To)
		}
		if v := JudgeRole(Role{}, trusts, me, at); within != (v.State == VerdictOpen) {
			rt.Fatalf("at %s it is %s, the windows are %s", at, v.State, spans(windows))
		}
	})
}
