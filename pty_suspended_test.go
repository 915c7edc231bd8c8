//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// Tests of a dashboard that is suspended, under a shell with job control.

// What keeps a window's name and gives it back.
const keepTitle, oldTitle = "\x1b[22;2t", "\x1b[23;2t"

// waitForRaw waits until all these sequences were written after from.
func (s *ptySession) waitForRaw(from int, sequences ...string) {
	s.tb.Helper()
	s.waitUntil(from, fmt.Sprintf("%q", sequences), func(string) bool {
		raw := string(s.raw()[from:])
		return !slices.ContainsFunc(sequences, func(q string) bool { return !strings.Contains(raw, q) })
	})
}

// suspends runs the dashboard as a job, and does the rest once it is suspended: job is
// its process.
func suspends(rest string) string {
	return `set -m; "$ACTAS" "$@"; echo "suspended."; jobs -p %1 >"$HOME/job"; read job <"$HOME/job" || exit; stands() { until ps -o stat= -p "$job" | grep -q T; do :; done; }; ` + rest
}

// ended says how the job ended: of one that stands still, wait says that at once.
const ended = `while wait "$job"; code=$?; [ $code -gt 128 ]; do :; done; echo "ended with $code."`

// suspended is a dashboard on a desk that is suspended.
func suspended(t *testing.T, d *desk, rest string, args ...string) *ptySession {
	t.Helper()
	s := startPTY(t, ptyOptions{env: d.env, script: suspends(rest)}, args...)
	s.waitFor(0, "ada-deploy-7f3c", "expiring")
	at := s.size()
	s.press("\x1a")
	s.waitFor(at, "suspended.")
	return s
}

// TestASuspendedDashboardEndsWhereItIsToldTo: a shell that ends a job lets it go on as
// well. The terminal is the shell's meanwhile.
func TestASuspendedDashboardEndsWhereItIsToldTo(t *testing.T) {
	t.Parallel()
	for name, kill := range map[string]string{
		"SIGTERM":                   `kill -TERM -"$job"; kill -CONT -"$job"; `,
		"SIGHUP":                    `kill -HUP -"$job"; kill -CONT -"$job"; `,
		"SIGINT":                    `kill -INT -"$job"; kill -CONT -"$job"; `,
		"SIGTERM, after it went on": `kill -CONT -"$job"; stands; kill -TERM -"$job"; kill -CONT -"$job"; `,
	} {
		for _, policy := range []string{"keep", "revoke"} {
			t.Run(name+", "+policy, func(t *testing.T) {
				t.Parallel()
				d := newDesk(t)
				s := suspended(t, d, kill+ended, "--on-hangup", policy)
				s.waitFor(0, "ended with 1.")
				s.wait()
				s.checkRestored()
				_, after, _ := strings.Cut(string(s.raw()), "suspended.")
				if strings.Contains(after, "\x1b") {
					t.Errorf("it writes into the shell's terminal: %q", after)
				}
				if live := d.live(); (len(live) == 0) != (policy == "revoke") {
					t.Errorf("live: %v", live)
				}
			})
		}
	}
}

// TestASuspendedDashboardComesBack by fg alone. In the background it stands still, and
// leaves the terminal to the shell.
func TestASuspendedDashboardComesBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := suspended(t, d, `kill -CONT -"$job"; stands; echo "stands."; read line; fg %1 >/dev/null; echo "left with $?."`)
	s.waitFor(0, "stands.")
	before, after, _ := strings.Cut(string(s.raw()), "suspended.")
	if strings.Contains(after, "\x1b") {
		t.Errorf("it writes into the shell's terminal: %q", after)
	}
	if strings.Count(before, keepTitle) != 1 || strings.Count(before, oldTitle) != 1 {
		t.Errorf("the window has not the name that it had: %q", before)
	}
	at := s.size()
	s.press("\r")
	s.waitFor(at, "ada-deploy-7f3c", "expiring")
	s.waitForRaw(at, keepTitle, "\x1b]2;!! ada-migrate-2b9e until ")
	s.press("2")
	s.waitFor(at, "Backup Restore") // on which there is no session: these are the roles
	if n := strings.Count(string(s.raw()[at:]), "\x1b[?1049h"); n != 1 {
		t.Errorf("it takes the terminal back %d times", n)
	}
	s.press("q")
	s.waitFor(at, "left with 0.")
	s.wait()
	s.checkRestored()
}

// stopped is a dashboard that somebody else stopped, where the shell has its terminal
// again and set it as it was, and does the rest.
func stopped(t *testing.T, d *desk, rest string, env ...string) *ptySession {
	t.Helper()
	script := `before=$(stty -g); job() { sh -c 'echo $$ >"$HOME/job"; exec "$ACTAS"'; }; ` +
		strings.Replace(suspends(`stty "$before"; `+rest), `"$ACTAS" "$@"`, `job`, 1)
	script = strings.Replace(script, `jobs -p %1 >"$HOME/job"; `, "", 1)
	s := startPTY(t, ptyOptions{env: append(slices.Clip(d.env), env...), script: script})
	s.waitFor(0, "ada-deploy-7f3c", "expiring")
	// A stop in the middle of a long frame would have its rest written when it goes on. The
	// line of keys is the last of a frame.
	at := s.size()
	s.press("2")
	s.waitFor(at, "favourite")
	at = s.size()
	s.press("1")
	s.waitFor(at, "shell")
	at = s.size()
	home := ""
	for _, variable := range s.cmd.Env {
		if value, ok := strings.CutPrefix(variable, "HOME="); ok {
			home = value
		}
	}
	job, err := os.ReadFile(filepath.Join(home, "job"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(job)))
	if err != nil || syscall.Kill(-pid, syscall.SIGSTOP) != nil {
		t.Fatalf("stop %q: %v", job, err)
	}
	s.waitFor(at, "suspended.")
	return s
}

// TestAStoppedDashboardLeavesTheTerminalToTheShell where it is let go on in the
// background, and comes back whole by fg.
func TestAStoppedDashboardLeavesTheTerminalToTheShell(t *testing.T) {
	t.Parallel()
	for _, renderer := range []string{"cells", "tea"} {
		t.Run(renderer, func(t *testing.T) {
			t.Parallel()
			s := stopped(t, newDesk(t), `kill -CONT -"$job"; stands; echo "stands."; read line; fg %1 >/dev/null; echo "left with $?."`,
				"ACTAS_RENDERER="+renderer)
			s.waitFor(0, "stands.")
			if _, after, _ := strings.Cut(string(s.raw()), "suspended."); strings.Contains(after, "\x1b") {
				t.Errorf("it writes into the shell's terminal: %q", after)
			}
			at := s.size()
			s.press("\r")
			s.waitFor(at, "ada-deploy-7f3c", "expiring")
			s.press("2")
			s.waitFor(at, "Backup Restore")
			s.press("q")
			s.waitFor(at, "left with 0.")
			s.wait()
			s.checkRestored()
		})
	}
}

// TestAStoppedDashboardEndsWhereItIsToldTo, and changes nothing of the terminal but what
// it has set.
func TestAStoppedDashboardEndsWhereItIsToldTo(t *testing.T) {
	t.Parallel()
	for name, kill := range map[string]string{
		"at once":             `kill -TERM -"$job"; kill -CONT -"$job"; `,
		"after it went on":    `kill -CONT -"$job"; stands; kill -TERM -"$job"; kill -CONT -"$job"; `,
		"a hangup":            `kill -HUP -"$job"; kill -CONT -"$job"; `,
		"a hangup after that": `kill -CONT -"$job"; stands; kill -HUP -"$job"; kill -CONT -"$job"; `,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := stopped(t, newDesk(t), kill+ended)
			s.waitFor(0, "ended with 1.")
			s.wait()
			s.checkRestored()
		})
	}
}
