//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"
)

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
