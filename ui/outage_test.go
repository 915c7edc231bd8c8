package ui

import (
	"testing"
	"time"

	"actas/model"
)

// everyCall are the calls that read.
func everyCall() []string { return append([]string{callAccount, callSessions}, listCalls...) }

// TestARefusalIsAnAnswer: after an outage OFFLINE goes with whatever the API
// says, a refusal too.
func TestARefusalIsAnAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		answer  error
		refused []string
	}{
		{"my sessions are forbidden", forbidden(), []string{callSessions}},
		{"my sessions are not found", failure(model.ErrNotFound, 404), []string{callSessions}},
		{"my sessions are invalid", failure(model.ErrInvalid, 422), []string{callSessions}},
		{"the users are forbidden", forbidden(), []string{callUsers}},
		{"every list is forbidden", forbidden(), everyCall()},
		{"nothing is refused", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.start()
			r.api.failAll(offline(), everyCall()...)
			r.press("ctrl+r")
			r.shows(" OFFLINE ")
			r.pass(3 * time.Minute)
			r.shows(" OFFLINE ")
			r.api.failAll(nil, everyCall()...)
			r.api.failAll(c.answer, c.refused...)
			r.pass(2 * time.Minute)
			r.hides(" OFFLINE ")
		})
	}
}

// TestARefusalFromTheStartIsAnAnswer: the same where the key may never read what
// the outage is judged by.
func TestARefusalFromTheStartIsAnAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		refused []string
	}{
		{"may not read its sessions", []string{callSessions}},
		{"may not tell who I am", []string{callAccount, callUsers}},
		{"may read nothing", everyCall()},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.api.failAll(forbidden(), c.refused...)
			r.start()
			r.press("esc")
			r.hides(" OFFLINE ")
			r.api.failAll(offline(), everyCall()...)
			r.press("ctrl+r")
			r.shows(" OFFLINE ")
			r.api.failAll(nil, everyCall()...)
			r.api.failAll(forbidden(), c.refused...)
			r.pass(2 * time.Minute)
			r.hides(" OFFLINE ")
		})
	}
}

// TestARefusedRevokeIsAnAnswer: what a person does is as good as a reading.
func TestARefusedRevokeIsAnAnswer(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", time.Hour)}
	r.start()
	r.press("1")
	r.api.failAll(offline(), everyCall()...)
	r.press("ctrl+r")
	r.shows(" OFFLINE ")
	r.api.failAll(forbidden(), callRevoke)
	r.hold = only[sessionsReadMsg]
	r.press("x", "y")
	r.shows("Not revoked")
	r.hides(" OFFLINE ")
}

// TestTheAccountIsTriedAgain: an account that could not be read for a moment is
// read again soon, and nobody is asked who they are meanwhile.
func TestTheAccountIsTriedAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.failAll(unavailable(), callAccount)
	r.start()
	r.hides("Who are you?")
	if r.m.me.ID != "" {
		t.Fatalf("the user is %q without the account", r.m.me.ID)
	}
	if n := r.since(callAccount, func() { r.pass(20 * time.Second) }); n == 0 {
		t.Error("the account is not read again")
	}
	r.api.failAll(nil, callAccount)
	r.pass(time.Minute)
	if r.m.me.ID != "ada" {
		t.Errorf("a minute after the API was back the user is %q", r.m.me.ID)
	}
	if n := r.since(callAccount, func() { r.pass(10 * time.Minute) }); n != 0 {
		t.Errorf("the account is read %d times more", n)
	}
}
