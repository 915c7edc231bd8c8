//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/sys/unix"
)

// Tests of the shell that acts with a session, in a pseudo-terminal.

// first is the session that the cursor is on at the start.
const first = "ada-migrate-2b9e"

// shellScript is an executable that stands for the person's shell.
func shellScript(tb testing.TB, body string) string {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "shell")
	if err := os.WriteFile(name, []byte("#!/bin/sh\n"+body+"\n"), 0o700); err != nil {
		tb.Fatal(err)
	}
	return "SHELL=" + name
}

// startShell starts the demo, opens a shell with the session that the keys lead
// to from the first one, and gives the size of the output before.
func startShell(tb testing.TB, keys string, env ...string) (s *ptySession, from int) {
	tb.Helper()
	s = startPTY(tb, ptyOptions{env: env}, demo...)
	s.waitFor(0, tabs...)
	s.waitFor(0, "ada-migrate-2b9e", "ada-audit-90aa")
	from = s.size()
	s.press(keys + "s")
	return s, from
}

// leave waits for the dashboard to come back, quits it, and checks the terminal.
func (s *ptySession) leave(from int, name string) {
	s.tb.Helper()
	s.waitFor(from, "Back from the shell of "+name)
	s.press("q")
	if code := s.wait(); code != 0 {
		s.tb.Errorf("exit code %d", code)
	}
	s.checkRestored()
}

// written is what a script left in a file.
func written(tb testing.TB, name string) string {
	tb.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// TestShellHasTheSessionAndTheTerminal looks at what the shell finds.
func TestShellHasTheSessionAndTheTerminal(t *testing.T) {
	t.Parallel()
	api := startSimulator(t)
	found := filepath.Join(t.TempDir(), "found")
	script := shellScript(t, `for fd in 0 1 2; do test -t $fd && found="$found terminal $fd"; done; echo $found >"$FOUND"; env >>"$FOUND"; echo seen`)
	s := startPTY(t, ptyOptions{env: []string{script, "FOUND=" + found, "VULTR_API_KEY=" + api.Key(), "ACTAS_OIDC_TOKEN=jwt"}}, "--api-url", api.URL())
	s.waitFor(0, tabs...)
	s.waitFor(0, "ada-migrate-2b9e", "ada-audit-90aa")
	from := s.size()
	s.press("s")
	s.waitFor(from, "Session ada-migrate-2b9e until ", "exit returns to actas.", "seen")
	s.leave(from, first)
	got := written(t, found)
	for _, want := range []string{
		"terminal 0", "terminal 1", "terminal 2", "VULTR_API_KEY=ars-", "ACTAS_SESSION=ada-migrate-2b9e\n", "ACTAS_EXPIRES_AT=20",
		"ACTAS_API_URL=" + api.URL() + "\n", "FOUND=" + found + "\n", "TERM=xterm-256color\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the shell lacks %q", want)
		}
	}
	for _, secret := range []string{api.Key(), "ACTAS_OIDC_TOKEN"} {
		if strings.Contains(got, secret) {
			t.Errorf("the shell has the caller's own %s", secret)
		}
	}
	if bytes.Contains(s.raw(), []byte("ars-B")) || bytes.Contains(s.raw(), []byte(api.Key())) {
		t.Error("a secret went to the terminal")
	}
}

// TestARealShellIsTypedInto types into sh as a person does.
func TestARealShellIsTypedInto(t *testing.T) {
	t.Parallel()
	s, from := startShell(t, "", "SHELL=/bin/sh", "PS1=prompt-")
	s.waitFor(from, "exit returns to actas.", "prompt-")
	s.press("echo in-$ACTAS_SESSION; stty -a | grep -o '[ -]icanon'\r")
	s.waitFor(from, "in-ada-migrate-2b9e", " icanon")
	s.press("exit 7\r")
	s.leave(from, first)
}

// TestShellThatLeavesTheTerminalBroken leaves raw mode, the alternate screen,
// the mouse and a hidden cursor behind.
func TestShellThatLeavesTheTerminalBroken(t *testing.T) {
	t.Parallel()
	s, from := startShell(t, "", shellScript(t, `stty raw -echo; printf '\033[?1049h\033[?1000h\033[?1006h\033[?2004h\033[?1h\033[?25l\033[31mbroken'`))
	s.waitFor(from, "broken")
	s.leave(from, first)
	out := string(s.raw()[from:])
	reset := strings.LastIndex(out, "\x1b[?1047l")
	if at := strings.Index(out, "broken"); reset < at || !strings.Contains(out[reset:], "\x1b[0m") {
		t.Error("what the shell left behind was not taken back before the dashboard was drawn")
	}
	s.redrawn(from)
}

// redrawn checks that the dashboard was drawn whole after the shell.
func (s *ptySession) redrawn(from int) {
	s.tb.Helper()
	out := string(s.raw()[from:])
	back := ansi.Strip(out[strings.LastIndex(out, "\x1b[?1049h"):])
	for _, want := range append(tabs, "DEMO", "REMAINING", "ada-audit-90aa") {
		if !strings.Contains(back, want) {
			s.tb.Errorf("%q was not drawn again", want)
		}
	}
}

// TestWhatIsTypedInTheShellIsForIt presses ctrl+c and ctrl+\, which reach every
// program in the terminal's foreground.
func TestWhatIsTypedInTheShellIsForIt(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"a shell that goes on": `trap 'echo interrupted' INT; trap 'echo quit' QUIT; echo ready; while :; do read line && break; done`,
		"a shell that ends":    `echo ready; read line`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, from := startShell(t, "", shellScript(t, script))
			s.waitFor(from, "ready")
			s.press("\x03")
			if strings.Contains(script, "trap") {
				s.waitFor(from, "interrupted")
				s.press("\x1c")
				s.waitFor(from, "quit")
				s.press("enough\r")
			}
			s.leave(from, first)
		})
	}
}

// TestShellThatIsKilled kills a shell that had made itself the terminal's
// foreground, and so could not give it back.
func TestShellThatIsKilled(t *testing.T) {
	t.Parallel()
	s, from := startShell(t, "", shellScript(t, `exec sh -c 'set -m; sh -c "echo ready; read line" & fg; kill -9 $$'`))
	s.waitFor(from, "ready")
	s.press("enough\r")
	s.leave(from, first)
}

// TestActasEndsWhileTheShellRuns ends actas, and with it the shell: it is told
// by SIGHUP, and one that does not listen is killed.
func TestActasEndsWhileTheShellRuns(t *testing.T) {
	t.Parallel()
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		for name, trap := range map[string]string{
			// read could begin to wait just after the signal came; wait cannot.
			"a shell that listens":  `tail -f /dev/null >/dev/null 2>&1 & trap 'echo told >"$FOUND"; kill $!; exit' HUP; stand() { wait; }`,
			"a shell that does not": `trap '' HUP TERM; stand() { read line; }`,
		} {
			t.Run(fmt.Sprint(sig, ", ", name), func(t *testing.T) {
				t.Parallel()
				found := filepath.Join(t.TempDir(), "found")
				s, from := startShell(t, "", shellScript(t, trap+`; echo "ready $$."; while :; do stand; done`), "FOUND="+found)
				s.waitFor(from, "ready", ".\r\n")
				var pid int
				text := ansi.Strip(string(s.raw()[from:]))
				if _, err := fmt.Sscanf(text[strings.Index(text, "ready"):], "ready %d.", &pid); err != nil {
					t.Fatal(err)
				}
				s.signal(sig)
				s.wait()
				s.checkRestored()
				if err := unix.Kill(pid, 0); err == nil {
					t.Error("the shell still runs")
				}
				if name == "a shell that listens" && written(t, found) != "told\n" {
					t.Error("it was not told by SIGHUP")
				}
			})
		}
	}
}

// TestShellThatDoesNotStart names what did not start.
func TestShellThatDoesNotStart(t *testing.T) {
	t.Parallel()
	s, from := startShell(t, "", "SHELL=/nonexistent/shell")
	s.waitFor(from, "No shell: /nonexistent/shell: there is no such program.")
	s.press("q")
	s.wait()
	s.checkRestored()
}

// TestActasInsideASession starts actas in the shell of one that may read.
func TestActasInsideASession(t *testing.T) {
	t.Parallel()
	s, from := startShell(t, "G", "SHELL=/bin/sh", "PS1=prompt-")
	s.waitFor(from, "prompt-")
	s.press("'" + binary(t) + "'\r")
	s.waitFor(from, " IN ada-audit-90aa", "This actas runs inside the session ada-audit-90aa, until 21:44 UTC.", "ada-deploy-7f3c")
	inside := s.size()
	s.press("q")
	// The prompt of before comes back to the screen sooner than the shell does.
	s.waitUntil(inside, "the next prompt", func(text string) bool { return strings.HasSuffix(strings.TrimSpace(text), "prompt-") })
	s.press("exit\r")
	s.leave(from, "ada-audit-90aa")
}
