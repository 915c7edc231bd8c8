package renewal_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
)

func TestOneEngineOfAUserActs(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first, s := r.auto(time.Hour)
	second := r.start()
	second.Watch(r.watch(s))
	r.settle(second)
	state := second.State()
	if !first.State().Acts || state.Acts || state.Holder != "actas 4242 on bastion:pts/3" {
		t.Fatalf("first %v, second %v, holder %q", first.State().Acts, state.Acts, state.Holder)
	}
	if said := r.said(second, s); !said.Auto || said.Due != 0 {
		t.Errorf("the second says %+v", said)
	}
	r.pass(48*time.Minute, first, second)
	r.mustLive("ada-0001")
	fresh := first.State().Ended[0].New
	second.Watch(r.watch(fresh))
	first.Close()
	r.pass(15*time.Second, second)
	if !second.State().Acts || second.State().Holder != "" {
		t.Fatalf("the second did not take over: %+v", second.State())
	}
	r.pass(49*time.Minute, second)
	r.mustLive("ada-0002")
}

func TestChoiceMadeInAnotherDashboardIsPickedUp(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first, second := r.start(), r.start()
	s := r.assume("ada-0000", time.Hour)
	first.Watch(r.watch(s))
	second.Watch(r.watch(s))
	if err := second.SetAuto(s, true); err != nil {
		t.Fatal(err)
	}
	r.pass(15*time.Second, first)
	if !r.said(first, s).Auto {
		t.Errorf("the acting engine says %+v", r.said(first, s))
	}
}

func TestSessionThatOnlyAnotherDashboardKnowsIsRenewed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first, second := r.start(), r.start()
	s := r.assume("ada-0000", time.Hour)
	second.Watch(r.watch(s))
	if err := second.SetAuto(s, true); err != nil {
		t.Fatal(err)
	}
	since := len(r.calls())
	r.pass(10*time.Minute, first)
	r.mustCall(since, "GET list")
	if said := r.said(first, s); !said.Auto || said.Due != 48*time.Minute {
		t.Errorf("the acting engine says %+v", said)
	}
	r.pass(39*time.Minute, first)
	r.mustLive("ada-0001")
}

// asking sees what is asked for.
type asking struct {
	renewal.API
	requests chan model.AssumeRequest
}

func (a asking) Assume(ctx context.Context, r model.AssumeRequest) (model.Session, error) {
	a.requests <- r
	return a.API.Assume(ctx, r)
}

// No answer of the API tells the address that a session was asked for with.
func TestASessionThatOnlyAnotherDashboardKnowsKeepsItsAddress(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	cfg := r.config()
	api := asking{r.api, make(chan model.AssumeRequest, 8)}
	cfg.Clock, cfg.API = r.clock, api
	cfg.ContextIP = func(l model.LiveSession) string { return map[string]string{"ada-0000": "192.0.2.1"}[l.Name] }
	first, second := r.startWith(cfg), r.start()
	s := r.assume("ada-0000", time.Hour)
	second.Watch(r.watch(s))
	if err := second.SetAuto(s, true); err != nil {
		t.Fatal(err)
	}
	r.pass(49*time.Minute, first)
	if request := <-api.requests; request.SourceIP != "192.0.2.1" {
		t.Errorf("asked for %+v", request)
	}
}

// A choice for a session that is not there any more is looked for once.
func TestChosenSessionThatIsGoneIsLookedForOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	r.server.EndSessions(s.Name)
	since := len(r.calls())
	e.Watch(r.watch())
	r.pass(10*time.Minute, e)
	r.mustCall(since, "GET list")
}

func TestManualRenewalJoinsTheAutomaticOne(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	hold := make(chan struct{})
	r.server.Next(postAssume, simulator.Fault{Hold: hold})
	r.clock.Advance(48 * time.Minute)
	waitFor(t, func() bool { return r.said(e, s).Renewing })
	done := make(chan model.RenewalResult, 1)
	go func() { done <- e.Renew(t.Context(), r.renewalOf(s)) }()
	close(hold)
	if result := <-done; !result.Swapped() {
		t.Errorf("result %+v", result)
	}
	r.settle(e)
	posts := 0
	for _, call := range r.calls() {
		if call == "POST assume" {
			posts++
		}
	}
	if posts != 2 {
		t.Errorf("%d assumes, want the first and one more", posts)
	}
}

// waitFor yields until a condition holds; the test's own deadline ends it.
func waitFor(t testing.TB, holds func() bool) {
	t.Helper()
	for !holds() {
		if t.Context().Err() != nil {
			t.Fatal("the test ended first")
		}
		runtime.Gosched()
	}
}

// renew asks for a renewal, and moves the clock until it is done.
func (r *rig) renew(e *renewal.Engine, asked model.Renewal) model.RenewalResult {
	done := make(chan model.RenewalResult, 1)
	go func() { done <- e.Renew(r.t.Context(), asked) }()
	waitFor(r.t, func() bool { return r.said(e, asked.Old).Renewing || len(done) > 0 })
	for {
		select {
		case result := <-done:
			return result
		default:
			r.pass(100*time.Millisecond, e)
		}
	}
}

func TestSessionIsRenewedOnceHoweverOftenSomebodyAsks(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e := r.start()
	s := r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	since := len(r.calls())
	results := make(chan model.RenewalResult)
	for range 8 {
		go func() { results <- e.Renew(t.Context(), r.renewalOf(s)) }()
	}
	swapped := 0
	for range 8 {
		result := <-results
		if result.Swapped() {
			swapped++
		} else if !errors.Is(result.Err, model.ErrConflict) {
			t.Errorf("result %+v", result)
		}
	}
	if swapped == 0 {
		t.Error("not renewed")
	}
	r.mustCall(since, "POST assume", "GET session", "DELETE session")
	r.mustLive("ada-0001")
}

func TestManualRenewalGoesOnWhereAnotherStopped(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e := r.start()
	s := r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	r.server.Next(getSession, times(always, before))
	first := r.renew(e, r.renewalOf(s))
	if first.Failed != model.StepCheck || first.New.Name != "ada-0001" {
		t.Fatalf("result %+v", first)
	}
	r.server.Heal()
	again := r.renewalOf(s)
	again.Request.Name = "ada-0002"
	if second := r.renew(e, again); !second.Done() || second.New.Name != "ada-0001" {
		t.Errorf("result %+v", second)
	}
	r.mustLive("ada-0001")
}

func TestStaleWatchDoesNotBringAReplacedSessionBack(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	r.pass(48*time.Minute, e)
	e.Watch(r.watch(s))
	r.settle(e)
	fresh := e.State().Ended[0].New
	if _, there := e.State().Sessions[s.Key()]; there || !r.said(e, fresh).Auto {
		t.Errorf("after a stale list: %+v", e.State().Sessions)
	}
	e.Watch(r.watch(fresh))
	r.server.EndSessions(fresh.Name)
	e.Watch(r.watch())
	r.settle(e)
	if len(e.State().Sessions) != 0 {
		t.Errorf("a session that a list dropped is still watched: %+v", e.State().Sessions)
	}
}

func TestMadeSessionWhoseAnswerHadNoIDIsRecognised(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, _ := r.auto(time.Hour)
	r.pass(48*time.Minute, e)
	listed := e.State().Ended[0].New
	bare := listed
	bare.ID = ""
	e.Watch(r.watch(bare))
	e.Watch(r.watch(listed))
	r.settle(e)
	if len(e.State().Sessions) != 1 {
		t.Errorf("one session is watched as %+v", e.State().Sessions)
	}
}

func TestChoiceDoesNotApplyToALaterSessionOfThatName(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	r.server.EndSessions(s.Name)
	r.pass(10*time.Minute, e)
	later := r.assume(s.Name, time.Hour)
	e.Watch(r.watch(later))
	r.settle(e)
	if r.said(e, later).Auto {
		t.Error("auto-renew is on for a later session")
	}
}
