//go:build unix

package main

import (
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"actas/client/simulator"
)

// TestALostTerminalLeavesNoDrafts: an ssh that drops while lists are read leaves nothing
// in the cache that is not whole. What a kill leaves goes at the next start.
func TestALostTerminalLeavesNoDrafts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		signal syscall.Signal
	}{{"hang-up", syscall.SIGHUP}, {"told to end", syscall.SIGTERM}, {"killed", syscall.SIGKILL}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			drafts := func() []string {
				found, err := filepath.Glob(filepath.Join(d.home(), ".cache", "actas", "*", ".draft-*"))
				if err != nil {
					t.Fatal(err)
				}
				return found
			}
			d.server.Next("GET /v2/role-trusts", simulator.Fault{Hold: make(chan struct{}), Times: -1})
			s := startPTY(t, ptyOptions{env: d.env})
			s.waitUntil(0, "a draft of the trusts", func(string) bool { return len(drafts()) > 0 })
			s.signal(c.signal)
			s.wait()
			if c.signal == syscall.SIGKILL {
				killed := drafts()
				if len(killed) == 0 {
					t.Fatal("nothing is left to be cleared away")
				}
				s = startPTY(t, ptyOptions{env: d.env})
				s.waitUntil(0, "a start without the old draft", func(string) bool { return !slices.Contains(drafts(), killed[0]) })
				s.signal(syscall.SIGTERM)
				s.wait()
			}
			if left := drafts(); len(left) > 0 {
				t.Errorf("left are %v", left)
			}
		})
	}
}
