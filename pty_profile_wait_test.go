//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// slowly is a dashboard whose other profile has a key command that waits for
// somebody to write into a pipe, and says its process id before. Lines of the
// configuration may be added.
func slowly(t *testing.T, options ptyOptions, lines ...string) (d *desk, s *ptySession, pipe string) {
	t.Helper()
	d, other := newDesk(t), newDesk(t)
	folder := filepath.Join(d.home(), "actas")
	pipe = filepath.Join(folder, "pipe")
	d.profiles(strings.NewReplacer("@ada", d.server.URL(), "@grace", other.server.URL(), "@folder", folder).Replace(`
default_profile = "ada"
[profiles.ada]
api_url = "@ada"
key_file = "ada-key"
[profiles.grace]
api_url = "@grace"
key_command = "echo unlock me >&2; read line < '@folder/pipe'; cat '@folder/grace-key'"
` + strings.Join(lines, "\n")))
	d.file(filepath.Join(folder, "ada-key"), d.server.Keys()["Ada Byron"], 0o600)
	d.file(filepath.Join(folder, "grace-key"), other.server.Keys()["Grace Hopper"], 0o600)
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	options.env = d.env
	s = startPTY(t, options)
	s.waitFor(0, "ada-deploy-7f3c")
	s.press("P")
	s.waitFor(0, "Go on with another profile", "grace")
	at := s.size()
	s.press("j\r")
	s.waitFor(at, "Reading the key: key_command of the profile grace.", "ctrl+c goes back.", "unlock me")
	return d, s, pipe
}

// TestAKeyThatIsWaitedForIsCalledOff: ctrl+c comes back to the profile of before,
// and nothing is left behind.
func TestAKeyThatIsWaitedForIsCalledOff(t *testing.T) {
	t.Parallel()
	_, s, pipe := slowly(t, ptyOptions{})
	at := s.size()
	s.press("\x03")
	s.waitFor(at, "Not with grace: reading its key was called off.", "ada-deploy-7f3c")
	// A prompt would stand behind what the terminal echoes.
	if _, after, echoed := strings.Cut(string(s.raw()[at:]), "^C"); !echoed || !strings.Contains(strings.Split(after, "\x1b[?1049h")[0], "\r\x1b[K") {
		t.Errorf("the line is not taken back: %q", after[:min(len(after), 200)])
	}
	if _, err := os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
		t.Error("the key command still runs")
	}
	s.press("q")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.checkRestored()
}

// TestKeysTypedWhileAKeyIsWaitedFor are for the key command alone: the dashboard
// that begins then does nothing of them.
func TestKeysTypedWhileAKeyIsWaitedFor(t *testing.T) {
	t.Parallel()
	_, s, pipe := slowly(t, ptyOptions{})
	at := s.size()
	s.press("1xyq\rZZZq")
	s.waitFor(at, "ZZZq") // the terminal's echo: it has them
	if err := os.WriteFile(pipe, []byte("unlocked\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.waitFor(at, "grace-oncall-5d20")
	at = s.size()
	s.press("?")
	s.waitFor(at, "EVERYWHERE")
	s.press("\x03")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.checkRestored()
}

// TestToldToEndWhileAKeyIsWaitedFor: it ends, and the key command with it.
func TestToldToEndWhileAKeyIsWaitedFor(t *testing.T) {
	t.Parallel()
	_, s, pipe := slowly(t, ptyOptions{})
	s.signal(syscall.SIGTERM)
	if code := s.wait(); code != 1 {
		t.Errorf("exit code %d", code)
	}
	if _, err := os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
		t.Error("the key command still runs")
	}
	s.checkRestored()
}

// TestNoKeyIsReadWhereNothingIsShown: a dashboard that cannot draw asks nobody to
// unlock anything, and says why it ends.
func TestNoKeyIsReadWhereNothingIsShown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := filepath.Join(d.home(), "actas")
	d.profiles(strings.NewReplacer("@folder", folder, "@", d.server.URL()).Replace(`
default_profile = "slow"
[profiles.slow]
api_url = "@"
key_command = "touch '@folder/asked'; echo KEY"
[profiles.keyless]
key_env = "MY_KEY"
`))
	for _, args := range [][]string{nil, {"--profile", "slow"}, {"--profile", "keyless"}} {
		cmd := d.command(args...)
		out, err := cmd.CombinedOutput()
		if err == nil || cmd.ProcessState.ExitCode() != 1 || !strings.HasPrefix(string(out), "actas: the dashboard needs a terminal") {
			t.Errorf("%q: %v, %q", args, err, out)
		}
		s := startPTY(t, ptyOptions{env: append(d.env, "TERM=dumb")}, args...)
		if code := s.wait(); code != 1 || strings.Contains(string(s.raw()), "\x1b") {
			t.Errorf("%q: exit code %d, %q", args, code, s.raw())
		}
		s.waitFor(0, "TERM=dumb", "actas --help")
	}
	if _, err := os.Stat(filepath.Join(folder, "asked")); err == nil {
		t.Error("the key command ran")
	}
}
