package ui

import (
	"testing"

	"actas/model"
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
