package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/model"
)

// fakeLedger keeps entries, or fails.
type fakeLedger struct {
	entries []model.Activity
	unread  int
	err     error
}

func (l *fakeLedger) Add(a model.Activity) error {
	if l.err == nil {
		l.entries = append(l.entries, a)
	}
	return l.err
}

func (l *fakeLedger) Entries() ([]model.Activity, error) { return l.entries, l.err }

func (l *fakeLedger) Read() ([]model.Activity, int, error) { return l.entries, l.unread, l.err }

// ledgerRig is a dashboard with a ledger, after the first reading.
func ledgerRig(t *testing.T) (*rig, *fakeLedger) {
	t.Helper()
	r, kept := newRig(t), &fakeLedger{}
	r.m.deps.Ledger, r.m.deps.From = kept, "bastion:pts/3"
	r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", time.Hour)}
	r.start()
	return r, kept
}

func TestRevokesAreNoted(t *testing.T) {
	t.Parallel()
	r, kept := ledgerRig(t)
	r.api.failAll(unavailable(), callRevoke)
	r.press("1", "x", "y")
	r.api.failAll(nil, callRevoke)
	r.press("x", "y")
	if len(kept.entries) != 2 {
		t.Fatalf("%+v", kept.entries)
	}
	failed, worked := kept.entries[0], kept.entries[1]
	if failed.Problem != "call: as the test asked (503)" || worked.Problem != "" {
		t.Errorf("%+v and %+v", failed, worked)
	}
	want := model.Activity{
		At: r.clock.now.Wall, Kind: model.ActivityRevoke, By: "dashboard", From: "bastion:pts/3", Endpoint: worked.Endpoint,
		SessionID: "s1", Session: "s1", RoleID: "r1", Role: "Admin", UserID: "ada",
	}
	if worked != want || worked.Endpoint == "" {
		t.Errorf("%+v, want %+v", worked, want)
	}
}

// TestOlderAnswerIsDropped checks that a reading that was overtaken does not take
// a newer one's place.
func TestOlderAnswerIsDropped(t *testing.T) {
	t.Parallel()
	r, kept := ledgerRig(t)
	r.hold = only[activityReadMsg]
	r.press("4")
	kept.entries = []model.Activity{{At: r.clock.now.Wall, Kind: model.ActivityAssume, Session: "newer"}}
	r.press("ctrl+r")
	if len(r.held) != 2 {
		t.Fatalf("%d answers", len(r.held))
	}
	old, anew := r.held[0], r.held[1]
	r.hold = nil
	r.send(anew)
	r.send(old)
	r.shows("newer")
}

func TestLedgerIsReadOnlyInSight(t *testing.T) {
	t.Parallel()
	r, kept := ledgerRig(t)
	kept.entries = []model.Activity{{At: r.clock.now.Wall, Kind: model.ActivityAssume, Session: "newer"}}
	r.press("ctrl+r")
	r.pass(2 * time.Minute)
	if len(r.m.past.entries) > 0 {
		t.Error("it is read again while another screen is in front")
	}
	r.press("4")
	r.shows("newer")
}

func TestUnreadableLedgerKeepsWhatWasRead(t *testing.T) {
	t.Parallel()
	r, kept := ledgerRig(t)
	kept.entries = []model.Activity{{At: r.clock.now.Wall, Kind: model.ActivityAssume, Session: "first"}}
	kept.unread = 3
	r.press("4")
	r.shows("first", "3 lines of the ledger")
	kept.err = errors.New("/x is a symbolic link\x1b[2J")
	r.send(refreshMsg{})
	r.m.status = status{}
	r.shows("first", "Not read again: /x is a symbolic link")
	r.hides("\x1b[2J")
}

func TestDemoOfTheFirstRunHasALedgerOfItsOwn(t *testing.T) {
	t.Parallel()
	r, mine := newRig(t), &fakeLedger{}
	demo := &fakeLedger{entries: []model.Activity{{At: r.clock.now.Wall, Kind: model.ActivityAssume, Session: "of-the-demo"}}}
	deps := r.m.deps
	api := deps.API
	deps.API, deps.Ledger, deps.DemoLedger = nil, mine, demo
	deps.StartDemo = func() (API, error) { return api, nil }
	r.m = New(*deps)
	r.start()
	r.press("d", "4")
	r.shows("of-the-demo")
}

// TestTabsFitEveryWidth checks that the names of the tabs stay from 60 columns on,
// unless an end is near, that the clock does so always,
// and that the row is never wider than the window.
func TestTabsFitEveryWidth(t *testing.T) {
	t.Parallel()
	for _, demo := range []bool{true, false} {
		r, _ := ledgerRig(t)
		r.m.deps.Demo, r.m.deps.DefaultEndpoint = demo, !demo
		for _, left := range []time.Duration{time.Hour, 90 * time.Second} {
			r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", left)}
			r.press("ctrl+r", "2")
			for width := smallestWidth; width <= 160; width++ {
				for _, height := range []int{20, 24, 40} {
					r.send(tea.WindowSizeMsg{Width: width, Height: height})
					checkTabs(t, r.m, fmt.Sprintf("%dx%d, demo %v, %v left", width, height, demo, left))
				}
			}
		}
	}
}

func checkTabs(t *testing.T, m Model, where string) {
	t.Helper()
	lines := strings.Split(ansi.Strip(m.View()), "\n")
	tabs := lines[0]
	if m.height >= tallHeight {
		tabs = lines[1]
	}
	if ansi.StringWidth(tabs) > m.width {
		t.Fatalf("%s: the tabs are wider than the window: %q", where, tabs)
	}
	names := tabNames[:]
	if m.width < 60 || m.width < 72 && strings.Contains(tabs, "!!") {
		names = []string{"2 Roles", "4"}
	}
	for _, name := range names {
		if !strings.Contains(tabs, name) {
			t.Fatalf("%s: no %q in %q", where, name, tabs)
		}
	}
	clock, chip := strings.Contains(tabs, m.now.Wall.Format("15:04")), strings.Contains(tabs, "DEMO")
	if m.height < tallHeight && !clock && !(m.deps.Demo && chip && m.width < 60) {
		t.Fatalf("%s: neither clock nor DEMO in %q", where, tabs)
	}
}

// No answer of the API tells the address that a session was asked for with: after a
// restart the ledger does.
func TestTheAddressOfASessionSurvivesARestart(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.m.deps.Ledger = &fakeLedger{entries: []model.Activity{
		{Kind: model.ActivityAssume, Session: "deploy-7f3c", RoleID: "r1", UserID: "ada", ContextIP: "192.0.2.1"},
		{Kind: model.ActivityAssume, Session: "logs", RoleID: "r2", UserID: "ada", ContextIP: "192.0.2.2"},
	}}
	r.api.sessions["ada"] = []model.Session{sessionOf("deploy-7f3c", "ada", 9*time.Minute), sessionOf("logs", "ada", time.Hour)}
	r.api.trusts[0].Entity = model.Entity{Kind: model.EntityUser, ID: "ada"}
	r.start()
	for _, s := range r.engine.watch.Sessions {
		if want := map[string]string{"deploy-7f3c": "192.0.2.1", "logs": ""}[s.Name]; s.ContextIP != want {
			t.Errorf("the engine is told that %s was asked for with %q, want %q", s.Name, s.ContextIP, want)
		}
	}
	r.press("1", "r")
	if len(r.engine.asked) != 1 || r.engine.asked[0].Request.SourceIP != "192.0.2.1" {
		t.Errorf("asked for %+v", r.engine.asked)
	}
}

// TestALedgerThatTakesNoRenewalIsTold once, and after whatever failed itself.
func TestALedgerThatTakesNoRenewalIsTold(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute), sessionOf("logs", "ada", time.Hour))
	full := func() { r.engine.says(func(s *model.RenewalState) { s.Unkept = "the disk is full" }) }
	r.engine.fails = func(renewal model.Renewal) model.RenewalResult {
		full()
		return model.RenewalResult{Renewal: renewal, Failed: model.StepAssume, Err: forbidden()}
	}
	r.press("r")
	r.shows("Not renewed: as the test asked (403).")
	r.engine.fails = nil
	r.press("r")
	r.shows("Done, but not noted: the disk is full.")
	r.press("r")
	r.shows("Renewed ")
}
