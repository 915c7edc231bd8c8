package words_test

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/words"
)

func TestDoneAndOutcome(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind              model.ActivityKind
		by, problem       string
		done, wantOutcome string
	}{
		{model.ActivityAssume, "dashboard", "", "assumed", "done"},
		{model.ActivityRenew, "command", "", "renewed", "done"},
		{model.ActivityRenew, "auto-renew", "", "auto-renewed", "done"},
		{model.ActivityRevoke, "dashboard", "", "revoked", "done"},
		{model.ActivityAssume, "dashboard", "assume role: not allowed (403)", "assume", "not allowed (403)"},
		{model.ActivityRenew, "auto-renew", "assume role: no answer", "auto-renew", "no answer"},
		{model.ActivityRenew, "auto-renew", "revoke session: no answer", "auto-renew", "revoke session: no answer"},
		{model.ActivityRevoke, "command", "revoke session: no answer", "revoke", "no answer"},
		{model.ActivityCreateTrust, "dashboard", "", "trust created", "done"},
		{model.ActivityDeleteTrust, "dashboard", "", "trust deleted", "done"},
		{model.ActivityRestoreTrust, "dashboard", "restore role trust: not found (404)", "restore trust", "not found (404)"},
		{model.ActivityEditTrust, "dashboard", "update role trust: start is wrong (422)", "edit trust", "start is wrong (422)"},
		{model.ActivityEditTrust, "dashboard", "read role trust: not found (404)", "edit trust", "read role trust: not found (404)"},
		{"extend", "auto-renew", "", "extend", "done"},
	} {
		a := model.Activity{Kind: c.kind, By: c.by, Problem: c.problem}
		if done, outcome := words.Done(a), words.Outcome(a); done != c.done || outcome != c.wantOutcome {
			t.Errorf("%+v: %q, %q", a, done, outcome)
		}
	}
}

func TestActivityOnATrust(t *testing.T) {
	t.Parallel()
	edited := model.Trust{ID: "t-1", RoleID: "r-1", RoleName: "Deploy"}.Activity(model.ActivityEditTrust, "group dbas", "adds Saturday")
	assumed := model.Activity{Kind: model.ActivityAssume, Session: "ada-1"}
	if got := words.ActedOn(edited); got != "group dbas" {
		t.Errorf("acted on %q", got)
	}
	if got := words.Outcome(edited); got != "adds Saturday" {
		t.Errorf("outcome %q", got)
	}
	if got := words.ActedOnTitle([]model.Activity{assumed}); got != "SESSION" {
		t.Errorf("sessions alone stand under %q", got)
	}
	if got := words.ActedOnTitle([]model.Activity{assumed, edited}); got != "SESSION OR TRUST" {
		t.Errorf("sessions and trusts stand under %q", got)
	}
}

func TestOutcomeInANarrowColumn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a            model.Activity
		narrow, wide string
	}{
		{model.Activity{}, "done", "done"},
		{model.Activity{Problem: "no answer"}, "no answer", "no answer"},
		{model.Activity{Problem: "the conditions are not met (403)"}, "refused", "the conditions are not met (403)"},
		{model.Activity{Problem: "the connection was reset by the API"}, "failed", "the connection was reset by the API"},
		{model.Activity{Change: "adds Saturday, drops 10.0.0.0/8"}, "changed", "adds Saturday, drops 10.0.0.0/8"},
	} {
		if got := words.OutcomeIn(c.a, 13); got != c.narrow {
			t.Errorf("%+v: %q, want %q", c.a, got, c.narrow)
		}
		if got := words.OutcomeIn(c.a, 30); got != c.wide {
			t.Errorf("%+v with room: %q, want %q", c.a, got, c.wide)
		}
	}
}

func TestPast(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC)
	berlin := time.FixedZone("", 3600)
	for want, then := range map[string]time.Time{
		"00:00": time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		// The day is that of UTC, whatever the time's own zone.
		"23:30":      time.Date(2026, 11, 21, 0, 30, 0, 0, berlin),
		"Thu 23:59":  time.Date(2026, 11, 19, 23, 59, 0, 0, time.UTC),
		"Sat 09:00":  time.Date(2026, 11, 14, 9, 0, 0, 0, time.UTC),
		"2026-11-13": time.Date(2026, 11, 13, 23, 59, 0, 0, time.UTC),
		"2026-11-21": time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC),
		"":           {},
	} {
		if got := words.Past(then, now); got != want {
			t.Errorf("%v is told as %q, want %q", then, got, want)
		}
	}
}
