//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actas/client/simulator"
)

// TestTheNextStartShowsWhatTheLastOneRead: the API may be gone by then. Nothing is
// kept with --no-cache, and nothing of it is a secret.
func TestTheNextStartShowsWhatTheLastOneRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	start := func(args ...string) *ptySession {
		return startPTY(t, ptyOptions{env: d.env, columns: 100, rows: 30}, args...)
	}
	leave := func(s *ptySession) {
		s.press("q")
		if code := s.wait(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	}
	kept := func() []string {
		lists, err := filepath.Glob(filepath.Join(d.home(), ".cache", "actas", "*", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return lists
	}
	s := start("--no-cache")
	s.press("2")
	s.waitFor(0, "Production Deploy", "assumable")
	leave(s)
	if lists := kept(); len(lists) > 0 {
		t.Errorf("kept with --no-cache: %v", lists)
	}
	log := filepath.Join(d.home(), "debug.log")
	s = start("--debug", log)
	s.press("1") // the countdowns draw anew until the last list is kept
	s.waitUntil(0, "the roles, the trusts and whose they are", func(string) bool { return len(kept()) == 3 })
	leave(s)
	checkKept(t, kept())
	if err := d.server.Close(); err != nil {
		t.Fatal(err)
	}
	s = start()
	s.press("2")
	s.waitFor(0, "Production Deploy", "OFFLINE", "read ", "Northwind Labs", "ada (remembered)", "open, no end")
	leave(s)
	checkNoSecret(t, d.home(), s.raw(), []string{d.server.Key()})
}

// checkKept checks that lists in the cache are for their owner alone, and that none of
// them is of sessions or tells where somebody came from.
func checkKept(t *testing.T, lists []string) {
	t.Helper()
	for _, list := range lists {
		info, err := os.Stat(list)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has %v, %v", list, info.Mode(), err)
		}
		text, err := os.ReadFile(list)
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{"ada-deploy", "session_token", simulator.DemoSourceIP().String()} {
			if filepath.Base(list) == "owner" && strings.Contains(string(text), never) {
				t.Errorf("%s holds %s", list, never)
			}
		}
	}
}
