package main

import (
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
)

// Renewals from the key to the wire, with the engine that main starts.

const assumePath = "/v2/assumed-roles/assume"

// writes are the requests about sessions that a renewal is made of, in their
// order: "POST", "GET", "DELETE". Lists are left out.
func (s *stage) writes() string {
	var seen []string
	for _, r := range s.server.Requests() {
		if strings.HasPrefix(r.Path, "/v2/assumed-roles/") && !strings.Contains(r.Path, "/users/") {
			seen = append(seen, r.Method)
		}
	}
	return strings.Join(seen, " ")
}

// live are the names of Ada's sessions on the server, sorted.
func (s *stage) live() []string {
	s.tb.Helper()
	ada, _ := s.server.User("Ada Byron")
	sessions, err := s.client.Sessions(s.tb.Context(), ada.ID)
	if err != nil {
		s.tb.Fatal(err)
	}
	var names []string
	for _, session := range sessions {
		names = append(names, session.Name)
	}
	slices.Sort(names)
	return names
}

// checkLive fails unless just these of Ada's sessions live.
func (s *stage) checkLive(want ...string) {
	s.tb.Helper()
	if got := s.live(); !slices.Equal(got, want) {
		s.tb.Errorf("live: %v, want %v", got, want)
	}
}

// waitOut moves the clock from one wait of the renewal engine to the next until
// a text stands on screen.
func (s *stage) waitOut(text string) {
	s.tb.Helper()
	for seen := false; !seen; {
		var next time.Duration
		s.await(text, func() bool {
			seen = strings.Contains(s.view, text)
			now := s.clock.Now().Boot
			s.engineWaits = slices.DeleteFunc(s.engineWaits, func(due time.Duration) bool { return due <= now })
			next = slices.Min(append(s.engineWaits, math.MaxInt64))
			return seen || next < math.MaxInt64
		})
		if !seen {
			s.clock.Advance(next - s.clock.Now().Boot)
		}
	}
	s.settle()
}

func TestRenewsInThreeCalls(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy-7f3c")(s)
	s.press("r")
	s.see("Renewed ada-deploy-9c04 until 15:03 UTC; the old session is revoked.", "▌ ada-deploy-9c04", "1:00:00  active", "1 Sessions 5")
	s.lacks("ada-deploy-7f3c")
	if got := s.writes(); got != "POST GET DELETE" {
		t.Errorf("on the wire: %s", got)
	}
	s.checkLive("ada-audit-90aa", "ada-deploy-9c04", "ada-logs-c01d", "ada-migrate-2b9e", "ci-publish-11fa")
	s.press("ctrl+r")
	s.lacks("ada-deploy-7f3c")
}

func TestRenewsAllThatExpire(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.press("R")
	s.see("Renewed 2 sessions; the old ones are revoked.", "30:00", "1:00:00")
	if got := s.count("DELETE"); got != 2 {
		t.Errorf("%d revoked", got)
	}
}

// Whatever the API loses, no second session is made.
func TestALostAnswerMakesNoSecondSession(t *testing.T) {
	t.Parallel()
	const assume = "POST /v2/assumed-roles/assume"
	for name, fault := range map[string]simulator.Fault{
		"before it had an effect": {Reset: simulator.ResetBeforeAnswer},
		"after it had an effect":  {Reset: simulator.ResetBeforeAnswer, Effect: true},
		"in its middle":           {Reset: simulator.ResetMidBody},
		"behind a gateway":        {Status: http.StatusBadGateway, Body: "<html>", ContentType: "text/html", Effect: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{prepare: func(server *simulator.Server) { server.Next(assume, fault) }})
			on("ada-deploy-7f3c")(s)
			s.strike("r")
			s.waitOut("Renewed ada-deploy-9c04")
			s.checkLive("ada-audit-90aa", "ada-deploy-9c04", "ada-logs-c01d", "ada-migrate-2b9e", "ci-publish-11fa")
		})
	}
}

func TestARefusedRenewalKeepsTheSession(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{start: time.Date(2026, time.November, 20, 16, 55, 0, 0, time.UTC)})
	on("ada-deploy-7f3c")(s)
	s.pass(6 * time.Minute)
	on("ada-deploy-7f3c")(s)
	s.press("r")
	s.see("The window is closed and opens Mon 09:00 UTC, in 2d 16h. r again tries")
	if got := s.count("POST"); got != 0 {
		t.Fatalf("%d requests although the window is closed", got)
	}
	s.press("r")
	s.see("Not renewed: Role trust conditions not met")
	if row := s.row("ada-deploy-7f3c  "); !strings.Contains(row, "expiring") {
		t.Errorf("not kept: %q", row)
	}
	if got := s.writes(); got != "POST" {
		t.Errorf("on the wire: %s", got)
	}
}

func TestASessionThatCannotBeUsedIsTakenBack(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy-7f3c")(s)
	s.server.Next("GET /v2/assumed-roles/ars-", simulator.Fault{Status: 404, Body: `{"error":"Assumed Role Not Found","status":404}`})
	s.press("r")
	s.see("Not renewed: the new session does not work and is revoked again")
	s.checkLive("ada-audit-90aa", "ada-deploy-7f3c", "ada-logs-c01d", "ada-migrate-2b9e", "ci-publish-11fa")
}

func TestAShorterRoleIsSaid(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	role, _ := s.server.Role("Production Deploy")
	s.server.SetMaxSession(role.ID, 30*time.Minute)
	on("ada-deploy-7f3c")(s)
	s.press("r")
	s.see("Renewed ada-deploy-9c04 until 14:33 UTC: 30m is the longest now.")
}

// A form is open all the while, and the screen shows something else.
func TestAutoRenewsBesideTheScreen(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-logs-c01d")(s)
	s.press("A")
	s.see("Auto-renew on for ada-logs-c01d", "active   A")
	form("Network Admin")(s)
	s.pass(46 * time.Minute)
	if got := s.writes(); !strings.HasPrefix(got, "GET POST GET DELETE") {
		t.Fatalf("on the wire: %s", got)
	}
	s.press("esc", "1")
	s.see("ada-logs-0001")
	s.lacks("ada-logs-c01d")
	s.press("q")
	s.see("Leave 1 session that is renewed by itself?", "ada-logs-0001")
	s.press("esc")
}

// What was chosen is remembered, and of two dashboards one acts.
func TestOneDashboardActsAndTheOtherTakesOver(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first := open(t, scenario{folder: folder})
	on("ada-logs-c01d")(first)
	first.press("A")
	first.see("Auto-renew on")
	second := open(t, scenario{folder: folder, url: first.server.URL(), as: ""})
	on("ada-logs-c01d")(second)
	second.press("enter")
	second.see("Auto-renew on, by actas ", " on bastion:pts/3")
	first.engine.Load().Close()
	second.pass(time.Minute)
	second.see("Auto-renew on: at about")
	second.press("q")
	second.see("Leave 1 session that is renewed by itself?")
	second.press("esc")
}

func TestAutoRenewBringsNothingBack(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-logs-c01d")(s)
	s.press("A")
	s.server.EndSessions("ada-logs-c01d")
	s.pass(46 * time.Minute)
	if got := s.count("POST"); got != 0 {
		t.Errorf("%d assumed in the place of a session that was revoked elsewhere", got)
	}
}

// A session that somebody else's answer ended, or that the key may not renew,
// says so and stops.
func TestAutoRenewStopsWithAReason(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-logs-c01d")(s)
	s.press("A", "enter")
	s.server.Next("POST /v2/assumed-roles/assume", simulator.Fault{
		Status: 403, Body: `{"error":"No trust relationship exists between this role and user","status":403}`, Times: -1,
	})
	s.pass(46 * time.Minute)
	s.see("Auto-renew stopped", "A tries again")
	if got := s.count("POST"); got != 1 {
		t.Errorf("%d tries after a refusal", got)
	}
	s.server.Heal()
	s.press("A")
	s.pass(2 * time.Second)
	s.see("Auto-renewed ada-logs-")
}

// Sessions of an API without ids are kept apart by their tokens.
func TestRenewsWithoutIDs(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{api: simulator.Config{Variant: simulator.Variant{WrappedSession: true, LongSessionList: true, Met: simulator.MetNull, Dates: simulator.DatesPlain}}})
	on("ada-deploy-7f3c")(s)
	s.press("r")
	s.see("Renewed ada-deploy-9c04 until 15:03 UTC")
	s.checkLive("ada-audit-90aa", "ada-deploy-9c04", "ada-logs-c01d", "ada-migrate-2b9e", "ci-publish-11fa")
}

// The title of the window follows what ends first; it never holds a token.
func TestRenewalsLeaveNoOrphanOnTheList(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy-7f3c")(s)
	s.server.Next("DELETE", simulator.Fault{Status: 500, Body: `{"error":"try later","status":500}`})
	s.strike("r")
	s.waitOut("Renewed ada-deploy-9c04")
	s.checkLive("ada-audit-90aa", "ada-deploy-9c04", "ada-logs-c01d", "ada-migrate-2b9e", "ci-publish-11fa")
}
