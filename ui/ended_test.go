package ui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// TestASessionAtZeroIsAskedForNowAndThen: the API may list a session for a while
// after its countdown ended. Every ten seconds is often enough to ask.
func TestASessionAtZeroIsAskedForNowAndThen(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", 5*time.Second), sessionOf("s2", "ada", time.Hour)}
	r.start()
	r.press("1")
	r.api.sessions["ada"][0].Remaining = 0
	r.pass(6 * time.Second)
	if got := r.state("s1"); got != model.StateEnding {
		t.Fatalf("at zero the session is %q", got)
	}
	reads := r.since(callSessions, func() { r.pass(time.Minute) })
	if reads < 4 || reads > 7 {
		t.Errorf("asked %d times in a minute", reads)
	}
	r.api.sessions["ada"] = r.api.sessions["ada"][1:]
	r.pass(20 * time.Second)
	if got := r.state("s1"); got != model.StateExpired {
		t.Errorf("after the API dropped it the session is %q", got)
	}
	if reads := r.since(callSessions, func() { r.pass(time.Minute) }); reads > 1 {
		t.Errorf("asked %d times in a minute with nothing at zero", reads)
	}
}

// TestASessionOfAnIssuerEnds: no list tells of a session without a user, so
// that its own countdown must do, and no reading waits for it.
func TestASessionOfAnIssuerEnds(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.sessions["ada"] = []model.Session{sessionOf("s2", "ada", 10*time.Hour)}
	r.start()
	oidc := sessionOf("oidc", "", 3*time.Second)
	oidc.IssuerID, oidc.Sent = "i1", r.clock.now.Boot
	r.send(assumedMsg{session: oidc})
	r.press("1")
	r.pass(4 * time.Second)
	if got := r.state("oidc"); got != model.StateEnding {
		t.Errorf("just past zero the session is %q", got)
	}
	reads := r.since(callSessions, func() { r.pass(time.Minute) })
	if got := r.state("oidc"); got != model.StateExpired {
		t.Errorf("a minute past zero the session is %q", got)
	}
	if reads != 0 {
		t.Errorf("the sessions were read %d times for a session that they do not tell of", reads)
	}
	hour := r.since(callSessions, func() { r.passIn(time.Hour, 5*time.Second) })
	if hour > 13 {
		t.Errorf("the sessions were read %d times in an hour", hour)
	}
}

// TestFocusReadsAgainByTheBootClock: a wall clock that was set back does not make
// old sessions fresh.
func TestFocusReadsAgainByTheBootClock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		boot, wall time.Duration
		want       int
	}{
		{"read a moment ago", 20 * time.Second, 20 * time.Second, 0},
		{"read a while ago", 40 * time.Second, 40 * time.Second, 1},
		{"wall clock set back by an hour", 40 * time.Second, -time.Hour, 1},
		{"wall clock set forward by an hour", 20 * time.Second, time.Hour, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", 10*time.Hour)}
			r.start()
			r.clock.now.Boot += c.boot
			r.clock.now.Wall = r.clock.now.Wall.Add(c.wall)
			if n := r.since(callSessions, func() { r.send(tea.FocusMsg{}) }); n != c.want {
				t.Errorf("read %d times, want %d", n, c.want)
			}
		})
	}
}
