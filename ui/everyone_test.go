package ui

import (
	"fmt"
	"testing"
	"time"

	"actas/model"
)

// crowd is a dashboard of an organisation with many users, on the sessions.
func crowd(t *testing.T) *rig {
	r := newRig(t)
	for i := range 300 {
		r.api.users = append(r.api.users, model.User{ID: fmt.Sprint("user-", i)})
	}
	r.start()
	r.press("1")
	return r
}

// TestReadingEveryoneStops: three hundred users are not asked for one by one
// where the first answers tell that it is in vain.
func TestReadingEveryoneStops(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		err   error
		again int // calls in the ten minutes after
	}{
		{"the key is not accepted", unauthorised(), 0},
		{"no answer comes", offline(), 30},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := crowd(t)
			r.api.failAll(c.err, callSessions)
			if n := r.since(callSessions, func() { r.press("m") }); n == 0 || n > readersAtOnce {
				t.Errorf("%d calls, of which the first failed", n)
			}
			if n := r.since(callSessions, func() { r.pass(10 * time.Minute) }); n > c.again {
				t.Errorf("%d calls in the ten minutes after", n)
			}
		})
	}
}

// TestARefusalForEachIsNoReasonToStop: the next user's sessions may be readable.
func TestARefusalForEachIsNoReasonToStop(t *testing.T) {
	t.Parallel()
	r := crowd(t)
	r.api.failAll(forbidden(), callSessions)
	if n := r.since(callSessions, func() { r.press("m") }); n != 301 {
		t.Errorf("%d calls", n)
	}
	r.shows("may not read the sessions of other users")
}

// TestReadingEveryoneStopsMidway: the key may be withdrawn meanwhile.
func TestReadingEveryoneStopsMidway(t *testing.T) {
	t.Parallel()
	r := crowd(t)
	r.hold = only[othersReadMsg]
	r.press("m")
	r.api.failAll(unauthorised(), callSessions)
	if n := r.since(callSessions, r.release); n > readersAtOnce {
		t.Errorf("%d calls after the first were answered", n)
	}
}

// TestReadingEveryoneInTheBackgroundIsSilent: the result of what the person did
// stays in the status line.
func TestReadingEveryoneInTheBackgroundIsSilent(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", 10*time.Hour)}
	r.start()
	r.press("1", "m")
	r.shows("Read everyone's sessions: 2 users")
	r.pass(time.Minute)
	r.api.failAll(forbidden(), callRevoke)
	r.press("x", "y")
	r.shows("Not revoked: ")
	if n := r.since("sessions of bob", func() { r.pass(sessionsEvery + 30*time.Second) }); n == 0 {
		t.Fatal("Bob's sessions were not read again, so that the scenario shows nothing")
	}
	r.shows("Not revoked: ")
}

// TestALostRevokeIsJudgedByItsOwnersList: my list says nothing of a session that
// was never in it.
func TestALostRevokeIsJudgedByItsOwnersList(t *testing.T) {
	t.Parallel()
	anonymous := sessionOf("bobs", "", time.Hour)
	for _, c := range []struct {
		name    string
		session model.Session
		left    []model.Session
		verdict string
	}{
		{"it was carried out", sessionOf("bobs", "bob", time.Hour), nil, "Revoked bobs"},
		{"it was not", sessionOf("bobs", "bob", time.Hour), []model.Session{sessionOf("bobs", "bob", time.Hour)}, "bobs is still alive"},
		{"the list does not repeat whose it is", anonymous, nil, "Revoked bobs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.api.sessions["bob"] = []model.Session{c.session}
			r.start()
			r.press("1", "m")
			r.pass(time.Second)
			r.api.sessions["bob"] = c.left
			r.api.failAll(lost(), callRevoke)
			if n := r.since("sessions of ada", func() { r.press("x", "y") }); n == 0 {
				t.Error("my list was not read, so that the scenario shows nothing")
			}
			r.shows("whether bobs is revoked, the next list will tell")
			r.hides("Revoked bobs", "still alive")
			// The result of the next reading of everyone stands for a minute.
			r.pass(sessionsEvery + 30*time.Second)
			r.shows(c.verdict)
		})
	}
}

// TestMyLostRevokeIsJudgedByMyList is the counterpart.
func TestMyLostRevokeIsJudgedByMyList(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", time.Hour)}
	r.start()
	r.press("1")
	r.api.sessions["ada"] = nil
	r.api.failAll(lost(), callRevoke)
	r.press("x", "y")
	r.shows("Revoked s1")
}
