//go:build unix

package main

import (
	"path/filepath"
	"syscall"
	"testing"

	"actas/client/ledger"
)

// What becomes of sessions when ssh drops or actas is told to end.

func TestHangupKeepsOrRevokes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		signal syscall.Signal
		env    []string
		args   []string
		live   int
		noted  int
	}{
		{"kept by default", syscall.SIGHUP, nil, nil, 5, 0},
		{"revoked by the environment", syscall.SIGHUP, []string{"ACTAS_ON_HANGUP=revoke"}, nil, 0, 5},
		{"revoked by a flag", syscall.SIGTERM, nil, []string{"--on-hangup", "revoke"}, 0, 5},
		{"the flag counts before the environment", syscall.SIGTERM, []string{"ACTAS_ON_HANGUP=revoke"}, []string{"--on-hangup", "keep"}, 5, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			state := t.TempDir()
			s := startPTY(t, ptyOptions{env: append(append(d.env, c.env...), "XDG_STATE_HOME="+state)}, c.args...)
			s.waitFor(0, "ada-deploy-7f3c", "expiring")
			s.signal(c.signal)
			s.wait()
			s.checkRestored()
			if live := d.live(); len(live) != c.live {
				t.Errorf("live: %v", live)
			}
			entries, err := ledger.At(filepath.Join(state, "actas")).Entries()
			if err != nil || len(entries) != c.noted {
				t.Errorf("noted: %+v, %v", entries, err)
			}
			for _, a := range entries {
				if a.By != "hang-up" || a.Problem != "" {
					t.Errorf("noted: %+v", a)
				}
			}
		})
	}
}

func TestHangupPolicyIsChecked(t *testing.T) {
	t.Parallel()
	s := startPTY(t, ptyOptions{}, "--on-hangup", "maybe")
	s.waitFor(0, `--on-hangup and ACTAS_ON_HANGUP take keep or revoke, not "maybe"`)
	if code := s.wait(); code != 2 {
		t.Errorf("exit code %d", code)
	}
}

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
