package ui

import (
	"testing"
	"time"

	"actas/model"
)

func TestARevokeTurnsAutoRenewOff(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour))
	r.engine.says(func(s *model.RenewalState) { s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true} })
	r.press("x", "y")
	if on, told := r.engine.auto["deploy-7f3c"]; !told || on {
		t.Errorf("auto-renew was told: %v, on: %v", told, on)
	}
	r.shows("Revoked deploy-7f3c")
}

// automatic lets the engine swap a session by itself.
func (r *rig) automatic(name string) model.RenewalResult {
	r.t.Helper()
	l, ok := r.m.roster.Find(name)
	if !ok {
		r.t.Fatalf("there is no %s", name)
	}
	result := r.engine.swap(model.NewRenewal(l, r.api.roles[0], "", "aaaa"))
	result.Auto = true
	r.engine.says(func(s *model.RenewalState) { s.First, s.Ended = 1, append(s.Ended, result) })
	r.pass(time.Second)
	return result
}

// The question is about what the answer revokes.
func TestAQuestionFollowsARenewal(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute), sessionOf("logs", "ada", time.Hour))
	r.press("x")
	r.shows("Revoke deploy-7f3c?")
	r.automatic("deploy-7f3c")
	r.shows("Revoke deploy-aaaa?")
	r.press("y")
	r.shows("Revoked deploy-aaaa; it gives no access any more.")
	if len(r.engine.revoked) != 1 || r.engine.revoked[0] != "deploy-aaaa" {
		t.Errorf("revoked %q", r.engine.revoked)
	}
}

// What the engine finds in a session's place is told, and shown as gone.
func TestARevokeTellsWhatItTookWithIt(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute), sessionOf("deploy-aaaa", "ada", time.Hour))
	r.hold = only[sessionsReadMsg]
	made, _ := r.m.roster.Find("deploy-aaaa")
	r.engine.besides = []model.RevokeResult{{Session: made.Session}}
	r.press("x", "y")
	r.shows("Revoked deploy-7f3c and deploy-aaaa, which took its place; they give no access any more.")
	if r.state("deploy-aaaa") != model.StateRevoked {
		t.Errorf("deploy-aaaa is %q", r.state("deploy-aaaa"))
	}
	r = renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
	r.engine.besides = []model.RevokeResult{{Session: made.Session, Err: unavailable()}}
	r.press("x", "y")
	r.shows("Not revoked: deploy-aaaa: call: as the test asked (503)")
}
