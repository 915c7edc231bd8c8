package renewal_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
)

// fault is a fault of the simulated API at calls that begin with match.
type fault struct {
	match string
	simulator.Fault
}

var (
	unavailable = simulator.Fault{Status: 503, Body: `{"error":"maintenance"}`}
	before      = simulator.Fault{Reset: simulator.ResetBeforeAnswer}
	after       = simulator.Fault{Reset: simulator.ResetBeforeAnswer, Effect: true}
)

func times(n int, f simulator.Fault) simulator.Fault {
	f.Times = n
	return f
}

func answer(status int, body string) simulator.Fault {
	return simulator.Fault{Status: status, Body: body}
}

const always = -1

// failures are the ways in which a renewal of "ada-0000" can go, with the
// sessions that must live afterwards.
var failures = []struct {
	name       string
	faults     []fault
	failed     model.RenewalStep
	kind       error
	alive      []string
	rolledBack bool
	// posts is how many assumes the server sees.
	posts int
}{
	{name: "nothing fails", alive: []string{"ada-0001"}, posts: 1},
	{name: "the assume is not available once", faults: []fault{{postAssume, unavailable}},
		alive: []string{"ada-0001"}, posts: 2},
	{name: "the assume is reset before its effect", faults: []fault{{postAssume, before}},
		alive: []string{"ada-0001"}, posts: 2},
	{name: "the assume's answer is lost after its effect", faults: []fault{{postAssume, after}},
		alive: []string{"ada-0001"}, posts: 1},
	{name: "the assume's answer is lost, and the list cannot be read for a while",
		faults: []fault{{postAssume, after}, {getList, times(9, unavailable)}}, alive: []string{"ada-0001"}, posts: 1},
	{name: "the assume's answer is lost, and the list is never read again",
		faults: []fault{{postAssume, after}, {getList, times(always, unavailable)}},
		failed: model.StepAssume, kind: model.ErrOffline, alive: []string{"ada-0000", "ada-0001"}, posts: 1},
	{name: "the assume is never available", faults: []fault{{postAssume, times(always, unavailable)}},
		failed: model.StepAssume, kind: model.ErrUnavailable, alive: []string{"ada-0000"}, posts: 4},
	{name: "too many assumes", faults: []fault{{postAssume, simulator.Fault{Status: 429, Header: http.Header{"Retry-After": {"7"}}}}},
		alive: []string{"ada-0001"}, posts: 2},
	{name: "too many assumes for a day", faults: []fault{{postAssume, simulator.Fault{Status: 429, Header: http.Header{"Retry-After": {"86400"}}}}},
		failed: model.StepAssume, kind: model.ErrRateLimited, alive: []string{"ada-0000"}, posts: 1},
	{name: "the key is not accepted", faults: []fault{{postAssume, answer(401, `{"error":"Invalid API token"}`)}},
		failed: model.StepAssume, kind: model.ErrUnauthorised, alive: []string{"ada-0000"}, posts: 1},
	{name: "the assume is refused", faults: []fault{{postAssume, answer(403, `{"error":"no trust"}`)}},
		failed: model.StepAssume, kind: model.ErrForbidden, alive: []string{"ada-0000"}, posts: 1},
	{name: "the role is gone", faults: []fault{{postAssume, answer(404, `{"error":"Role not found"}`)}},
		failed: model.StepAssume, kind: model.ErrNotFound, alive: []string{"ada-0000"}, posts: 1},
	{name: "the input is refused", faults: []fault{{postAssume, answer(422, `{"error":"session_name: taken"}`)}},
		failed: model.StepAssume, kind: model.ErrInvalid, alive: []string{"ada-0000"}, posts: 1},
	{name: "the check fails for a while", faults: []fault{{getSession, times(5, unavailable)}},
		alive: []string{"ada-0001"}, posts: 1},
	{name: "the check never gets through", faults: []fault{{getSession, times(always, before)}},
		failed: model.StepCheck, kind: model.ErrOffline, alive: []string{"ada-0000", "ada-0001"}, posts: 1},
	{name: "the new session does not work", faults: []fault{{getSession, times(always, answer(404, `{"error":"Assumed Role Not Found"}`))}},
		failed: model.StepCheck, kind: model.ErrNotFound, alive: []string{"ada-0000"}, rolledBack: true, posts: 1},
	{name: "the check is refused", faults: []fault{{getSession, times(always, answer(403, `{"error":"not yours"}`))}},
		failed: model.StepCheck, kind: model.ErrForbidden, alive: []string{"ada-0000"}, rolledBack: true, posts: 1},
	{name: "the check is refused and the way back fails", faults: []fault{
		{getSession, times(always, answer(403, `{"error":"not yours"}`))}, {revoke, times(always, unavailable)}},
		failed: model.StepCheck, kind: model.ErrForbidden, alive: []string{"ada-0000", "ada-0001"}, posts: 1},
	{name: "the revoke fails for a while", faults: []fault{{revoke, times(3, unavailable)}},
		alive: []string{"ada-0001"}, posts: 1},
	{name: "the revoke's answer is lost after its effect", faults: []fault{{revoke, after}},
		alive: []string{"ada-0001"}, posts: 1},
	{name: "the revoke never gets through", faults: []fault{{revoke, times(always, before)}},
		failed: model.StepRevoke, kind: model.ErrOffline, alive: []string{"ada-0000", "ada-0001"}, posts: 1},
	{name: "the revoke is refused", faults: []fault{{revoke, times(always, answer(403, `{"error":"no"}`))}},
		failed: model.StepRevoke, kind: model.ErrForbidden, alive: []string{"ada-0000", "ada-0001"}, posts: 1},
}

// After each failure at each step exactly those sessions live that should, and
// the result says so.
func TestRenewSurvivesEveryFailure(t *testing.T) {
	t.Parallel()
	for _, tc := range failures {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			old := r.assume("ada-0000", time.Hour)
			since := len(r.calls())
			for _, f := range tc.faults {
				r.server.Next(f.match, f.Fault)
			}
			result := renewal.Renew(t.Context(), r.config(), r.renewalOf(old))
			if result.Failed != tc.failed || !errors.Is(result.Err, tc.kind) || result.RolledBack != tc.rolledBack {
				t.Errorf("failed at %q with %v, rolled back %v", result.Failed, result.Err, result.RolledBack)
			}
			if made := result.New.Name == "ada-0001"; made != (tc.failed != model.StepAssume) {
				t.Errorf("new session %q", result.New.Name)
			}
			posts := 0
			for _, call := range r.calls()[since:] {
				if call == "POST assume" {
					posts++
				}
			}
			if posts != tc.posts {
				t.Errorf("%d assumes, want %d: %q", posts, tc.posts, r.calls()[since:])
			}
			if len(r.records()) != 1 {
				t.Errorf("%d renewals in the ledger, want 1", len(r.records()))
			}
			r.mustLive(tc.alive...)
		})
	}
}

func TestRenewIsOneAssumeOneCheckOneRevoke(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", 30*time.Minute)
	since := len(r.calls())
	result := renewal.Renew(t.Context(), r.config(), r.renewalOf(old))
	r.mustCall(since, "POST assume", "GET session", "DELETE session")
	if !result.Done() || result.New.Remaining != 30*time.Minute || result.New.RoleID != r.role.ID {
		t.Errorf("result %+v", result)
	}
}

func TestRenewTakesWhatTheRoleStillAllows(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", time.Hour)
	r.shortenRole(20 * time.Minute)
	result := renewal.Renew(t.Context(), r.config(), r.renewalOf(old))
	if !result.Done() || result.New.Remaining != 20*time.Minute || result.Shortened != time.Hour {
		t.Errorf("new session of %v, shortened from %v, error %v", result.New.Remaining, result.Shortened, result.Err)
	}
	r.mustLive("ada-0001")
}

// shortenRole lets the role allow less than the rig knows.
func (r *rig) shortenRole(longest time.Duration) {
	changed := r.role
	changed.MaxSession = longest
	r.server.AddRole(changed)
}

func TestRenewOfAnEndedSessionAssumesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", time.Minute)
	r.clock.Advance(time.Minute)
	since := len(r.calls())
	result := renewal.Renew(t.Context(), r.config(), r.renewalOf(old))
	if result.Failed != model.StepAssume || !errors.Is(result.Err, model.ErrNotFound) {
		t.Errorf("failed at %q with %v", result.Failed, result.Err)
	}
	r.mustCall(since)
}

func TestRenewGivesUpWhenTheOldSessionEnds(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", 4*time.Second)
	r.server.Next(postAssume, times(always, unavailable))
	result := renewal.Renew(t.Context(), r.config(), r.renewalOf(old))
	if result.Failed != model.StepAssume || result.Err == nil {
		t.Errorf("failed at %q with %v", result.Failed, result.Err)
	}
	r.mustLive()
}

func TestRenewLeavesASessionWithoutATokenToRunOut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", time.Hour)
	old.Token = model.Secret{}
	result := renewal.Renew(t.Context(), r.config(), r.renewalOf(old))
	if !result.Done() || !result.OldKept {
		t.Errorf("result %+v", result)
	}
	r.mustLive("ada-0000", "ada-0001")
}

func TestRenewOfAnIssuersSessionIsNotRepeatedBlindly(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	issuer := r.server.AddIssuer(model.Issuer{URI: "https://issuer.example"})
	r.server.AddTrust(model.Trust{RoleID: r.role.ID, Entity: model.Entity{Kind: model.EntityIssuer, ID: issuer.ID}})
	old, err := r.api.Assume(t.Context(), model.AssumeRequest{RoleID: r.role.ID, IssuerID: issuer.ID, Name: "ci-0000", AuthMethod: "oidc", Duration: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	since := len(r.calls())
	r.server.Next(postAssume, after)
	result := renewal.Renew(t.Context(), r.config(), r.renewalOf(old))
	var fault *model.APIError
	if result.Failed != model.StepAssume || !errors.As(result.Err, &fault) || !fault.Lost ||
		!strings.Contains(result.Err.Error(), "cannot be looked for") {
		t.Errorf("failed at %q with %v", result.Failed, result.Err)
	}
	r.mustCall(since, "POST assume")
}

func TestCancelledRenewalTellsWhatItHasReached(t *testing.T) {
	t.Parallel()
	for step, alive := range map[model.RenewalStep][]string{
		model.StepAssume: {"ada-0000"},
		model.StepCheck:  {"ada-0000", "ada-0001"},
		model.StepRevoke: {"ada-0000", "ada-0001"},
	} {
		t.Run(string(step), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			old := r.assume("ada-0000", time.Hour)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			config := r.config()
			config.API = cancelling{config.API, step, cancel}
			result := renewal.Renew(ctx, config, r.renewalOf(old))
			if result.Failed != step || !errors.Is(result.Err, context.Canceled) {
				t.Errorf("failed at %q with %v", result.Failed, result.Err)
			}
			r.mustLive(alive...)
		})
	}
}

// cancelling ends the context before one step.
type cancelling struct {
	renewal.API
	step   model.RenewalStep
	cancel func()
}

func (c cancelling) Assume(ctx context.Context, r model.AssumeRequest) (model.Session, error) {
	c.at(model.StepAssume)
	return c.API.Assume(ctx, r)
}

func (c cancelling) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	c.at(model.StepCheck)
	return c.API.Session(ctx, token)
}

func (c cancelling) Revoke(ctx context.Context, token model.Secret) error {
	c.at(model.StepRevoke)
	return c.API.Revoke(ctx, token)
}

func (c cancelling) at(step model.RenewalStep) {
	if c.step == step {
		c.cancel()
	}
}

func TestRenewMovesTheChoiceToTheNewName(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", time.Hour)
	config := r.config()
	if err := config.Choices.Set(renewal.Choice{RoleID: r.role.ID, Session: old.Name, Expires: old.Expires}, true); err != nil {
		t.Fatal(err)
	}
	r.clock.Advance(30 * time.Minute)
	// Another process, with a store of its own, does the renewal.
	result := renewal.Renew(t.Context(), r.config(), r.renewalOf(old))
	if err := config.Choices.Refresh(); err != nil {
		t.Fatal(err)
	}
	if !result.Done() || !config.Choices.On(result.New, result.New.Expires) || config.Choices.On(old, old.Expires) {
		t.Errorf("the choice did not follow: new %v, old %v", config.Choices.On(result.New, result.New.Expires), config.Choices.On(old, old.Expires))
	}
}
