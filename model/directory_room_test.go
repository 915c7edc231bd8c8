package model

import (
	"testing"
	"unsafe"
)

// one reports that two texts lie in one place.
func one(a, b string) bool { return unsafe.StringData(a) == unsafe.StringData(b) }

func TestTrustsShareTheTextsOfTheirRoles(t *testing.T) {
	t.Parallel()
	text := func(s string) string { return string([]byte(s)) }
	d := &Directory{}
	d.AddTrusts([]Trust{{ID: "t1", RoleID: text("r1"), RoleName: text("Admin")}, {ID: "t2", RoleID: text("gone")}, {ID: "t3"}})
	d.AddRoles([]Role{{ID: text("r1"), Name: text("Admin")}, {}})
	d.Share()
	d.AddTrusts([]Trust{{ID: "t4", RoleID: text("r1"), RoleName: text("Old name")}})
	role := d.Roles()[0]
	for i, want := range []Trust{{RoleID: "r1", RoleName: "Admin"}, {RoleID: "gone"}, {}, {RoleID: "r1", RoleName: "Old name"}} {
		got := d.Trusts()[i]
		if got.RoleID != want.RoleID || got.RoleName != want.RoleName {
			t.Errorf("trust %d names %q, %q", i, got.RoleID, got.RoleName)
		}
		if want.RoleID == "r1" && !one(got.RoleID, role.ID) || want.RoleName == "Admin" && !one(got.RoleName, role.Name) {
			t.Errorf("trust %d has texts of its own", i)
		}
	}
}

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
