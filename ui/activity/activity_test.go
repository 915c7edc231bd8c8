package activity

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

// entries are oldest first, as a ledger gives them.
func entries() []model.Activity {
	return []model.Activity{
		{At: friday.Add(-30 * 24 * time.Hour), Kind: model.ActivityAssume, By: "command", From: "bastion", Session: "old", RoleID: "audit", UserID: "ada"},
		{At: friday.Add(-50 * time.Hour), Kind: "extend", By: "later", Session: "日本語の長い名前のセッション", RoleID: "gone-role", IssuerID: "ci"},
		{At: friday.Add(-time.Hour), Kind: model.ActivityAssume, By: "dashboard", From: "bastion:pts/3", Endpoint: "api.vultr.com",
			Session: "deploy-1", SessionID: "s-1", Role: "Deploy of then", RoleID: "deploy", UserID: "ada", ContextIP: "203.0.113.7",
			Duration: time.Hour, Expires: friday.Add(time.Second)},
		{At: friday.Add(-time.Minute), Kind: model.ActivityRenew, By: "auto-renew", Session: "deploy-2", Replaces: "deploy-1", RoleID: "deploy",
			UserID: "ada", Problem: "assume role: the conditions are not met: time_of_day, and more words than any column has room for (403)"},
		{At: friday.Add(-time.Minute), Kind: model.ActivityRevoke, By: "dashboard", Session: "deploy-1", SessionID: "s-1", RoleID: "deploy", UserID: "ada"},
	}
}

func sceneOf(width, height int, kept scene.Activity) scene.Scene {
	d := &model.Directory{}
	d.AddRoles([]model.Role{{ID: "deploy", Name: "Production Deploy"}, {ID: "audit", Name: "Auditor"}})
	return scene.Scene{
		Theme: screentest.Plain, Now: model.Moment{Wall: friday}, Width: width, Height: height, Directory: d,
		Me: model.User{ID: "ada", Name: "Ada Byron"}, Activity: kept,
	}
}

func keptOf(all ...model.Activity) scene.Activity {
	return scene.Activity{Kept: true, Read: true, Entries: all}
}

// screen is the screen under test.
type screen = screentest.Screen[Model]

func open(tb testing.TB, s scene.Scene) *screen {
	tb.Helper()
	return screentest.Open(tb, New(), s)
}

// listed are the sessions in the order of the rows.
func listed(x *screen) []string {
	var out []string
	x.Model.browse.Visible(func(row int, _ bool) { out = append(out, x.Model.rows.entries[row].Session) })
	return out
}

func TestSortOrders(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(100, 20, keptOf(entries()...)))
	const long = "日本語の長い名前のセッション"
	for _, want := range []struct {
		order  string
		listed []string
	}{
		{"newest first", []string{"deploy-1", "deploy-2", "deploy-1", long, "old"}},
		{"by session", []string{"deploy-1", "deploy-1", "deploy-2", "old", long}},
		{"failures first", []string{"deploy-2", "deploy-1", "deploy-1", long, "old"}},
		{"newest first", []string{"deploy-1", "deploy-2", "deploy-1", long, "old"}},
	} {
		if f := x.Frame(); !strings.HasSuffix(f.Summary, want.order) || !slices.Equal(listed(x), want.listed) {
			t.Errorf("%s: %v, want %s: %v", f.Summary, listed(x), want.order, want.listed)
		}
		x.Press("o")
	}
}

func TestRowsSayWhatAndWhen(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(119, 20, keptOf(entries()...)))
	x.Shows("14:02  revoked ", "14:02  auto-renew ", "13:03  assumed ", "Wed 12:03  extend", "2026-10-21  assumed ",
		"Deploy of then", "Production Deploy", "gone-role", "the conditions are not met", "bastion:pts/3", "done", "FROM")
	x.Hides("assume role: ")
	x.Scene.Width = 80
	x.Sync().Shows("ROLE", "OUTCOME").Hides("FROM")
	x.Scene.Width = 60
	x.Sync().Shows("SESSION", "OUTCOME").Hides("ROLE")
}

// TestCursorStaysOnTheNewest until somebody moves; then it stays with its row.
func TestCursorStaysOnTheNewest(t *testing.T) {
	t.Parallel()
	all := entries()
	x := open(t, sceneOf(100, 20, keptOf(all[:4]...)))
	x.Scene.Activity = keptOf(all...)
	x.Sync()
	if a, _ := x.Model.Selected(); a.Kind != model.ActivityRevoke {
		t.Errorf("the cursor is on %+v", a)
	}
	x.Press("down")
	before, _ := x.Model.Selected()
	x.Scene.Activity = keptOf(append(all, all[4], all[4])...)
	x.Sync()
	if after, _ := x.Model.Selected(); after != before {
		t.Errorf("the cursor went from %+v to %+v", before, after)
	}
}

func TestDetail(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 40, keptOf(entries()[2]))).Press("enter")
	x.Shows("deploy-1", "assumed", "Deploy of then", "Fri 2026-11-20 13:03:27 UTC, 1h ago", "user         Ada Byron (me)",
		"IP context   203.0.113.7", "length       1h", "until        2026-11-20 14:03:28 UTC", "by           dashboard",
		"from         bastion:pts/3", "API          api.vultr.com", "session      s-1", "role         deploy")
	x.Hides("replaces", "issuer", "FAILED")
	x = open(t, sceneOf(60, 40, keptOf(entries()[3]))).Press("enter")
	x.Shows("auto-renew failed", "WHY IT FAILED", "assume role: the conditions are not met: time_of_day,", "has room for (403)",
		"replaces     deploy-1", "none was told").Hides("…", "until")
	x = open(t, sceneOf(60, 40, keptOf(entries()[1]))).Press("enter")
	x.Shows("extend", "issuer       ci", "role         gone-role")
}

func TestCopy(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 20, keptOf(entries()...))).Press("y")
	if want := (scene.CopyMsg{What: "the id of deploy-1", Text: "s-1"}); len(x.Sent) != 1 || x.Sent[0] != tea.Msg(want) {
		t.Errorf("%v", x.Sent)
	}
	x.Press("down")
	if why := x.Blocked(copyMsg{}); why != "no session id is known here" {
		t.Errorf("without an id: %q", why)
	}
}

func TestCopyOfATrustsID(t *testing.T) {
	t.Parallel()
	edited := model.Activity{At: friday, Kind: model.ActivityEditTrust, Trust: "group dbas", TrustID: "t-1", RoleID: "deploy", Change: "adds Saturday"}
	x := open(t, sceneOf(100, 20, keptOf(edited))).Press("y")
	x.Shows("SESSION OR TRUST", "trust edited", "group dbas", "Production Deploy", "adds Saturday")
	if want := (scene.CopyMsg{What: "the id of the trust", Text: "t-1"}); len(x.Sent) != 1 || x.Sent[0] != tea.Msg(want) {
		t.Errorf("%v", x.Sent)
	}
	tried := model.Activity{At: friday, Kind: model.ActivityCreateTrust, Trust: "group dbas", RoleID: "deploy", Problem: "create role trust: no answer"}
	x = open(t, sceneOf(100, 20, keptOf(tried))).Shows("create trust", "no answer").Hides("create role trust")
	if why := x.Blocked(copyMsg{}); why != "no trust id is known here" {
		t.Errorf("without an id: %q", why)
	}
}

func TestBlocked(t *testing.T) {
	t.Parallel()
	none := open(t, sceneOf(80, 20, keptOf()))
	listed := open(t, sceneOf(80, 20, keptOf(entries()...)))
	opened := open(t, sceneOf(80, 20, keptOf(entries()...))).Press("enter")
	filtered := open(t, sceneOf(80, 20, keptOf(entries()...))).Press("/", "o", "l", "d", "enter")
	for _, c := range []struct {
		x      *screen
		intent tea.Msg
		why    string
	}{
		{none, copyMsg{}, "no entry is selected"},
		{none, browse.OpenMsg{}, "no entry to open"},
		{none, browse.BackMsg{}, "nothing to go back from"},
		{listed, browse.OpenMsg{}, ""},
		{listed, browse.SortMsg{}, ""},
		{opened, browse.OpenMsg{}, "it is open"},
		{opened, browse.BackMsg{}, ""},
		{filtered, browse.SortMsg{}, "a filter shows the best match first"},
		{filtered, browse.BackMsg{}, ""},
	} {
		if why := c.x.Blocked(c.intent); why != c.why {
			t.Errorf("%T: %q, want %q", c.intent, why, c.why)
		}
	}
}

func TestFilter(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]int{"auto-renew": 1, "revoked": 1, "time_of_day": 1, "bastion:pts": 1, "Byron": 4, "later": 1, "Auditor": 1} {
		x := open(t, sceneOf(80, 20, keptOf(entries()...))).Press("/")
		for _, r := range query {
			x.Press(string(r))
		}
		if x.Model.browse.Shown() < want {
			t.Errorf("%s finds %v", query, listed(x))
		}
	}
	open(t, sceneOf(80, 20, keptOf(entries()...))).Press("/", "z", "z", "z").Shows("No entry matches")
}

func TestNothingToShow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kept scene.Activity
		says []string
	}{
		"nothing is kept": {scene.Activity{}, []string{"Nothing is kept", "XDG_STATE_HOME"}},
		"not read yet":    {scene.Activity{Kept: true}, []string{"Reading what was done"}},
		"nothing done":    {keptOf(), []string{"Nothing was done from here yet", "see the roles"}},
		"not readable":    {scene.Activity{Kept: true, Failed: "/x is a symbolic link."}, []string{"could not be read", "/x is a symbolic link.", "ctrl+r"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			open(t, sceneOf(80, 20, c.kept)).Shows(c.says...)
		})
	}
}

// TestStatus says what the list cannot show.
func TestStatus(t *testing.T) {
	t.Parallel()
	for says, change := range map[string]func(*scene.Activity){
		"Times are UTC":            func(*scene.Activity) {},
		"One line of the ledger":   func(a *scene.Activity) { a.Unread = 1 },
		"7 lines of the ledger":    func(a *scene.Activity) { a.Unread = 7 },
		"Not read again: no reply": func(a *scene.Activity) { a.Failed, a.Unread = "no reply", 7 },
	} {
		kept := keptOf(entries()...)
		change(&kept)
		x := open(t, sceneOf(80, 20, kept))
		if status := x.Frame().Status; !strings.Contains(status, says) {
			t.Errorf("%q does not say %q", status, says)
		}
		x.Shows("deploy-1")
	}
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	keys := []string{"down", "end", "pgdown", "enter", "esc", "o", "/", "d", "1", "backspace"}
	kept := rapid.SampledFrom([]scene.Activity{keptOf(entries()...), keptOf(), {}, {Kept: true, Failed: "/x is a symbolic link. Donaudampfschifffahrt"}})
	screentest.EverySizeIsExactAfterAnyKeys(t, New, keys, func(rt *rapid.T, width, height int) scene.Scene {
		return sceneOf(width, height, kept.Draw(rt, "kept"))
	})
}
