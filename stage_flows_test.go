package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/client/simulator"
	"actas/model"
)

// End to end: what a person does, from the key to the request on the wire and
// back to the screen.

func TestBrowsesAndPages(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{api: simulator.Config{Roles: 100}})
	s.press("2")
	s.see("1 of 100")
	for _, step := range []struct{ key, at string }{
		{"j", "2 of 100"}, {"k", "1 of 100"}, {"down", "2 of 100"}, {"G", "100 of 100"}, {"k", "99 of 100"},
		{"pgup", "81 of 100"}, {"ctrl+u", "72 of 100"}, {"g", "1 of 100"}, {"pgdown", "19 of 100"}, {"ctrl+d", "28 of 100"},
	} {
		s.press(step.key)
		if !strings.Contains(s.screen(), " "+step.at+" ") {
			t.Errorf("%s does not go to %s:\n%s", step.key, step.at, s.screen())
		}
	}
	s.press("tab")
	s.see("TRUSTED ENTITY")
	s.press("tab", "shift+tab", "shift+tab")
	s.see("28 of 100")
}

func TestFiltersAndSorts(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.press("2", "/")
	s.write("prdep")
	s.see("Production Deploy", "1 of 14")
	s.lacks("Auditor", "Edge Deploy")
	s.press("enter", "esc")
	s.see("Auditor", "of 14 ──")
	s.press("o")
	if top := s.row("Auditor"); !strings.Contains(s.screen(), top+"\n") || strings.Index(s.screen(), "Auditor") > strings.Index(s.screen(), "Backup Restore") {
		t.Errorf("not by name:\n%s", s.screen())
	}
	s.press("1", "/")
	s.write("no such session")
	s.see("No session matches")
}

// TestListStandsStillWhileItArrives checks that the cursor does not go down
// with the first row that happened to arrive.
func TestListStandsStillWhileItArrives(t *testing.T) {
	t.Parallel()
	s := raise(t, scenario{})
	release := hold(s, "GET /v2/role-trusts")
	s.see("Sessions 5")
	s.strike("2")
	s.see("reading its trusts", "▌ Auditor")
	release()
	s.settle()
	s.see("▌ Auditor", "▌")
	s.press("j")
	s.server.AddRole(model.Role{Name: "Aardvark"})
	s.press("ctrl+r")
	if at := s.marked(); !strings.Contains(at, "Database Admin") {
		t.Errorf("the cursor left its row for %q", at)
	}
}

func TestOpensATrust(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.press("2")
	on("On-call")(s)
	s.press("t")
	s.see("1 of 2 ──", "group on-call", "The trusts of On-call Operator.")
	s.press("enter")
	s.see("closed, opens today 17:00 UTC", "in 2h 57m", "18:00–08:00 next day", "Europe/Berlin", "now Fri 15:03", "10.20.0.0/16")
	s.pass(time.Minute)
	s.see("in 2h 56m", "now Fri 15:04")
	s.press("esc", "esc")
	s.see("of 21 ──")
}

func TestWindowOpensAndClosesByTheClock(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{start: time.Date(2026, time.November, 20, 16, 58, 30, 0, time.UTC)})
	s.press("2")
	s.see("Production Deploy            open until 17:00 (1m)", "On-call Operator             closed, opens 17:00 in 2m")
	s.pass(90 * time.Second)
	s.see("Production Deploy            closed, opens Mon 09:00", "On-call Operator             open until Sat 07:00")
}

// assume assumes the role of the form that is open, and waits for the session.
func assume(s *stage, role string) {
	s.tb.Helper()
	form(role)(s)
	s.press("enter")
	s.see("Assumed " + role)
}

func TestAssumesAndCountsDown(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	assume(s, "Production Deploy")
	if row := s.marked(); !containsAll(row, []string{"ada-deploy-9c04", "1:00:00", "active"}) {
		t.Fatalf("the new session is not selected: %q", row)
	}
	for _, want := range []string{"59:59", "59:58", "59:57"} {
		s.pass(time.Second)
		if row := s.marked(); !strings.Contains(row, want) {
			t.Errorf("not %s: %q", want, row)
		}
	}
	s.clock.Step(time.Hour)
	s.pass(7 * time.Second)
	if row := s.marked(); !strings.Contains(row, "59:50") {
		t.Errorf("a step of the wall clock moved the countdown: %q", row)
	}
	s.pass(50*time.Minute - 9*time.Second)
	if row := s.marked(); !containsAll(row, []string{"! 09:59", "expiring"}) {
		t.Errorf("no warning under ten minutes: %q", row)
	}
	if n := s.count("POST /v2/assumed-roles/assume"); n != 1 {
		t.Errorf("%d requests to assume", n)
	}
}

// count is how many requests began so.
func (s *stage) count(match string) int {
	n := 0
	for _, r := range s.server.Requests() {
		if strings.HasPrefix(r.Method+" "+r.Path, match) {
			n++
		}
	}
	return n
}

func TestRevokesOnYAlone(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy-7f3c")(s)
	s.press("x")
	s.see("Revoke ada-deploy-7f3c?", "It ends at once", "id 9436f02d")
	for _, key := range []string{"enter", "q", "x", "j", "1"} {
		s.press(key)
		s.see("Revoke ada-deploy-7f3c?")
	}
	s.paste("y")
	s.see("Revoke ada-deploy-7f3c?")
	s.press("n")
	s.lacks("Revoke ada-deploy-7f3c?")
	if n := s.count("DELETE"); n != 0 {
		t.Fatalf("%d DELETE without an answer of y", n)
	}
	s.press("x", "y")
	s.see("Revoked ada-deploy-7f3c", "1 Sessions 4")
	if row := s.row("ada-deploy-7f3c   "); !strings.Contains(row, "revoked") {
		t.Errorf("not marked: %q", row)
	}
	if n := s.count("DELETE /v2/assumed-roles/ars-"); n != 1 {
		t.Errorf("%d DELETE", n)
	}
	s.press("x")
	s.see("This session is revoked already.")
}

// TestRevokeOfAnEndedSessionIsDone checks that 404 counts as done.
func TestRevokeOfAnEndedSessionIsDone(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy-7f3c")(s)
	s.server.EndSessions("ada-deploy-7f3c")
	s.press("x", "y")
	s.see("Revoked ada-deploy-7f3c")
}

func TestRevokeThatFailsKeepsTheSession(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy-7f3c")(s)
	s.server.Next("DELETE", simulator.Fault{Status: 500, Body: `{"error":"try later","status":500}`})
	s.press("x", "y")
	s.see("Not revoked: ada-deploy-7f3c", "try later (500)")
	if row := s.row("ada-deploy-7f3c   "); !strings.Contains(row, "expiring") {
		t.Errorf("not kept: %q", row)
	}
}

func TestRefusedAssumeKeepsTheForm(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	form("Network Admin")(s)
	s.write("-fix")
	s.press("enter")
	s.see("Not assumed. Nothing has changed; your input is kept.", "Role trust conditions not met: ip_address", "ada-network-9c04-fix")
	s.lacks("Your policies need")
	s.press("backspace")
	s.see("ada-network-9c04-fi")
	s.press("esc")
	s.see("Leave the form?")
	s.press("n")
	s.see("ada-network-9c04-fi")
	s.press("esc", "y")
	s.lacks("ada-network-9c04")
}

// TestLostAnswerMakesOneSession loses the answer to assume in every way, after
// the session was made: it is found by its name, and no second one is asked for.
func TestLostAnswerMakesOneSession(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"reset before the answer": {Reset: simulator.ResetBeforeAnswer, Effect: true},
		"reset in the middle":     {Reset: simulator.ResetMidBody},
		"a gateway's 502":         {Status: 502, Body: "<html>bad gateway</html>", ContentType: "text/html", Effect: true},
		"a cut answer":            {Garbage: true, Body: `{"session_token":"ars-`, Effect: true},
		"an empty answer":         {Garbage: true, Effect: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{})
			s.server.Next("POST /v2/assumed-roles/assume", fault)
			assume(s, "Production Deploy")
			if row := s.marked(); !strings.Contains(row, "ada-deploy-9c04") {
				t.Errorf("not found: %q", row)
			}
			if n := s.count("POST"); n != 1 {
				t.Errorf("%d POST", n)
			}
			if n := s.server.EndSessions("ada-deploy-9c04"); n != 1 {
				t.Errorf("%d sessions were made", n)
			}
		})
	}
}

// TestLostRequestMakesNone loses the request before anything was made.
func TestLostRequestMakesNone(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.server.Next("POST", simulator.Fault{Reset: simulator.ResetBeforeAnswer})
	form("Production Deploy")(s)
	s.press("enter")
	s.pass(10 * time.Second)
	s.see("Assume Production Deploy", "ada-deploy-9c04")
	if n := s.count("POST"); n != 1 {
		t.Errorf("%d POST", n)
	}
	s.press("enter")
	s.see("Assumed Production Deploy")
}

func TestSessionEndsWhenTheAPISaysSo(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.pass(93 * time.Second)
	if row := s.row("ada-migrate-2b9e  "); !containsAll(row, []string{"!! 00:01", "expiring"}) {
		t.Fatalf("a second before the end: %q", row)
	}
	release := hold(s, "GET /v2/assumed-roles/users")
	s.clock.Advance(time.Second)
	s.note(func() {})
	s.see("!! 00:00  expired?")
	release()
	s.settle()
	if row := s.row("ada-migrate-2b9e  "); !strings.Contains(row, "-  expired ") {
		t.Errorf("after the API confirmed: %q", row)
	}
	s.see("1 Sessions 4")
}

func TestRevokedElsewhereIsMarkedAtTheNextRead(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.pass(2 * time.Minute)
	s.server.EndSessions("ada-audit-90aa")
	s.pass(3 * time.Minute)
	s.pass(2 * time.Minute)
	if row := s.row("ada-audit"); !strings.Contains(row, "-  revoked") {
		t.Errorf("not marked: %q", row)
	}
}

func TestSessionsAreReadAgainOnFocus(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.pass(31 * time.Second)
	s.server.EndSessions("ada-audit-90aa")
	s.send(tea.FocusMsg{})
	s.settle()
	if row := s.row("ada-audit"); !strings.Contains(row, "revoked") {
		t.Errorf("not read on focus: %q", row)
	}
}

func TestSuspendLeavesSessionsUnverified(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	release := hold(s, "GET /v2/assumed-roles/users")
	s.clock.Suspend(2 * time.Hour)
	s.clock.Advance(0)
	s.note(func() {})
	s.see("5:41:05  unverified", "00:00  expired?")
	release()
	s.settle()
	s.lacks("unverified", "expired?")
	s.see("5:41:05  active")
}

// TestRoleDeletedWhileItsFormIsOpen checks that the form says so and keeps its
// input.
func TestRoleDeletedWhileItsFormIsOpen(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	form("Production Deploy")(s)
	s.write("-typed")
	role, _ := s.server.Role("Production Deploy")
	s.server.DeleteRole(role.ID)
	s.pass(16 * time.Minute)
	s.see("This role is gone", "ada-deploy-9c04-typed")
	s.press("enter")
	s.see("Not sent.", "ada-deploy-9c04-typed")
	if n := s.count("POST"); n != 0 {
		t.Errorf("%d POST for a role that is gone", n)
	}
}

func TestPasteIsTextAndNeverCommands(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	before := s.screen()
	for _, keys := range []string{"q", "xy", "2", "\r\n", "x\ny\n"} {
		s.paste(keys)
	}
	if after := s.screen(); after != before {
		t.Errorf("a paste into a list did something:\n%s", after)
	}
	form("Production Deploy")(s)
	s.paste("one\ntwo\nthree\n")
	s.see("ada-deploy-9c04one two three")
	s.paste(strings.Repeat("y", 100_000))
	if n := s.count("POST") + s.count("DELETE"); n != 0 {
		t.Errorf("a paste sent %d requests", n)
	}
}

// TestStormOfResizes goes through sizes from nothing on, in every state that
// draws differently.
func TestStormOfResizes(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{}, {"x"}, {"2"}, {"2", "enter"}, {"3", "enter"}, {"?"}, {":"}, {"2", "a"}, {"2", "/", "d"}} {
		t.Run(fmt.Sprint(keys), func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{})
			s.press(keys...)
			before := s.screen()
			for _, cols := range []int{0, 1, 2, 7, 39, 40, 41, 59, 79, 119, 120, 139, 400} {
				for _, rows := range []int{0, 1, 2, 9, 10, 11, 14, 19, 23, 24, 29, 30, 100} {
					s.resize(cols, rows)
				}
			}
			s.resize(80, 24)
			s.settle()
			if after := s.screen(); after != before {
				t.Errorf("was:\n%s\nis:\n%s", before, after)
			}
			for _, frame := range s.everyFrame() {
				checkFits(t, frame, 400)
			}
		})
	}
}
