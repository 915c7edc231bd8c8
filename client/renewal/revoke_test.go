package renewal_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
)

// mustRevoke revokes a session, and checks which ones that took with it.
func (r *rig) mustRevoke(e *renewal.Engine, s model.Session, want ...string) {
	r.t.Helper()
	r.revoked(e.Revoke(r.t.Context(), s), want...)
}

func (r *rig) revoked(results []model.RevokeResult, want ...string) {
	r.t.Helper()
	var got []string
	for _, result := range results {
		if result.Err != nil {
			r.t.Errorf("%s: %v", result.Session.Name, result.Err)
		}
		got = append(got, result.Session.Name)
	}
	if !slices.Equal(got, want) {
		r.t.Errorf("revoked %q, want %q", got, want)
	}
}

// count is how often a call was made.
func (r *rig) count(call string) int {
	n := 0
	for _, c := range r.calls() {
		if c == call {
			n++
		}
	}
	return n
}

func TestRevokeEndsTheSuccessor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	r.pass(48*time.Minute, e)
	r.mustLive("ada-0001")
	r.mustRevoke(e, s, "ada-0001")
	posts := r.count("POST assume")
	r.pass(2*time.Hour, e)
	r.mustLive()
	if again := r.count("POST assume"); again != posts {
		t.Errorf("%d assumes after the revoke", again-posts)
	}
}

// TestRevokeEndsWhatARenewalStillMakes: the old session goes at once, and the new
// one as soon as it is there.
func TestRevokeEndsWhatARenewalStillMakes(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(*rig, *renewal.Engine, model.Session){
		"by itself": func(r *rig, e *renewal.Engine, s model.Session) { r.clock.Advance(48 * time.Minute) },
		"asked for": func(r *rig, e *renewal.Engine, s model.Session) { go e.Renew(r.t.Context(), r.renewalOf(s)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			e, s := r.auto(time.Hour)
			hold := make(chan struct{})
			posts := r.count("POST assume")
			r.server.Next(postAssume, simulator.Fault{Hold: hold})
			begin(r, e, s)
			waitFor(t, func() bool { return r.count("POST assume") > posts })
			done := make(chan []model.RevokeResult, 1)
			go func() { done <- e.Revoke(t.Context(), s) }()
			waitFor(t, func() bool { return r.count("DELETE session") == 1 })
			close(hold)
			r.revoked(<-done, "ada-0000", "ada-0001")
			r.settle(e)
			r.mustLive()
			if len(e.State().Sessions) != 0 {
				t.Errorf("it still says %+v", e.State().Sessions)
			}
		})
	}
}

// TestRevokeDoesNotWaitForTheNextTry: the clock stands still.
func TestRevokeDoesNotWaitForTheNextTry(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e := r.start()
	s := r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	r.server.Next(postAssume, times(always, unavailable))
	renewed := make(chan model.RenewalResult, 1)
	go func() { renewed <- e.Renew(t.Context(), r.renewalOf(s)) }()
	waitFor(t, func() bool { return r.said(e, s).Renewing })
	r.settle(e)
	posts := r.count("POST assume")
	r.mustRevoke(e, s, "ada-0000")
	if result := <-renewed; result.Swapped() || r.count("POST assume") != posts {
		t.Errorf("result %+v after %d assumes", result, r.count("POST assume")-posts)
	}
	r.mustLive()
}

func TestRevokeEndsWhatAnEarlierTryLeft(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string][]fault{
		"the check never got through": {{getSession, times(always, before)}},
		"the answer was lost":         {{postAssume, after}, {getList, times(always, unavailable)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			e := r.start()
			s := r.assume("ada-0000", time.Hour)
			e.Watch(r.watch(s))
			for _, f := range faults {
				r.server.Next(f.match, f.Fault)
			}
			if result := r.renew(e, r.renewalOf(s)); result.Swapped() {
				t.Fatalf("result %+v", result)
			}
			r.mustLive("ada-0000", "ada-0001")
			r.mustRevoke(e, s, "ada-0000", "ada-0001")
			r.mustLive()
		})
	}
}

// TestRevokeOfAReplacedSessionInUse ends that one alone: the person sees both.
func TestRevokeOfAReplacedSessionInUse(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	e.Hold(s.Token)
	r.pass(48*time.Minute, e)
	r.mustRevoke(e, s, "ada-0000")
	r.mustLive("ada-0001")
}

func TestRevokeWhereChoicesCannotBeWritten(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	// A folder in the place of the file is never written.
	files, err := os.ReadDir(r.folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if path := r.folder + "/" + f.Name(); strings.HasSuffix(path, ".json") {
			if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o700)); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.mustRevoke(e, s, "ada-0000")
	r.pass(time.Hour, e)
	r.mustLive()
}

func TestRevokeThatFailsLeavesTheSessionToBeRenewed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e := r.start()
	s := r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	r.server.Next(revoke, unavailable)
	if results := e.Revoke(t.Context(), s); len(results) != 1 || !errors.Is(results[0].Err, model.ErrUnavailable) {
		t.Errorf("results %+v", results)
	}
	if result := r.renew(e, r.renewalOf(s)); !result.Done() {
		t.Errorf("not renewed afterwards: %v", result.Err)
	}
}

// answered counts the requests with a method that were carried out and answered.
func (r *rig) answered(method string) (n int) {
	for _, q := range r.server.Requests() {
		if q.Method == method && q.Status != 0 {
			n++
		}
	}
	return n
}

// TestRevokeAllSendsAtOnce: a renewal that waits for its next try, or for an
// answer, keeps nothing alive. The clock stands still.
func TestRevokeAllSendsAtOnce(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]simulator.Fault{
		"one backs off":         times(always, unavailable),
		"one waits for answers": {Hold: make(chan struct{})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			e := r.start()
			s, other := r.assume("ada-0000", time.Hour), r.assume("ada-other", time.Hour)
			e.Watch(r.watch(s, other))
			r.server.Next(postAssume, f)
			posts := r.count("POST assume")
			go e.Renew(t.Context(), r.renewalOf(s))
			waitFor(t, func() bool { return r.count("POST assume") > posts })
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() { done <- e.RevokeAll(ctx) }()
			waitFor(t, func() bool { return r.answered(http.MethodDelete) == 2 })
			if f.Hold != nil {
				cancel()
			}
			if err := <-done; (err != nil) != (f.Hold != nil) {
				t.Errorf("error %v", err)
			}
			cancel()
			r.mustLive()
		})
	}
}

// TestRevokeAllEndsWhatARenewalStillMakes: also what the API makes in the meantime.
func TestRevokeAllEndsWhatARenewalStillMakes(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, _ := r.auto(time.Hour)
	hold := make(chan struct{})
	posts := r.count("POST assume")
	r.server.Next(postAssume, simulator.Fault{Hold: hold})
	r.clock.Advance(48 * time.Minute)
	waitFor(t, func() bool { return r.count("POST assume") > posts })
	done := make(chan error, 1)
	go func() { done <- e.RevokeAll(t.Context()) }()
	waitFor(t, func() bool { return r.count("DELETE session") == 1 })
	close(hold)
	if err := <-done; err != nil {
		t.Error(err)
	}
	r.settle(e)
	r.mustLive()
}

func TestRevokeAllFindsWhatWasLost(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e := r.start()
	s := r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	r.server.Next(postAssume, after)
	r.server.Next(getList, times(always, unavailable))
	if result := r.renew(e, r.renewalOf(s)); result.Swapped() {
		t.Fatalf("result %+v", result)
	}
	r.mustLive("ada-0000", "ada-0001")
	if err := e.RevokeAll(t.Context()); err != nil {
		t.Error(err)
	}
	r.mustLive()
}

// TestRevokeBesideARenewalThatGoesOn is for the race detector: a renewal that is
// taken up again is its goroutine's alone.
func TestRevokeBesideARenewalThatGoesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e := r.start()
	s, other := r.assume("ada-0000", time.Hour), r.assume("ada-other", time.Hour)
	e.Watch(r.watch(s, other))
	r.server.Next(getSession, times(always, before))
	if result := r.renew(e, r.renewalOf(s)); result.Failed != model.StepCheck {
		t.Fatalf("result %+v", result)
	}
	r.server.Heal()
	done := make(chan model.RenewalResult, 1)
	go func() { done <- e.Renew(t.Context(), r.renewalOf(s)) }()
	r.mustRevoke(e, other, "ada-other")
	if result := <-done; !result.Done() {
		t.Errorf("result %+v", result)
	}
	r.mustLive("ada-0001")
}

// A session without an id is watched, and found again, under its first key once a list
// has told the id.
func TestALateIDLeavesTheWatchAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e := r.start()
	told := r.assume("ada", time.Hour)
	first := told
	first.ID = ""
	var roster model.Roster
	roster.Put(first)
	kept := roster.Put(told)
	if kept.Key() != first.Key() || kept.ID != told.ID {
		t.Fatalf("%+v", kept)
	}
	w := r.watch(told)
	w.Sessions[0].LiveSession = kept
	e.Watch(w)
	if err := e.SetAuto(told, true); err != nil {
		t.Fatal(err)
	}
	if s := e.State().Sessions; !s[kept.Key()].Auto || len(s) != 1 {
		t.Errorf("%v", s)
	}
	result := e.Renew(t.Context(), model.NewRenewal(kept, r.role, "", "0001"))
	if !result.Done() {
		t.Fatal(result.Err)
	}
	e.Watch(w)
	listed := live(model.Session{ID: told.ID, Name: told.Name, RoleID: told.RoleID, UserID: told.UserID, Remaining: time.Hour})
	if again := e.Renew(t.Context(), model.NewRenewal(listed, r.role, "", "0002")); !errors.Is(again.Err, model.ErrConflict) {
		t.Errorf("renewed once more: %+v", again)
	}
	r.mustRevoke(e, kept.Session, "ada-0001")
	r.mustLive()
}
