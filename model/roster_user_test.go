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
