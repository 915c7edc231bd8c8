package ui

import (
	"testing"

	"actas/model"
)

// A list that nobody sees is brought up to date when it is shown, on its row.
func TestListsOutOfSightCatchUp(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.press("3")
	r.m.trusts = r.m.trusts.Select("t2")
	r.press("2")
	r.m.directory.AddTrusts([]model.Trust{trustOf("t0", "r1", model.EntityUser, "ada")})
	r.m, _ = r.m.sync()
	if !r.m.behind.trusts || r.m.behind.roles {
		t.Errorf("behind is %+v", r.m.behind)
	}
	r.press("3")
	if at, _ := r.m.trusts.Selected(); at.ID != "t2" || r.m.behind.trusts {
		t.Errorf("the cursor is on %q, behind is %+v", at.ID, r.m.behind)
	}
}

// What another directory replaces is not held on to by a list out of sight.
func TestListsOutOfSightLetGo(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.press("3")
	r.m.trusts = r.m.trusts.Select("t2")
	r.press("2")
	r.m = r.m.letGo()
	if _, any := r.m.trusts.Selected(); any {
		t.Error("the trusts hold rows")
	}
	r.press("3")
	if at, _ := r.m.trusts.Selected(); at.ID != "t2" {
		t.Errorf("the cursor is on %q", at.ID)
	}
}
