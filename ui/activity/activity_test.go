package activity

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/scene"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

var (
	plain    = theme.New(theme.Options{Profile: termenv.Ascii})
	ascii    = theme.New(theme.Options{Profile: termenv.Ascii, ASCII: true})
	coloured = theme.New(theme.Options{Profile: termenv.TrueColor})
)

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
		Theme: plain, Now: model.Moment{Wall: friday}, Width: width, Height: height, Directory: d,
		Me: model.User{ID: "ada", Name: "Ada Byron"}, Activity: kept,
	}
}

func keptOf(all ...model.Activity) scene.Activity {
	return scene.Activity{Kept: true, Read: true, Entries: all}
}

// screen is a screen under test with the scene that it stands in.
type screen struct {
	tb testing.TB
	Model
	s scene.Scene
	// sent are the messages that its commands brought.
	sent []tea.Msg
}

func open(tb testing.TB, s scene.Scene) *screen {
	tb.Helper()
	return (&screen{tb: tb, Model: New(), s: s}).sync()
}

func (x *screen) sync() *screen {
	var cmd tea.Cmd
	x.Model, cmd = x.Sync(x.s)
	return x.take(cmd)
}

func (x *screen) take(cmd tea.Cmd) *screen {
	if cmd == nil {
		return x
	}
	msg := cmd()
	x.sent = append(x.sent, msg)
	x.Model, _ = x.Update(msg, x.s)
	return x
}

// press does what the root does with keys.
func (x *screen) press(names ...string) *screen {
	special := map[string]tea.KeyType{
		"enter": tea.KeyEnter, "esc": tea.KeyEsc, "down": tea.KeyDown, "end": tea.KeyEnd, "pgdown": tea.KeyPgDown, "backspace": tea.KeyBackspace,
	}
	for _, name := range names {
		pressed := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
		if kind, ok := special[name]; ok {
			pressed = tea.KeyMsg{Type: kind}
		}
		msg := tea.Msg(pressed)
		if a, ok := action.Find(x.Actions(), pressed); ok && !x.Captures() {
			if x.Blocked(a.Intent, x.s) != "" {
				continue
			}
			msg = a.Intent
		}
		var cmd tea.Cmd
		x.Model, cmd = x.Update(msg, x.s)
		x.take(cmd)
	}
	return x
}

func (x *screen) text() string { return strings.Join(x.View(x.s).Body, "\n") }

func (x *screen) shows(wanted ...string) *screen {
	x.tb.Helper()
	for _, w := range wanted {
		if !strings.Contains(x.text(), w) {
			x.tb.Errorf("the screen does not show %q:\n%s", w, x.text())
		}
	}
	return x
}

func (x *screen) hides(unwanted ...string) *screen {
	x.tb.Helper()
	for _, u := range unwanted {
		if strings.Contains(x.text(), u) {
			x.tb.Errorf("the screen shows %q:\n%s", u, x.text())
		}
	}
	return x
}

// listed are the sessions in the order of the rows.
func (x *screen) listed() []string {
	var out []string
	x.browse.Visible(func(row int, _ bool) { out = append(out, x.rows.entries[row].Session) })
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
		if f := x.View(x.s); !strings.HasSuffix(f.Summary, want.order) || !slices.Equal(x.listed(), want.listed) {
			t.Errorf("%s: %v, want %s: %v", f.Summary, x.listed(), want.order, want.listed)
		}
		x.press("o")
	}
}

func TestRowsSayWhatAndWhen(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(119, 20, keptOf(entries()...)))
	x.shows("14:02  revoked ", "14:02  auto-renew ", "13:03  assumed ", "Wed 12:03  extend", "2026-10-21  assumed ",
		"Deploy of then", "Production Deploy", "gone-role", "the conditions are not met", "bastion:pts/3", "done", "FROM")
	x.hides("assume role: ")
	x.s.Width = 80
	x.sync().shows("ROLE", "OUTCOME").hides("FROM")
	x.s.Width = 60
	x.sync().shows("SESSION", "OUTCOME").hides("ROLE")
}

// TestCursorStaysOnTheNewest until somebody moves; then it stays with its row.
func TestCursorStaysOnTheNewest(t *testing.T) {
	t.Parallel()
	all := entries()
	x := open(t, sceneOf(100, 20, keptOf(all[:4]...)))
	x.s.Activity = keptOf(all...)
	x.sync()
	if a, _ := x.Selected(); a.Kind != model.ActivityRevoke {
		t.Errorf("the cursor is on %+v", a)
	}
	x.press("down")
	before, _ := x.Selected()
	x.s.Activity = keptOf(append(all, all[4], all[4])...)
	x.sync()
	if after, _ := x.Selected(); after != before {
		t.Errorf("the cursor went from %+v to %+v", before, after)
	}
}

func TestDetail(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 40, keptOf(entries()[2]))).press("enter")
	x.shows("deploy-1", "assumed", "Deploy of then", "Fri 2026-11-20 13:03:27 UTC, 1h ago", "user         Ada Byron (me)",
		"IP context   203.0.113.7", "length       1h", "until        2026-11-20 14:03:28 UTC", "by           dashboard",
		"from         bastion:pts/3", "API          api.vultr.com", "session      s-1", "role         deploy")
	x.hides("replaces", "issuer", "FAILED")
	x = open(t, sceneOf(60, 40, keptOf(entries()[3]))).press("enter")
	x.shows("auto-renew failed", "WHY IT FAILED", "assume role: the conditions are not met: time_of_day,", "has room for (403)",
		"replaces     deploy-1", "none was told").hides("…", "until")
	x = open(t, sceneOf(60, 40, keptOf(entries()[1]))).press("enter")
	x.shows("extend", "issuer       ci", "role         gone-role")
}

func TestCopy(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 20, keptOf(entries()...))).press("y")
	if want := (scene.CopyMsg{What: "the id of deploy-1", Text: "s-1"}); len(x.sent) != 1 || x.sent[0] != tea.Msg(want) {
		t.Errorf("%v", x.sent)
	}
	x.press("down")
	if why := x.Blocked(copyMsg{}, x.s); why != "no session id is known here" {
		t.Errorf("without an id: %q", why)
	}
}

func TestBlocked(t *testing.T) {
	t.Parallel()
	none := open(t, sceneOf(80, 20, keptOf()))
	listed := open(t, sceneOf(80, 20, keptOf(entries()...)))
	opened := open(t, sceneOf(80, 20, keptOf(entries()...))).press("enter")
	filtered := open(t, sceneOf(80, 20, keptOf(entries()...))).press("/", "o", "l", "d", "enter")
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
		if why := c.x.Blocked(c.intent, c.x.s); why != c.why {
			t.Errorf("%T: %q, want %q", c.intent, why, c.why)
		}
	}
}

func TestFilter(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]int{"auto-renew": 1, "revoked": 1, "time_of_day": 1, "bastion:pts": 1, "Byron": 4, "later": 1, "Auditor": 1} {
		x := open(t, sceneOf(80, 20, keptOf(entries()...))).press("/")
		for _, r := range query {
			x.press(string(r))
		}
		if x.browse.Shown() < want {
			t.Errorf("%s finds %v", query, x.listed())
		}
	}
	open(t, sceneOf(80, 20, keptOf(entries()...))).press("/", "z", "z", "z").shows("No entry matches")
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
			open(t, sceneOf(80, 20, c.kept)).shows(c.says...)
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
		if status := x.View(x.s).Status; !strings.Contains(status, says) {
			t.Errorf("%q does not say %q", status, says)
		}
		x.shows("deploy-1")
	}
}

// misfit says which line of a frame does not have the size of the scene.
func misfit(f scene.Frame, s scene.Scene) string {
	if len(f.Body) != s.Height {
		return fmt.Sprintf("%d lines of %d", len(f.Body), s.Height)
	}
	i := slices.IndexFunc(f.Body, func(l string) bool { return ansi.StringWidth(l) != s.Width })
	if i < 0 {
		return ""
	}
	return fmt.Sprintf("line %d has %d columns of %d: %q", i, ansi.StringWidth(f.Body[i]), s.Width, f.Body[i])
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	pressed := rapid.SampledFrom([]string{"down", "end", "pgdown", "enter", "esc", "o", "/", "d", "1", "backspace"})
	kept := rapid.SampledFrom([]scene.Activity{keptOf(entries()...), keptOf(), {}, {Kept: true, Failed: "/x is a symbolic link. Donaudampfschifffahrt"}})
	rapid.Check(t, func(rt *rapid.T) {
		s := sceneOf(rapid.IntRange(1, 200).Draw(rt, "width"), rapid.IntRange(0, 60).Draw(rt, "height"), kept.Draw(rt, "kept"))
		s.Theme = rapid.SampledFrom([]theme.Theme{plain, ascii, coloured}).Draw(rt, "theme")
		x := open(t, s)
		for _, k := range rapid.SliceOfN(pressed, 0, 8).Draw(rt, "keys") {
			x.press(k)
		}
		if why := misfit(x.View(x.s), x.s); why != "" {
			rt.Fatal(why)
		}
		x.s.Width, x.s.Height = rapid.IntRange(1, 200).Draw(rt, "new width"), rapid.IntRange(0, 60).Draw(rt, "new height")
		if why := misfit(x.sync().View(x.s), x.s); why != "" {
			rt.Fatalf("after a resize: %s", why)
		}
	})
}
