package renewal_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
)

// late is an API that gives up waiting for its own answer to an assume, and comes
// to it all the same: the session is there when a later assume is asked for.
type late struct {
	renewal.API
	server *simulator.Server
	// from is the assume by which the first one's session is there, counted from 1.
	from  int64
	asked atomic.Int64
	// answer is what the assumes between the first and that one come to.
	answer error
	names  chan string
	// clings keeps the session that came late from being revoked.
	clings atomic.Bool
	mu     sync.Mutex
	made   model.Secret
}

func (l *late) Assume(ctx context.Context, r model.AssumeRequest) (model.Session, error) {
	n := l.asked.Add(1)
	l.names <- r.Name
	if n == l.from {
		s := l.server.AddSession(model.Session{Name: r.Name, RoleID: r.RoleID, UserID: r.UserID, Remaining: r.Duration})
		l.mu.Lock()
		l.made = s.Token
		l.mu.Unlock()
	}
	if n == 1 {
		return model.Session{}, &model.APIError{Kind: model.ErrUnavailable, Status: 504, Call: "assume role", Message: "gateway timeout"}
	}
	if l.answer != nil {
		return model.Session{}, l.answer
	}
	return l.API.Assume(ctx, r)
}

func (l *late) Revoke(ctx context.Context, token model.Secret) error {
	l.mu.Lock()
	made := l.made
	l.mu.Unlock()
	if l.clings.Load() && token == made {
		return &model.APIError{Kind: model.ErrUnavailable, Status: 503, Call: "revoke session", Message: "maintenance"}
	}
	return l.API.Revoke(ctx, token)
}

func busy() error {
	return &model.APIError{Kind: model.ErrRateLimited, Status: 429, Call: "assume role", Message: "too many requests", RetryAfter: time.Second}
}

// late makes the rig's API late.
func (r *rig) late(from int64, answer error) *late {
	return &late{API: r.api, server: r.server, from: from, answer: answer, names: make(chan string, 16)}
}

// asked are the names that were asked for so far.
func (l *late) askedFor() []string {
	var names []string
	for range len(l.names) {
		names = append(names, <-l.names)
	}
	return names
}

func TestALateSessionIsFoundBeforeAnyFurtherAssume(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", time.Hour)
	config := r.config()
	api := r.late(2, busy())
	config.API = api
	result := renewal.Renew(t.Context(), config, r.renewalOf(old))
	if names := api.askedFor(); !result.Done() || len(names) != 2 {
		t.Errorf("asked for %q, error %v", names, result.Err)
	}
	r.mustLive("ada-0001")
}

func TestALateSessionBesideItsDoubleIsRevoked(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", time.Hour)
	config := r.config()
	config.API = r.late(2, nil)
	result := renewal.Renew(t.Context(), config, r.renewalOf(old))
	if !result.Done() {
		t.Errorf("error %v", result.Err)
	}
	r.mustLive("ada-0001")
	r.mustNote("ada-0001 by command: <nil>")
}

func TestADoubleThatCannotBeRevokedIsNoted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	old := r.assume("ada-0000", time.Hour)
	config := r.config()
	api := r.late(2, nil)
	api.clings.Store(true)
	config.API = api
	if result := renewal.Renew(t.Context(), config, r.renewalOf(old)); !result.Done() {
		t.Errorf("error %v", result.Err)
	}
	r.mustLive("ada-0001", "ada-0001")
	r.mustNote("ada-0001 by command: revoke session: maintenance (503)")
}

func TestADoubleOfARenewalThatWasAskedForIsNoted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	config := r.config()
	config.Clock = r.clock
	config.API = r.late(2, nil)
	e := r.startWith(config)
	s := r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	if result := r.renew(e, r.renewalOf(s)); !result.Done() {
		t.Errorf("error %v", result.Err)
	}
	r.mustLive("ada-0001")
	r.mustNote("ada-0001 by dashboard: <nil>")
}

// Nobody else would ever end it: the engine tries until it has.
func TestADoubleThatCannotBeRevokedIsRevokedLater(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	config := r.config()
	config.Clock = r.clock
	api := r.late(2, nil)
	api.clings.Store(true)
	config.API = api
	e, _ := r.autoOn(r.startWith(config), time.Hour)
	r.pass(50*time.Minute, e)
	name := api.askedFor()[0]
	r.mustLive(name, name)
	r.mustNote(name + " by auto-renew: revoke session: maintenance (503)")
	api.clings.Store(false)
	r.pass(10*time.Minute, e)
	r.mustLive(name)
	r.mustNote(name+" by auto-renew: revoke session: maintenance (503)", name+" by dashboard: <nil>")
}

// The engine makes one try at a time; each of them knows of the ones before.
func TestALateSessionIsFoundByTheNextAutomaticTry(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	config := r.config()
	config.Clock = r.clock
	api := r.late(2, busy())
	config.API = api
	e, _ := r.autoOn(r.startWith(config), time.Hour)
	r.pass(50*time.Minute, e)
	names := api.askedFor()
	if len(names) != 2 || names[0] != names[1] {
		t.Errorf("asked for %q", names)
	}
	r.mustLive(names[0])
}

// Who turns auto-renew off wants no new session, whatever an earlier try came to.
func TestAutoRenewThatIsOffAssumesNothingMore(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	config := r.config()
	config.Clock = r.clock
	api := r.late(-1, busy())
	config.API = api
	e, s := r.autoOn(r.startWith(config), time.Hour)
	r.pass(48*time.Minute, e)
	if err := e.SetAuto(s, false); err != nil {
		t.Fatal(err)
	}
	before := api.asked.Load()
	r.pass(20*time.Minute, e)
	if asked := api.asked.Load(); before == 0 || asked != before {
		t.Errorf("asked %d times, and %d times before", asked, before)
	}
}

// A refusal ends the tries, and does not make the lost one be forgotten.
func TestARefusedRenewalGoesOnUnderTheNameThatWasLost(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	config := r.config()
	config.Clock = r.clock
	api := r.late(3, &model.APIError{Kind: model.ErrForbidden, Status: 403, Call: "assume role", Message: "no trust"})
	config.API = api
	e := r.startWith(config)
	s := r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	if result := r.renew(e, r.renewalOf(s)); !errors.Is(result.Err, model.ErrForbidden) {
		t.Fatalf("error %v", result.Err)
	}
	again := r.renewalOf(s)
	again.Request.Name = "ada-0002"
	r.renew(e, again)
	if result := r.renew(e, again); !result.Done() || result.New.Name != "ada-0001" {
		t.Errorf("result %+v", result)
	}
	if names := api.askedFor(); slices.Contains(names, "ada-0002") {
		t.Errorf("asked for %q", names)
	}
	r.mustLive("ada-0001")
}
