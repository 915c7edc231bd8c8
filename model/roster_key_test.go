package model

import (
	"testing"
	"time"
)

// TestASessionKeepsItsKey: an answer without an id, then one with it. Whoever holds the
// first key, or either answer, finds the session.
func TestASessionKeepsItsKey(t *testing.T) {
	t.Parallel()
	made := overSTS(0)
	told := Session{ID: "id", Token: made.Token, Name: "x", UserID: "user-ada", Remaining: time.Hour, Sent: time.Second}
	start := func() *Roster {
		var r Roster
		before := r.Put(made)
		after := r.Put(told)
		if before.Key() != made.Key() || after.Key() != made.Key() || after.ID != "id" || r.KeyOf(told) != made.Key() {
			t.Errorf("the key was %s, and is %s", before.Key(), after.Key())
		}
		return &r
	}
	r := start()
	if l, ok := r.Find(made.Key()); !ok || l.ID != "id" {
		t.Errorf("found %+v", l)
	}
	for name, s := range map[string]Session{
		"the first answer": made, "the later one": told, "the one on the list": only(t, r).Session, "an answer without a token": {ID: "id"},
	} {
		r := start()
		r.MarkGone(s, StateRevoked, time.Minute)
		if l := only(t, r); l.Gone != StateRevoked {
			t.Errorf("%s: not marked as gone", name)
		}
		if r.Drop(s); len(r.List()) != 0 {
			t.Errorf("%s: not dropped", name)
		}
	}
}

// TestAnAnswerAboutADroppedSession comes too late.
func TestAnAnswerAboutADroppedSession(t *testing.T) {
	t.Parallel()
	var r Roster
	r.Put(overSTS(0))
	r.Put(Session{ID: "other", Token: NewSecret("ars-y"), Remaining: time.Hour})
	r.Drop(overSTS(0))
	if l := r.Put(overSTS(time.Minute)); l.Name != "x" {
		t.Errorf("%+v", l)
	}
	if l := only(t, &r); l.ID != "other" {
		t.Errorf("%+v is back", l)
	}
}

func TestAnswersAboutTheSameSession(t *testing.T) {
	t.Parallel()
	x, y := NewSecret("x"), NewSecret("y")
	for _, c := range []struct {
		a, b Session
		same bool
	}{
		{Session{ID: "1", Token: x}, Session{ID: "1"}, true},
		{Session{ID: "1", Token: x}, Session{Token: x}, true},
		{Session{ID: "1", Token: x}, Session{ID: "2", Token: x}, false},
		{Session{Token: x}, Session{Token: y}, false},
		{Session{ID: "1"}, Session{Token: x}, false},
		{Session{}, Session{}, false},
	} {
		if c.a.Is(c.b) != c.same || c.b.Is(c.a) != c.same {
			t.Errorf("%+v and %+v: %v", c.a, c.b, c.a.Is(c.b))
		}
	}
}
