//go:build unix

package main

import (
	"bytes"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"actas/client/ledger"
	"actas/client/simulator"
	"actas/model"
)

// What becomes of a write that is under way when actas ends: its answer is noted,
// or that none came.

// deleting is the dashboard with a deletion under way that the API has carried
// out, and answers once answer is called.
func deleting(t *testing.T) (s *ptySession, answer func(), noted func() []model.Activity) {
	t.Helper()
	d := newDesk(t)
	state := t.TempDir()
	held := make(chan struct{})
	answer = func() { close(held) }
	s = startPTY(t, ptyOptions{env: append(d.env, "XDG_STATE_HOME="+state)})
	s.waitFor(0, "ada-deploy-7f3c")
	s.press("3")
	s.waitFor(0, "TRUSTED ENTITY", "1 of 21")
	d.server.Next("DELETE "+trustPath, simulator.Fault{Hold: held, Effect: true})
	s.press("D")
	s.waitFor(0, "Delete the trust of")
	s.press("y")
	for d.requests("DELETE", trustPath) == 0 {
		runtime.Gosched()
	}
	s.waitFor(0, "Deleting ")
	return s, answer, func() []model.Activity {
		entries, err := ledger.At(filepath.Join(state, "actas")).Entries()
		if err != nil {
			t.Fatal(err)
		}
		return entries
	}
}

func TestAWriteIsAnsweredBeforeTheEnd(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*ptySession){
		"a signal": func(s *ptySession) {
			s.signal(syscall.SIGTERM)
			s.waitUntil(0, "the title of before", func(string) bool { return bytes.Contains(s.raw(), []byte("\x1b[23;2t")) })
		},
		"q": func(s *ptySession) {
			s.press("q")
			s.waitFor(0, "Leaving when it is done; q leaves at once.")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, answer, noted := deleting(t)
			end(s)
			answer()
			s.wait()
			s.checkRestored()
			if got := noted(); len(got) != 1 || got[0].Kind != model.ActivityDeleteTrust || got[0].Problem != "" {
				t.Errorf("noted: %+v", got)
			}
		})
	}
}

func TestAWriteWithoutAnAnswerIsNoted(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*ptySession){
		"a hang-up": func(s *ptySession) { s.signal(syscall.SIGHUP) },
		"q twice": func(s *ptySession) {
			s.press("q")
			s.waitFor(0, "q leaves at once.")
			s.press("q")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, answer, noted := deleting(t)
			defer answer()
			end(s)
			s.wait()
			s.checkRestored()
			got := noted()
			if len(got) != 1 || got[0].Kind != model.ActivityDeleteTrust || got[0].Failure != model.FailureNoAnswer || !strings.Contains(got[0].Problem, "given up before an answer came") {
				t.Errorf("noted: %+v", got)
			}
		})
	}
}
