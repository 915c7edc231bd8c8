package ui

import (
	"strings"
	"testing"
	"time"

	"actas/model"
)

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
	r.shows(" <1m LEFT ")
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
	r.engine.says(func(s *model.RenewalState) {
		s.Brief = " for kept sessions: a state file is a symbolic link"
		s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true, Apart: true, Holder: "actas 7", Barred: "it is not known"}
	})
	r.pass(4 * time.Minute)
	r.shows(" 1m LEFT ", "Auto-renew does not work for kept sessions: a state file is a symbolic link.")
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

// After an absence the alert tells what is left, and not what would have been.
func TestAnAlertAfterAnAbsenceTellsWhatIsLeft(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 20*time.Minute))
	r.pass(time.Second)
	r.hold = only[sessionsReadMsg]
	r.api.sessions["ada"][0].Remaining = 7*time.Minute - time.Second
	r.passIn(13*time.Minute, 13*time.Minute)
	r.hides("LEFT ")
	if len(r.alerts) != 0 {
		t.Errorf("announced before it was read again: %q", r.alerts)
	}
	r.release()
	r.pass(time.Second)
	r.shows(" 6m LEFT ")
	if len(r.alerts) != 1 || r.alerts[0] != "deploy-7f3c ends in 6m, at 14:23 UTC" {
		t.Errorf("announced: %q", r.alerts)
	}
}

func TestTheBannersKeyWorksWhereTheBannerStands(t *testing.T) {
	t.Parallel()
	for _, tab := range []string{"1", "2", "3", "4"} {
		r := renewing(t, sessionOf("deploy-7f3c", "ada", 10*time.Minute+2*time.Second))
		r.press(tab)
		if r.press("R"); len(r.engine.asked) != 0 {
			t.Errorf("screen %s: renewed before there is a banner", tab)
		}
		r.pass(2 * time.Second)
		r.shows(" 10m LEFT ", "R renews what ends soon")
		if r.press("R"); len(r.engine.asked) != 1 {
			t.Errorf("screen %s: %d renewals asked for", tab, len(r.engine.asked))
		}
		r.shows("Renewed deploy-x7k2")
		r.hides("LEFT ")
	}
}

// Not only what ends first is announced in time, where no countdown is in sight.
func TestEveryThresholdWakes(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("first", "ada", 8*time.Minute), sessionOf("second", "ada", 10*time.Minute+10*time.Second))
	r.press("3")
	if next := r.m.untilNext(); next != 10*time.Second {
		t.Errorf("the next tick comes in %v", next)
	}
}

// TestChoicesThatAreNotKept hold for this run, and nothing says that they do not work.
func TestChoicesThatAreNotKept(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour))
	r.engine.says(func(s *model.RenewalState) {
		s.Unremembered, s.UnrememberedBrief = "a state file cannot be written: no space; mend it or remove it", "the disk is full"
		s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true, Due: time.Hour}
	})
	r.pass(time.Second)
	r.shows("Auto-renew goes by this run's choices alone: the disk is full.")
	r.press("enter")
	r.shows("Auto-renew on, for this run only: a state file", "mend it or remove it")
	r.hides("does not work")
}
