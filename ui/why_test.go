package ui

import (
	"testing"

	"actas/model"
)

// TestWSaysWhy: on Roles of the role, on Trusts of the trust's role, also where
// the API told its name alone. esc leads back.
func TestWSaysWhy(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.roles = []model.Role{{ID: "r1", Name: "Admin", Type: model.RoleAssumable}}
	named := trustOf("t1", "", model.EntityUser, "bob")
	named.RoleName = "Admin"
	r.api.trusts = []model.Trust{named}
	r.start()
	for _, tab := range []string{"2", "3"} {
		r.press(tab, "w")
		r.shows("user Bob, not you", "It, or another trust, would have to name you.")
		r.press("esc")
		r.hides("would have to name you")
	}
	r.api.trusts = []model.Trust{trustOf("t1", "", model.EntityUser, "bob")}
	r.press("ctrl+r", "3", "w")
	r.shows("The API did not tell this trust's role.")
}
