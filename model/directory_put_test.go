package model_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"actas/model"
)

// idsOf are the ids of trusts, with their roles.
func idsOf(trusts []model.Trust) []string {
	var out []string
	for _, t := range trusts {
		out = append(out, t.ID+" "+t.RoleID+t.RoleName)
	}
	return out
}

func TestPutAndDropTrust(t *testing.T) {
	t.Parallel()
	d := &model.Directory{}
	d.AddRoles([]model.Role{{ID: "r1", Name: "Admin"}, {ID: "r2", Name: "Reader"}})
	d.AddTrusts([]model.Trust{{ID: "t1", RoleID: "r1"}, {ID: "t2", RoleName: "Admin"}, {ID: "t3", RoleID: "r2"}})
	before := d.Trusts()
	for _, step := range []struct {
		name       string
		do         func()
		all        []string
		admin, not []string
	}{
		{"a new one", func() { d.PutTrust(model.Trust{ID: "t4", RoleID: "r1"}) },
			[]string{"t1 r1", "t2 Admin", "t3 r2", "t4 r1"}, []string{"t1 r1", "t4 r1", "t2 Admin"}, []string{"t3 r2"}},
		{"one of another role now", func() { d.PutTrust(model.Trust{ID: "t1", RoleID: "r2"}) },
			[]string{"t1 r2", "t2 Admin", "t3 r2", "t4 r1"}, []string{"t4 r1", "t2 Admin"}, []string{"t1 r2", "t3 r2"}},
		{"one that goes", func() { d.DropTrust("t4") },
			[]string{"t1 r2", "t2 Admin", "t3 r2"}, []string{"t2 Admin"}, []string{"t1 r2", "t3 r2"}},
		{"one that is not there", func() { d.DropTrust("t9"); d.DropTrust("") },
			[]string{"t1 r2", "t2 Admin", "t3 r2"}, []string{"t2 Admin"}, []string{"t1 r2", "t3 r2"}},
		{"one without an id", func() { d.PutTrust(model.Trust{RoleID: "r1"}) },
			[]string{"t1 r2", "t2 Admin", "t3 r2", " r1"}, []string{" r1", "t2 Admin"}, []string{"t1 r2", "t3 r2"}},
	} {
		step.do()
		if got := idsOf(d.Trusts()); !slices.Equal(got, step.all) {
			t.Errorf("%s: %q, want %q", step.name, got, step.all)
		}
		if got := idsOf(d.TrustsOf("r1")); !slices.Equal(got, step.admin) {
			t.Errorf("%s: the role has %q, want %q", step.name, got, step.admin)
		}
		if got := idsOf(d.TrustsOf("r2")); !slices.Equal(got, step.not) {
			t.Errorf("%s: the other role has %q, want %q", step.name, got, step.not)
		}
	}
	if got := idsOf(before); !slices.Equal(got, []string{"t1 r1", "t2 Admin", "t3 r2"}) {
		t.Errorf("what was handed out before is %q now", got)
	}
}

// TestPutAndDropAreAsReadAnew: whatever was put and dropped, the directory is as
// one that was filled with the outcome.
func TestPutAndDropAreAsReadAnew(t *testing.T) {
	t.Parallel()
	id, role := rapid.IntRange(0, 6), rapid.IntRange(0, 2)
	rapid.Check(t, func(t *rapid.T) {
		d, want := &model.Directory{}, []model.Trust{}
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			name := fmt.Sprint("t", id.Draw(t, "id"))
			at := slices.IndexFunc(want, func(w model.Trust) bool { return w.ID == name })
			if rapid.Bool().Draw(t, "drop") {
				d.DropTrust(name)
				want = slices.DeleteFunc(want, func(w model.Trust) bool { return w.ID == name })
				continue
			}
			put := model.Trust{ID: name, RoleID: fmt.Sprint("r", role.Draw(t, "role"))}
			d.PutTrust(put)
			if at < 0 {
				want = append(want, put)
			} else {
				want[at] = put
			}
		}
		anew := &model.Directory{}
		anew.AddTrusts(want)
		for i := range 3 {
			r := fmt.Sprint("r", i)
			if got := idsOf(d.TrustsOf(r)); !slices.Equal(got, idsOf(anew.TrustsOf(r))) {
				t.Fatalf("%s has %q, want %q", r, got, idsOf(anew.TrustsOf(r)))
			}
		}
		if got := idsOf(d.Trusts()); !slices.Equal(got, idsOf(want)) {
			t.Fatalf("%q, want %q", got, idsOf(want))
		}
		for _, w := range want {
			if found, ok := d.Trust(w.ID); !ok || found.RoleID != w.RoleID {
				t.Fatalf("%s is found as %+v", w.ID, found)
			}
		}
	})
}
