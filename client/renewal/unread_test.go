package renewal_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"actas/client"
	"actas/client/renewal"
	"actas/model"
)

// unknowing is an API whose call for one session knows none of AWS's dialect, except
// those whose names are here.
type unknowing struct {
	*client.Client
	knows map[string]bool
}

// Assume makes a session whose answer has no id, as that of the dialect has none.
func (a *unknowing) Assume(ctx context.Context, r model.AssumeRequest) (model.Session, error) {
	r.Dialect = model.DialectNative
	s, err := a.Client.Assume(ctx, r)
	s.ID = ""
	return s, err
}

func (a *unknowing) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	s, err := a.Client.Session(ctx, token)
	if err == nil && !a.knows[s.Name] {
		return model.Session{}, &model.APIError{Kind: model.ErrNotFound, Call: "read session"}
	}
	return s, err
}

// overSTS begins a session of AWS's dialect on the rig's role.
func (r *rig) overSTS(api *unknowing) model.Session {
	r.t.Helper()
	request := model.AssumeRequest{
		RoleID: r.role.ID, UserID: r.user.ID, Name: "ada-0000", AuthMethod: "api_key",
		Duration: time.Hour, Dialect: model.DialectSTS,
	}
	s, err := api.Assume(r.t.Context(), request)
	if err != nil {
		r.t.Fatal(err)
	}
	s.Asked = request.Kept()
	return s
}

// renewOver renews a session once, over an API.
func (r *rig) renewOver(api renewal.API, old model.Session) model.RenewalResult {
	cfg := r.config()
	cfg.API = api
	return renewal.Renew(r.t.Context(), cfg, r.renewalOf(old))
}

// TestANoOfACallThatNeverKnewTheSession says nothing of it: it is renewed, its
// successor is unverified, and the old one is left, in case that does not live.
func TestANoOfACallThatNeverKnewTheSession(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	api := &unknowing{Client: r.api}
	result := r.renewOver(api, r.overSTS(api))
	if !result.Done() || !result.OldKept || !result.New.Unverified || result.New.Name != "ada-0001" || result.New.Remaining == 0 {
		t.Errorf("result %+v", result)
	}
	r.mustLive("ada-0000", "ada-0001")
}

// TestANoOfACallThatKnewTheOldSession is one: the new session does not work.
func TestANoOfACallThatKnewTheOldSession(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	api := &unknowing{Client: r.api}
	old := r.overSTS(api)
	old.ID = "told by a read"
	result := r.renewOver(api, old)
	if result.Failed != model.StepCheck || !errors.Is(result.Err, model.ErrNotFound) || !result.RolledBack {
		t.Errorf("result %+v", result)
	}
	r.mustLive("ada-0000")
}

// TestASessionThatNoReadKnewIsRenewedByItself, one that a read knew is not: it was
// revoked.
func TestASessionThatNoReadKnewIsRenewedByItself(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{"": "ada-0001", "told by a read": "ada-0000"} {
		r := newRig(t)
		api := &unknowing{Client: r.api, knows: map[string]bool{"ada-0001": true}}
		s := r.overSTS(api)
		s.ID = id
		cfg := r.config()
		cfg.API, cfg.Clock = api, r.clock
		e := r.startWith(cfg)
		e.Watch(r.watch(s))
		if err := e.SetAuto(s, true); err != nil {
			t.Fatal(err)
		}
		r.pass(49*time.Minute, e)
		r.mustLive(want)
		if gone := r.said(e, s).Trouble != ""; gone != (id != "") {
			t.Errorf("id %q: it says %+v", id, e.State())
		}
	}
}
