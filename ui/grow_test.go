package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// lineOf is the line of the screen on which the cursor is on a text, -1 for none.
func (r *rig) lineOf(text string) int {
	return slices.IndexFunc(strings.Split(r.m.View(), "\n"), func(l string) bool {
		return strings.HasPrefix(l, r.m.deps.Theme.Glyphs.Mark) && strings.Contains(l, text)
	})
}

// An organisation arrives page by page while somebody looks at a list: the row that
// they went to stays under the cursor, and where it is on the screen.
func TestAListStaysInPlaceWhileItIsRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		screen string
		list   listName
		keys   []string
	}{
		{"2", roleList, nil}, {"2", roleList, []string{"o"}}, {"2", roleList, []string{"/", "e", "enter"}},
		{"3", trustList, nil}, {"3", trustList, []string{"o", "o"}},
	} {
		t.Run(c.screen+strings.Join(c.keys, ""), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.api.pageSize, r.api.roles, r.api.trusts = 40, nil, nil
			for i := range 400 {
				id := fmt.Sprintf("r%03d", i*7919%400) // in no order
				r.api.roles = append(r.api.roles, model.Role{ID: id, Name: "Role " + id, Type: model.RoleAssumable})
				r.api.trusts = append(r.api.trusts, trustOf("t"+id, id, model.EntityUser, "ada"))
			}
			r.hold = afterPages(2, pagesOfList(c.list))
			r.start()
			r.press(c.screen)
			r.press(c.keys...)
			for range 45 {
				r.send(tea.KeyMsg{Type: tea.KeyDown})
			}
			r.send(tea.KeyMsg{Type: tea.KeyUp})
			on := r.selectedName(c.screen)
			line := r.lineOf(on)
			for len(r.held) > 0 {
				r.hold = afterPages(0, pagesOfList(c.list))
				page := r.held[0]
				r.held = r.held[1:]
				r.send(page)
				r.pass(3 * time.Second) // a list that arrives is followed by ticks
				if got := r.selectedName(c.screen); got != on || r.lineOf(on) != line {
					t.Fatalf("on %q in line %d, before on %q in line %d", got, r.lineOf(got), on, line)
				}
			}
			if got := len(r.m.directory.Roles()); got != 400 || line < 0 {
				t.Errorf("%d roles, line %d", got, line)
			}
		})
	}
}

// selectedName is the name of the role in the selected row of a screen.
func (r *rig) selectedName(screen string) string {
	if screen == "3" {
		t, _ := r.m.trusts.Selected()
		return r.m.scene().TrustRoleName(t)
	}
	role, _ := r.m.roles.Selected()
	return role.Name
}
