//go:build unix

package main

import (
	"strings"
	"testing"
)

// Tests of a dashboard that ctrl+z suspended, under a shell with job control.

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
	if _, after, _ := strings.Cut(string(s.raw()), "suspended."); strings.Contains(after, "\x1b") {
		t.Errorf("it writes into the shell's terminal: %q", after)
	}
	at := s.size()
	s.press("\r")
	s.waitFor(at, "ada-deploy-7f3c", "expiring")
	s.press("2")
	s.waitFor(at, "Backup Restore") // on which there is no session: these are the roles
	s.press("q")
	s.waitFor(at, "left with 0.")
	s.wait()
	s.checkRestored()
}
