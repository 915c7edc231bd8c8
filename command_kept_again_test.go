package main

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/client/kept"
	"actas/model"
	"actas/ui"
)

// fail has a keyring refuse everything, or nothing any more.
func (r *fakeRing) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.err = err
}

// TestReadingAgainAsksTheKeyringAgain: once it is unlocked, what it holds is shown.
func TestReadingAgainAsksTheKeyringAgain(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	sc, _ := keeping(k)
	before := sc.deps
	sc.deps = func(d *ui.Deps) {
		inner := d.API
		before(d)
		k.ring.fail(errors.New("locked"))
		d.API = ui.Keeping(inner, kept.New(kept.Config{Clock: k.clock, Folder: k.folder, Ring: k.ring, Boot: "one", Name: model.Secret.Fingerprint}))
	}
	s := open(t, sc)
	s.press("1")
	s.settle()
	s.lacks("ci-kept")
	k.ring.fail(nil)
	s.press("ctrl+r")
	s.see("ci-kept")
}

// partly is a store that tells some sessions and why not the others.
type partly struct {
	mu       sync.Mutex
	sessions []model.Session
	err      error
}

func (p *partly) Sessions(string) ([]model.Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sessions, p.err
}

func (p *partly) tell(err error, sessions ...model.Session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sessions, p.err = sessions, err
}

// TestAPartTakesNothingAway: a session of an object storage that cannot be read now is
// not taken for revoked because others can.
func TestAPartTakesNothingAway(t *testing.T) {
	t.Parallel()
	store := &partly{}
	earlier := model.Session{Token: model.NewSecret("CANARYEARLIER"), Name: "earlier", RoleID: storageRoles[0], Remaining: time.Hour,
		Asked: &model.AssumeRequest{Dialect: model.DialectECS, RoleID: storageRoles[0]}}
	sc := inStorage()
	sc.kept = store
	sc.deps = func(d *ui.Deps) {
		d.Renewals = nil
		earlier.Sent = d.Clock.Now().Boot
		store.tell(nil, earlier)
	}
	s := open(t, sc)
	narrowedSession(s)
	s.see("Assumed backup-writer", "earlier")
	another := earlier
	another.Token, another.Name = model.NewSecret("CANARYANOTHER"), "another"
	s.pass(time.Second)
	another.Sent = s.clock.Now().Boot
	store.tell(errors.New("the keyring refuses; is it unlocked?"), another)
	s.press("ctrl+r")
	s.see("Read failed: ", "the keyring refuses", "another")
	if row := s.row("earlier"); !strings.Contains(row, "active") {
		t.Errorf("%q", row)
	}
	store.tell(nil, another)
	s.pass(time.Second)
	s.press("ctrl+r")
	s.settle()
	if row := s.row("earlier"); strings.Contains(row, "active") {
		t.Errorf("%q", row)
	}
}

// TestATokenOfThePipelineFindsItsSessionAgain: without an API key, what it says of
// itself tells whose the session is. It is another one each time.
func TestATokenOfThePipelineFindsItsSessionAgain(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	role, _ := k.server.Role("Registry Publisher")
	delete(k.env, "VULTR_API_KEY")
	ask := func() any {
		t.Helper()
		return k.credentials(role.ID, "--org", k.server.OrganizationID(), "--token-file", k.token())["SessionToken"]
	}
	first := ask()
	k.clock.Advance(time.Minute)
	if got := ask(); got != first || k.sent("POST", stsPath) != 1 || k.ring.items() != 1 {
		t.Errorf("%d assumes, %d items", k.sent("POST", stsPath), k.ring.items())
	}
}
