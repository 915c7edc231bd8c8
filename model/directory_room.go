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
