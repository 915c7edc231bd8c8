package ui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

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

// Where no shell waits, nothing would bring actas back.
func TestCtrlZSuspendsWhereAShellWaits(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.press("ctrl+z")
	r.shows("No shell waits here that could bring actas back.")
	asked := 0
	r.m.deps.Suspend = func() tea.ExecCommand {
		asked++
		return noShell{}
	}
	r.press("ctrl+z")
	if asked != 1 {
		t.Errorf("suspended %d times", asked)
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
