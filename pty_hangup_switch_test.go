//go:build unix

package main

import (
	"syscall"
	"testing"
)

// TestHangupWhileAnotherKeyIsWaitedFor: until another profile's key is there, the
// one of before is in use, and so is what it says of hang-ups.
func TestHangupWhileAnotherKeyIsWaitedFor(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]syscall.Signal{"hang-up": syscall.SIGHUP, "told to end": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, s, _ := slowly(t, ptyOptions{}, "[profiles.ada.renew]", `on_hangup = "revoke"`)
			s.signal(signal)
			if code := s.wait(); code != 1 {
				t.Errorf("exit code %d", code)
			}
			s.checkRestored()
			if live := d.live(); len(live) > 0 {
				t.Errorf("live: %v", live)
			}
		})
	}
}
