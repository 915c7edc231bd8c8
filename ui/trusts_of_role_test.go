package ui

import (
	"testing"

	"actas/model"
)

// TestTShowsTheTrustsOfThatRoleAlone: by its id, since names resemble each other
// and need not be unique.
func TestTShowsTheTrustsOfThatRoleAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.users = append(r.api.users,
		model.User{ID: "u1", Name: "Carol"}, model.User{ID: "u2", Name: "Dave"}, model.User{ID: "u3", Name: "Erin"})
	r.api.roles = []model.Role{
		{ID: "r1", Name: "Admin", Type: model.RoleAssumable},
		{ID: "r4", Name: "Database Admin", Type: model.RoleAssumable},
		{ID: "r5", Name: "Admin", Type: model.RoleAssumable},
		{ID: "r6", Name: "Reader", Type: model.RoleAssumable},
	}
	r.api.trusts = []model.Trust{
		trustOf("t1", "r1", model.EntityUser, "u1"),
		trustOf("t4", "r4", model.EntityUser, "u2"),
		trustOf("t5", "r5", model.EntityUser, "u3"),
	}
	r.start()
	r.press("2")
	showTrustsOf(r, "r1")
	r.shows("Carol")
	r.hides("Dave", "Erin")
	r.press("ctrl+r")
	r.shows("Carol")
	r.hides("Dave", "Erin")
	r.press("esc")
	r.shows("Carol", "Dave", "Erin")
	r.press("2")
	showTrustsOf(r, "r6")
	r.hides("Carol", "Dave", "Erin")
}

// showTrustsOf puts the cursor on a role and presses t.
func showTrustsOf(r *rig, roleID string) {
	r.t.Helper()
	r.press("k", "k", "k", "k")
	for range r.api.roles {
		if role, _ := r.m.roles.Selected(); role.ID == roleID {
			r.press("t")
			return
		}
		r.press("j")
	}
	r.t.Fatalf("no row is role %s", roleID)
}
