package renewal_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client"
	"actas/client/renewal"
	"actas/model"
)

// TestNobodyElseCanRenewWhatIsInMemory: so the engine does whose memory that is, though
// another one has the lock. What others can have is left to that one.
func TestNobodyElseCanRenewWhatIsInMemory(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	lock := renewal.NewLock(r.folder, "api", r.user.ID, 1, "elsewhere")
	if !try(t, lock) {
		t.Fatal("it is locked from the start")
	}
	t.Cleanup(lock.Release)
	e := r.start()
	here, ring, listed := r.assume("ada-0000", time.Hour), r.assume("bob-0000", time.Hour), r.assume("eve-0000", time.Hour)
	here.Kept, ring.Kept, listed.Kept = model.KeptInMemory, model.KeptInKeyring, model.KeptInMemory
	w := r.watch(here, ring, listed)
	var roster model.Roster
	roster.MergeUser(r.user.ID, []model.Session{listed}, listed.Sent)
	w.Sessions[2].LiveSession = roster.List()[0]
	e.Watch(w)
	for _, s := range []model.Session{here, ring, listed} {
		if err := e.SetAuto(s, true); err != nil {
			t.Fatal(err)
		}
	}
	r.settle(e)
	if state := e.State(); state.Acts || state.Holder != "actas 1 on elsewhere" {
		t.Fatalf("%+v", state)
	}
	if said := r.said(e, here); !said.Apart || !said.Here || said.Due != 48*time.Minute || !e.State().ActsOn(said) {
		t.Errorf("of the one in memory: %+v", said)
	}
	for _, s := range []model.Session{ring, listed} {
		if said := r.said(e, s); said.Here || said.Due != 0 || e.State().ActsOn(said) {
			t.Errorf("of %s: %+v", s.Name, said)
		}
	}
	r.pass(49*time.Minute, e)
	r.mustLive("ada-0001", "bob-0000", "eve-0000")
}

// untold is an API of which no list tells a session of Ada's.
type untold struct{ *client.Client }

func (a untold) Sessions(ctx context.Context, userID string) ([]model.Session, error) {
	sessions, err := a.Client.Sessions(ctx, userID)
	return slices.DeleteFunc(sessions, func(s model.Session) bool { return strings.HasPrefix(s.Name, "ada-") }), err
}

// keptIn is a session of a key that the keyring keeps, and that no list tells.
func (r *rig) keptIn(name string) model.Session {
	s := r.assume(name, time.Hour)
	s.Kept = model.KeptInKeyring
	return s
}

// ofKey starts an engine of the user in whose keyring a key finds its sessions.
func (r *rig) ofKey(key string, pid int) *renewal.Engine {
	cfg := r.config()
	cfg.API, cfg.Clock = untold{r.api}, r.clock
	cfg.Lock = renewal.NewLock(r.folder, "api", r.user.ID, pid, "")
	cfg.KeptLock = renewal.NewLock(r.folder, "api", "key-"+key, pid, "")
	return r.startWith(cfg)
}

// TestWhoFindsAKeptSessionRenewsIt: the dashboard of another key, which has the user's
// lock, does not know its token. Of those that do, one acts.
func TestWhoFindsAKeptSessionRenewsIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	other, first, second := r.ofKey("other", 1), r.ofKey("key", 2), r.ofKey("key", 3)
	kept, listed := r.keptIn("ada-0000"), r.assume("eve-0000", time.Hour)
	for _, e := range []*renewal.Engine{first, second} {
		e.Watch(r.watch(kept, listed))
		r.settle(e)
	}
	other.Watch(r.watch(listed))
	for _, s := range []model.Session{kept, listed} {
		if err := first.SetAuto(s, true); err != nil {
			t.Fatal(err)
		}
	}
	r.pass(15*time.Second, first, second, other)
	for name, c := range map[string]struct {
		engine *renewal.Engine
		of     model.Session
		acts   bool
		holder string
	}{
		"the first, of the kept one":   {first, kept, true, ""},
		"the second, of the kept one":  {second, kept, false, "actas 2"},
		"the first, of the listed one": {first, listed, false, "actas 1"},
		"the other, of the listed one": {other, listed, true, ""},
	} {
		state, said := c.engine.State(), r.said(c.engine, c.of)
		if state.ActsOn(said) != c.acts || state.HolderOf(said) != c.holder || (said.Due != 0) != c.acts {
			t.Errorf("%s: acts %v, holder %q, %+v", name, state.ActsOn(said), state.HolderOf(said), said)
		}
	}
	first.Close()
	r.pass(15*time.Second, second, other)
	if state, said := second.State(), r.said(second, kept); !state.ActsOn(said) || said.Due == 0 {
		t.Errorf("the second did not take over: %+v", said)
	}
	r.pass(49*time.Minute, second, other)
	if alive := r.alive(); len(alive) != 2 || slices.Contains(alive, "ada-0000") || slices.Contains(alive, "eve-0000") {
		t.Errorf("alive are %q", alive)
	}
}

// TestNobodyRenewsWhatAnotherRenewed: its place went over to another process while it
// began, and the old session, which something uses, lives on.
func TestNobodyRenewsWhatAnotherRenewed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.used.Store(true)
	alone := func(renewing func(model.Secret) (func(), bool)) *renewal.Engine {
		cfg := r.config()
		cfg.Clock, cfg.Lock, cfg.Renewing = r.clock, nil, renewing
		return r.startWith(cfg)
	}
	first := alone(nil)
	second := alone(func(model.Secret) (func(), bool) {
		r.settle(first)
		return func() {}, true
	})
	first, s := r.autoOn(first, time.Hour)
	second.Watch(r.watch(s))
	r.settle(second)
	r.clock.Advance(48 * time.Minute)
	r.settle(second, first)
	if alive := r.alive(); len(alive) != 2 || alive[0] != "ada-0000" {
		t.Errorf("alive are %q", alive)
	}
	if state := second.State(); len(state.Ended) != 0 || state.Sessions[s.Key()].Auto || state.Sessions[s.Key()].Trouble != "" {
		t.Errorf("the second says %+v", state)
	}
}

// TestALockThatCannotBeTriedStopsOnlyWhatItIsFor: of two locks one cannot be opened.
func TestALockThatCannotBeTriedStopsOnlyWhatItIsFor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if err := os.MkdirAll(filepath.Join(r.folder, "renewals-api-key-key.lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	first, second := r.ofKey("key", 1), r.ofKey("other", 2)
	ring, listed, here := r.keptIn("ada-0000"), r.assume("eve-0000", time.Hour), r.assume("bob-0000", time.Hour)
	here.Kept = model.KeptInMemory
	first.Watch(r.watch(ring, listed, here))
	r.settle(first)
	second.Watch(r.watch(listed))
	for _, s := range []model.Session{listed, here} {
		if err := first.SetAuto(s, true); err != nil {
			t.Error(err)
		}
	}
	if err := first.SetAuto(ring, true); err == nil || err.Error() != "auto-renew does not work: a state file cannot be opened: is a directory" {
		t.Errorf("turned on: %v", err)
	}
	r.settle(first, second)
	state, said := first.State(), r.said(first, ring)
	if !state.Acts || state.Trouble != "" || state.Brief != " for kept sessions: a state file cannot be opened: is a directory" {
		t.Errorf("it says %+v", state)
	}
	if state.ActsOn(said) || said.Due != 0 || !strings.HasPrefix(said.Trouble, "it is not known whether another actas renews: ") || state.TroubleOf(said) != said.Trouble {
		t.Errorf("of the one in the keyring: %+v", said)
	}
	for _, s := range []model.Session{listed, here} {
		if said := r.said(first, s); !state.ActsOn(said) || said.Due == 0 || said.Trouble != "" || state.TroubleOf(said) != "" {
			t.Errorf("of %s: %+v", s.Name, said)
		}
	}
	if state := second.State(); state.Acts || state.Holder != "actas 1" {
		t.Errorf("the second says %+v", state)
	}
	r.pass(49*time.Minute, first, second)
	if alive := r.alive(); len(alive) != 3 || !slices.Contains(alive, "ada-0000") || slices.Contains(alive, "eve-0000") || slices.Contains(alive, "bob-0000") {
		t.Errorf("alive are %q", alive)
	}
}

// TestTheUsersLockIsNotThatOfKeptSessions: those in the keyring have their own.
func TestTheUsersLockIsNotThatOfKeptSessions(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if err := os.MkdirAll(filepath.Join(r.folder, "renewals-api-"+r.user.ID+".lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	e := r.ofKey("key", 1)
	ring, listed := r.keptIn("ada-0000"), r.assume("eve-0000", time.Hour)
	e.Watch(r.watch(ring, listed))
	r.settle(e)
	if err := e.SetAuto(ring, true); err != nil {
		t.Error(err)
	}
	if err := e.SetAuto(listed, true); err == nil {
		t.Error("turned on for what nobody may renew")
	}
	r.settle(e)
	if state, said := e.State(), r.said(e, ring); state.Acts || state.Trouble == "" || !state.ActsOn(said) || state.TroubleOf(said) != "" {
		t.Errorf("it says %+v, of the one in the keyring %+v", state, said)
	}
	r.pass(49*time.Minute, e)
	if alive := r.alive(); len(alive) != 2 || slices.Contains(alive, "ada-0000") || !slices.Contains(alive, "eve-0000") {
		t.Errorf("alive are %q", alive)
	}
}
