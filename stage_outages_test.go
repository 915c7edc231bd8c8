package main

import (
	"strings"
	"testing"
	"time"

	"actas/client/favourites"
	"actas/client/simulator"
	"actas/model"
	"actas/ui"
)

// End to end: an API that goes away, comes back, or says no, and who I am.

func TestRefusedKeyStopsReading(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	allow(s.server, false)
	s.pass(6 * time.Minute)
	s.see("KEY REFUSED", "Invalid API token (401)", "ada-audit-90aa")
	before := len(s.server.Requests())
	s.pass(40 * time.Minute)
	if after := len(s.server.Requests()); after != before {
		t.Errorf("%d requests with a key that is refused: %+v", after-before, s.server.Requests()[before:])
	}
	if row := s.row("ada-audit"); !strings.Contains(row, "6:55:05") {
		t.Errorf("the countdown stopped: %q", row)
	}
	allow(s.server, true)
	s.press("ctrl+r")
	s.lacks("KEY REFUSED", "401")
}

func TestOfflineAndBackByItself(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{cols: 100, rows: 24})
	s.pass(30 * time.Second)
	cut(s.server)
	s.press("ctrl+r")
	s.pass(3 * time.Second)
	s.see("OFFLINE", "since 14:03", "^r now", "ada-migrate-2b9e", "connection reset")
	if row := s.row("ada-logs"); !strings.Contains(row, "46:39") {
		t.Errorf("the countdown stopped: %q", row)
	}
	s.pass(2 * time.Minute)
	s.see("OFFLINE", "expired?")
	if row := s.row("ada-logs"); !strings.Contains(row, "44:39") {
		t.Errorf("the countdown stopped: %q", row)
	}
	s.server.Heal()
	s.pass(time.Minute)
	s.lacks("OFFLINE", "expired?", "Read failed")
	s.see("read 14:05")
}

// TestAPIKilledAndRestarted closes the server under a running dashboard, and
// starts another one on its address.
func TestAPIKilledAndRestarted(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{cols: 100, rows: 24})
	address := strings.TrimPrefix(s.server.URL(), "http://")
	if err := s.server.Close(); err != nil {
		t.Fatal(err)
	}
	s.pass(6 * time.Minute)
	s.see("OFFLINE", "connection refused")
	if row := s.row("ada-logs"); !strings.Contains(row, "41:12") {
		t.Errorf("the countdown stopped: %q", row)
	}
	s.press("2")
	s.see("OFFLINE", "Auditor")
	s.startServer(simulator.Config{Listen: address})
	s.pass(2 * time.Minute)
	s.lacks("OFFLINE", "Read failed")
	s.press("1")
	s.see("read 14:1")
}

// TestTooManyRequests checks that all calls wait as long as the API asks, and
// that the person can decide otherwise.
func TestTooManyRequests(t *testing.T) {
	t.Parallel()
	for name, wait := range map[string]func(*stage){
		"as long as asked": func(s *stage) { s.pass(20 * time.Second) },
		"tried at once":    func(s *stage) { s.press("ctrl+r") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{})
			s.server.Next("GET /v2/roles", simulator.Fault{Status: 429, Header: map[string][]string{"Retry-After": {"60"}}})
			s.press("ctrl+r")
			s.pass(time.Second)
			s.see("Too many requests", "59s", "^r")
			before := len(s.server.Requests())
			s.press("2", "3", "1")
			s.pass(40 * time.Second)
			if after := len(s.server.Requests()); after != before {
				t.Errorf("%d requests while the API asked to wait", after-before)
			}
			wait(s)
			s.lacks("Too many requests", "OFFLINE", "WAITING", "Read failed")
			if after := len(s.server.Requests()); after == before {
				t.Error("reading does not go on")
			}
			s.press("2")
			s.see("Auditor")
		})
	}
}

// TestForbiddenListLeavesTheOthers checks that what may be read can be used.
func TestForbiddenListLeavesTheOthers(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: forbidTrusts})
	s.press("3")
	s.see("The role trusts could not be read.", "iam.roletrust.Read", "ctrl+r")
	s.press("2")
	s.see("Not allowed: list role trusts needs iam.roletrust.Read", "unknown: trusts not readable")
	s.lacks("no trust ")
	on("Log Reader")(s)
	s.press("a", "enter")
	s.see("Assumed Log Reader", "ada-log-9c04")
	ada, _ := s.server.User("Ada Byron")
	s.server.SetPolicies(ada.ID, simulator.Allow("all", "*"))
	s.press("ctrl+r", "3")
	s.see("TRUSTED ENTITY", "group deployers")
	s.lacks("Not allowed")
}

// TestOneListFailing checks that the answers of the others count, and that the
// one is read again by itself.
func TestOneListFailing(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.server.Next("GET /v2/role-trusts", simulator.Fault{Status: 503, Body: `{"error":"maintenance","status":503}`, Times: 3})
	s.press("ctrl+r")
	s.pass(3 * time.Second)
	s.see("Read failed: list role trusts: maintenance (503)")
	s.lacks("OFFLINE")
	s.press("3")
	s.see("group deployers")
	s.pass(10 * time.Second)
	s.lacks("Read failed")
}

func TestAsksWhoIAm(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{as: "Alan Reyes"})
	alan, _ := s.server.User("Alan Reyes")
	s.see("Who are you?", "This key may not read its own account.")
	if n := s.count("GET /v2/assumed-roles/users"); n != 0 {
		t.Fatal("sessions were read for somebody who was guessed")
	}
	s.press("enter")
	s.see("Type your user id.")
	s.write("../users")
	s.press("enter")
	s.see("Who are you?")
	for range len("../users") {
		s.press("backspace")
	}
	s.paste(alan.ID + "\n")
	s.press("enter")
	s.lacks("Who are you?")
	if n := s.count("GET /v2/assumed-roles/users/" + alan.ID + "/sessions"); n != 1 {
		t.Errorf("%d requests for his sessions", n)
	}
	s.press("1")
	s.see("No sessions.")
}

func TestUserIDIsNotAskedFor(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{as: "Alan Reyes", deps: func(d *ui.Deps) { d.UserID = "0a1b-not-in-any-list" }})
	s.lacks("Who are you?")
	if n := s.count("GET /v2/assumed-roles/users/0a1b-not-in-any-list/sessions"); n != 1 {
		t.Errorf("%d requests for the sessions of the user that was named", n)
	}
}

// TestAccountAnswersLast checks that the lists' end does not cut off the
// question whose key it is.
func TestAccountAnswersLast(t *testing.T) {
	t.Parallel()
	s := raise(t, scenario{})
	release := hold(s, "GET /v2/account")
	s.see("2 Roles 14", "3 Trusts 21")
	s.settleBut(1)
	s.lacks("Who are you?")
	release()
	s.settle()
	s.see("ada-deploy-7f3c")
}

func TestFirstRunTakesAKeyOrTheDemo(t *testing.T) {
	t.Parallel()
	var s *stage
	sc := scenario{deps: func(d *ui.Deps) {
		api := d.API
		d.API, d.Demo = nil, false
		d.LookedIn = []string{"VULTR_API_KEY"}
		d.StartDemo = func() (ui.API, error) { return api, nil }
		d.Connect = func(key model.Secret) (ui.API, error) { return s.dial(s.server.URL(), key.Reveal()), nil }
	}}
	s = open(t, sc)
	s.see("No API key found.")
	s.press("k")
	s.paste(s.server.Keys()["Linus Berg"] + "\n")
	s.see("key  ****")
	s.press("enter")
	s.see("Support Tier 2")
	s.lacks("DEMO")
	s.press("1")
	s.see("You act as yourself, linus@northwind.example.")
	s = open(t, sc)
	s.press("d")
	s.see("DEMO", "ada-deploy-7f3c")
}

func TestCopiesTokensAndIDs(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy")(s)
	s.press("y")
	s.see("Copied the token of ada-deploy-7f3c to the clipboard.")
	s.press("2")
	on("Auditor")(s)
	s.press("y")
	s.see("Copied")
	role, _ := s.server.Role("Auditor")
	if len(s.copied) != 2 || s.copied[0] != s.token("ada-deploy-7f3c") || s.copied[1] != role.ID {
		t.Errorf("copied %q", s.copied)
	}
}

func TestFavouritesLast(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	sc := scenario{deps: func(d *ui.Deps) { d.Favourites = func(string) ui.Favourites { return favourites.At(folder, "api") } }}
	s := open(t, sc)
	s.press("2")
	on("Network Admin")(s)
	s.press("f")
	s.end()
	s = open(t, sc)
	s.press("2", "g")
	s.see("*Network Admin")
	if at := s.marked(); !strings.Contains(at, "Network Admin") {
		t.Errorf("favourites are not first: %q", at)
	}
}

func TestSessionsOfEveryone(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.lacks("grace-oncall-5d20")
	s.press("m")
	s.see("grace-oncall-5d20", "mei-rollback-08e7", "ada-deploy-7f3c")
	s.press("m")
	s.lacks("grace-oncall-5d20")
}

func TestQuits(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.ended = true
	s.strike("q")
	if last := s.end(); !strings.Contains(last, "ada-deploy-7f3c") {
		t.Errorf("left:\n%s", last)
	}
}
