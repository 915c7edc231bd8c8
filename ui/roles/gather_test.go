package roles

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/scene"
)

// gathered runs the commands of a list until nothing is made any more.
func gathered(m Model, cmd tea.Cmd, s scene.Scene) Model {
	if cmd == nil {
		return m
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, one := range msg {
			m = gathered(m, one, s)
		}
	case browse.GatheredMsg, browse.OrderedMsg:
		var next tea.Cmd
		m, next = m.Update(msg, s)
		m = gathered(m, next, s)
	}
	return m
}

func shownIDs(m Model) []string {
	var ids []string
	m.browse.Visible(func(row int, _ bool) { ids = append(ids, m.rows.Key(row)) })
	return ids
}

// The first rows of a long list are there at once, as they arrived, and all in order
// when they were gathered. What replaces the directory leaves them until its own are.
func TestALongListIsGatheredBeside(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, many(browse.AtOnce+1))
	m, cmd := New().Sync(s)
	if got := shownIDs(m); len(got) != 18 || got[3] != s.Directory.Roles()[3].ID || m.rows.standing != nil {
		t.Errorf("at once: %q", got)
	}
	if got := m.View(s).Summary; got != "2,001 roles" {
		t.Errorf("what is not counted yet: %q", got)
	}
	m = gathered(m, cmd, s)
	inOrder := shownIDs(m)
	want := newRows(s, basisOf(s), &rows{})
	if m.rows.standing == nil || !slices.IsSortedFunc(inOrder, func(a, b string) int {
		at := func(id string) int {
			return slices.IndexFunc(want.roles, func(r model.Role) bool { return r.ID == id })
		}
		return want.Compare(m.browse.Sort(), at(a), at(b))
	}) {
		t.Errorf("not in order: %s", strings.Join(inOrder, "\n"))
	}
	s.Directory = many(browse.AtOnce + 2)
	m, cmd = m.Sync(s)
	if got := shownIDs(m); !slices.Equal(got, inOrder) {
		t.Errorf("while those of another directory are made: %q", got)
	}
	if m = gathered(m, cmd, s); m.rows.Len() != browse.AtOnce+2 {
		t.Errorf("%d rows", m.rows.Len())
	}
}

// A role that gets another trust is judged anew, the others are not.
func TestWhatHoldsIsNotJudgedAgain(t *testing.T) {
	t.Parallel()
	d := many(20)
	d.ExpectTrusts(0)
	s := sceneOf(80, 24, d)
	before := newRows(s, basisOf(s), &rows{})
	if again := newRows(s, basisOf(s), before); &again.standing[0] != &before.standing[0] || !again.stands(before) {
		t.Error("what holds is judged again")
	}
	d.AddTrusts([]model.Trust{{ID: "more", RoleID: d.Roles()[1].ID, Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: s.Caller.UserID}}})
	after := newRows(s, basisOf(s), before)
	if got := after.standing[1].Verdict().State; got != model.VerdictOpen {
		t.Errorf("the role with another trust is %q", got)
	}
	changed := d.Trusts()[0]
	changed.Entity.ID = "nobody"
	d.PutTrust(changed)
	if got := newRows(s, basisOf(s), after).standing[0].Verdict().State; got != model.VerdictNotForMe {
		t.Errorf("the role whose trust was changed is %q", got)
	}
}

// The list ends in the order that the header names, though a minute passes before the
// answer and rows are only told anew.
func TestAnOrderOutlastsAMinute(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, many(browse.AtOnce+1))
	m, cmd := New().Sync(s)
	m = gathered(m, cmd, s)
	m, cmd = m.Update(browse.SortMsg{}, s)
	s.Now.Wall = s.Now.Wall.Add(time.Minute)
	m, _ = m.Sync(s)
	m = gathered(m, cmd, s)
	m, _ = m.Update(tea.KeyMsg{Type: tea.KeyHome}, s)
	if got := shownNames(m); m.browse.Sort() != byName || got[1] != "Team 1 Operator" || !slices.IsSorted(got) {
		t.Errorf("by name: %q", got)
	}
}

func shownNames(m Model) []string {
	var names []string
	m.browse.Visible(func(row int, _ bool) { names = append(names, m.rows.roles[row].Name) })
	return names
}

// Rows as they arrived are not taken for rows in order, whatever answer comes late.
func TestALateAnswerReplacesNothing(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, many(browse.AtOnce+1))
	m, made := New().Sync(s)
	m, late := m.Update(browse.SortMsg{}, s)
	m = gathered(m, made, s)
	want := shownIDs(m)
	if m, _ = m.Update(late(), s); m.rows.bare() || !slices.Equal(shownIDs(m), want) {
		t.Errorf("%q are shown, want %q", shownIDs(m), want)
	}
	if got := shownNames(m); got[1] != "Team 1 Operator" {
		t.Errorf("by name: %q", got)
	}
}

// The cursor stays on the first row until rows stand where they belong.
func TestTheCursorDoesNotFollowAnUnorderedRow(t *testing.T) {
	t.Parallel()
	d, more := &model.Directory{}, many(browse.AtOnce+1)
	d.AddRoles([]model.Role{{ID: "lonely", Name: "Zero", Type: model.RoleAssumable}})
	d.AddRoles(more.Roles())
	d.AddTrusts(more.Trusts())
	s := sceneOf(80, 19, d)
	m, cmd := New().Sync(s)
	if r, _ := m.Selected(); r.ID != "lonely" {
		t.Fatalf("%q came first", r.ID)
	}
	if m = gathered(m, cmd, s); m.browse.At() != 1 {
		t.Errorf("the cursor stands on row %d", m.browse.At())
	}
}

// What a role allows is told without judging roles or putting them in order.
func TestPoliciesAloneChangeNoPlace(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, many(20))
	m, _ := New().Sync(s)
	was := m.rows
	id := was.Key(3)
	s.Directory.SetPolicies(map[string][]model.Policy{id: {{Name: "read"}}})
	s.Now.Wall = s.Now.Wall.Add(time.Second)
	m, _ = m.Sync(s)
	if len(m.rows.roles[3].Policies) != 1 || !m.rows.stands(was) {
		t.Error("the policy is not told, or rows stand elsewhere")
	}
	if !m.rows.now.Equal(was.now) {
		t.Error("all rows are made anew")
	}
}

// What is told of policies while rows are gathered is there with them.
func TestPoliciesThatComeMeanwhileAreTold(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, many(browse.AtOnce+1))
	m, cmd := New().Sync(s)
	s.Directory.SetPolicies(map[string][]model.Policy{s.Directory.Roles()[3].ID: {{Name: "read"}}})
	m, again := m.Sync(s)
	if again != nil {
		t.Error("the rows are gathered twice")
	}
	if m = gathered(m, cmd, s); m.rows.bare() || len(m.rows.roles[3].Policies) != 1 {
		t.Error("the policy is not told")
	}
}
