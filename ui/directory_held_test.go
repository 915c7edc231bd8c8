package ui

import (
	"runtime"
	"testing"

	"actas/model"
	"actas/ui/browse"
)

// Bubble Tea holds the model that it began with: what is read must not be in that
// one's directory, or a second one would stay beside it for good.
func TestTheModelFromTheStartHoldsNothingThatIsRead(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.trusts = []model.Trust{trustOf("t1", "r1", model.EntityUser, "ada")}
	first := r.m
	r.start()
	if len(r.m.directory.Trusts()) != 1 || len(first.directory.Roles())+len(first.directory.Trusts())+len(first.directory.Users()) > 0 {
		t.Errorf("%d trusts are read, %d are held from the start", len(r.m.directory.Trusts()), len(first.directory.Trusts()))
	}
}

// What rows were made of before is freed once others are there.
func TestGatheredRowsHaveTheOnesBeforeFreed(t *testing.T) {
	r := newRig(t)
	r.start()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, cmd := r.m.gathered(browse.GatheredMsg{ID: "none"})
	if cmd == nil {
		t.Fatal("nothing is done beside the event loop")
	}
	if cmd() != nil {
		t.Error("an answer comes of it")
	}
	runtime.ReadMemStats(&after)
	if after.NumForcedGC <= before.NumForcedGC {
		t.Error("nothing is collected")
	}
}
