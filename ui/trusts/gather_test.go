package trusts

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/browse"
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

// The list ends in the order that the header names, though a minute passes before the
// answer and rows are only told anew.
func TestAnOrderOutlastsAMinute(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, long())
	m, cmd := New().Sync(s)
	m = take(m, cmd, s)
	m, cmd = m.Update(browse.SortMsg{}, s)
	s.Now.Wall = s.Now.Wall.Add(time.Minute)
	m, _ = m.Sync(s)
	m = take(m, cmd, s)
	got := shownIDs(m)
	m, cmd = New().Sync(s)
	m = take(m, cmd, s)
	m, cmd = m.Update(browse.SortMsg{}, s)
	m = take(m, cmd, s)
	if want := shownIDs(m); m.browse.Sort() != byRole || !slices.Equal(got, want) {
		t.Errorf("by role: %q, want %q", got, want)
	}
}

// Nothing is said of trusts that were not looked at yet.
func TestRowsThatAreGatheredAreNotCounted(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, long())
	m, cmd := New().Sync(s)
	for _, msg := range answers(cmd) {
		if found, looked := msg.(AuditedMsg); looked {
			m, _ = m.Update(found, s)
		}
	}
	if got, why := m.View(s).Summary, m.Blocked(lookMsg{}, s); got != "2,006 trusts" || why != "the trusts are being put in order" {
		t.Errorf("%q, and what is worth a look is not shown since %q", got, why)
	}
	if m = take(m, cmd, s); m.Blocked(lookMsg{}, s) != "" || !strings.Contains(m.View(s).Summary, "worth a look") {
		t.Errorf("gathered: %q, %q", m.View(s).Summary, m.Blocked(lookMsg{}, s))
	}
}

// What a role allows changes no trust.
func TestPoliciesLeaveTheTrusts(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, organisation())
	m, _ := New().Sync(s)
	was := m.rows
	s.Directory.SetPolicies(map[string][]model.Policy{"deploy": {{Name: "read"}}})
	if m, _ = m.Sync(s); m.rows != was {
		t.Error("the rows are made anew")
	}
}

// careless is a long list of trusts of which each is worth a look, some more than
// others.
func careless() *model.Directory {
	d := organisation()
	for i := range browse.AtOnce + 1 {
		t := model.Trust{ID: fmt.Sprint("bulk-", i), RoleID: "deploy", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "grace"}}
		if i%2 == 1 {
			t.ValidUntilProblem = "0000-00-00"
		}
		d.AddTrusts([]model.Trust{t})
	}
	return d
}

// A long list of what is worth a look is shown at once, and put in order beside the
// event loop.
func TestWhatIsWorthALookIsPutInOrderBeside(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, careless())
	m, cmd := New().Sync(s)
	m = take(m, cmd, s)
	m.browse = m.browse.Select(m.rows, "bulk-8")
	m, cmd = m.Update(lookMsg{}, s)
	if m.rows.Len() <= browse.AtOnce || !m.browse.Sorting() {
		t.Errorf("at once: %d rows, being put in order %v", m.rows.Len(), m.browse.Sorting())
	}
	m.View(s)
	m = take(m, cmd, s)
	if at, _ := m.Selected(); at.ID != "bulk-8" || m.browse.Sorting() {
		t.Errorf("in order: on %q", at.ID)
	}
	m, _ = m.Update(tea.KeyMsg{Type: tea.KeyHome}, s)
	var rows []int
	m.browse.Visible(func(row int, _ bool) { rows = append(rows, row) })
	if !slices.IsSortedFunc(rows, func(a, b int) int { return m.rows.Compare(byAccess, a, b) }) || m.rows.trust(rows[1]).ValidUntilProblem == "" {
		t.Errorf("not the gravest first: %q", shownIDs(m))
	}
	m, cmd = m.Update(lookMsg{}, s)
	if m = take(m, cmd, s); m.narrowed() || m.rows.Len() != len(s.Directory.Trusts()) {
		t.Error("all are not shown again")
	}
}

// What is worth a look stays in sight, in its order, while the trusts are read again
// and looked at again.
func TestWhatIsWorthALookStaysWhileItIsGathered(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, careless())
	m, cmd := New().Sync(s)
	m = take(m, cmd, s)
	m, cmd = m.Update(lookMsg{}, s)
	m = take(m, cmd, s)
	want := shownIDs(m)
	s.Directory = careless()
	m, cmd = m.Sync(s)
	if got := shownIDs(m); !slices.Equal(got, want) {
		t.Errorf("meanwhile: %q, want %q", got, want)
	}
	if m = take(m, cmd, s); !slices.Equal(shownIDs(m), want) || m.rows.in != m.basis(s) {
		t.Errorf("after it: %q, want %q", shownIDs(m), want)
	}
	s.Directory = careless()
	m, cmd = m.LetGo().Sync(s)
	if got := strings.Join(m.View(s).Body, ""); strings.Contains(got, "any more") || !strings.Contains(got, "being looked at") {
		t.Errorf("what was not looked at: %s", got)
	}
	if m = take(m, cmd, s); !slices.Equal(shownIDs(m), want) {
		t.Errorf("let go of: %q, want %q", shownIDs(m), want)
	}
}

// The place among all trusts is not held while some are shown, but for its order.
func TestTheIndexOfAllTrustsIsLetGoOf(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, organisation())
	x := open(t, s).Press("/", "a", "enter")
	m, _ := x.Model.ShowRole(model.Role{ID: "deploy"}, s)
	if m.whole.Filter().On() || m.whole.Shown() != 0 {
		t.Errorf("%q and %d rows are held", m.whole.Filter().Query(), m.whole.Shown())
	}
}

// Nothing holds a directory whose place another has taken, once that one's rows are
// there: neither the rows of all trusts nor what was found among them.
func TestADirectoryThatWasReplacedIsLetGoOf(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, long())
	m, cmd := New().Sync(s)
	m = take(m, cmd, s)
	m, _ = m.ShowRole(model.Role{ID: "bulk-7"}, s)
	was := s.Directory
	s.Directory = long()
	m, _ = m.Sync(s)
	if m.rows.in.directory == was || m.all.in.directory == was || m.findings.in.directory == was || m.gathering.directory == was {
		t.Error("the directory from before is held")
	}
}
