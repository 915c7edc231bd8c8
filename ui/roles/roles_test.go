package roles

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// names are the roles from the top of the list, as their rows call them.
func names(x *screen) []string {
	var shown []string
	for _, l := range x.Frame().Body[1:] {
		if name, _, ok := strings.Cut(strings.TrimLeft(l, "▌* "), "  "); ok && name != "" {
			shown = append(shown, name)
		}
	}
	return shown
}

const wideName = "日本語の名前がとても長いロ…"

func TestTheListTellsEveryRole(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation()))
	f := x.Frame()
	for i, want := range []string{
		"  ROLE                         ACCESS                              MAX  TRUSTS  ",
		"▌ Production Deploy            open until 17:00 (2h 56m)            1h       2  ",
		"  unnamed                      automatic (OIDC)                              1  ",
		"  Night Watch                  closed, opens 21:00 in 6h 57m       12h       1  ",
		"  日本語の名前がとても長いロ…  not for me                           3d       1  ",
		"  billing viewer               assignable                          30m       0  ",
		"  Lonely                       no trust                                      0  ",
	} {
		if f.Body[i] != want {
			t.Errorf("line %d:\n%q, want\n%q", i, f.Body[i], want)
		}
	}
	if f.Position != "1 of 6" || f.Summary != "5 of 6 assumable, open first" {
		t.Errorf("position %q, summary %q", f.Position, f.Summary)
	}
	if f.Status != "Your own permissions, no role: 1 role is open to you now." {
		t.Errorf("status %q", f.Status)
	}
}

func TestColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		width int
		want  string
	}{
		{60, "ROLE ACCESS MAX"}, {80, "ROLE ACCESS MAX TRUSTS"}, {100, "ROLE ACCESS MAX TRUSTS"},
		{120, "ROLE ACCESS MAX"}, {160, "ROLE ACCESS MAX"}, {200, "ROLE ACCESS MAX"},
	} {
		x := open(t, sceneOf(c.width, 19, organisation()))
		f := x.Frame()
		if got := x.Head(); got != c.want {
			t.Errorf("%d columns: %q, want %q", c.width, got, c.want)
		}
		if (f.Split > 0) != (c.width >= scene.SplitAt) || f.Split > 0 && []rune(f.Body[3])[f.Split] != '│' {
			t.Errorf("%d columns: split at %d", c.width, f.Split)
		}
	}
}

func TestTheSelectedRoleIsSeenInEveryTheme(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation()))
	x.Scene.Theme = screentest.ASCII
	if got := x.Frame().Body[1]; !strings.HasPrefix(got, "> Production") {
		t.Errorf("ASCII: %q", got)
	}
	x.Scene.Theme = screentest.Coloured
	if got := x.Frame().Body[1]; !strings.Contains(got, screentest.Coloured.Selected.Strong.On("Production Deploy"+strings.Repeat(" ", 10))) {
		t.Errorf("true colour: %q", got)
	}
}

func TestTheDetail(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 80, 160} {
		x := open(t, sceneOf(width, 30, organisation()))
		x.Scene.Roster.Put(session("deploy-1", "deploy", 51*time.Second))
		x.Press("enter").Shows(
			"Production Deploy", "assumable", "Rolls out what was reviewed, and rolls it back.",
			"open until 17:00 UTC   2h 56m left", "through user Ada Byron", "an estimate: the server decides",
			"MY SESSIONS ON IT", "deploy-1", "00:51", "TRUSTS", "user Grace Hopper  not for me",
			"POLICIES", "deploy-production", "  Allow kubernetes.*", "  Deny  kubernetes.cluster.Delete",
			"longest      1h", "id           deploy", "created      2026-11-20")
	}
}

func TestTheDetailOfOtherRoles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		role string
		want []string
	}{
		{"billing", []string{"assignable: held by whom it is given to, not assumed", "TRUSTS", "0"}},
		{"night", []string{"closed, opens today 21:00 UTC   in 6h 57m"}},
		{"lonely", []string{"longest      not told"}},
		{"unnamed", []string{"automatic (OIDC)", "issuer vke-prod"}},
	} {
		x := open(t, sceneOf(80, 30, organisation()))
		x.Model.browse = x.Model.browse.Select(x.Model.rows, c.role)
		x.Press("enter").Shows(c.want...).Hides("MY SESSIONS ON IT")
	}
	reading := open(t, sceneOf(80, 30, organisation()))
	reading.Scene.Loading.Trusts.Done = false
	reading.Press("enter").Shows("reading its trusts").Hides("open until 17:00 UTC")
}

func TestActionsAskTheRoot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		key  string
		want tea.Msg
	}{
		{"a", AssumeMsg{RoleID: "deploy"}},
		{"f", FavouriteMsg{RoleID: "deploy"}},
		{"y", scene.CopyMsg{What: "the id of Production Deploy", Text: "deploy"}},
		{"t", TrustsMsg{Role: organisation().Roles()[0]}},
	} {
		x := open(t, sceneOf(80, 19, organisation())).Press(c.key)
		if got := x.Last(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s asked for %#v, want %#v", c.key, got, c.want)
		}
		none := open(t, sceneOf(80, 19, &model.Directory{})).Send(askAssumeMsg{}, askTrustsMsg{}, markMsg{}, copyMsg{})
		if none.Last() != nil {
			t.Errorf("without a role: %#v", none.Last())
		}
	}
}

func TestEveryActionHasItsWords(t *testing.T) {
	t.Parallel()
	screentest.EveryActionHasItsWords(t, New().Actions())
}

func TestBlockedActionsSayWhy(t *testing.T) {
	t.Parallel()
	none := open(t, sceneOf(80, 19, &model.Directory{}))
	on := func(role string) *screen {
		x := open(t, sceneOf(80, 19, organisation()))
		x.Model.browse = x.Model.browse.Select(x.Model.rows, role)
		return x
	}
	reading := on("lonely")
	reading.Scene.Loading.Trusts.Done = false
	for _, c := range []struct {
		name   string
		x      *screen
		intent tea.Msg
		want   string
	}{
		{"assume none", none, askAssumeMsg{}, "no role is selected"},
		{"trusts of none", none, askTrustsMsg{}, "no role is selected"},
		{"mark none", none, markMsg{}, "no role is selected"},
		{"copy none", none, copyMsg{}, "no role is selected"},
		{"open none", none, browse.OpenMsg{}, "no role is selected"},
		{"assume", on("deploy"), askAssumeMsg{}, ""},
		{"assume one that looks closed: the server decides", on("night"), askAssumeMsg{}, ""},
		{"assume an assignable one", on("billing"), askAssumeMsg{}, "it is assignable, so held and not assumed"},
		{"trusts", on("deploy"), askTrustsMsg{}, ""},
		{"trusts where there are none", on("lonely"), askTrustsMsg{}, "it has none"},
		{"trusts that are being read", reading, askTrustsMsg{}, ""},
		{"back from the list", on("deploy"), browse.BackMsg{}, "nothing to go back from"},
		{"back from the detail", on("deploy").Press("enter"), browse.BackMsg{}, ""},
		{"back from a filter", on("deploy").Press("/", "a", "enter"), browse.BackMsg{}, ""},
		{"filter", none, browse.FilterMsg{}, ""},
	} {
		if got := c.x.Blocked(c.intent); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestADetailInSightIsAnnouncedOnce(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation())).Press("down")
	if len(x.Sent) > 0 {
		t.Errorf("a list alone announced %#v", x.Sent)
	}
	x.Press("enter", "down", "esc", "enter").Sync()
	if !slices.Equal(x.Sent, []tea.Msg{OpenedMsg{RoleID: "unnamed"}}) {
		t.Errorf("an opened role: %#v", x.Sent)
	}
	beside := open(t, sceneOf(160, 19, organisation())).Press("down", "down", "up")
	if !slices.Equal(beside.Sent, []tea.Msg{OpenedMsg{RoleID: "unnamed"}, OpenedMsg{RoleID: "night"}, OpenedMsg{RoleID: "unnamed"}}) {
		t.Errorf("a detail beside the list: %#v", beside.Sent)
	}
}

func TestSortOrders(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation()))
	for _, c := range []struct {
		summary string
		want    []string
	}{
		{"open first", []string{"Production Deploy", "unnamed", "Night Watch", wideName, "billing viewer", "Lonely"}},
		{"by name", []string{"billing viewer", "Lonely", "Night Watch", "Production Deploy", "unnamed", wideName}},
		{"longest first", []string{wideName, "Night Watch", "Production Deploy", "billing viewer", "Lonely", "unnamed"}},
		{"open first", []string{"Production Deploy", "unnamed", "Night Watch", wideName, "billing viewer", "Lonely"}},
	} {
		if got := names(x); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.summary, got, c.want)
		}
		if got := x.Frame().Summary; !strings.HasSuffix(got, c.summary) {
			t.Errorf("summary %q, want %s", got, c.summary)
		}
		x.Press("o")
	}
}

func TestFavouritesComeFirstInEveryOrder(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, organisation())
	s.Favourites["lonely"] = true
	x := open(t, s)
	for range orders {
		if got := names(x)[0]; got != "Lonely" {
			t.Errorf("%s: %q is first", x.Frame().Summary, got)
		}
		x.Press("o")
	}
	if got := x.Press("home").Frame().Body[1]; !strings.HasPrefix(got, "▌*Lonely") {
		t.Errorf("its row: %q", got)
	}
}

func TestTheCursorStaysWithItsRole(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation())).Press("down", "down")
	if selected(x) != "night" {
		t.Fatalf("the third is %q", selected(x))
	}
	x.Scene.Directory.AddRoles([]model.Role{{ID: "aaa", Name: "aaa", Type: model.RoleAssumable}})
	x.Scene.Favourites["wide"] = true
	if x.Sync(); selected(x) != "night" {
		t.Errorf("after others came before it: %q", selected(x))
	}
	if x.Press("o", "o"); selected(x) != "night" {
		t.Errorf("after sorting: %q", selected(x))
	}
}

func TestFiltering(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation())).Press("/", "n", "i", "g")
	if got := names(x); !slices.Equal(got, []string{"Night Watch"}) || selected(x) != "night" {
		t.Errorf("nig leaves %q", got)
	}
	if f := x.Frame(); !x.Model.Captures() || !strings.HasPrefix(f.Status, "/ nig") || !strings.HasSuffix(f.Status, "1 of 6") {
		t.Errorf("captures %v, status %q", x.Model.Captures(), f.Status)
	}
	x.Press("esc")
	if got := names(x); len(got) != 6 || selected(x) != "night" {
		t.Errorf("cleared: %q, on %q", got, selected(x))
	}
	x.Press("/", "u", "n", "n", "a", "m", "e", "d")
	if got := names(x); !slices.Equal(got, []string{"unnamed"}) {
		t.Errorf("an id that stands for a name: %q", got)
	}
	x.Press("z", "z").Shows(`No role matches "unnamedzz".`)
}

func TestNoRolesSaysWhy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*scene.Scene)
		want   []string
	}{
		{"none", func(*scene.Scene) {}, []string{"This organisation has no roles."}},
		{"being read", func(s *scene.Scene) {
			s.Loading = scene.Progress{Active: true, Since: 2500 * time.Millisecond, Trusts: scene.Count{Have: 100, Total: 214}}
		}, []string{"Reading roles and trusts from api.vultr.com", "2s, roles asked for, 100 of 214 trusts"}},
		{"failed", func(s *scene.Scene) { s.Failed["roles"] = "not allowed (403)" },
			[]string{"The roles could not be read.", "not allowed (403)", "ctrl+r  read again"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := sceneOf(80, 19, &model.Directory{})
			c.change(&s)
			open(t, s).Shows(c.want...)
		})
	}
}

func TestWhileReading(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation()))
	x.Scene.Loading = scene.Progress{Active: true, Roles: scene.Count{Done: true}, Trusts: scene.Count{Have: 5, Total: 9}}
	x.Shows("reading its trusts").Hides("no trust")
	if got := x.Frame().Status; got != "0s, no roles, 5 of 9 trusts" {
		t.Errorf("status %q", got)
	}
}

func TestMoving(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation()))
	x.Scene.Roster.Put(session("deploy-1", "deploy", time.Minute))
	if x.Model.Moving(x.Scene) {
		t.Error("the list alone moves")
	}
	if x.Press("enter"); !x.Model.Moving(x.Scene) {
		t.Error("a detail with a countdown does not move")
	}
	x.Scene.Roster.MarkGone(model.Session{ID: "deploy-1"}, model.StateRevoked, time.Hour)
	if x.Model.Moving(x.Scene) {
		t.Error("a session that is gone moves")
	}
}
