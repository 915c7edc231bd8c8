//go:build unix

package main

import (
	"path/filepath"
	"testing"
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
	s.press("2")
	s.waitFor(0, "Production Deploy", "assumable")
	leave(s)
	if lists := kept(); len(lists) != 2 {
		t.Errorf("kept: %v", lists)
	}
	if err := d.server.Close(); err != nil {
		t.Fatal(err)
	}
	s = start()
	s.press("2")
	s.waitFor(0, "Production Deploy", "OFFLINE", "read ")
	leave(s)
	checkNoSecret(t, d.home(), s.raw(), []string{d.server.Key()})
}
