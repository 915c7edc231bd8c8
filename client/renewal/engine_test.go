package renewal_test

import (
	"context"
	"errors"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
)

// start begins an engine on the rig's clock, which the test moves.
func (r *rig) start() *renewal.Engine {
	r.t.Helper()
	config := r.config()
	config.Clock = r.clock
	return r.startWith(config)
}

func (r *rig) startWith(config renewal.Config) *renewal.Engine {
	r.t.Helper()
	e := renewal.Start(config)
	r.t.Cleanup(e.Close)
	r.settle(e)
	return e
}

func (r *rig) settle(engines ...*renewal.Engine) {
	r.t.Helper()
	for _, e := range engines {
		if err := e.Settle(r.t.Context()); err != nil {
			r.t.Fatal(err)
		}
	}
}

// pass moves the clock in the engine's own beat.
func (r *rig) pass(d time.Duration, engines ...*renewal.Engine) {
	r.t.Helper()
	for end := r.clock.Now().Boot + d; r.clock.Now().Boot < end; {
		r.clock.Advance(min(5*time.Second, end-r.clock.Now().Boot))
		r.settle(engines...)
	}
}

// auto starts an engine that watches a session with auto-renew on.
func (r *rig) auto(duration time.Duration) (*renewal.Engine, model.Session) {
	r.t.Helper()
	return r.autoOn(r.start(), duration)
}

// autoOn lets an engine watch a session with auto-renew on.
func (r *rig) autoOn(e *renewal.Engine, duration time.Duration) (*renewal.Engine, model.Session) {
	r.t.Helper()
	s := r.assume("ada-0000", duration)
	e.Watch(r.watch(s))
	if err := e.SetAuto(s, true); err != nil {
		r.t.Fatal(err)
	}
	r.settle(e)
	return e, s
}

// said is what the engine says of a session by its name on the server.
func (r *rig) said(e *renewal.Engine, s model.Session) model.SessionRenewal {
	return e.State().Sessions[s.Key()]
}

func TestEngineRenewsAFifthBeforeTheEnd(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	if got := r.said(e, s); !got.Auto || got.Due != 48*time.Minute || !e.State().Acts {
		t.Fatalf("said %+v", got)
	}
	r.pass(48*time.Minute-time.Second, e)
	since := len(r.calls())
	r.pass(time.Second, e)
	r.mustCall(since, "GET session", "POST assume", "GET session", "DELETE session")
	state := e.State()
	if len(state.Ended) != 1 || state.First != 1 || !state.Ended[0].Auto || !state.Ended[0].Done() {
		t.Fatalf("ended %+v", state.Ended)
	}
	if got := r.said(e, state.Ended[0].New); !got.Auto || got.Due != (48+48)*time.Minute {
		t.Errorf("of the new session it says %+v", got)
	}
	r.pass(48*time.Minute, e)
	r.mustLive("ada-0002")
	if len(r.records()) != 2 {
		t.Errorf("%d renewals in the ledger, want 2", len(r.records()))
	}
}

func TestEngineLeavesSessionsWithoutAChoiceAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	if err := e.SetAuto(s, false); err != nil {
		t.Fatal(err)
	}
	r.pass(time.Hour, e)
	r.mustLive()
	if len(e.State().Ended) != 0 {
		t.Errorf("ended %+v", e.State().Ended)
	}
}

// armed does something after its first reading of a session, which an automatic
// renewal begins with.
type armed struct {
	renewal.API
	once  sync.Once
	after func()
}

func (a *armed) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	s, err := a.API.Session(ctx, token)
	a.once.Do(a.after)
	return s, err
}

// After each failure at each step of an automatic renewal, and some time, the
// sessions that live are those that the engine speaks of.
func TestEngineSurvivesEveryFailure(t *testing.T) {
	t.Parallel()
	for _, tc := range failures {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			config := r.config()
			armed := &armed{API: config.API}
			config.API, config.Clock = armed, r.clock
			e, s := r.autoOn(r.startWith(config), time.Hour)
			r.pass(48*time.Minute-time.Second, e)
			arm := func() {
				for _, f := range tc.faults {
					r.server.Next(f.match, f.Fault)
				}
			}
			armed.after = arm
			r.pass(3*time.Minute, e)
			r.server.Heal()
			r.api.Resume()
			r.pass(9*time.Minute, e)
			if said := r.said(e, s); said.Stopped {
				if said.Trouble == "" || len(e.State().Ended) == 0 {
					t.Errorf("stopped without a word: %+v", said)
				}
				r.mustLive("ada-0000")
				return
			}
			ended := e.State().Ended
			if len(ended) == 0 || !ended[len(ended)-1].Swapped() {
				t.Fatalf("neither renewed nor stopped: %+v, %+v", r.said(e, s), ended)
			}
			r.mustLive(ended[len(ended)-1].New.Name)
		})
	}
}

func TestRefusedKeyStopsAllUntilSomebodyAsksAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	r.server.SetAPIEnabled(r.user.ID, false)
	r.pass(50*time.Minute, e)
	state := e.State()
	if !r.said(e, s).Stopped || !strings.Contains(state.Trouble, "Invalid API token") || len(state.Ended) != 1 {
		t.Fatalf("said %+v, trouble %q, %d ended", r.said(e, s), state.Trouble, len(state.Ended))
	}
	since := len(r.calls())
	r.pass(5*time.Minute, e)
	r.mustCall(since)
	r.server.SetAPIEnabled(r.user.ID, true)
	if err := e.SetAuto(s, true); err != nil {
		t.Fatal(err)
	}
	r.settle(e)
	if got := e.State(); got.Trouble != "" || len(got.Ended) != 2 || !got.Ended[1].Done() {
		t.Errorf("trouble %q, ended %+v", got.Trouble, got.Ended)
	}
}

func TestFailingRenewalIsTriedUntilTheEnd(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(10 * time.Minute)
	r.server.Next(getSession, times(always, unavailable))
	r.pass(9*time.Minute, e)
	if said := r.said(e, s); said.Stopped || !strings.Contains(said.Trouble, "maintenance") || said.Due == 0 {
		t.Errorf("said %+v", said)
	}
	// The last try comes ten seconds before the end, which is nearer than a minute.
	for r.said(e, s).Due != s.Sent+s.Remaining-10*time.Second {
		r.pass(time.Second, e)
	}
	r.server.Heal()
	r.pass(s.Sent+s.Remaining-10*time.Second-r.clock.Now().Boot, e)
	if ended := e.State().Ended; len(ended) != 1 || !ended[0].Done() {
		t.Fatalf("ended %+v, said %+v", ended, r.said(e, s))
	}
	r.mustLive(e.State().Ended[0].New.Name)
}

func TestSessionThatCouldNotBeRenewedSaysWhy(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(10 * time.Minute)
	r.server.Next(postAssume, times(always, unavailable))
	r.pass(11*time.Minute, e)
	said := r.said(e, s)
	if !strings.HasPrefix(said.Trouble, "it ended before it could be renewed: assume role: maintenance") || said.Due != 0 {
		t.Errorf("said %+v", said)
	}
	if ended := e.State().Ended; len(ended) != 1 || ended[0].Failed != model.StepAssume || len(r.records()) != 1 {
		t.Errorf("ended %+v, %d recorded", ended, len(r.records()))
	}
	r.mustLive()
}

func TestSessionThatWasRevokedElsewhereIsNotResurrected(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	r.server.EndSessions(s.Name)
	since := len(r.calls())
	r.pass(55*time.Minute, e)
	r.mustCall(since, "GET session")
	if said := r.said(e, s); said.Auto || !strings.Contains(said.Trouble, "revoked or ended elsewhere") {
		t.Errorf("said %+v", said)
	}
	r.mustLive()
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
	if said.Due != 0 || said.Trouble != "window closed; opens Sat 09:00 UTC" || said.Stopped {
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
	e.Release(s.Token)
	r.settle(e)
	r.mustLive("ada-0001")
}

func TestCloseRevokesWhatWasHeld(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	e.Hold(s.Token)
	r.pass(48*time.Minute, e)
	e.Close()
	r.mustLive("ada-0001")
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
	if err := e.RevokeAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.settle(e)
	r.mustLive()
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

// panicking is an API with a fault of ours in it.
type panicking struct{ renewal.API }

func (panicking) Session(context.Context, model.Secret) (model.Session, error) {
	panic("CANARY-in-a-panic")
}

func TestPanicStopsTheEngineAndSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	config := r.config()
	config.API = panicking{config.API}
	config.Clock = r.clock
	e := r.startWith(config)
	s := r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	if err := e.SetAuto(s, true); err != nil {
		t.Fatal(err)
	}
	r.pass(49*time.Minute, e)
	state := e.State()
	if state.Acts || !strings.Contains(state.Trouble, "a fault in actas") || strings.Contains(state.Trouble, "CANARY") {
		t.Errorf("state %+v", state)
	}
	other := r.start()
	if !other.State().Acts {
		t.Error("no other engine can take over")
	}
}
