package access

import (
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/screentest"
)

func TestEveryoneIsListed(t *testing.T) {
	t.Parallel()
	x := open(t, 100, 27)
	f := x.Frame()
	for i, want := range []string{
		"  who can assume Production Deploy                      3 people, 2 groups, 1 issuer, 1 kind of machine  ",
		"  WHO THROUGH ACCESS WHEN VALID UNTIL ",
		"▌ Ada Byron (me)             directly           open until Sun     always              2026-11-22   ",
		"  Grace Hopper               group ops                 open until 17:00    Mon–Fri 09–17 UTC        ",
		"  日本語の名前がとても長い…  group ops                 open until 17:00    Mon–Fri 09–17 UTC        ",
		"  issuer vke-prod            automatic (OIDC)   opens 21:00        daily 22–06 CET                  ",
		"  Ada Byron (me)             group ops                 IP not allowed      Mon–Fri 09–17 UTC        ",
		"  group empty                it has no members  lapsed 1d ago      always              2026-11-19   ",
	} {
		if got := f.Body[i]; strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
			t.Errorf("line %d:\n%q, want\n%q", i, got, want)
		}
	}
	x.Press("end").Shows("group 3f0a6c3f…", "members not known", "source instance")
	if f.Summary != "3 people, 2 groups, 1 issuer, 1 kind of machine, open first" || f.Position != "1 of 8" {
		t.Errorf("summary %q, position %q", f.Summary, f.Position)
	}
}

func TestWhomThePageBeginsWith(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, trust, me, want string
	}{
		{"me, where I get in first", "", "ada", "t2 user ada"},
		{"me, through the trust", "t1", "ada", "t1 user ada"},
		{"whom the trust lets in", "t5", "ada", "t5 issuer vke"},
		{"the first of a group", "t1", "bob", "t1 user ada"},
		{"the first of all", "", "bob", "t2 user ada"},
		{"a trust that is gone", "t9", "ada", "t2 user ada"},
	} {
		s := sceneOf(80, 19, organisation())
		s.Me.ID, s.Caller.UserID = c.me, c.me
		x := screentest.Open(t, New("deploy", c.trust), s)
		row, _ := x.Model.browse.Selected()
		if got := x.Model.rows.Key(row); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if x.Press("down").Sync(); x.Model.browse.At() < 2 {
			t.Errorf("%s: the cursor was taken back", c.name)
		}
	}
}

func TestTheWeekOfOneAndOfEveryone(t *testing.T) {
	t.Parallel()
	x := open(t, 80, 19).Press("down")
	x.Shows("Mon–Fri 09:00–17:00 UTC", "TRUST TYPE", "203.0.113.0/24", "now Fri 17:03 ╹",
		"Thu ━━━━━━━━━━━━━━━━━━━━━━━━▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆━━━━━━━━ ")
	if got := x.Frame().Status; got != "▆▆ Grace Hopper  ━━ everyone   week in Here" {
		t.Errorf("status %q", got)
	}
	x.Press("z").Shows("╹ now Fri 14:03", "Thu ━━━━━━━━━━━━━━━━━━▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆━━━━━━━━━━━━━━ ")
	if got := x.Frame().Status; got != "▆▆ Grace Hopper  ━━ everyone   week in UTC" {
		t.Errorf("status %q", got)
	}
	x.Press("up")
	if got := x.Frame().Status; got != "▆▆ you  ━━ everyone   week in UTC" {
		t.Errorf("status %q", got)
	}
	x.Shows("always, until 2026-11-22", "every address")
}

func TestTheDetailBesideTheList(t *testing.T) {
	t.Parallel()
	x := open(t, 160, 40)
	x.Shows("Ada Byron (me)", "directly", "open until Sun 02:03 UTC   1d 12h left", "an estimate: the server decides", "always, until 2026-11-22", "hours in Here", "t2")
	x.Press("down").Shows("through group ops", "an estimate, from an address in its list", "mine is 198.51.100.7", "outside")
	x.Press("end").Shows("always, end not readable").Press("up").Shows("unreadable: unknown time zone Mars/Olympus")
}

func TestLowWindowsHaveTheListAlone(t *testing.T) {
	t.Parallel()
	open(t, 80, 14).Hides("now Fri")
	open(t, 80, 15).Shows("now Fri")
}

func TestNobody(t *testing.T) {
	t.Parallel()
	for role, want := range map[string]string{
		"none": "No trust of it names anybody.", "held": "It is assignable: held by whom it is given to, not assumed.",
	} {
		x := screentest.Open(t, New(role, ""), sceneOf(80, 19, organisation())).Shows("Nobody can assume this role.", want)
		for _, key := range []string{"z", "o", "/", "y", "w"} {
			if x.Send(screentest.Key(key)); x.Last() != (scene.SayMsg{Text: "Nobody is listed."}) {
				t.Errorf("%s: %#v", key, x.Last())
			}
		}
	}
	s := sceneOf(80, 19, &model.Directory{})
	s.Failed["role trusts"], s.TrustsCut = "not allowed (403)", true
	screentest.Open(t, New("deploy", ""), s).Shows("The role trusts could not be read.", "not allowed (403)")
}

func TestKeys(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		keys []string
		want tea.Msg
	}{
		{"close", []string{"esc"}, scene.CloseMsg{}},
		{"copy", []string{"y"}, scene.CopyMsg{What: "the id of the trust", Text: "t2"}},
		{"why", []string{"w"}, WhyMsg{RoleID: "deploy", UserID: "ada"}},
		{"why of another", []string{"down", "w"}, WhyMsg{RoleID: "deploy", UserID: "grace"}},
		{"why of no person", []string{"down", "down", "down", "w"}, scene.SayMsg{Text: "Why is told of people alone, and issuer vke-prod is none."}},
		{"why of nobody", []string{"/", "q", "q", "enter", "w"}, scene.SayMsg{Text: "Nobody is selected."}},
		{"a filter is cleared first", []string{"/", "a", "enter", "esc"}, nil},
		{"and the page closed then", []string{"/", "a", "enter", "esc", "esc"}, scene.CloseMsg{}},
		{"typed keys are no actions", []string{"/", "y", "z"}, nil},
		{"sorting by match", []string{"/", "a", "enter", "o"}, scene.SayMsg{Text: "A filter shows the best match first."}},
	} {
		x := open(t, 80, 19)
		for _, key := range c.keys {
			x.Send(screentest.Key(key))
		}
		if got := x.Last(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: asked for %#v, want %#v", c.name, got, c.want)
		}
	}
	x := open(t, 80, 19)
	x.Scene.Local = time.UTC
	if x.Send(screentest.Key("z")); x.Last() != (scene.SayMsg{Text: "Your zone shows the same time as UTC."}) {
		t.Errorf("%#v", x.Last())
	}
	if x.Send(screentest.Paste("y")); len(x.Sent) != 1 {
		t.Errorf("a paste does something: %#v", x.Last())
	}
	screentest.EveryActionHasItsWords(t, New("deploy", "").Actions())
}

func TestSortOrders(t *testing.T) {
	t.Parallel()
	x := open(t, 80, 40)
	for _, c := range []struct{ first, last string }{{"t2 user ada", "t6 source instance"}, {"t2 user ada", "t1 user 日"}, {"t5 issuer vke", "t4 group 3f0a6c3f-77aa-4b6e"}} {
		var keys []string
		x.Model.browse.Visible(func(row int, _ bool) { keys = append(keys, x.Model.rows.Key(row)) })
		if keys[0] != c.first || keys[len(keys)-1] != c.last {
			t.Errorf("%s: %q", x.Frame().Summary, keys)
		}
		x.Send(browse.SortMsg{})
	}
}
