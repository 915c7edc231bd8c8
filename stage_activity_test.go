package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/muesli/termenv"

	"actas/client/ledger"
	"actas/client/simulator"
	"actas/model"
	"actas/theme"
	"actas/ui"
)

// What was done from here: the screen of it, and the way of each action into it.

// weekOfWork is a ledger of some days, as an actas on a bastion leaves it.
func weekOfWork(d *ui.Deps) {
	kept := &ledger.Memory{}
	add := func(ago time.Duration, kind model.ActivityKind, by, session, role, problem string) {
		a := model.Activity{
			At: friday.Add(-ago), Kind: kind, By: by, From: "bastion:pts/3", Endpoint: "api.vultr.com",
			Session: session, Role: role, RoleID: "d4a1c8be-6f1a-4a55-9b57-0c1e7a3f2d10", UserID: "ada-byron", Problem: problem,
		}
		if kind != model.ActivityRevoke {
			a.Duration = time.Hour
		}
		if problem == "" {
			a.SessionID, a.Expires = "7c9e6679-7425-40de-944b-e07fc1f90ae7", a.At.Add(time.Hour)
		}
		if kind == model.ActivityRenew {
			a.Replaces = session[:len(session)-4] + "11fa"
		}
		_ = kept.Add(a)
	}
	const closed = "assume role: the conditions of the trust are not met: time_of_day. The trust of Database Admin is open from Monday to Friday, " +
		"04:00 to 12:00 UTC (403)"
	add(9*24*time.Hour, model.ActivityAssume, "command", "ada-audit-90aa", "Auditor", "")
	add(26*time.Hour, model.ActivityAssume, "dashboard", "ada-deploy-7f3c", "Production Deploy", "")
	add(25*time.Hour, model.ActivityRenew, "auto-renew", "ada-deploy-4e1b", "Production Deploy", "")
	add(24*time.Hour, model.ActivityRevoke, "dashboard", "ada-deploy-4e1b", "Production Deploy", "")
	add(5*time.Hour, model.ActivityAssume, "dashboard", "ada-migrate-2b9e", "Database Admin", "")
	add(100*time.Minute, model.ActivityRenew, "auto-renew", "ada-migrate-0c77", "Database Admin", closed)
	add(95*time.Minute, model.ActivityRenew, "command", "ada-migrate-51d0", "Database Admin", "assume role: no answer")
	add(3*time.Minute, model.ActivityAssume, "dashboard", "ada-logs-c01d", "Log Reader", "")
	d.Ledger = kept
}

// trustsManaged is a ledger of what was done to trusts, and a session among it.
func trustsManaged(d *ui.Deps) {
	kept := &ledger.Memory{}
	add := func(ago time.Duration, kind model.ActivityKind, role, entity, change, problem string) {
		trust := model.Trust{ID: "4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0041", RoleID: "d4a1c8be-6f1a-4a55-9b57-0c1e7a3f2d10", RoleName: role}
		a := trust.Activity(kind, entity, change)
		a.At, a.By, a.From, a.Endpoint, a.Problem = friday.Add(-ago), "dashboard", "bastion:pts/3", "api.vultr.com", problem
		_ = kept.Add(a)
	}
	add(50*time.Hour, model.ActivityCreateTrust, "Database Admin", "group dbas", "", "")
	add(26*time.Hour, model.ActivityEditTrust, "Database Admin", "group dbas", "adds Saturday, drops 10.0.0.0/8, ends 9 days earlier", "")
	add(5*time.Hour, model.ActivityDeleteTrust, "Production Deploy", "user Grace Hopper", "", "")
	add(4*time.Hour, model.ActivityRestoreTrust, "Production Deploy", "user Grace Hopper", "", "")
	_ = kept.Add(model.Activity{
		At: friday.Add(-time.Hour), Kind: model.ActivityAssume, By: "dashboard", From: "bastion:pts/3",
		Session: "ada-logs-c01d", Role: "Log Reader", Duration: time.Hour,
	})
	add(3*time.Minute, model.ActivityEditTrust, "Network Admin", "issuer vke-prod-fra", "opens 09:00 instead of 10:00",
		"update role trust: conditions.time_of_day.start: must be an hour from 0 to 24 (422)")
	d.Ledger = kept
}

// brokenLedger cannot be used.
type brokenLedger struct{}

var errBroken = errors.New("/home/ada/.local/state/actas/activity.jsonl belongs to somebody else; move it away")

func (brokenLedger) Add(model.Activity) error           { return errBroken }
func (brokenLedger) Entries() ([]model.Activity, error) { return nil, errBroken }

func activityPictures() []picture {
	week := scenario{deps: weekOfWork}
	small := sizes[1:2]
	return []picture{
		{name: "activity", scenario: week, act: keys("4")},
		{name: "activity-by-outcome", scenario: week, act: keys("4", "o", "o"), sizes: small},
		{name: "activity-filter", scenario: week, act: then(keys("4", "/"), typed("migr")), sizes: small},
		{name: "activity-failed-entry", scenario: week, act: then(keys("4"), on("ada-migrate-11fa", "auto-renew"), opened)},
		{name: "activity-renewed", scenario: week, act: then(keys("4"), on("ada-deploy-4e1b", "auto-renewed"), opened)},
		{name: "activity-trusts", scenario: scenario{deps: trustsManaged}, act: keys("4")},
		{name: "activity-trust-edited", scenario: scenario{deps: trustsManaged}, act: then(keys("4"), on("dbas", "trust edited"), opened)},
		{name: "activity-trust-refused", scenario: scenario{deps: trustsManaged}, act: then(keys("4", "enter")), sizes: small},
		{name: "activity-empty", act: keys("4")},
		{name: "activity-unreadable", scenario: scenario{deps: func(d *ui.Deps) { d.Ledger = brokenLedger{} }}, act: keys("4")},
		{name: "activity-not-kept", scenario: scenario{deps: func(d *ui.Deps) { d.Ledger = nil }}, act: keys("4"), sizes: small},
		{name: "activity-done-here", act: then(doneHere, keys("4"))},
		{name: "ascii-activity", scenario: scenario{deps: func(d *ui.Deps) {
			weekOfWork(d)
			painted(theme.Options{Profile: termenv.Ascii, ASCII: true})(d)
		}}, act: keys("4"), sizes: small},
		{name: "dark-activity", scenario: scenario{deps: func(d *ui.Deps) {
			weekOfWork(d)
			painted(theme.Options{Profile: termenv.TrueColor})(d)
		}}, act: keys("4"), sizes: small},
		{name: "activity-critical", scenario: week, act: then(keys(), func(s *stage) { s.pass(time.Minute) }, keys("4")), sizes: sizes[2:]},
	}
}

// doneHere assumes a role, revokes a session, and is refused another role.
func doneHere(s *stage) {
	then(form("Production"), keys("enter"))(s)
	s.pass(time.Minute)
	then(keys("1"), on("ada-logs"), keys("x", "y"))(s)
	s.pass(time.Minute)
	then(form("Network Admin"), keys("enter", "esc"))(s)
}

func TestWhatIsDoneIsKeptAndShown(t *testing.T) {
	t.Parallel()
	var kept *ledger.File
	s := open(t, scenario{cols: 140, rows: 40, deps: func(d *ui.Deps) {
		kept = ledger.At(t.TempDir())
		d.Ledger = kept
	}})
	doneHere(s)
	s.press("4")
	s.see("assumed", "revoked", "done", "Role trust conditions not met:", "bastion:pts/3")
	entries, err := kept.Entries()
	if err != nil || len(entries) != 3 {
		t.Fatalf("the ledger holds %+v, %v", entries, err)
	}
	if a := entries[0]; a.Kind != model.ActivityAssume || a.Role != "Production Deploy" || a.SessionID == "" || a.Problem != "" ||
		a.By != "dashboard" || a.From != "bastion:pts/3" || a.Endpoint == "" || !a.At.Equal(friday) || a.Duration <= 0 {
		t.Errorf("assumed: %+v", a)
	}
	if a := entries[1]; a.Kind != model.ActivityRevoke || a.Session != "ada-logs-c01d" || a.Role != "Log Reader" || a.Problem != "" || a.Duration != 0 {
		t.Errorf("revoked: %+v", a)
	}
	if a := entries[2]; a.Role != "Network Admin" || a.SessionID != "" || !strings.Contains(a.Problem, "(403)") {
		t.Errorf("refused: %+v", a)
	}
}

// TestEntriesArriveWhileTheScreenIsShown checks what others add, and a refused
// revoke.
func TestEntriesArriveWhileTheScreenIsShown(t *testing.T) {
	t.Parallel()
	kept := &ledger.Memory{}
	s := open(t, scenario{deps: func(d *ui.Deps) { d.Ledger = kept }})
	s.server.Next("DELETE /v2/assumed-roles/", simulator.Fault{Status: 503})
	s.press("1", "x", "y")
	s.press("4")
	s.see("revoke ", "the API is not")
	_ = kept.Add(model.Activity{At: friday, Kind: model.ActivityRenew, By: "command", Session: "from-elsewhere"})
	s.lacks("from-elsewhere")
	s.press("ctrl+r")
	s.see("from-elsewhere", "1 of 2")
	_ = kept.Add(model.Activity{At: friday, Kind: model.ActivityRenew, By: "command", Session: "and-later"})
	s.pass(time.Minute)
	s.see("and-later", "1 of 3")
}

func TestLedgerThatTakesNothingIsToldOnce(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{cols: 120, rows: 40, deps: func(d *ui.Deps) { d.Ledger = brokenLedger{} }})
	then(form("Production"), keys("enter"))(s)
	s.see("Done, but not noted", "belongs to somebody")
	then(on("ada-logs"), keys("x", "y"))(s)
	s.see("Revoked ada-logs")
	s.lacks("not noted")
}
