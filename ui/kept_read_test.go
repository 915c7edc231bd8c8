package ui

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"actas/model"
)

// shelf keeps sessions as a keyring does. It is not safe for concurrent use.
type shelf struct{ sessions []model.Session }

func (k *shelf) Keep(_ string, s model.Session) error {
	_ = k.Forget("", model.Session{Token: s.Token}.Key())
	k.sessions = append(k.sessions, s)
	return nil
}

func (k *shelf) Sessions(string) ([]model.Session, error) {
	return append([]model.Session(nil), k.sessions...), nil
}

func (k *shelf) Forget(_, key string) error {
	var rest []model.Session
	for _, s := range k.sessions {
		if (model.Session{Token: s.Token}).Key() != key {
			rest = append(rest, s)
		}
	}
	k.sessions = rest
	return nil
}

func (k *shelf) Where() string { return "the keyring" }
func (k *shelf) Lasts() bool   { return true }
func (k *shelf) AskAgain()     {}

// shelved is a dashboard, started after act, on an API that keeps the session sts-1 and
// tells it by its token alone.
func shelved(t *testing.T, act func(*rig)) (*rig, *shelf) {
	t.Helper()
	r := newRig(t)
	r.api.trusts[0].Entity = model.Entity{Kind: model.EntityUser, ID: "ada"}
	kept := &shelf{}
	s := idless("sts-1")
	s.Kept, s.Sent = model.KeptInKeyring, r.clock.now.Boot
	if err := kept.Keep("", s); err != nil {
		t.Fatal(err)
	}
	deps := *r.m.deps
	deps.API = Keeping(r.api, kept)
	r.m = New(deps)
	told := s
	told.ID, told.AWS, told.Asked = "s-1", model.AWSKeys{}, nil
	r.api.sessions["by token"] = []model.Session{told}
	if act != nil {
		act(r)
	}
	r.start()
	r.press("1")
	return r, kept
}

// Another actas revoked the session, and took it from the keyring they share.
func TestAKeptSessionThatAnotherActasRevoked(t *testing.T) {
	t.Parallel()
	r, kept := shelved(t, nil)
	r.shows("sts-1", "active")
	kept.sessions = nil
	r.press("ctrl+r")
	r.shows("sts-1", "active")
	delete(r.api.sessions, "by token")
	r.press("ctrl+r")
	r.shows("sts-1", "revoked")
	r.hides("active")
}

// A renewal has swapped the session since its read was asked for.
func TestALateReadOfASwappedSession(t *testing.T) {
	t.Parallel()
	r, _ := shelved(t, nil)
	r.shows("sts-1")
	r.hold = only[keptReadMsg]
	r.press("ctrl+r")
	late := r.held[0]
	r.press("r")
	r.shows("Renewed sts-1-x7k2")
	r.release()
	r.send(late)
	if r.state("sts-1") != "" {
		t.Errorf("sts-1 is back, and %s", r.state("sts-1"))
	}
}

// A revoke has had no answer since the read was asked for, which says nothing of it.
func TestALateReadOfARevokedSession(t *testing.T) {
	t.Parallel()
	r, kept := shelved(t, nil)
	r.hold = only[keptReadMsg]
	r.press("ctrl+r")
	r.api.failAll(lost(), callRevoke)
	r.press("x", "y")
	r.shows("whether sts-1 is revoked, the next list will tell")
	r.api.sessions["by token"] = nil
	r.release()
	r.shows("Revoked sts-1")
	if r.state("sts-1") != model.StateRevoked || len(kept.sessions) != 0 {
		t.Errorf("it is %s, and %v are kept", r.state("sts-1"), kept.sessions)
	}
}

func TestKeptSessionsAreReadOnceAtATime(t *testing.T) {
	t.Parallel()
	r, _ := shelved(t, nil)
	r.hold = only[keptReadMsg]
	if n := r.since(callSession, func() { r.press("ctrl+r", "ctrl+r", "ctrl+r") }); n != 1 {
		t.Errorf("read %d times", n)
	}
	if n := r.since(callSession, r.release); n != 1 {
		t.Errorf("read %d times once the first was answered, for what was asked since", n)
	}
}

// gated answers a read once the gate is open.
type gated struct {
	*fakeAPI
	gate   chan struct{}
	enters chan struct{}
}

func (g gated) Session(context.Context, model.Secret) (model.Session, error) {
	g.enters <- struct{}{}
	<-g.gate
	return model.Session{}, unavailable()
}

func TestKeptSessionsAreReadAFewAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		kept := &shelf{}
		for i := range 9 {
			_ = kept.Keep("", idless("sts-"+strconv.Itoa(i)))
		}
		api := gated{fakeAPI: newFakeAPI(&handClock{}), gate: make(chan struct{}), enters: make(chan struct{}, 9)}
		read := make(chan []KeptSession, 1)
		go func() {
			read <- ReadKept(context.Background(), Keeping(api, kept), func(model.Session) bool { return true })
		}()
		synctest.Wait()
		if n := len(api.enters); n != readAtOnce {
			t.Errorf("%d at once", n)
		}
		close(api.gate)
		if n := len(<-read); n != 9 || len(api.enters) != 9 {
			t.Errorf("%d sessions, %d were read", n, len(api.enters))
		}
	})
}

// revoking is an API whose sessions are revoked while they are read.
type revoking struct {
	*fakeAPI
	meanwhile func(model.Secret)
}

func (a *revoking) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	s, err := a.fakeAPI.Session(ctx, token)
	a.meanwhile(token)
	return s, err
}

func TestARevokeDuringARead(t *testing.T) {
	t.Parallel()
	kept := &shelf{}
	s := idless("sts-1")
	s.Unverified = true
	_ = kept.Keep("", s)
	api := &revoking{fakeAPI: newFakeAPI(&handClock{})}
	api.sessions["ada"] = []model.Session{{ID: "s-1", Token: s.Token, Remaining: time.Hour}}
	keeps := Keeping(api, kept)
	api.meanwhile = func(token model.Secret) {
		if err := keeps.Revoke(context.Background(), token); err != nil {
			t.Error(err)
		}
	}
	ReadKept(context.Background(), keeps, func(model.Session) bool { return true })
	if len(kept.sessions) != 0 {
		t.Errorf("kept again: %+v", kept.sessions)
	}
}

// Offline, nobody knows whose the key is.
func TestAKeptSessionOfANobody(t *testing.T) {
	t.Parallel()
	everything := append([]string{callAccount, callSession, callSessions}, listCalls...)
	r, _ := shelved(t, func(r *rig) { r.api.failAll(offline(), everything...) })
	if r.state("sts-1") != model.StateUnverified {
		t.Errorf("it is %q", r.state("sts-1"))
	}
	r.shows("sts-1", "unverified")
	r.api.failAll(nil, everything...)
	r.press("ctrl+r")
	if r.m.me.ID != "ada" || r.state("sts-1") != model.StateActive {
		t.Errorf("%q has it, %q", r.m.me.ID, r.state("sts-1"))
	}
	// The key turns out to be Bob's, and what is kept is Ada's.
	r, _ = shelved(t, func(r *rig) {
		r.api.account.Email = "bob@example.com"
		r.api.failAll(offline(), everything...)
	})
	r.shows("sts-1")
	r.api.failAll(nil, everything...)
	r.press("ctrl+r")
	if r.m.me.ID != "bob" || r.state("sts-1") != "" {
		t.Errorf("%q has it, %q", r.m.me.ID, r.state("sts-1"))
	}
}

// Nothing says that the call which reads a session knows those of AWS's dialect.
func TestASessionThatNoReadEverKnew(t *testing.T) {
	t.Parallel()
	r, kept := shelved(t, func(r *rig) { r.api.sessions["by token"] = nil })
	r.press("ctrl+r")
	if r.state("sts-1") != model.StateUnverified || len(kept.sessions) != 1 {
		t.Errorf("it is %q, and %d are kept", r.state("sts-1"), len(kept.sessions))
	}
	r, kept = shelved(t, nil)
	if r.state("sts-1") != model.StateActive || len(kept.sessions) != 1 || kept.sessions[0].ID != "s-1" {
		t.Errorf("it is %q, and kept as %+v", r.state("sts-1"), kept.sessions)
	}
	r.api.sessions["by token"] = nil
	another := &shelf{sessions: kept.sessions}
	r.press("ctrl+r")
	if r.state("sts-1") != model.StateRevoked || len(kept.sessions) != 0 {
		t.Errorf("it is %q, and %d are kept", r.state("sts-1"), len(kept.sessions))
	}
	// Another run has what was kept alone.
	read := ReadKept(context.Background(), Keeping(r.api, another), func(model.Session) bool { return true })
	if len(read) != 1 || !errors.Is(read[0].Err, model.ErrNotFound) || len(another.sessions) != 0 {
		t.Errorf("%+v, and %d are kept", read, len(another.sessions))
	}
}
