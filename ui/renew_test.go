package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

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

func TestTwiceQLeavesAtOnce(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
	r.hold = only[renewedMsg]
	if r.press("r", "q", "q"); !r.quit {
		t.Error("it stays")
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
	r.shows("Auto-renew on for deploy-7f3c while an actas of yours runs.")
	if !r.engine.auto["deploy-7f3c"] {
		t.Errorf("the engine was told %v", r.engine.auto)
	}
	r.engine.says(func(s *model.RenewalState) { s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true} })
	r.press("A")
	r.shows("Auto-renew off for deploy-7f3c.")
	r.engine.setFails = &model.APIError{Kind: model.ErrInvalid, Call: "remember auto-renew", Message: "the file cannot be written"}
	r.press("A")
	r.shows("Not remembered: Remember auto-renew: the file cannot be written")
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

func TestLeavingWithAutoRenewAsksOnce(t *testing.T) {
	t.Parallel()
	asked := func() *rig {
		r := renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour), sessionOf("logs", "ada", time.Hour))
		r.engine.says(func(s *model.RenewalState) { s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true} })
		r.press("q")
		r.shows("Leave 1 session that is renewed by itself?", "deploy-7f3c", "1:00:00 left", "y revoke and leave", "n keep and leave")
		if r.quit {
			t.Fatal("it leaves without an answer")
		}
		return r
	}
	for _, c := range []struct {
		name    string
		keys    []string
		quits   bool
		revoked int
	}{
		{"n", []string{"n"}, true, 0},
		{"q again", []string{"q"}, true, 0},
		{"esc", []string{"enter", "esc"}, false, 0},
		{"y", []string{"y"}, true, 1},
	} {
		r := asked()
		if r.press(c.keys...); r.quit != c.quits || r.api.calls[callRevoke] != c.revoked {
			t.Errorf("%s: quit %v, %d revoked", c.name, r.quit, r.api.calls[callRevoke])
		}
	}
	r := asked()
	r.api.failAll(unavailable(), callRevoke)
	if r.press("y"); r.quit {
		t.Error("it leaves although nothing is revoked")
	}
	r.shows("Not revoked: deploy-7f3c: call: as the test asked (503)")
	r = renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour))
	r.engine.says(func(s *model.RenewalState) {
		s.Acts, s.Holder = false, "actas 4242 on pts/3"
		s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true}
	})
	if r.press("q"); !r.quit {
		t.Error("it asks although another actas renews the session")
	}
}

func TestEndsAreAnnounced(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 10*time.Minute+2*time.Second))
	r.hold = only[sessionsReadMsg]
	r.hides("LEFT ")
	r.pass(2 * time.Second)
	r.shows(" 10m LEFT   deploy-7f3c, Admin, ends at 14:13 UTC.  R renews what ends soon")
	if len(r.alerts) != 1 || r.alerts[0] != "deploy-7f3c ends in 10m, at 14:13 UTC" {
		t.Errorf("announced: %q", r.alerts)
	}
	r.pass(21 * time.Second)
	r.hides("LEFT ")
	r.pass(4*time.Minute + 40*time.Second)
	r.shows(" 5m LEFT ")
	r.pass(4 * time.Minute)
	r.shows(" 1m LEFT ")
	if len(r.alerts) != 3 {
		t.Errorf("announced: %q", r.alerts)
	}
	r.press("r")
	r.hides("LEFT ")
}

// The banner of the last minute stays, and wakes nobody more often for that.
func TestTheLastBannerStaysAndCostsNothing(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 62*time.Second))
	r.hold = only[sessionsReadMsg]
	r.pass(40 * time.Second)
	r.passIn(5*time.Millisecond, 5*time.Millisecond)
	r.shows(" 1m LEFT ")
	if next := r.m.untilNext(); next < 500*time.Millisecond {
		t.Errorf("the next tick comes in %v", next)
	}
}

// Nothing is left to be done about a session that ended in a suspend.
func TestWhatHasEndedIsNotAnnounced(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 12*time.Minute))
	r.pass(time.Second)
	r.hold = only[sessionsReadMsg]
	r.passIn(20*time.Minute, 20*time.Minute)
	r.shows("expired?")
	r.hides("LEFT ")
	if len(r.alerts) != 0 {
		t.Errorf("announced: %q", r.alerts)
	}
}

func TestWhatIsCaredForIsNotAnnounced(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 10*time.Minute+2*time.Second))
	r.hold = only[sessionsReadMsg]
	r.engine.says(func(s *model.RenewalState) { s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true} })
	r.pass(3 * time.Second)
	r.hides("LEFT ")
	r.engine.says(func(s *model.RenewalState) {
		s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true, Trouble: "no answer"}
	})
	r.pass(5 * time.Minute)
	r.shows(" 5m LEFT ")
}

// A form stays where it is under the hands of who fills it in.
func TestAnAlertDoesNotMoveAForm(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 10*time.Minute+2*time.Second))
	r.press("2", "a")
	before := len(strings.Split(r.m.View(), "\n"))
	r.pass(3 * time.Second)
	r.hides("LEFT ")
	if len(r.alerts) != 1 || len(strings.Split(r.m.View(), "\n")) != before {
		t.Errorf("announced %q", r.alerts)
	}
	r.press("esc")
	r.shows(" 10m LEFT ")
}

func TestTheWindowTitleTellsTheSoonestEnd(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.sessions["ada"] = []model.Session{sessionOf("deploy-7f3c", "ada", 10*time.Minute+2*time.Second), sessionOf("logs", "ada", time.Hour)}
	r.start()
	r.hold = only[sessionsReadMsg]
	for _, c := range []struct {
		pass time.Duration
		want string
	}{
		{0, "deploy-7f3c until 14:13 UTC (actas)"},
		{3 * time.Second, "! deploy-7f3c until 14:13 UTC (actas)"},
		{8 * time.Minute, "!! deploy-7f3c until 14:13 UTC (actas)"},
		{2 * time.Minute, "logs until 15:03 UTC (actas)"},
	} {
		if r.pass(c.pass); r.m.title != c.want {
			t.Errorf("after %v: %q, want %q", c.pass, r.m.title, c.want)
		}
	}
}

// Whatever comes first after a suspend, nothing that was known counts as sure.
func TestASuspendIsNoticedByAnyMessage(t *testing.T) {
	t.Parallel()
	for name, msg := range map[string]tea.Msg{
		"a key": tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("j")}, "a tick": tickMsg{}, "a resize": tea.WindowSizeMsg{Width: 140, Height: 40},
	} {
		r := renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour))
		r.hold = only[sessionsReadMsg]
		r.clock.now.Boot += 20 * time.Minute
		r.clock.now.Wall = r.clock.now.Wall.Add(20 * time.Minute)
		r.api.sessions["ada"][0].Remaining = 40 * time.Minute
		asked := r.since(callSessions, func() { r.send(msg) })
		if asked != 1 || r.state("deploy-7f3c") != model.StateUnverified {
			t.Errorf("%s: %d lists asked for, state %q", name, asked, r.state("deploy-7f3c"))
		}
		r.shows("? 40:00", "Woke from suspend: reading the session list again.")
		r.release()
		r.shows("40:00  active")
		r.hides("Woke from suspend")
	}
}

func TestAWrongClockIsTold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		skew       time.Duration
		want, time string
	}{
		{31 * time.Second, "clock 31s slow", "! 14:03"}, {10 * time.Minute, "clock 10m slow", "! 14:13"}, {-time.Hour, "clock 1h fast", "! 13:03"},
	} {
		r := newRig(t)
		r.api.skew = c.skew
		r.start()
		r.shows(c.want, c.time+" UTC")
		r.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		r.shows(c.time + " UTC")
		r.send(tea.WindowSizeMsg{Width: 60, Height: 20})
		r.shows(c.time + "Z")
	}
	r := newRig(t)
	r.api.skew = 30 * time.Second
	r.start()
	r.hides("slow", "fast", "! 14:03")
}
