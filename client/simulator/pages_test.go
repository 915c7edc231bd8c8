package simulator_test

import (
	"net/http"
	"slices"
	"testing"

	"actas/client/simulator"
	"actas/model"
)

type meta struct {
	Total int
	Links struct{ Next, Prev string }
}

func (r reply) meta() meta {
	r.t.Helper()
	var m struct{ Meta meta }
	r.want(http.StatusOK).into(&m)
	return m.Meta
}

// numbered is an organisation with so many roles more than none.
func numbered(t *testing.T, n int) *bench {
	t.Helper()
	b := start(t, simulator.Config{Empty: true})
	for i := range n {
		b.AddRole(model.Role{Name: string(rune('a' + i))})
	}
	return b
}

func TestPagesForwardAndBack(t *testing.T) {
	t.Parallel()
	b := numbered(t, 7)
	first := b.get("/v2/roles?per_page=3")
	second := b.get("/v2/roles?per_page=3&cursor=" + first.meta().Links.Next)
	third := b.get("/v2/roles?per_page=3&cursor=" + second.meta().Links.Next)
	var names []any
	for _, r := range []reply{first, second, third} {
		names = append(names, column(r.items("roles"), "name")...)
	}
	if want := []any{"a", "b", "c", "d", "e", "f", "g"}; !slices.Equal(names, want) {
		t.Errorf("pages hold %v", names)
	}
	if first.meta().Links.Prev != "" || third.meta().Links.Next != "" || third.meta().Total != 7 {
		t.Errorf("ends: %+v and %+v", first.meta(), third.meta())
	}
	back := b.get("/v2/roles?per_page=3&cursor=" + third.meta().Links.Prev)
	if string(back.body) != string(second.body) {
		t.Errorf("back from the third page: %s", back.body)
	}
}

func TestPageHoldsAHundredByDefault(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Roles: 600})
	for query, want := range map[string]int{"": 100, "?per_page=500": 500, "?per_page=1": 1} {
		if got := len(b.get("/v2/role-trusts" + query).items("role_trusts")); got != want {
			t.Errorf("%q: %d items, want %d", query, got, want)
		}
	}
}

func TestPageSizesAndCursorsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	b := numbered(t, 3)
	foreign := b.get("/v2/roles?per_page=1").meta().Links.Next
	for _, path := range []string{
		"/v2/roles?per_page=0", "/v2/roles?per_page=501", "/v2/roles?per_page=many",
		"/v2/roles?cursor=nonsense", "/v2/role-trusts?cursor=" + foreign,
	} {
		b.get(path).want(http.StatusBadRequest)
	}
}

func TestLastPageThatEndsWithDeletedRowsHasNoNext(t *testing.T) {
	t.Parallel()
	b := numbered(t, 4)
	for _, name := range []string{"c", "d"} {
		b.DeleteRole(b.role(name).ID)
	}
	r := b.get("/v2/roles?per_page=2")
	if m := r.meta(); m.Total != 2 || m.Links.Next != "" {
		t.Errorf("%+v", m)
	}
}

func TestRowsDeletedMeanwhileShiftNoPage(t *testing.T) {
	t.Parallel()
	b := numbered(t, 6)
	next := b.get("/v2/roles?per_page=3").meta().Links.Next
	b.DeleteRole(b.role("a").ID)
	names := column(b.get("/v2/roles?per_page=3&cursor="+next).items("roles"), "name")
	if !slices.Equal(names, []any{"d", "e", "f"}) {
		t.Errorf("second page %v", names)
	}
}

func TestCursorPastTheEndIsAnEmptyPage(t *testing.T) {
	t.Parallel()
	b := numbered(t, 2)
	next := b.get("/v2/roles?per_page=1").meta().Links.Next
	b.DeleteRole(b.role("b").ID)
	if items := b.get("/v2/roles?cursor=" + next).items("roles"); len(items) != 0 {
		t.Errorf("%v", items)
	}
}
