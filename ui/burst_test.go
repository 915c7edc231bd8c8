package ui

import (
	"testing"
	"time"

	"actas/model"
)

// TestABurstAnswersNoQuestion: keys that arrive together over a slow line were
// pressed before the question stood there, so they do not answer it.
func TestABurstAnswersNoQuestion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, burst string
	}{
		{"ask and confirm in one read", "xy"},
		{"show, ask and confirm", "1xy"},
		{"move, ask and confirm", "jkxy"},
		{"ask and refuse: nobody has read the question", "xn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", time.Hour)}
			r.start()
			r.press("1")
			if n := r.since(callRevoke, func() { r.burst(c.burst) }); n != 0 {
				t.Errorf("%q revoked %d times", c.burst, n)
			}
			r.shows("Revoke s1?")
			if n := r.since(callRevoke, func() { r.press("y") }); n != 1 {
				t.Errorf("the answer in a read of its own revoked %d times", n)
			}
		})
	}
}

// TestABurstTypesIntoNoOverlay: what a burst opens starts untouched.
func TestABurstTypesIntoNoOverlay(t *testing.T) {
	t.Parallel()
	t.Run("the assume form is neither typed into nor left", func(t *testing.T) {
		t.Parallel()
		slow, fast := newRig(t), newRig(t)
		for _, r := range []*rig{slow, fast} {
			r.start()
			r.press("2")
		}
		slow.press("a")
		fast.burst("azq")
		if fast.quit || slow.m.assume == nil || slow.m.View() != fast.m.View() {
			t.Errorf("the burst went on in the form:\n%s", fast.m.View())
		}
	})
	t.Run("the help is not left again", func(t *testing.T) {
		t.Parallel()
		r := newRig(t)
		r.start()
		r.burst("??")
		if r.m.help == nil {
			t.Error("the help was closed by the rest of the burst")
		}
	})
	t.Run("the palette runs nothing and looks for nothing", func(t *testing.T) {
		t.Parallel()
		slow, fast := newRig(t), newRig(t)
		slow.start()
		fast.start()
		slow.press(":")
		fast.burst(":quit")
		if slow.m.palette == nil || slow.m.View() != fast.m.View() {
			t.Errorf("the burst went on in the palette:\n%s", fast.m.View())
		}
	})
}

// TestABurstStillMoves: dropping the rest is for what was not seen yet only.
func TestABurstStillMoves(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.press("2")
	before, _ := r.m.roles.Selected()
	r.burst("jj")
	after, _ := r.m.roles.Selected()
	r.press("k", "k")
	if back, _ := r.m.roles.Selected(); after.ID == before.ID || back.ID != before.ID {
		t.Errorf("two down lead from %s to %s, two up to %s", before.ID, after.ID, back.ID)
	}
	r.burst("/thi")
	r.shows("thi")
	if !r.m.roles.Captures() {
		t.Error("the filter that the burst opened does not take its letters")
	}
}
