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

// TestWOnPeopleSaysWhyOfThem: of the role whose people are listed, and of the
// person in the row. esc leads back to the screen below.
func TestWOnPeopleSaysWhyOfThem(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.users = append(r.api.users, model.User{ID: "u1", Name: "Carol"})
	r.api.roles = []model.Role{{ID: "r1", Name: "Admin", Type: model.RoleAssumable}, {ID: "r2", Name: "Reader", Type: model.RoleAssumable}}
	carol := trustOf("t1", "r1", model.EntityUser, "u1")
	carol.SourceIPs = []model.IPCondition{model.ParseIPCondition("10.0.0.0/8")}
	r.api.trusts = []model.Trust{carol}
	r.start()
	r.press("2", "p")
	r.shows("who can assume Admin")
	r.press("w")
	r.shows("Not known: whether the trust of user Carol allows the address.", "unknown: the address is not known")
	r.hides("my address", "that is you", "who can assume")
	r.press("esc")
	r.shows("Reader")
	r.hides("allows the address", "who can assume")
}
