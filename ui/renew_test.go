package ui

import (
	"slices"
	"testing"
	"time"

	"actas/model"
)

// renewing is a rig with sessions of Ada, on the Sessions tab.
func renewing(t *testing.T, sessions ...model.Session) *rig {
	t.Helper()
	r := newRig(t)
	r.api.sessions["ada"] = sessions
	r.api.trusts[0].Entity = model.Entity{Kind: model.EntityUser, ID: "ada"}
	r.start()
	r.press("1")
	return r
}

func TestARenewalSwapsTheSessions(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute), sessionOf("logs", "ada", time.Hour))
	r.press("r")
	if len(r.engine.asked) != 1 {
		t.Fatalf("%d renewals asked for", len(r.engine.asked))
	}
	if got := r.engine.asked[0].Request; got.Name != "deploy-x7k2" || got.RoleID != "r1" || got.UserID != "ada" || got.Duration != 9*time.Minute {
		t.Errorf("asked for %+v", got)
	}
	r.shows("Renewed deploy-x7k2 until 14:12 UTC; the old session is revoked.", "▌ deploy-x7k2")
	r.hides("deploy-7f3c")
}

func TestARenewalIsShownWhileItLasts(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
	r.hold = only[renewedMsg]
	r.press("r")
	r.shows("renewing", "Renewing deploy-7f3c.")
	r.press("r")
	r.shows("It is being renewed.")
	if len(r.engine.asked) != 1 {
		t.Errorf("asked %d times", len(r.engine.asked))
	}
	r.press("q")
	if r.quit {
		t.Error("q leaves in the middle of it")
	}
	r.shows("Leaving when the renewal is done; q leaves at once.")
	if r.release(); !r.quit {
		t.Error("it does not leave once the renewal is done")
	}
}

func TestARenewalIsCutToWhatTheRoleAllows(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.sessions["ada"] = []model.Session{sessionOf("deploy-7f3c", "ada", time.Hour)}
	r.api.trusts[0].Entity = model.Entity{Kind: model.EntityUser, ID: "ada"}
	r.api.roles[0].MaxSession = 30 * time.Minute
	r.start()
	r.press("1", "r")
	if got := r.engine.asked[0]; got.Request.Duration != 30*time.Minute || got.Shortened != time.Hour {
		t.Errorf("asked for %v, shortened %v", got.Request.Duration, got.Shortened)
	}
	r.shows("Renewed deploy-x7k2 until 14:33 UTC: 30m is the longest now.")
}

func TestRenewalsThatFailSayWhatLivesOn(t *testing.T) {
	t.Parallel()
	refused := &model.APIError{Kind: model.ErrForbidden, Status: 403, Call: "assume role", Message: "Role trust conditions not met"}
	made := sessionOf("new", "ada", time.Hour)
	for _, c := range []struct {
		name        string
		result      model.RenewalResult
		want        string
		live, stays string
	}{
		{"refused", model.RenewalResult{Failed: model.StepAssume, Err: refused},
			"Not renewed: Role trust conditions not met (403). deploy-7f3c stays.", "1", "deploy-7f3c"},
		{"the check fails for good", model.RenewalResult{Failed: model.StepCheck, Err: refused, New: made, RolledBack: true},
			"Not renewed: the new session does not work and is revoked again; deploy-7f3c stays.", "1", "deploy-7f3c"},
		{"the check is not answered", model.RenewalResult{Failed: model.StepCheck, Err: offline(), New: made},
			"Not renewed: the new session could not be checked; deploy-7f3c stays beside it.", "2", "deploy-7f3c"},
		{"the revoke fails", model.RenewalResult{Failed: model.StepRevoke, Err: unavailable(), New: made},
			"Renewed deploy-x7k2, but deploy-7f3c is not revoked and lasts on: as the test asked (503).", "2", "deploy-7f3c"},
	} {
		r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
		r.engine.fails = func(renewal model.Renewal) model.RenewalResult {
			result := c.result
			result.Renewal = renewal
			if result.New.ID != "" && !result.RolledBack {
				r.api.sessions["ada"] = append(r.api.sessions["ada"], result.New)
			}
			return result
		}
		r.press("r")
		r.shows(c.want, c.stays, "1 Sessions "+c.live)
	}
}

func TestSeveralRenewalsAreToldTogether(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("a-0001", "ada", time.Minute), sessionOf("b-0002", "ada", 2*time.Minute), sessionOf("c", "ada", time.Hour))
	r.hold = only[renewedMsg]
	r.press("R")
	r.shows("Renewing 2 sessions.")
	held := r.held
	r.hold, r.held = nil, nil
	r.send(held[0])
	r.shows("Renewing: 1 of 2 done.")
	r.send(held[1])
	r.shows("Renewed 2 sessions; the old ones are revoked.")

	r = renewing(t, sessionOf("a-0001", "ada", time.Minute), sessionOf("b-0002", "ada", 2*time.Minute))
	r.engine.fails = func(renewal model.Renewal) model.RenewalResult {
		if renewal.Old.ID == "a-0001" {
			return model.RenewalResult{Renewal: renewal, Failed: model.StepAssume, Err: forbidden()}
		}
		return r.engine.swap(renewal)
	}
	r.press("R")
	r.shows("Renewed 1 of 2. Not renewed: as the test asked (403). a-0001 stays.")
}

// TestOldSessionsThatLastOnAreCounted where several are renewed.
func TestOldSessionsThatLastOnAreCounted(t *testing.T) {
	t.Parallel()
	for want, lasting := range map[string][]string{
		"Renewed 3 sessions; the old ones are revoked.":                           nil,
		"Renewed 3 sessions; 1 of the old ones lasts on, the others are revoked.": {"b-0002"},
		"Renewed 3 sessions; 2 of the old ones last on, the others are revoked.":  {"b-0002", "c-0003"},
		"Renewed 3 sessions; the old ones last on.":                               {"a-0001", "b-0002", "c-0003"},
	} {
		r := renewing(t, sessionOf("a-0001", "ada", time.Minute), sessionOf("b-0002", "ada", 2*time.Minute), sessionOf("c-0003", "ada", 3*time.Minute))
		r.engine.fails = func(renewal model.Renewal) model.RenewalResult {
			result := r.engine.swap(renewal)
			result.OldKept = slices.Contains(lasting, renewal.Old.ID) && renewal.Old.ID != "c-0003"
			result.Deferred = slices.Contains(lasting, renewal.Old.ID) && renewal.Old.ID == "c-0003"
			return result
		}
		r.press("R")
		r.shows(want)
	}
}

// A key that is refused stops the reading, whichever call is told so.
func TestARefusedKeyStopsRenewals(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
	r.engine.fails = func(renewal model.Renewal) model.RenewalResult {
		return model.RenewalResult{Renewal: renewal, Failed: model.StepAssume, Err: unauthorised()}
	}
	r.press("r")
	r.shows("KEY REFUSED")
}

func TestTheEngineKnowsWhatARenewalRestsOn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	bobs := sessionOf("bobs", "bob", time.Hour)
	r.api.sessions["ada"] = []model.Session{sessionOf("mine", "ada", time.Hour)}
	r.api.sessions["bob"] = []model.Session{bobs}
	r.start()
	r.press("1", "m")
	w := r.engine.watch
	if len(w.Sessions) != 1 || w.Sessions[0].Name != "mine" || w.Sessions[0].Role.Name != "Admin" ||
		len(w.Sessions[0].Trusts) != 1 || !w.Sessions[0].TrustsKnown || w.Caller.UserID != "ada" {
		t.Errorf("it is told %+v", w)
	}
}

func TestAutoRenewIsAskedOfTheEngine(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour))
	r.press("A")
	r.shows("Auto-renew on for deploy-7f3c, while an actas of yours runs.")
	if !r.engine.auto["deploy-7f3c"] {
		t.Errorf("the engine was told %v", r.engine.auto)
	}
	r.engine.says(func(s *model.RenewalState) { s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true} })
	r.press("A")
	r.shows("Auto-renew off for deploy-7f3c.")
	r.engine.setFails = &model.APIError{Kind: model.ErrInvalid, Call: "remember auto-renew", Message: "the file cannot be written"}
	r.press("A")
	r.shows("  Remember auto-renew: the file cannot be written.")
}

// TestAutoRenewSaysWhatKeepsARenewalFromBeing as things stand.
func TestAutoRenewSaysWhatKeepsARenewalFromBeing(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour), sessionOf("logs", "ada", 2*time.Hour))
	r.engine.says(func(s *model.RenewalState) {
		s.Sessions["deploy-7f3c"] = model.SessionRenewal{Trouble: "window closed 14:00 UTC; opens Sat 09:00 UTC"}
	})
	r.press("A")
	r.shows("Auto-renew on, but idle: window closed 14:00 UTC; opens Sat 09:00 UTC.")
	r.press(" ", " ", "A")
	r.shows("Auto-renew on for 2 sessions; 1 cannot be renewed: window closed 14:00 UTC; opens Sat 09:00 UTC.")
}

// What the engine does by itself shows with whatever comes next.
func TestAutomaticRenewalsShow(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
	l, _ := r.m.roster.Find("deploy-7f3c")
	result := r.engine.swap(model.NewRenewal(l, r.api.roles[0], "", "aaaa"))
	result.Auto = true
	r.engine.says(func(s *model.RenewalState) { s.First, s.Ended = 1, []model.RenewalResult{result} })
	r.pass(time.Second)
	r.shows("Auto-renewed deploy-aaaa until 14:12 UTC; the old session is revoked.", "▌ deploy-aaaa")
	r.hides("deploy-7f3c")
	if asked := r.since(callSessions, func() { r.pass(time.Second) }); asked != 0 {
		t.Errorf("the same result is taken in again: %d lists read", asked)
	}
	refused := model.RenewalResult{Renewal: model.Renewal{Old: result.New}, Failed: model.StepAssume, Err: forbidden(), Auto: true}
	r.engine.says(func(s *model.RenewalState) { s.Ended = append(s.Ended, refused) })
	r.pass(time.Second)
	r.shows("Not auto-renewed: as the test asked (403). deploy-aaaa stays.")
}

// One choice that cannot be kept is no reason to leave out the others.
func TestAutoRenewIsAskedForEachSession(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour), sessionOf("logs", "ada", 2*time.Hour), sessionOf("web", "ada", 3*time.Hour))
	r.engine.refuses = "logs"
	r.press(" ", " ", " ", "A")
	r.shows("Not remembered for 1 of 3: ")
	if !r.engine.auto["deploy-7f3c"] || !r.engine.auto["web"] {
		t.Errorf("the engine was told %v", r.engine.auto)
	}
}

// The last one of several may be one that the engine was at already.
func TestSeveralRenewalsAreToldTogetherWithTheEnginesOwn(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("a-0001", "ada", time.Minute), sessionOf("b-0002", "ada", 2*time.Minute))
	r.hold = only[renewedMsg]
	r.press("R")
	held := r.held
	r.hold, r.held = nil, nil
	r.send(held[0])
	r.shows("Renewing: 1 of 2 done.")
	last := held[1].(renewedMsg)
	last.result.Auto = true
	r.send(last)
	r.shows("Renewed 2 sessions; the old ones are revoked.")
}
