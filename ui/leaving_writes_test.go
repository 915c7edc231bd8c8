package ui

import (
	"context"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// TestLeavingWaitsForAWrite: what was sent is answered and noted before the end,
// whatever it was.
func TestLeavingWaitsForAWrite(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		hold  func(tea.Msg) bool
		begin func(*rig)
		key   string
		says  string
	}{
		"a deletion": {only[trustDeletedMsg], func(r *rig) { r.press("D", "y") }, "q", "q leaves at once"},
		"a restore":  {only[trustRestoredMsg], func(r *rig) { r.press("D", "y", "u") }, "q", "q leaves at once"},
		"an assume":  {only[assumedMsg], func(r *rig) { r.press("a", "enter") }, "ctrl+c", "^c leaves at once"},
		"a revoke":   {only[revokedMsg], func(r *rig) { r.press("1", "x", "y") }, "q", "q leaves at once"},
		"a new trust": {only[trustSavedMsg], func(r *rig) {
			r.press("n")
			r.submit(nil, trustOf("", "r3", model.EntityUser, "ada"))
		}, "ctrl+c", "^c leaves at once"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, _ := trustRig(t)
			r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", 1e12)}
			r.press("ctrl+r")
			r.hold = c.hold
			c.begin(r)
			if r.press(c.key); r.quit {
				t.Fatal("it leaves without the answer")
			}
			r.shows("Leaving when it is done; " + c.says)
			if r.release(); !r.quit {
				t.Error("it stays although the answer came")
			}
		})
	}
}

// TestLeavingWaitsForEveryWrite: the first answer is not the last.
func TestLeavingWaitsForEveryWrite(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.hold = only[trustDeletedMsg]
	r.press("D", "y")
	r.m.trusts = r.m.trusts.Select("t2")
	r.press("D", "y", "q")
	held := r.held
	r.hold, r.held = nil, nil
	if r.send(held[0]); r.quit {
		t.Fatal("it leaves with one answer of two")
	}
	if r.send(held[1]); !r.quit {
		t.Error("it stays")
	}
}

func TestASecondQDoesNotWait(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.hold = only[trustDeletedMsg]
	if r.press("D", "y", "q", "q"); !r.quit {
		t.Error("it stays")
	}
}

// TestInterruptAsksForWhatIsTyped: ctrl+c is the one key that leaves a form for
// good, and typed input is not lost by it alone.
func TestInterruptAsksForWhatIsTyped(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]string{"the form for a trust": "e", "the form that assumes": "a"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, _ := trustRig(t)
			r.press(open)
			r.send(tea.KeyMsg{Type: tea.KeyRight})
			r.press("7", "ctrl+c")
			if r.quit {
				t.Fatal("it leaves, and what was typed is lost")
			}
			r.shows("What you typed is lost; ^c again leaves.")
			r.press("8")
			r.hides("What you typed is lost")
			if r.press("ctrl+c"); r.quit {
				t.Fatal("the second question counts as asked")
			}
			if r.press("ctrl+c"); !r.quit {
				t.Error("it stays")
			}
		})
	}
	r, _ := trustRig(t)
	if r.press("e", "ctrl+c"); !r.quit {
		t.Error("it asks although nothing was typed")
	}
}

// TestWritesThatAreGivenUp end with their context; later ones are not sent.
func TestWritesThatAreGivenUp(t *testing.T) {
	t.Parallel()
	var w Writes
	sent, result := make(chan struct{}), make(chan tea.Msg)
	call := func(ctx context.Context) tea.Msg {
		close(sent)
		<-ctx.Done()
		return ctx.Err()
	}
	go func() { result <- w.do(call) }()
	<-sent
	answered := w.Ending()
	select {
	case <-answered:
		t.Fatal("it counts as answered")
	default:
	}
	late := w.do(func(ctx context.Context) tea.Msg { return ctx.Err() })
	w.GiveUp()
	if got := <-result; got != context.Canceled || late != context.Canceled {
		t.Errorf("the call ends with %v, the late one with %v", got, late)
	}
	<-answered
	// Without any of it a call takes its time.
	var none *Writes
	if got := none.do(func(ctx context.Context) tea.Msg { return ctx.Err() }); got != nil {
		t.Errorf("it ends with %v", got)
	}
	var idle Writes
	idle.GiveUp()
	<-idle.Ending()
}
