package renewal_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/client/renewal"
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

func TestIssuersSessionIsRenewed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	issuer := r.server.AddIssuer(model.Issuer{URI: "https://issuer.example"})
	r.server.AddTrust(model.Trust{RoleID: r.role.ID, Entity: model.Entity{Kind: model.EntityIssuer, ID: issuer.ID}})
	s, err := r.api.Assume(t.Context(), model.AssumeRequest{
		RoleID: r.role.ID, IssuerID: issuer.ID, Name: "ci-0000", AuthMethod: "oidc", Duration: time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	e := r.start()
	e.Watch(r.watch(s))
	if err := e.SetAuto(s, true); err != nil {
		t.Fatal(err)
	}
	r.pass(49*time.Minute, e)
	if ended := e.State().Ended; len(ended) != 1 || !ended[0].Done() || ended[0].New.IssuerID != issuer.ID {
		t.Errorf("ended %+v", ended)
	}
}

func TestRoleThatBecameShorterIsToldAndRemembered(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, _ := r.auto(time.Hour)
	r.shortenRole(10 * time.Minute)
	r.pass(48*time.Minute, e)
	ended := e.State().Ended
	if len(ended) != 1 || ended[0].Shortened != time.Hour || ended[0].New.Remaining != 10*time.Minute {
		t.Fatalf("ended %+v", ended)
	}
	if said := r.said(e, ended[0].New); said.Due != 56*time.Minute {
		t.Errorf("said %+v", said)
	}
	since := len(r.calls())
	r.pass(8*time.Minute, e)
	r.mustCall(since, "GET session", "POST assume", "GET session", "DELETE session")
}

func TestStateTellsOfTheLastRenewals(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, _ := r.auto(10 * time.Minute)
	r.pass(8*40*time.Minute, e)
	state := e.State()
	if len(state.Ended) != 32 || state.First != 9 {
		t.Fatalf("%d renewals from number %d on, want 32 from 9 on", len(state.Ended), state.First)
	}
	if last := state.Ended[31].New; !r.said(e, last).Auto {
		t.Errorf("the last one is not the one that lives: %+v", last)
	}
	r.mustLive(state.Ended[31].New.Name)
}
