package ui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

func TestTwiceQLeavesAtOnce(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
	r.hold = only[renewedMsg]
	if r.press("r", "q", "q"); !r.quit {
		t.Error("it stays")
	}
}

func TestLeavingWithAutoRenewAsksOnce(t *testing.T) {
	t.Parallel()
	asked := func() *rig {
		r := renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour), sessionOf("logs", "ada", time.Hour))
		r.engine.says(func(s *model.RenewalState) { s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true} })
		r.press("q")
		r.shows("Leave 1 session that is renewed by itself?", "deploy-7f3c", "1:00:00 left", "y revoke and leave", "n keep and leave")
		if r.quit {
			t.Fatal("it leaves without an answer")
		}
		return r
	}
	for _, c := range []struct {
		name    string
		keys    []string
		quits   bool
		revoked int
	}{
		{"n", []string{"n"}, true, 0},
		{"q again", []string{"q"}, true, 0},
		{"esc", []string{"enter", "esc"}, false, 0},
		{"y", []string{"y"}, true, 1},
	} {
		r := asked()
		if r.press(c.keys...); r.quit != c.quits || r.api.calls[callRevoke] != c.revoked {
			t.Errorf("%s: quit %v, %d revoked", c.name, r.quit, r.api.calls[callRevoke])
		}
	}
	r := asked()
	r.api.failAll(unavailable(), callRevoke)
	if r.press("y"); r.quit {
		t.Error("it leaves although nothing is revoked")
	}
	r.shows("Not revoked: deploy-7f3c: call: as the test asked (503)")
	r = renewing(t, sessionOf("deploy-7f3c", "ada", time.Hour))
	r.engine.says(func(s *model.RenewalState) {
		s.Acts, s.Holder = false, "actas 4242 on pts/3"
		s.Sessions["deploy-7f3c"] = model.SessionRenewal{Auto: true}
	})
	if r.press("q"); !r.quit {
		t.Error("it asks although another actas renews the session")
	}
}

// leavingOf is a rig that asks whether to leave sessions that are renewed by
// themselves.
func leavingOf(t *testing.T, names ...string) *rig {
	t.Helper()
	var sessions []model.Session
	for _, name := range names {
		sessions = append(sessions, sessionOf(name, "ada", time.Hour))
	}
	r := renewing(t, sessions...)
	r.engine.says(func(s *model.RenewalState) {
		for _, name := range names {
			s.Sessions[name] = model.SessionRenewal{Auto: true}
		}
	})
	return r
}

// A choice that cannot be forgotten is for a session that is gone.
func TestLeavingRevokesAlthoughChoicesCannotBeWritten(t *testing.T) {
	t.Parallel()
	r := leavingOf(t, "deploy-7f3c", "logs")
	r.engine.setFails = unavailable()
	if r.press("q", "y"); !r.quit || r.api.calls[callRevoke] != 2 {
		t.Errorf("quit %v, %d revoked", r.quit, r.api.calls[callRevoke])
	}
}

func TestTheQuestionOnLeavingFollowsARenewal(t *testing.T) {
	t.Parallel()
	r := leavingOf(t, "deploy-7f3c")
	r.press("q")
	r.automatic("deploy-7f3c")
	r.shows("Leave 1 session that is renewed by itself?", "deploy-aaaa")
	r.hides("deploy-7f3c ")
	if r.press("y"); !r.quit || len(r.engine.revoked) != 1 || r.engine.revoked[0] != "deploy-aaaa" {
		t.Errorf("quit %v, revoked %q", r.quit, r.engine.revoked)
	}
}

// Whatever the answer is, what was asked for comes to its end.
func TestLeavingWaitsForARenewalThatWasAskedFor(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"n", "y"} {
		r := leavingOf(t, "deploy-7f3c", "logs")
		r.engine.says(func(s *model.RenewalState) { delete(s.Sessions, "logs") })
		r.hold = only[renewedMsg]
		r.press("j", "r", "q", answer)
		if r.quit {
			t.Errorf("%s: it leaves in the middle of a renewal", answer)
		}
		r.shows("Leaving when the renewal is done; q leaves at once.")
		if r.release(); !r.quit {
			t.Errorf("%s: it does not leave once the renewal is done", answer)
		}
	}
}

// A renewal that ends meanwhile does not cut the revokes short.
func TestLeavingWaitsForItsRevokes(t *testing.T) {
	t.Parallel()
	r := leavingOf(t, "deploy-7f3c", "logs")
	r.engine.says(func(s *model.RenewalState) { delete(s.Sessions, "logs") })
	r.hold = func(msg tea.Msg) bool { return only[renewedMsg](msg) || only[leftMsg](msg) }
	r.press("j", "r", "q", "y")
	held := r.held
	r.hold, r.held = nil, nil
	if r.send(held[0]); r.quit {
		t.Error("it leaves before everything is revoked")
	}
	if r.send(held[1]); !r.quit {
		t.Error("it stays")
	}
}

// TestLeavingLosesWhatIsInMemoryAlone: nobody can use such a session again.
func TestLeavingLosesWhatIsInMemoryAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		kept model.KeptIn
		demo bool
		asks bool
	}{
		{"in memory", model.KeptInMemory, false, true},
		{"in the keyring", model.KeptInKeyring, false, false},
		{"of the demo", model.KeptInMemory, true, false},
	} {
		r := newRig(t)
		r.start()
		r.m.deps.Demo = c.demo
		s := idless("sts-1")
		s.Kept, s.Sent = c.kept, r.clock.now.Boot
		r.m.roster.Put(s)
		r.press("q")
		if !c.asks {
			if !r.quit {
				t.Errorf("%s: it asks", c.name)
			}
			continue
		}
		r.shows("q again leaves and loses sts-1, kept in memory only.")
		if r.press("q"); !r.quit {
			t.Errorf("%s: it does not leave", c.name)
		}
	}
}

// TestTheQuestionOnLeavingKnowsOfAnotherActas that renews sessions on.
func TestTheQuestionOnLeavingKnowsOfAnotherActas(t *testing.T) {
	t.Parallel()
	r := leavingOf(t, "deploy-7f3c", "logs")
	r.hold = only[heirsMsg]
	r.press("q")
	r.hides("Nobody renews", "Another actas")
	r.release()
	r.shows("Nobody renews them once actas is gone. Revoke them now?")
	r.engine.heirs = []string{"logs"}
	r.pass(time.Second)
	r.shows("Another actas renews 1 of them on, nobody the rest. Revoke them now?", "renewed on")
	r.automatic("deploy-7f3c")
	r.shows("Another actas renews 1 of them on, nobody the rest. Revoke them now?")
	r.press("esc", "q")
	r.engine.heirs = []string{"logs", "deploy-aaaa"}
	r.pass(time.Second)
	r.shows("Another actas renews it on once this one is gone. Revoke it now?")
}
