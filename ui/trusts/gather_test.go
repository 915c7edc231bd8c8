package trusts

import (
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/screentest"
)

// shownIDs are the ids of the trusts in sight, from the top.
func shownIDs(m Model) []string {
	var ids []string
	m.browse.Visible(func(row int, _ bool) { ids = append(ids, m.rows.Key(row)) })
	return ids
}

// The first rows of a long list are there at once, as they arrived; the command puts
// all of them in order, as a short list is from the start.
func TestALongListIsGatheredBeside(t *testing.T) {
	t.Parallel()
	d := long()
	s := sceneOf(80, 19, d)
	m, cmd := New().Sync(s)
	if got := shownIDs(m); len(got) != 18 || got[0] != d.Trusts()[0].ID || got[5] != d.Trusts()[5].ID {
		t.Errorf("at once: %q", got)
	}
	for _, key := range []string{"down", "o", "/", "x", "esc", "enter", "esc"} {
		m, _ = m.Update(screentest.Key(key), s)
		m.View(s)
	}
	m = take(m, cmd, s)
	in := m.basis(s)
	want := newRows(s, in, &rows{})
	order := make([]int, want.Len())
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return want.Compare(m.browse.Sort(), a, b) })
	first := slices.Index(order, 0)
	if got, ok := m.Selected(); !ok || m.rows.in != in || m.browse.At() == 0 || first < 0 {
		t.Errorf("on %q, made of %+v", got.ID, m.rows.in)
	}
	var got []string
	m, _ = m.Update(tea.KeyMsg{Type: tea.KeyHome}, s)
	got = shownIDs(m)
	for i, id := range got {
		if id != want.Key(order[i]) {
			t.Fatalf("line %d has %q, want %q", i, id, want.Key(order[i]))
		}
	}
}

// What is put in the place of a trust while rows are gathered is shown, not the row
// that was made of the one before.
func TestRowsThatWereOvertakenAreNotShown(t *testing.T) {
	t.Parallel()
	d := long()
	s := sceneOf(80, 19, d)
	m, cmd := New().Sync(s)
	changed := d.Trusts()[0]
	changed.RoleName = "Renamed"
	d.PutTrust(changed)
	m, again := m.Sync(s)
	if m = take(m, cmd, s); m.rows.standing != nil {
		t.Error("rows of the trusts before are shown")
	}
	if m = take(m, again, s); m.rows.standing == nil || m.rows.trust(0).RoleName != "Renamed" {
		t.Error("the rows of the trusts as they are now are not shown")
	}
}

// A list out of sight is made before it is asked for, once.
func TestAListIsPrepared(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, long())
	m, cmd := New().Prepare(s)
	if _, twice := m.Prepare(s); cmd == nil || twice != nil {
		t.Error("it is not made, or made twice")
	}
	m = take(m, cmd, s)
	if _, again := m.Prepare(s); again != nil || m.rows.standing == nil {
		t.Error("it is made again")
	}
	if _, none := New().Prepare(sceneOf(80, 19, organisation())); none != nil {
		t.Error("a short list is made before it is asked for")
	}
}

// Going from the trusts of one role back to all finds them made.
func TestAllTrustsAreKeptBesideThoseOfARole(t *testing.T) {
	t.Parallel()
	d := long()
	s := sceneOf(80, 19, d)
	m, cmd := New().Sync(s)
	m = take(m, cmd, s)
	all := m.rows.Len()
	m, _ = m.ShowRole(model.Role{ID: "bulk-7"}, s)
	if got := shownIDs(m); !slices.Equal(got, []string{"bulk-7"}) {
		t.Errorf("of the role: %q", got)
	}
	if m, cmd = m.showAll(s); m.rows.Len() != all || m.rows.standing == nil || len(answers(cmd)) > 0 {
		t.Errorf("%d rows of %d, or they are made anew", m.rows.Len(), all)
	}
}
