package model

import (
	"testing"
	"time"
)

// overSTS is a session of ada's with AWS keys, as the answer to its request tells it.
func overSTS(sent time.Duration) Session {
	return Session{
		Token: NewSecret("ars-x"), AWS: AWSKeys{NewSecret("id"), NewSecret("secret")}, Name: "x", UserID: "user-ada", RoleID: "role",
		Sent: sent, Remaining: time.Hour, Asked: &AssumeRequest{Dialect: DialectSTS, OrganizationID: "org"}, PackedPolicy: 6, Kept: KeptInKeyring,
	}
}

// only is the one session of a roster.
func only(t *testing.T, r *Roster) LiveSession {
	t.Helper()
	if all := r.List(); len(all) != 1 {
		t.Fatalf("%d sessions", len(all))
	}
	return r.List()[0]
}

func TestAListThatNeverHeldASession(t *testing.T) {
	t.Parallel()
	var r Roster
	r.Put(overSTS(0))
	r.MergeUser("user-ada", nil, time.Minute)
	r.Merge(nil, time.Minute)
	if l := only(t, &r); l.State(time.Minute, false) != StateActive || !l.Unlisted() {
		t.Errorf("it is %s", l.State(time.Minute, false))
	}
	over := time.Hour + unconfirmed
	if r.Ending("user-ada", over) {
		t.Error("a list is asked what became of it")
	}
	r.Settle(over)
	if l := only(t, &r); l.State(over, false) != StateEnding {
		t.Errorf("it is %s at once", l.State(over, false))
	}
	r.Settle(over + time.Second)
	if l := only(t, &r); l.State(over, false) != StateExpired {
		t.Errorf("it is %s in the end", l.State(over, false))
	}
}

// TestAListThatHoldsASession takes nothing away from what its own answer told, whichever
// came first, and judges it from then on.
func TestAListThatHoldsASession(t *testing.T) {
	t.Parallel()
	told := Session{ID: "id", Token: NewSecret("ars-x"), Name: "x", UserID: "user-ada", Remaining: 59 * time.Minute, Sent: time.Minute}
	for name, put := range map[string]func(*Roster){
		"the answer first": func(r *Roster) { r.Put(overSTS(0)); r.MergeUser("user-ada", []Session{told}, time.Minute) },
		"the list first": func(r *Roster) {
			r.MergeUser("user-ada", []Session{told}, time.Minute)
			r.Put(overSTS(2 * time.Minute))
		},
		"the list first, and newer": func(r *Roster) { r.MergeUser("user-ada", []Session{told}, time.Minute); r.Put(overSTS(0)) },
	} {
		var r Roster
		put(&r)
		l := only(t, &r)
		if l.AWS != overSTS(0).AWS || l.Asked == nil || l.PackedPolicy != 6 || l.Kept != KeptInKeyring || l.ID != "id" || l.Unlisted() {
			t.Errorf("%s: %+v", name, l)
		}
		r.MergeUser("user-ada", nil, 3*time.Minute)
		if l := only(t, &r); l.Gone != StateRevoked {
			t.Errorf("%s: a list that lacks it leaves it %q", name, l.Gone)
		}
	}
}

func TestAnEndThatNothingConfirmed(t *testing.T) {
	t.Parallel()
	var r Roster
	kept := overSTS(0)
	kept.Unverified = true
	r.Put(kept)
	if l := only(t, &r); l.State(time.Minute, false) != StateUnverified {
		t.Errorf("it is %s", l.State(time.Minute, false))
	}
	answer := Session{Token: kept.Token, Name: "x", Sent: time.Minute, Remaining: 30 * time.Minute}
	r.Put(answer)
	l := only(t, &r)
	if l.State(2*time.Minute, false) != StateActive || l.Countdown.Left(time.Minute) != 30*time.Minute || l.AWS != kept.AWS {
		t.Errorf("it is %s with %v left", l.State(2*time.Minute, false), l.Countdown.Left(time.Minute))
	}
}

func TestWhichRequestsNoListTells(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		request AssumeRequest
		want    bool
	}{
		{AssumeRequest{UserID: "user-ada"}, false},
		{AssumeRequest{UserID: "user-ada", Dialect: DialectSTS}, true},
		{AssumeRequest{IssuerID: "issuer"}, true},
		{AssumeRequest{}, true},
		{AssumeRequest{Dialect: DialectECS}, true},
	} {
		if got := c.request.Unlisted(); got != c.want {
			t.Errorf("%+v: %v", c.request, got)
		}
	}
}
