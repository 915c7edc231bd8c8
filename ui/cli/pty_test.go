//go:build unix

package cli

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// terminal is the program's side of a pseudo-terminal.
func terminal(t *testing.T) *os.File {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = tty.Close()
		_ = master.Close()
	})
	return tty
}

func TestWhatCannotBeReachedIsSaidWithoutTheKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env["ACTAS_API_URL"] = "http://example.com"
	w.refuseConnect = errors.New("http://example.com: plain http is for loopback only")
	tty, failed := terminal(t), file(t, "err")
	if code := Run(context.Background(), nil, w.outside(tty, tty, failed)); code != exitUsage {
		t.Errorf("exit code %d", code)
	}
	got := printed(t, failed)
	if !strings.Contains(got, "plain http is for loopback only") || strings.Contains(got, canary) {
		t.Errorf("%q", got)
	}
	if w.endpoint.Key.Reveal() != canary || w.endpoint.URL != "http://example.com" {
		t.Errorf("connected to %s", w.endpoint.URL)
	}
}

func TestADemoThatDoesNotStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.refuseSimulate = errors.New("no port is free")
	tty, failed := terminal(t), file(t, "err")
	if code := Run(context.Background(), []string{"demo", "--roles", "50", "--seed", "3"}, w.outside(tty, tty, failed)); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if got := printed(t, failed); got != "actas: start the demo: no port is free\n" {
		t.Errorf("%q", got)
	}
	if s := w.simulation; s.Roles != 50 || s.Seed != 3 || s.SourceIP != demoAddress {
		t.Errorf("%+v", s)
	}
}

func TestADumbTerminalIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env["TERM"] = "dumb"
	tty, failed := terminal(t), file(t, "err")
	if code := Run(context.Background(), nil, w.outside(tty, tty, failed)); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if got := printed(t, failed); !strings.Contains(got, "TERM=dumb") {
		t.Errorf("%q", got)
	}
}

func TestOutputThatGoesIntoAFileIsNoTerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	failed := file(t, "err")
	if code := Run(context.Background(), nil, w.outside(terminal(t), file(t, "out"), failed)); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if got := printed(t, failed); !strings.Contains(got, "needs a terminal") {
		t.Errorf("%q", got)
	}
}
