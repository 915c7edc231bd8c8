package renewal_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"actas/client"
	"actas/client/renewal"
	"actas/model"
)

// lasting is an API that cannot revoke a session. With unread set, a new session
// cannot be read; with lost set, the answers of assumes do not arrive.
type lasting struct {
	*client.Client
	unread, lost     bool
	assumes, revokes atomic.Int64
}

func (l *lasting) Revoke(context.Context, model.Secret) error {
	l.revokes.Add(1)
	return &model.APIError{Kind: model.ErrUnsupported, Call: "revoke session", Message: "it ends by itself"}
}

func (l *lasting) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	if l.unread {
		return model.Session{}, &model.APIError{Kind: model.ErrNotFound, Call: "read session"}
	}
	return l.Client.Session(ctx, token)
}

func (l *lasting) Assume(ctx context.Context, request model.AssumeRequest) (model.Session, error) {
	l.assumes.Add(1)
	if l.lost {
		return model.Session{}, &model.APIError{Kind: model.ErrOffline, Call: "assume role", Message: "no answer", Lost: true}
	}
	return l.Client.Assume(ctx, request)
}

// TestWhatCannotBeRevokedRunsOut: a renewal is done all the same.
func TestWhatCannotBeRevokedRunsOut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	api := &lasting{Client: r.api}
	config := r.config()
	config.API = api
	result := renewal.Renew(t.Context(), config, r.renewalOf(r.assume("ada-0000", time.Hour)))
	if !result.Done() || !result.OldKept || api.revokes.Load() != 1 {
		t.Errorf("%d revokes, result %+v", api.revokes.Load(), result)
	}
	r.mustLive("ada-0000", "ada-0001")
	r.mustNote()
}

func TestANewSessionThatCannotBeRevokedEither(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	api := &lasting{Client: r.api, unread: true}
	config := r.config()
	config.API = api
	result := renewal.Renew(t.Context(), config, r.renewalOf(r.assume("ada-0000", time.Hour)))
	if result.Failed != model.StepCheck || result.RolledBack || api.revokes.Load() != 1 {
		t.Errorf("%d revokes, result %+v", api.revokes.Load(), result)
	}
}

// TestAReleasedSessionThatCannotBeRevoked is asked about once, and noted nowhere.
func TestAReleasedSessionThatCannotBeRevoked(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	api := &lasting{Client: r.api}
	config := r.config()
	config.API, config.Clock = api, r.clock
	e, s := r.autoOn(r.startWith(config), time.Hour)
	e.Hold(s.Token)
	r.pass(48*time.Minute, e)
	if ended := e.State().Ended; len(ended) != 1 || !ended[0].Deferred || !ended[0].Done() {
		t.Fatalf("ended %+v", ended)
	}
	e.Release(s.Token)
	r.pass(5*time.Minute, e)
	if api.revokes.Load() != 1 {
		t.Errorf("%d revokes", api.revokes.Load())
	}
	e.Close()
	r.mustNote()
}

// TestALostSessionOfAnotherDialectIsNotAskedForAgain: no list tells its keys.
func TestALostSessionOfAnotherDialectIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	for dialect, says := range map[model.Dialect]string{
		model.DialectSTS: "no answer; a session may have been made, and no list tells its keys",
		// Its client has said so.
		model.DialectECS: "assume role: no answer",
	} {
		r := newRig(t)
		api := &lasting{Client: r.api, lost: true}
		config := r.config()
		config.API = api
		old := r.assume("ada-0000", time.Hour)
		old.Asked = &model.AssumeRequest{Dialect: dialect}
		result := renewal.Renew(t.Context(), config, r.renewalOf(old))
		var fault *model.APIError
		if result.Failed != model.StepAssume || !errors.As(result.Err, &fault) || !fault.Lost || !strings.HasSuffix(result.Err.Error(), says) || api.assumes.Load() != 1 {
			t.Errorf("%s: %d assumes, failed at %q with %v", dialect, api.assumes.Load(), result.Failed, result.Err)
		}
	}
}

// TestARenewalAsksForTheSameLength: by whole seconds of dates a session may seem
// shorter than it was asked for, and than is allowed.
func TestARenewalAsksForTheSameLength(t *testing.T) {
	t.Parallel()
	at := start
	old := model.Session{Name: "a", Assumed: at.Add(time.Second), Expires: at.Add(15 * time.Minute), Asked: &model.AssumeRequest{Dialect: model.DialectECS, Duration: 15 * time.Minute}}
	if got := model.NewRenewal(live(old), model.Role{}, "", "0001").Request.Duration; got != 15*time.Minute {
		t.Errorf("%v", got)
	}
}
