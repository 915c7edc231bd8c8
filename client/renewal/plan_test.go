package renewal

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
)

// A plan lies in a window, before the session's end, and not far before a fifth
// of its life is left, unless the window forces it.
func TestPlanLiesInAWindow(t *testing.T) {
	t.Parallel()
	base := time.Date(2026, time.October, 20, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		server := base.Add(time.Duration(rapid.IntRange(0, 20*24*3600).Draw(t, "now")) * time.Second)
		length := time.Duration(rapid.IntRange(60, 24*3600).Draw(t, "length")) * time.Second
		left := time.Duration(rapid.IntRange(1, int(length/time.Second)).Draw(t, "left")) * time.Second
		const boot = time.Hour
		trust := drawTrust(t, server)
		s := model.WatchedSession{
			LiveSession: model.LiveSession{Countdown: model.Countdown{}.Anchor(boot, left), Total: length},
			Trusts:      []model.Trust{trust}, TrustsKnown: true,
		}
		caller := model.Caller{UserID: "u", GroupsKnown: true}
		jitter := rapid.Float64Range(0, 0.999).Draw(t, "jitter")
		view := planner{s: s, caller: caller, boot: boot, server: server, jitter: jitter}.foresee()
		if view.due == 0 {
			if view.why == "" {
				t.Fatal("no plan and no reason")
			}
			return
		}
		at := max(view.due, boot)
		if at >= boot+left || at > view.until {
			t.Fatalf("due %v, but it ends at %v and its windows at %v", at, boot+left, view.until)
		}
		when := server.Add(at - boot)
		if verdict := model.JudgeRole(s.Role, s.Trusts, caller, when); verdict.State != model.VerdictOpen {
			t.Fatalf("due at %v, when it is %s", when, verdict.State)
		}
		if early := boot + left - at; early > length*6/10 && view.until == boot+left {
			t.Fatalf("due %v before the end of a session of %v", early, length)
		}
	})
}

// drawTrust is a trust of the user u with a schedule, which may lapse.
func drawTrust(t *rapid.T, server time.Time) model.Trust {
	trust := model.Trust{
		Entity: model.Entity{Kind: model.EntityUser, ID: "u"}, Conditions: model.Conditions{Schedule: model.NewSchedule(
			rapid.SampledFrom([]string{"utc", "America/New_York", "Asia/Kolkata", "Europe/Berlin"}).Draw(t, "zone"), 0,
			rapid.IntRange(0, 1439).Draw(t, "start"), rapid.IntRange(0, 1440).Draw(t, "end"),
		)},
	}
	if rapid.Bool().Draw(t, "lapses") {
		trust.ValidUntil = server.Add(time.Duration(rapid.IntRange(-3600, 24*3600).Draw(t, "lapse")) * time.Second)
	}
	return trust
}

func TestShortSessionsAreNotRenewedWithoutPause(t *testing.T) {
	t.Parallel()
	s := model.WatchedSession{LiveSession: model.LiveSession{
		Countdown: model.Countdown{}.Anchor(0, time.Minute), Total: time.Minute,
	}}
	if view := (planner{s: s}).foresee(); view.due != 30*time.Second {
		t.Errorf("a session of a minute is renewed after %v", view.due)
	}
}

// A role that allows less than what is left would take life away.
func TestShortenedRoleIsRenewedLater(t *testing.T) {
	t.Parallel()
	s := model.WatchedSession{
		LiveSession: model.LiveSession{Countdown: model.Countdown{}.Anchor(0, 2*time.Hour), Total: 2 * time.Hour},
		Role:        model.Role{MaxSession: 10 * time.Minute},
	}
	if view := (planner{s: s}).foresee(); view.due != 2*time.Hour-2*time.Minute {
		t.Errorf("due after %v", view.due)
	}
}

func TestTimesInWords(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)
	for _, tc := range []struct {
		at   time.Time
		want string
	}{
		{now.Add(3 * time.Hour), "17:03 UTC"},
		{now.Add(10 * time.Hour), "Sat 00:03 UTC"},
		{now.Add(3 * 24 * time.Hour), "Mon 14:03 UTC"},
		{now.Add(20 * 24 * time.Hour), "Thu 10 Dec 14:03 UTC"},
		{now.In(time.FixedZone("east", 3600)), "14:03 UTC"},
	} {
		if got := clockWords(tc.at, now); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.at, got, tc.want)
		}
	}
}

func TestBackoffGrowsToAMinute(t *testing.T) {
	t.Parallel()
	full := func() float64 { return 1 }
	none := func() float64 { return 0 }
	for failures, want := range []time.Duration{5, 10, 20, 40, 60, 60} {
		if got := longBackoff.wait(failures, full); got != want*time.Second {
			t.Errorf("after %d failures %v", failures, got)
		}
	}
	if got := longBackoff.wait(1000, none); got != 30*time.Second {
		t.Errorf("after many failures %v", got)
	}
}
