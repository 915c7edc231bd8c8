package ui

import (
	"testing"

	"actas/model"
)

// sentAndLeft is a dashboard whose assume form was sent, left before the answer,
// and exchanged for the trusts.
func sentAndLeft(t *testing.T, answer error) *rig {
	t.Helper()
	r := newRig(t)
	r.api.failAll(answer, callAssume)
	r.start()
	r.press("2")
	r.hold = only[assumedMsg]
	r.press("a", "enter", "esc", "y", "3")
	if len(r.held) != 1 || r.m.assume != nil || r.m.tab != trustsTab {
		t.Fatalf("%d answers are under way, on screen %d", len(r.held), r.m.tab)
	}
	return r
}

// TestAnAnswerAfterTheFormWasLeftMovesNobody: the session is on the list, and the
// person stays where they are.
func TestAnAnswerAfterTheFormWasLeftMovesNobody(t *testing.T) {
	t.Parallel()
	r := sentAndLeft(t, nil)
	r.release()
	if r.m.tab != trustsTab {
		t.Errorf("the answer led to screen %d", r.m.tab)
	}
	if r.m.roster.Live() != 1 {
		t.Errorf("%d sessions are on the list", r.m.roster.Live())
	}
	r.shows("Assumed ")
}

// TestARefusedIdentityTokenIsNoRefusedKey: reading goes on.
func TestARefusedIdentityTokenIsNoRefusedKey(t *testing.T) {
	t.Parallel()
	for method, stops := range map[string]bool{model.AuthOIDC: false, model.AuthJWT: false, model.AuthKey: true} {
		r := newRig(t)
		r.start()
		r.send(assumedMsg{request: model.AssumeRequest{RoleID: "r1", AuthMethod: method}, err: unauthorised()})
		if r.m.link.stopped != stops {
			t.Errorf("%s: reading stopped is %v", method, r.m.link.stopped)
		}
	}
}

// TestARefusalAfterTheFormWasLeftIsTold: below, since there is no form.
func TestARefusalAfterTheFormWasLeftIsTold(t *testing.T) {
	t.Parallel()
	r := sentAndLeft(t, failure(model.ErrInvalid, 422))
	r.release()
	if r.m.tab != trustsTab || r.m.assume != nil {
		t.Errorf("the refusal led to screen %d", r.m.tab)
	}
	r.shows("Not assumed: ")
}

// TestALateAnswerTouchesNoNewerForm: it belongs to the form before.
func TestALateAnswerTouchesNoNewerForm(t *testing.T) {
	t.Parallel()
	for _, answer := range []error{nil, failure(model.ErrInvalid, 422)} {
		r := sentAndLeft(t, answer)
		r.press("2", "a")
		before := r.m.View()
		r.press("z")
		r.release()
		if r.m.assume == nil {
			t.Fatal("the newer form was closed")
		}
		if r.m.View() == before {
			t.Error("what was typed into the newer form is gone")
		}
		r.press("esc", "y")
		if r.m.tab != rolesTab {
			t.Errorf("the late answer led to screen %d", r.m.tab)
		}
	}
}

// TestAnAnswerToTheOpenFormShowsTheSession is the counterpart.
func TestAnAnswerToTheOpenFormShowsTheSession(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.press("2", "a", "enter")
	if r.m.assume != nil || r.m.tab != sessionsTab {
		t.Fatalf("on screen %d, form open: %v", r.m.tab, r.m.assume != nil)
	}
	if l, ok := r.m.sessions.Selected(); !ok || l.ID != "assumed" {
		t.Errorf("the cursor is on %q", l.Name)
	}
}
