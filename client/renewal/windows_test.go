package renewal_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"actas/model"
)

// schedule limits the rig's trust, in UTC.
func (r *rig) schedule(startHour, endHour int) {
	r.server.DeleteTrust(r.trust.ID)
	r.trust = r.server.AddTrust(model.Trust{
		ID: "windowed", RoleID: r.role.ID, Entity: r.trust.Entity,
		Conditions: model.Conditions{Schedule: model.NewSchedule("utc", 0, startHour*60, endHour*60)},
	})
}

func TestSessionIsRenewedBeforeItsWindowClosesForGood(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.schedule(9, 15) // 14:03 now: closes in 57 minutes
	e, s := r.auto(time.Hour)
	r.pass(40*time.Minute, e)
	if said := r.said(e, s); said.Due != 48*time.Minute {
		t.Errorf("said %+v", said)
	}
	r.pass(14*time.Minute, e)
	ended := e.State().Ended
	if len(ended) != 1 || !ended[0].Done() {
		t.Fatalf("ended %+v", ended)
	}
	// The next one is due at 15:39, after the window; shortly before it closes
	// there is life to win, and after that it cannot be renewed any more.
	if said := r.said(e, ended[0].New); said.Due != 55*time.Minute {
		t.Errorf("said %+v", said)
	}
	r.pass(time.Hour, e)
	state := e.State()
	if len(state.Ended) != 2 {
		t.Fatalf("ended %d times", len(state.Ended))
	}
	said := r.said(e, state.Ended[1].New)
	if said.Due != 0 || said.Trouble != "window closed 15:00 UTC; opens Sat 09:00 UTC" || said.Stopped {
		t.Errorf("said %+v", said)
	}
}

func TestSessionIsRenewedWhenItsWindowOpens(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	long := r.role
	long.MaxSession = 24 * time.Hour
	r.role = r.server.AddRole(long)
	e, s := r.auto(2 * time.Hour)
	r.schedule(15, 17) // from 15:00 to 17:00
	r.trust.Schedule = model.NewSchedule("utc", 0, 15*60+50, 17*60)
	r.server.DeleteTrust(r.trust.ID)
	r.trust.ID = "narrow"
	r.trust = r.server.AddTrust(r.trust)
	e.Watch(r.watch(s))
	r.settle(e)
	// A fifth of the session before its end is 15:39, when the window is closed.
	if said := r.said(e, s); said.Due != 107*time.Minute+2*time.Second {
		t.Errorf("said %+v", said)
	}
	r.pass(108*time.Minute, e)
	r.mustLive("ada-0001")
}

func TestWhatIsNotKnownOfTheTrustsLimitsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	w := r.watch(s)
	w.Sessions[0].Trusts, w.Sessions[0].TrustsKnown = nil, false
	e.Watch(w)
	r.pass(49*time.Minute, e)
	r.mustLive("ada-0001")
}

func TestContextAddressIsAskedForAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.server.DeleteTrust(r.trust.ID)
	r.trust.ID, r.trust.SourceIPs = "addressed", []model.IPCondition{model.ParseIPCondition("203.0.113.0/24")}
	r.trust = r.server.AddTrust(r.trust)
	s, err := r.api.Assume(t.Context(), model.AssumeRequest{
		RoleID: r.role.ID, UserID: r.user.ID, Name: "ada-0000", Duration: time.Hour, SourceIP: "203.0.113.9",
	})
	if err != nil {
		t.Fatal(err)
	}
	e := r.start()
	w := r.watch(s)
	w.Caller.SourceIP = netip.MustParseAddr("198.51.100.1")
	w.Sessions[0].ContextIP = "203.0.113.9"
	e.Watch(w)
	if err := e.SetAuto(s, true); err != nil {
		t.Fatal(err)
	}
	r.pass(2*time.Hour, e)
	if ended := e.State().Ended; len(ended) < 2 || !ended[1].Done() {
		t.Errorf("ended %+v", ended)
	}
}

// Robustness row 21: timers stand still during a suspend, the boot clock does not.
func TestSuspendBeyondTheEndRenewsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	since := len(r.calls())
	r.clock.Suspend(2 * time.Hour)
	r.pass(time.Minute, e)
	r.mustCall(since)
	if said := r.said(e, s); !strings.Contains(said.Trouble, "it ended before it could be renewed") {
		t.Errorf("said %+v", said)
	}
}

func TestSuspendUntilShortlyBeforeTheEndRenewsAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, _ := r.auto(time.Hour)
	r.clock.Suspend(59 * time.Minute)
	r.clock.Advance(15 * time.Second)
	r.settle(e)
	r.mustLive("ada-0001")
}

func TestStepOfTheWallClockChangesNothing(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]time.Duration{"forward": time.Hour, "back": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			e, s := r.auto(time.Hour)
			r.clock.Step(step)
			r.settle(e)
			if said := r.said(e, s); !said.Auto || said.Due != 48*time.Minute {
				t.Errorf("said %+v", said)
			}
			r.pass(49*time.Minute, e)
			r.mustLive("ada-0001")
		})
	}
}

// TestAutoRenewThatCanComeToNothingSaysSoAtOnce, before anything is looked at again.
func TestAutoRenewThatCanComeToNothingSaysSoAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.start(), r.assume("ada-0000", time.Hour)
	r.schedule(9, 14) // closed 3 minutes ago
	e.Watch(r.watch(s))
	r.settle(e)
	if err := e.SetAuto(s, true); err != nil {
		t.Fatal(err)
	}
	if said := r.said(e, s); said.Trouble != "window closed; opens Sat 09:00 UTC" {
		t.Errorf("said %+v", said)
	}
}
