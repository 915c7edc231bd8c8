package renewal_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
)

func TestHeldSessionIsRevokedWhenItIsReleased(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	e.Hold(s.Token)
	r.pass(48*time.Minute, e)
	if ended := e.State().Ended; len(ended) != 1 || !ended[0].Deferred || !ended[0].Done() {
		t.Fatalf("ended %+v", ended)
	}
	r.mustLive("ada-0000", "ada-0001")
	r.mustNote()
	e.Release(s.Token)
	r.settle(e)
	r.mustLive("ada-0001")
	r.mustNote("ada-0000 by dashboard: <nil>")
}

func TestCloseRevokesWhatWasHeld(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	e.Hold(s.Token)
	r.pass(48*time.Minute, e)
	e.Close()
	r.mustLive("ada-0001")
	r.mustNote("ada-0000 by dashboard: <nil>")
}

func TestRevokeAllEndsWhatIsMine(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	other := r.assume("ada-other", time.Hour)
	theirs := r.server.AddSession(model.Session{
		Name: "bob-0000", RoleID: r.role.ID, UserID: r.server.AddUser(model.User{Name: "Bob"}).ID, Remaining: time.Hour,
	})
	e.Watch(r.watch(s, other, theirs))
	if err := e.SetAuto(theirs, true); err == nil || r.said(e, theirs).Auto {
		t.Error("another's session is renewed by itself")
	}
	if err := e.RevokeAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.settle(e)
	r.mustLive()
	r.mustNote("ada-0000 by hang-up: <nil>", "ada-other by hang-up: <nil>")
	if _, err := r.api.Session(t.Context(), theirs.Token); err != nil {
		t.Errorf("another's session: %v", err)
	}
	r.pass(time.Hour, e)
	r.mustLive()
}

func TestRevokeAllNamesWhatMayStillLive(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	r.server.Next(revoke, times(always, unavailable))
	err := e.RevokeAll(t.Context())
	if err == nil || !strings.Contains(err.Error(), s.Name) || strings.Contains(err.Error(), s.Token.Reveal()) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.RevokeAll(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v of a cancelled call", err)
	}
}

func TestCloseLetsARenewalComeToItsEnd(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	hold := make(chan struct{})
	r.server.Next(getSession, simulator.Fault{})
	r.server.Next(getSession, simulator.Fault{Hold: hold})
	r.clock.Advance(48 * time.Minute)
	waitFor(t, func() bool { return r.said(e, s).Renewing && len(r.calls()) >= 4 })
	closed := make(chan struct{})
	go func() { e.Close(); close(closed) }()
	close(hold)
	<-closed
	r.mustLive("ada-0001")
	if e.State().Acts {
		t.Error("a closed engine acts")
	}
}

func TestCloseWaitsForTwoSecondsAtMost(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	since := len(r.calls())
	hold := make(chan struct{})
	defer close(hold)
	r.server.Next(getSession, simulator.Fault{Hold: hold})
	r.clock.Advance(48 * time.Minute)
	waitFor(t, func() bool { return r.said(e, s).Renewing && len(r.calls()) >= 2 })
	closed := make(chan struct{})
	go func() { e.Close(); close(closed) }()
	for done := false; !done; {
		select {
		case <-closed:
			done = true
		default:
			r.clock.Advance(100 * time.Millisecond)
		}
	}
	r.mustCall(since, "GET session")
}

// TestATokenOfAnotherProcessRunsOut: neither the renewal nor the end of the engine
// takes a session from whoever acts with it, and it is revoked once nobody does.
func TestATokenOfAnotherProcessRunsOut(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]func(*rig, *renewal.Engine){
		"the engine closes": func(r *rig, e *renewal.Engine) {
			e.Close()
			r.mustLive("ada-0000", "ada-0001")
		},
		"it is given back": func(r *rig, e *renewal.Engine) {
			r.used.Store(false)
			r.pass(time.Minute, e)
			r.mustLive("ada-0001")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.used.Store(true)
			e, _ := r.auto(time.Hour)
			r.pass(48*time.Minute, e)
			r.mustLive("ada-0000", "ada-0001")
			if ended := e.State().Ended; len(ended) != 1 || !ended[0].Deferred {
				t.Errorf("it says %+v", ended)
			}
			after(r, e)
		})
	}
}

// TestALedgerThatTakesNothingShowsInTheState until it takes something again.
func TestALedgerThatTakesNothingShowsInTheState(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.full = errors.New("the disk is full")
	e, _ := r.auto(time.Hour)
	if e.State().Unkept != "" {
		t.Errorf("before anything was done: %q", e.State().Unkept)
	}
	r.pass(48*time.Minute, e)
	if e.State().Unkept != "the disk is full" {
		t.Errorf("it says %q", e.State().Unkept)
	}
	r.mu.Lock()
	r.full = nil
	r.mu.Unlock()
	r.pass(48*time.Minute, e)
	if e.State().Unkept != "" {
		t.Errorf("it still says %q", e.State().Unkept)
	}
}

// TestARenewalSaysWhyItIsNotNoted to who asked for it.
func TestARenewalSaysWhyItIsNotNoted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.full = errors.New("the disk is full")
	if result := renewal.Renew(t.Context(), r.config(), r.renewalOf(r.assume("ada-0000", time.Hour))); !result.Done() || !errors.Is(result.Unkept, r.full) {
		t.Errorf("%+v", result)
	}
}
