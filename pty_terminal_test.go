//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"actas/client/clock"
	"actas/client/simulator"

	"github.com/charmbracelet/x/ansi"
)

// Tests of the built binary in a pseudo-terminal.

var (
	demo = []string{"demo", "--now", "2026-11-20T14:03:00Z"}
	tabs = []string{"1 Sessions", "2 Roles", "3 Trusts"}
	// sgr matches a sequence that sets colours or other attributes.
	sgr = regexp.MustCompile("\x1b\\[([0-9;:]*)m")
)

// TestTerminalStartAndQuit starts the demo, quits with q and expects the
// terminal back as it was.
func TestTerminalStartAndQuit(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{"q", "\x03"} {
		s := startPTY(t, ptyOptions{answers: true}, demo...)
		s.waitFor(0, tabs...)
		s.waitFor(0, "DEMO", "14:03")
		s.press(keys)
		if code := s.wait(); code != 0 {
			t.Errorf("exit code %d after %q", code, keys)
		}
		s.checkRestored()
	}
}

// TestKeysThatArriveTogether presses keys in one write, as a slow line delivers
// them: Bubble Tea makes one message of them.
func TestKeysThatArriveTogether(t *testing.T) {
	t.Parallel()
	s := startPTY(t, ptyOptions{}, demo...)
	s.waitFor(0, tabs...)
	s.press("3jjq")
	s.wait()
	s.checkRestored()
}

// TestTerminalThatAnswersNothing expects the first frame without an answer,
// and that nothing is asked: a late answer would end up in the shell.
func TestTerminalThatAnswersNothing(t *testing.T) {
	t.Parallel()
	s := startPTY(t, ptyOptions{}, demo...)
	s.waitFor(0, tabs...)
	s.press("q")
	s.wait()
	s.checkRestored()
	if asked := question.FindAll(s.raw(), -1); len(asked) > 0 {
		t.Errorf("the terminal was asked %q", asked)
	}
}

// TestTerminalEndsBySignal ends the running program by signal and expects the
// terminal back.
func TestTerminalEndsBySignal(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		signals []syscall.Signal
	}{
		{"SIGTERM", []syscall.Signal{syscall.SIGTERM}},
		{"SIGTERM twice", []syscall.Signal{syscall.SIGTERM, syscall.SIGTERM}},
		{"SIGINT", []syscall.Signal{syscall.SIGINT}},
		{"SIGHUP", []syscall.Signal{syscall.SIGHUP}},
		{"SIGQUIT", []syscall.Signal{syscall.SIGQUIT}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := startPTY(t, ptyOptions{}, demo...)
			s.waitFor(0, tabs...)
			for _, sig := range tt.signals {
				s.signal(sig)
			}
			s.wait()
			s.checkRestored()
		})
	}
}

// TestTerminalIsClosed takes the terminal away, as a dropped ssh connection.
func TestTerminalIsClosed(t *testing.T) {
	t.Parallel()
	s := startPTY(t, ptyOptions{}, demo...)
	s.waitFor(0, tabs...)
	if err := s.master.Close(); err != nil {
		t.Fatal(err)
	}
	s.wait()
}

// TestNoTerminal expects a message for people and a failure where there is no
// terminal that could show the dashboard.
func TestNoTerminal(t *testing.T) {
	t.Parallel()
	t.Run("stdin at its end, output to a pipe", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		cmd := exec.CommandContext(ctx, binary(t), demo...)
		cmd.Env = cleanEnvironment(t)
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // no /dev/tty either
		out, err := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code <= 0 {
			t.Errorf("it ended with %v", err)
		}
		if !strings.Contains(string(out), "terminal") || bytes.Contains(out, []byte("\x1b")) {
			t.Errorf("it wrote %q", out)
		}
	})
	t.Run("TERM is dumb", func(t *testing.T) {
		t.Parallel()
		s := startPTY(t, ptyOptions{env: []string{"TERM=dumb"}}, demo...)
		if code := s.wait(); code == 0 {
			t.Error("exit code 0")
		}
		s.waitFor(0, "TERM")
		if out := s.raw(); bytes.Contains(out, []byte("\x1b")) {
			t.Errorf("a dumb terminal got escape sequences: %q", out)
		}
	})
}

// TestColours expects colours of the palette in a terminal with many, and none
// at all with NO_COLOR or its flag.
func TestColours(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		env     []string
		flags   []string
		colours bool
	}{
		{"a true-colour terminal", nil, nil, true},
		{"NO_COLOR", []string{"NO_COLOR=1"}, nil, false},
		{"--no-color", nil, []string{"--no-color"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := startPTY(t, ptyOptions{env: tt.env}, append(demo, tt.flags...)...)
			s.waitFor(0, tabs...)
			s.press("3") // more than the first frame
			s.waitFor(0, "ENTITY")
			s.press("q")
			s.wait()
			s.checkRestored()
			if got := coloured(s.raw()); got != tt.colours {
				t.Errorf("colours: %v", got)
			}
		})
	}
}

// coloured reports whether the output sets a foreground or background colour.
func coloured(output []byte) bool {
	for _, m := range sgr.FindAllSubmatch(output, -1) {
		for _, p := range strings.FieldsFunc(string(m[1]), func(r rune) bool { return r == ';' || r == ':' }) {
			if n := strings.TrimLeft(p, "0"); len(n) >= 2 && strings.ContainsAny(n[:1], "349") || len(n) == 3 && strings.HasPrefix(n, "10") {
				return true
			}
		}
	}
	return false
}

// TestSmallTerminal expects one line in a window too small, and the tabs as
// soon as it grows.
func TestSmallTerminal(t *testing.T) {
	t.Parallel()
	s := startPTY(t, ptyOptions{columns: 30, rows: 8}, demo...)
	s.waitFor(0, "40x10")
	from := s.size()
	s.resize(80, 24)
	s.waitFor(from, tabs...)
	s.press("q")
	s.wait()
	s.checkRestored()
}

// TestSecretsStayInside runs the dashboard against the simulated API with a
// key that works and with one that does not, and looks for the key and for
// session tokens in every byte that it wrote.
func TestSecretsStayInside(t *testing.T) {
	t.Parallel()
	api := startSimulator(t)
	tests := []struct{ name, key, wait string }{
		{"a key that is accepted", api.Key(), "ada-"},
		{"a key that is refused", "CANARY0123456789CANARY0123456789CANARY", "VULTR_API_KEY"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			log := filepath.Join(t.TempDir(), "debug.log")
			s := startPTY(t, ptyOptions{env: []string{"VULTR_API_KEY=" + tt.key}}, "--api-url", api.URL(), "--debug", log)
			s.waitFor(0, tabs...)
			s.waitFor(0, tt.wait)
			s.press("2\r\x1b3\r\x1b?\x1b1\r")
			s.press("\x1b\x03")
			s.wait()
			s.checkRestored()
			debug, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			if len(debug) == 0 {
				t.Error("the log of --debug is empty, so nothing is proved by it")
			}
			for name, written := range map[string][]byte{"the terminal": s.raw(), "the log": debug} {
				if strings.Contains(ansi.Strip(string(written)), tt.key) {
					t.Errorf("the key stands in %s", name)
				}
				if regexp.MustCompile(`ars-[A-Za-z0-9]`).Match(written) {
					t.Errorf("a session token stands in %s", name)
				}
			}
		})
	}
}

// startSimulator serves the demo organisation to the binary.
func startSimulator(tb testing.TB) *simulator.Server {
	tb.Helper()
	api, err := simulator.Start(simulator.Config{Clock: clock.System(), Seed: 1})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = api.Close() })
	return api
}

// TestSimulate starts the simulated API as a program of its own, and lets a
// dashboard use the address and the key that it prints.
func TestSimulate(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	served := exec.CommandContext(ctx, binary(t), "simulate", "--listen", "127.0.0.1:0")
	served.Env = cleanEnvironment(t)
	out, err := served.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := served.Start(); err != nil {
		t.Fatal(err)
	}
	environment := exported(t, out, "ACTAS_API_URL", "VULTR_API_KEY")
	s := startPTY(t, ptyOptions{env: environment}, "--theme", "light")
	s.waitFor(0, tabs...)
	s.waitFor(0, "ada-")
	s.press("q")
	if code := s.wait(); code != 0 {
		t.Errorf("the dashboard's exit code is %d", code)
	}
	if err := served.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := served.Wait(); err != nil && ctx.Err() != nil {
		t.Errorf("the simulated API does not end: %v", err)
	}
}

// exported reads shell lines until all these variables were exported, and
// gives them as an environment.
func exported(tb testing.TB, out io.Reader, names ...string) []string {
	tb.Helper()
	var environment []string
	lines := bufio.NewScanner(out)
	for len(environment) < len(names) && lines.Scan() {
		assignment, ok := strings.CutPrefix(lines.Text(), "export ")
		name, value, _ := strings.Cut(assignment, "=")
		if ok && slices.Contains(names, name) {
			environment = append(environment, name+"="+strings.Trim(value, `'"`))
		}
	}
	if len(environment) < len(names) {
		tb.Fatalf("of the variables %v it exported %d: %v", names, len(environment), lines.Err())
	}
	return environment
}
