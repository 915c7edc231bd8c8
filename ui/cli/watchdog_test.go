//go:build unix

package cli

import (
	"context"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui"
)

// alarm is a clock whose waits end when the test says so.
type alarm struct{ fires chan time.Time }

func (alarm) Now() model.Moment                        { return model.Moment{} }
func (a alarm) After(d time.Duration) <-chan time.Time { return a.fires }

// hanging is an engine that cannot end, because the API does not answer.
type hanging struct {
	ui.Renewals
	closing chan struct{}
}

func (hanging) RevokeAll(context.Context) error { return nil }

func (h hanging) Close() {
	close(h.closing)
	select {}
}

// TestTheWatchdogOutlivesTheScreen: what the program does after that can hang as
// well.
func TestTheWatchdogOutlivesTheScreen(t *testing.T) {
	t.Parallel()
	tty, out := terminal(t), file(t, "out")
	outside := newWorld(t).outside(tty, out, out)
	clock := alarm{make(chan time.Time)}
	outside.SystemClock = func() ui.Clock { return clock }
	ended := make(chan int, 1)
	c := &command{out: outside, exit: func(code int) { ended <- code }}
	engine := hanging{closing: make(chan struct{})}
	c.engines.all = []ui.Renewals{engine}
	gone := make(chan struct{})
	w := c.watchSignals(tea.NewProgram(nil), gone)
	close(gone)
	<-w.got
	w.restored()
	if !w.signalled() {
		t.Error("the end of the terminal is no reason to end")
	}
	go c.engines.close()
	<-engine.closing
	clock.fires <- time.Time{}
	if code := <-ended; code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if got := printed(t, out); got != "" {
		t.Errorf("a terminal that is restored gets %q", got)
	}
}

// TestTheWatchdogRestoresTheTerminal where the program could not.
func TestTheWatchdogRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	tty, out := terminal(t), file(t, "out")
	outside := newWorld(t).outside(tty, out, out)
	clock := alarm{make(chan time.Time)}
	outside.SystemClock = func() ui.Clock { return clock }
	ended := make(chan int, 1)
	c := &command{out: outside, exit: func(code int) { ended <- code }}
	gone := make(chan struct{})
	c.watchSignals(tea.NewProgram(nil), gone)
	close(gone)
	clock.fires <- time.Time{}
	if code := <-ended; code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if got := printed(t, out); got != restoreScreen {
		t.Errorf("the terminal gets %q", got)
	}
}
