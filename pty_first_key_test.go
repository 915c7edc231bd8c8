//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestATypedKeyWithoutAKeyring is for its run alone, and is shown and written nowhere.
func TestATypedKeyWithoutAKeyring(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder, key := d.home(), d.server.Key()
	d.env = append(d.env, "VULTR_API_KEY=", "DBUS_SESSION_BUS_ADDRESS=unix:path="+filepath.Join(folder, "no-bus"))
	s := startPTY(t, ptyOptions{env: d.env}, "--debug", filepath.Join(folder, "debug.log"))
	s.waitFor(0, "No API key found.")
	s.press("k")
	s.waitFor(0, "Paste an API key.")
	s.press("\x1b[200~" + key + "\n\x1b[201~")
	s.waitFor(0, "key  ****")
	s.press("\r")
	s.waitFor(0, "The key works.", "It cannot be kept here: this machine has no keyring", "actas writes no key into a file.")
	s.press("r")
	s.waitFor(0, "ada-deploy-7f3c")
	s.press("q")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.checkRestored()
	checkNoSecret(t, folder, s.raw(), []string{key})
	if _, err := os.Stat(filepath.Join(folder, "actas", "config.toml")); err == nil {
		t.Error("a configuration was written")
	}
}
