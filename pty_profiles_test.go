//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestGoingOnWithAnotherProfile: another API, another person, and nothing of the
// one before; a profile whose key is not there changes nothing. The keys, which
// come from commands, and what those print, are in nothing that is shown or kept.
func TestGoingOnWithAnotherProfile(t *testing.T) {
	t.Parallel()
	ada, grace := newDesk(t), newDesk(t)
	folder := filepath.Join(ada.home(), "actas")
	ada.profiles(strings.NewReplacer("@ada", ada.server.URL(), "@grace", grace.server.URL(), "@folder", folder).Replace(`
default_profile = "ada"
[profiles.ada]
api_url = "@ada"
key_command = "cat '@folder/ada-key'; echo asked for ada >&2"
[profiles.grace]
api_url = "@grace"
key_file = "grace-key"
read_only = true
[profiles.lost]
key_command = "echo locked out >&2; exit 3"
`))
	keys := []string{ada.server.Keys()["Ada Byron"], grace.server.Keys()["Grace Hopper"]}
	ada.file(filepath.Join(folder, "ada-key"), keys[0], 0o600)
	ada.file(filepath.Join(folder, "grace-key"), keys[1], 0o600)
	log := filepath.Join(folder, "debug.log")
	s := startPTY(t, ptyOptions{env: ada.env, columns: 100, rows: 30}, "--debug", log)
	s.waitFor(0, "asked for ada", "ada-deploy-7f3c", " ada ")
	s.press("P")
	s.waitFor(0, "Go on with another profile", "grace", "lost")
	at := s.size()
	s.press("j\r")
	s.waitFor(at, "grace READ-ONLY", "grace-oncall-5d20")
	_, second, _ := strings.Cut(string(s.raw()[at:]), "\x1b[?1049h")
	if text := ansi.Strip(second); regexp.MustCompile(`ada-(deploy|migrate|logs)`).MatchString(text) {
		t.Errorf("something of the profile before is shown:\n%s", tail(text))
	}
	before := len(ada.server.Requests())
	at = s.size()
	s.press("P")
	s.waitFor(at, "Go on with another profile")
	s.press("j\r")
	s.waitFor(at, "locked out", "Not with lost: the key command failed with exit code 3.", "grace-oncall-5d20")
	if now := len(ada.server.Requests()); now != before {
		t.Errorf("the API of the profile before was asked %d times", now-before)
	}
	s.press("q")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.checkRestored()
	checkNoSecret(t, folder, s.raw(), keys)
}

// checkNoSecret looks for keys and tokens in what was shown, and in every file but
// those that hold the keys.
func checkNoSecret(t *testing.T, folder string, shown []byte, keys []string) {
	t.Helper()
	written := map[string]string{"the terminal": ansi.Strip(string(shown))}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "-key") {
			return err
		}
		content, err := os.ReadFile(path)
		written[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if written[filepath.Join(folder, "debug.log")] == "" {
		t.Error("the log of --debug is empty, so that nothing is proved by it")
	}
	for name, text := range written {
		for _, key := range keys {
			if strings.Contains(text, key) {
				t.Errorf("a key stands in %s", name)
			}
		}
		if tokenText.MatchString(text) {
			t.Errorf("a session token stands in %s", name)
		}
	}
}

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

// TestProfilesAreReadAgain when their sheet opens: one that somebody wrote meanwhile
// can be gone on with, and a mistake is told while the old ones hold.
func TestProfilesAreReadAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := filepath.Join(d.home(), "actas")
	write := func(more string) {
		d.profiles(strings.NewReplacer("@url", d.server.URL()).Replace(`
default_profile = "ada"
[profiles.ada]
api_url = "@url"
key_file = "ada-key"
renew = { on_hangup = "revoke" }
` + more))
	}
	write("")
	d.file(filepath.Join(folder, "ada-key"), d.server.Keys()["Ada Byron"], 0o600)
	s := startPTY(t, ptyOptions{env: d.env})
	s.waitFor(0, "ada-deploy-7f3c")
	write("[profiles.later]\napi_url = \"" + d.server.URL() + "\"\nkey_file = \"ada-key\"\n[profiles.zoe]\nthme = 1\n")
	at := s.size()
	s.press("P")
	s.waitFor(at, "Go on with another profile", "The configuration could not be read again:", "line 11", "thme")
	at = s.size()
	s.press("\x1b")
	s.waitFor(at, "? keys")
	write("[profiles.later]\napi_url = \"" + d.server.URL() + "\"\nkey_file = \"ada-key\"\n")
	at = s.size()
	s.press("P")
	s.waitFor(at, "later")
	at = s.size()
	s.press("j")
	s.waitFor(at, "If the terminal goes away, your sessions stay alive.")
	s.press("\r")
	s.waitFor(at, strings.TrimPrefix(d.server.URL(), "http://")+"  later", "ada-deploy-7f3c")
	s.press("q")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.checkRestored()
}
