package trusts

import (
	"fmt"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// worth is the screen with only what is worth a look.
func worth(t *testing.T, width, height int) *screen {
	t.Helper()
	return open(t, sceneOf(width, height, organisation())).Press("!")
}

func TestWhatIsWorthALook(t *testing.T) {
	t.Parallel()
	x := worth(t, 80, 19)
	f := x.Frame()
	for i, want := range []string{
		"  ROLE                  TRUSTED ENTITY        WORTH A LOOK                      ",
		"▌ Production Deploy     user Grace Hopper     unreadable end  +1                ",
		"  日本語の名前がとて…   user Ada Byron        unreadable schedule  +1           ",
		"                        user Ada Byron        lapsed 2d ago                     ",
		"  Auditor               issuer vke-prod       every address                     ",
		"  Auditor               user Ada Byron        every address                     ",
	} {
		if f.Body[i] != want {
			t.Errorf("line %d:\n%q, want\n%q", i, f.Body[i], want)
		}
	}
	if f.Position != "1 of 5" || f.Summary != "5 of 6 trusts" || f.Status != "Trusts worth a look, the gravest first. esc shows all." {
		t.Errorf("position %q, summary %q, status %q", f.Position, f.Summary, f.Status)
	}
	if x.Press("o"); x.Frame().Status != "Trusts worth a look. esc shows all." {
		t.Errorf("by role: %q", x.Frame().Status)
	}
}

func TestAllTrustsAgain(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"!", "esc"} {
		x := worth(t, 80, 19).Press("end")
		if selected(x) != "t2" {
			t.Fatalf("on %q", selected(x))
		}
		if x.Press(key); len(order(x)) != 6 || selected(x) != "t2" {
			t.Errorf("%s: %q, on %q", key, order(x), selected(x))
		}
	}
	x := on(t, 80, 19, "t5").Press("!")
	if selected(x) != "t5" {
		t.Errorf("the cursor left its trust for %q", selected(x))
	}
}

func TestWhatIsWorthALookOfOneRole(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation()))
	x.Model, _ = x.Model.ShowRole(model.Role{ID: "deploy", Name: "Production Deploy"}, x.Scene)
	if x.Press("!"); !slices.Equal(order(x), []string{"t3"}) {
		t.Errorf("%q", order(x))
	}
	if got := x.Frame().Status; got != "Trusts worth a look of Production Deploy, the gravest first. esc shows all." {
		t.Errorf("status %q", got)
	}
	if x.Press("esc"); len(order(x)) != 2 {
		t.Errorf("back one step: %q", order(x))
	}
	if x.Press("esc"); len(order(x)) != 6 {
		t.Errorf("back another step: %q", order(x))
	}
}

func TestFilteringByTheReason(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{"unreadable": {"t3", "t6"}, "every address": {"t2", "t3", "t4"}, "grace every": {"t3"}} {
		x := worth(t, 80, 19).Press("/")
		for _, r := range query {
			x.Press(string(r))
		}
		got := order(x)
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestTheDetailNamesItsFindings(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 80, 160} {
		on(t, width, 60, "t6").Press("enter").Shows("WORTH A LOOK", "its schedule cannot be read: unknown time zone", "Mars/Olympus")
		on(t, width, 60, "t5").Press("enter").Shows("lapsed 2d ago, 2026-11-18 12:03 UTC")
		on(t, width, 60, deployBy).Press("enter").Hides("WORTH A LOOK")
	}
}

func TestNothingWorthALook(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, &model.Directory{})
	s.Directory.AddTrusts([]model.Trust{{ID: "t1", RoleID: "deploy", Entity: model.Entity{Kind: model.EntityUser, ID: "ada"},
		Conditions: model.Conditions{SourceIPs: []model.IPCondition{model.ParseIPCondition("203.0.113.0/24")}}}})
	x := open(t, s)
	if why := x.Blocked(lookMsg{}); why != "no trust is worth a look" || x.Frame().Summary != "1 trusts, open first" {
		t.Errorf("blocked: %q, summary %q", why, x.Frame().Summary)
	}
	x.Scene.Loading.Active = true
	if why := x.Blocked(lookMsg{}); why != "the trusts are being read" {
		t.Errorf("blocked while reading: %q", why)
	}
	mended := worth(t, 80, 19)
	mended.Scene.Directory = s.Directory
	mended.Sync().Shows("No trust is worth a look any more. esc shows all.")
	if why := mended.Blocked(lookMsg{}); why != "" {
		t.Errorf("blocked: %q", why)
	}
}

// What is gone is told only of lists that are known.
func TestWhatIsGone(t *testing.T) {
	t.Parallel()
	for id, gone := range map[string]string{"t6": "its role does not exist", "t4": "its issuer does not exist"} {
		x := on(t, 160, 40, id).Hides(gone)
		x.Scene.Known = model.Known{Roles: true, Issuers: true}
		x.Sync().Shows(gone)
	}
}

// A trust lapses while one looks.
func TestFindingsFollowTheTime(t *testing.T) {
	t.Parallel()
	x := on(t, 160, 40, deployBy).Hides("WORTH A LOOK")
	x.Scene.Now.Wall = friday.Add(27 * 24 * time.Hour)
	x.Sync().Shows("WORTH A LOOK", "lapses 2026-12-30 14:03 UTC, in 13d")
	screentest.EveryActionHasItsWords(t, x.Model.Actions())
}

// answers are what a command brings back, one after the other.
func answers(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	var all []tea.Msg
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, one := range msg {
			all = append(all, answers(one)...)
		}
	default:
		all = append(all, msg)
	}
	return all
}

// take hands over what a command brings back.
func take(m Model, cmd tea.Cmd, s scene.Scene) Model {
	for _, msg := range answers(cmd) {
		var next tea.Cmd
		m, next = m.Update(msg, s)
		m = take(m, next, s)
	}
	return m
}

// long is an organisation with a long list of trusts.
func long() *model.Directory {
	d := organisation()
	for i := range atOnce {
		id := fmt.Sprint("bulk-", i)
		d.AddTrusts([]model.Trust{{ID: id, RoleID: id, Type: model.TemporaryAssumption}})
	}
	return d
}

// A long list is looked at beside the event loop.
func TestALongListIsLookedAtBeside(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, long())
	m, cmd := New().Sync(s)
	if got := m.Blocked(lookMsg{}, s); got != "the trusts are being looked at" {
		t.Errorf("before the answer: %q", got)
	}
	if again, none := m.Sync(s); len(answers(none)) > 0 || again.rows.found != 0 {
		t.Error("the same is looked at twice")
	}
	later := s
	later.Now.Wall = later.Now.Wall.Add(time.Minute)
	newer, _ := m.Sync(later)
	if newer = take(newer, cmd, later); newer.rows.found != 0 {
		t.Error("an answer that something newer is on its way for is taken")
	}
	if m = take(m, cmd, s); m.rows.found < atOnce || m.Blocked(lookMsg{}, s) != "" {
		t.Errorf("%d are worth a look, blocked: %q", m.rows.found, m.Blocked(lookMsg{}, s))
	}
	if _, none := m.Sync(s); len(answers(none)) > 0 {
		t.Error("what is known is looked at anew")
	}
}
