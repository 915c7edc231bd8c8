//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Tests of a dashboard whose key comes from a command, before its first frame.

// locked is a dashboard whose key command runs a shell's lines, and says then that it
// waits. It gives the key once somebody writes into the pipe.
func locked(t *testing.T, options ptyOptions, lines string) (d *desk, s *ptySession, pipe string) {
	t.Helper()
	d = newDesk(t)
	folder := filepath.Join(d.home(), "actas")
	pipe = filepath.Join(folder, "pipe")
	d.profiles(strings.NewReplacer("@url", d.server.URL(), "@folder", folder, "@lines", lines).Replace(`
default_profile = "ada"
[profiles.ada]
api_url = "@url"
key_command = """@lines echo waits >&2; read line < '@folder/pipe'; cat '@folder/key'"""
`))
	d.file(filepath.Join(folder, "key"), d.server.Keys()["Ada Byron"], 0o600)
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	options.env = append(options.env, d.env...)
	return d, startPTY(t, options), pipe
}

// TestKeysTypedBeforeTheFirstFrame are for the key command: it gets what it asks for,
// also without a sign on screen, and the dashboard does nothing of the rest.
func TestKeysTypedBeforeTheFirstFrame(t *testing.T) {
	t.Parallel()
	d, s, pipe := locked(t, ptyOptions{}, `printf 'name: ' >&2; read name </dev/tty; stty -echo </dev/tty; printf 'PIN: ' >&2; read pin </dev/tty; stty echo </dev/tty; echo \"$name/$pin\" >\"$HOME/asked\";`)
	s.waitFor(0, "name: ")
	s.press("ada\r")
	s.waitFor(0, "name: ada", "PIN: ")
	s.press("4711\r")
	s.waitFor(0, "waits")
	s.press("1xyq\rZZZq")
	s.waitFor(0, "ZZZq") // the terminal's echo: it has them
	if err := os.WriteFile(pipe, []byte("unlocked\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.waitFor(0, "ada-deploy-7f3c", "expiring")
	if asked := written(t, filepath.Join(d.home(), "asked")); asked != "ada/4711\n" || strings.Contains(string(s.raw()), "4711") {
		t.Errorf("it was told %q, and the terminal shows %q", asked, s.raw())
	}
	at := s.size()
	s.press("?")
	s.waitFor(at, "EVERYWHERE")
	s.press("\x03")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.checkRestored()
}

// TestToldToEndBeforeTheFirstFrame: the key command ends with actas, also one that hides
// what is typed, and the terminal is as before.
func TestToldToEndBeforeTheFirstFrame(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*ptySession){
		"SIGTERM": func(s *ptySession) { s.signal(syscall.SIGTERM) },
		"SIGHUP":  func(s *ptySession) { s.signal(syscall.SIGHUP) },
		"SIGQUIT": func(s *ptySession) { s.signal(syscall.SIGQUIT) },
		"SIGINT":  func(s *ptySession) { s.signal(syscall.SIGINT) },
		"ctrl+c":  func(s *ptySession) { s.press("\x03") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, s, pipe := locked(t, ptyOptions{}, "stty -echo </dev/tty;")
			s.waitFor(0, "waits")
			s.press("q")
			end(s)
			if code := s.wait(); code != 1 || !strings.Contains(string(s.raw()), "actas: ended by a signal") {
				t.Errorf("exit code %d, %q", code, s.raw())
			}
			if _, err := os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
				t.Error("the key command still runs")
			}
			s.checkKernelModes()
		})
	}
}
