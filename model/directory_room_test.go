package model

import "testing"

func TestRoomForAListIsBounded(t *testing.T) {
	t.Parallel()
	for total, want := range map[int]int{-1: 0, 0: 0, 3: 3, 1 << 40: mostExpected} {
		d := &Directory{}
		d.ExpectRoles(total)
		d.ExpectTrusts(total)
		if r, t2 := cap(d.Roles()), cap(d.Trusts()); r < want || r > want+want/8+8 || t2 < want || t2 > want+want/8+8 {
			t.Errorf("expecting %d: room for %d and %d, want about %d", total, r, t2, want)
		}
		d.AddRoles([]Role{{ID: "r1"}})
		before := cap(d.Roles())
		d.ExpectRoles(mostExpected)
		if _, ok := d.Role("r1"); !ok || cap(d.Roles()) != before {
			t.Error("room is made again for a list that is there")
		}
	}
}
