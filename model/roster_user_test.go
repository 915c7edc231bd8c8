package model

import (
	"testing"
	"time"
)

// everyoneRoster holds two sessions of ada, one of grace and one of nobody.
func everyoneRoster() *Roster {
	var r Roster
	r.MergeUser("ada", []Session{
		{ID: "a1", UserID: "ada", Remaining: time.Hour},
		{ID: "a2", UserID: "ada", Remaining: 30 * time.Minute},
	}, 0)
	r.MergeUser("grace", []Session{{ID: "g1", Remaining: time.Minute}}, 0)
	r.Put(Session{ID: "i1", IssuerID: "vke", Remaining: 2 * time.Hour})
	return &r
}

func TestKeepUserDropsTheOthers(t *testing.T) {
	t.Parallel()
	r := everyoneRoster()
	r.KeepUser("ada")
	var got []string
	for _, l := range r.List() {
		got = append(got, l.ID)
	}
	if want := []string{"a1", "a2", "i1"}; len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("kept %v, want %v", got, want)
	}
}

func TestSoonestOfAUserIgnoresTheOthers(t *testing.T) {
	t.Parallel()
	r := everyoneRoster()
	if l, ok := r.SoonestOf("ada", 0); !ok || l.ID != "a2" {
		t.Errorf("soonest of ada: %q, %v; want a2", l.ID, ok)
	}
	if l, ok := r.Soonest(0); !ok || l.ID != "g1" {
		t.Errorf("soonest of all: %q, %v; want g1", l.ID, ok)
	}
	if l, ok := r.SoonestOf("linus", 0); !ok || l.ID != "i1" {
		t.Errorf("soonest of somebody without sessions: %q, %v; want nobody's i1", l.ID, ok)
	}
}

func TestSessionsOfNobodySettleByThemselves(t *testing.T) {
	t.Parallel()
	r := everyoneRoster()
	state := func(id string, boot time.Duration) SessionState {
		for _, l := range r.List() {
			if l.ID == id {
				return l.State(boot, false)
			}
		}
		return ""
	}
	end := 2 * time.Hour
	for _, step := range []struct {
		boot         time.Duration
		nobody, mine SessionState
	}{
		{end - time.Second, StateExpiring, StateEnding},
		{end, StateEnding, StateEnding},
		{end + 10*time.Second, StateEnding, StateEnding},
		{end + 11*time.Second, StateExpired, StateEnding},
	} {
		r.Settle(step.boot)
		if got := state("i1", step.boot); got != step.nobody {
			t.Errorf("nobody's at %v: %s, want %s", step.boot, got, step.nobody)
		}
		if got := state("a1", step.boot); got != step.mine {
			t.Errorf("mine at %v: %s, want %s: only the API says that it ended", step.boot, got, step.mine)
		}
	}
}

func TestEndingIsOfOneUser(t *testing.T) {
	t.Parallel()
	r := everyoneRoster()
	if r.Ending("ada", 29*time.Minute) || !r.Ending("grace", 29*time.Minute) {
		t.Error("at 29 minutes grace's session alone stands at zero")
	}
	if !r.Ending("ada", 30*time.Minute) || r.Ending("", 3*time.Hour) {
		t.Error("at 30 minutes one of ada's does, and nobody's is never asked for")
	}
	r.MarkGone(Session{ID: "a2"}, StateExpired, 30*time.Minute)
	if r.Ending("ada", 30*time.Minute) {
		t.Error("one that is gone is not asked for")
	}
}

func TestOverIsTheTimeSinceZero(t *testing.T) {
	t.Parallel()
	if got := (Countdown{}).Over(time.Hour); got != 0 {
		t.Errorf("one that was never anchored: %v", got)
	}
	c := Countdown{}.Anchor(time.Minute, time.Hour)
	if a, b := c.Over(time.Hour), c.Over(62*time.Minute); a != 0 || b != time.Minute {
		t.Errorf("Over = %v and %v, want 0 and 1m", a, b)
	}
}
