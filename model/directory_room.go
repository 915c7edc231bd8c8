package model

import "slices"

// mostExpected bounds the room that is made for what an API says it will tell.
const mostExpected = 1 << 18

// ExpectRoles makes room for a list of so many roles, of which none is there yet. A
// table that grows step by step is there twice at each step.
func (d *Directory) ExpectRoles(total int) { d.roles.expect(total) }

// ExpectTrusts is ExpectRoles for trusts.
func (d *Directory) ExpectTrusts(total int) { d.trusts.expect(total) }

func (t *table[T]) expect(total int) {
	if total = min(total, mostExpected); len(t.items) == 0 && total > 0 {
		t.items = slices.Grow(t.items, total)
		t.index = make(map[string]int32, total)
	}
}

// Share makes the trusts name their roles with the roles' own texts, which are the
// same: with 100,000 trusts that is 8 MB less. Trusts that come after their roles
// share from the start. Nothing may read the trusts beside this.
func (d *Directory) Share() { d.shareFrom(0) }

// shareFrom is Share for the trusts from a place on.
func (d *Directory) shareFrom(first int) {
	for i := first; i < len(d.trusts.items); i++ {
		t := &d.trusts.items[i]
		at, known := d.roles.index[t.RoleID]
		if !known || t.RoleID == "" {
			continue
		}
		role := &d.roles.items[at]
		t.RoleID = role.ID
		if t.RoleName == role.Name {
			t.RoleName = role.Name
		}
	}
}
