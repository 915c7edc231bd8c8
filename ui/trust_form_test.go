package ui

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/trustform"
)

// saturdays is a trust with a window on one day more.
func saturdays(t model.Trust) model.Trust {
	t.Schedule = model.NewSchedule("UTC", model.NewDaySet(time.Friday, time.Saturday), 9*60, 17*60)
	return t
}

func fridays(t model.Trust) model.Trust {
	t.Schedule = model.NewSchedule("UTC", model.NewDaySet(time.Friday), 9*60, 17*60)
	return t
}

// formRig is a dashboard with the form for the trust t1 in front, which says
// fridays.
func formRig(t *testing.T) (r *rig, kept *fakeLedger, before model.Trust) {
	t.Helper()
	r, kept = trustRig(t)
	before = fridays(r.api.trusts[0])
	r.api.trusts[0] = before
	r.press("ctrl+r")
	r.m.trusts = r.m.trusts.Select("t1")
	r.press("e")
	if _, ok := r.m.trustForm(r.m.trustDeeds.form); !ok {
		t.Fatal("e opens no form")
	}
	return r, kept, before
}

// submit sends a form's trust, as the form does.
func (r *rig) submit(before *model.Trust, after model.Trust) {
	r.send(trustform.SubmitMsg{Before: before, After: after})
}

func TestSaveAnEdit(t *testing.T) {
	t.Parallel()
	r, kept, before := formRig(t)
	reads := r.since(callTrusts, func() { r.submit(&before, saturdays(before)) })
	r.shows("Saved Admin for user Ada: adds Saturday; a assumes it.")
	if r.m.page != nil || reads != 1 {
		t.Errorf("the form is open: %v; read %d times", r.m.page != nil, reads)
	}
	if now, _ := r.m.directory.Trust("t1"); now.Schedule.Days != saturdays(before).Schedule.Days || r.listedTrusts() != "t1 t2 t3 " {
		t.Errorf("known is %+v of %q", now, r.listedTrusts())
	}
	if e := kept.last(); e.Kind != model.ActivityEditTrust || e.TrustID != "t1" || e.Trust != "user Ada" || e.Change != "adds Saturday" || e.Role != "Admin" {
		t.Errorf("the ledger has %+v", e)
	}
	r.press("a")
	r.shows("Assume Admin")
}

func TestSaveANewTrust(t *testing.T) {
	t.Parallel()
	r, kept := trustRig(t)
	r.press("2")
	showTrustsOf(r, "r3")
	r.press("n")
	made := trustOf("", "r3", model.EntityUser, "ada")
	r.submit(nil, made)
	r.shows("Saved Third for user Ada; a assumes it.")
	if got := r.listedTrusts(); got != "t1 t2 t3 made-1 " || r.m.page != nil {
		t.Errorf("listed are %q, the form is open: %v", got, r.m.page != nil)
	}
	r.press("3")
	if selected, _ := r.m.trusts.Selected(); selected.ID != "made-1" {
		t.Errorf("the cursor is on %s", selected.ID)
	}
	if e := kept.last(); e.Kind != model.ActivityCreateTrust || e.TrustID != "made-1" || e.Trust != "user Ada" || e.Change != "" || e.Role != "Third" {
		t.Errorf("the ledger has %+v", e)
	}
}

// TestNOnARole makes a trust of it, and a assumes it from there as well.
func TestNOnARole(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.press("2", "k", "k", "k")
	role, _ := r.m.roles.Selected()
	r.press("n")
	r.submit(nil, trustOf("", role.ID, model.EntityUser, "ada"))
	r.shows("Saved " + role.Name + " for user Ada; a assumes it.")
	if r.m.tab != rolesTab {
		t.Errorf("on screen %d", r.m.tab)
	}
}

// TestNothingIsOfferedThatDoesNotLetMeIn.
func TestNothingIsOfferedThatDoesNotLetMeIn(t *testing.T) {
	t.Parallel()
	r, _, before := formRig(t)
	after := before
	after.Entity.ID = "bob"
	r.submit(&before, after)
	r.shows("Saved Admin for user Bob: trusts user Bob instead of user Ada.")
	r.hides("a assumes it")
}

func TestARefusalKeepsTheForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err   error
		shows []string
	}{
		"at its field": {&model.APIError{Kind: model.ErrInvalid, Status: 422, Message: "valid_until must be in the future", Field: "valid_until"}, []string{"valid_until must be in the future (422)."}},
		"not allowed":  {&model.APIError{Kind: model.ErrForbidden, Status: 403, Action: "iam.roletrust.Update", Message: "Forbidden"}, []string{"Forbidden (403). Your policies need", "iam.roletrust.Update"}},
		"unreachable":  {offline(), []string{"as the test asked"}},
		"lost":         {lost(), []string{"No clear answer", "as the test asked"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, kept, before := formRig(t)
			r.api.failAll(c.err, callUpdateTrust)
			r.submit(&before, saturdays(before))
			r.shows(c.shows...)
			if r.m.page == nil {
				t.Error("the form was closed")
			}
			if now, _ := r.m.directory.Trust("t1"); now.Schedule.Days != before.Schedule.Days {
				t.Error("it counts as saved")
			}
			if e := kept.last(); e.Kind != model.ActivityEditTrust || e.Problem == "" || e.Change != "adds Saturday" {
				t.Errorf("the ledger has %+v", e)
			}
			r.api.failAll(nil, callUpdateTrust)
			r.submit(&before, saturdays(before))
			r.shows("Saved Admin for user Ada: adds Saturday")
		})
	}
}

func TestChangedElsewhereIsAChoice(t *testing.T) {
	t.Parallel()
	r, _, before := formRig(t)
	theirs := before
	theirs.ValidUntil = r.clock.now.Wall.Add(time.Hour)
	r.api.trusts[0] = theirs
	r.submit(&before, saturdays(before))
	r.shows("somebody else changed this trust")
	if now, _ := r.m.directory.Trust("t1"); !now.ValidUntil.Equal(theirs.ValidUntil) {
		t.Error("what they made of it is not known")
	}
}

func TestAnEditOfATrustThatIsGone(t *testing.T) {
	t.Parallel()
	r, _, before := formRig(t)
	r.api.trusts = r.api.trusts[1:]
	r.submit(&before, saturdays(before))
	r.shows("This trust was deleted meanwhile: there is nothing to edit.", "your input is kept.", "esc back")
}

// TestASaveAfterTheFormWasLeft is told below, and touches no newer form.
func TestASaveAfterTheFormWasLeft(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prepare func(*rig)
		says    string
	}{
		"saved":             {func(*rig) {}, "Saved Admin for user Ada: adds Saturday."},
		"refused":           {func(r *rig) { r.api.failAll(forbidden(), callUpdateTrust) }, "Not saved: as the test asked (403)"},
		"lost":              {func(r *rig) { r.api.failAll(lost(), callUpdateTrust) }, "No answer: whether the trust is saved, the next list will tell."},
		"changed elsewhere": {func(r *rig) { r.api.trusts[0].ValidUntil = r.clock.now.Wall }, "Not saved: the trust was changed elsewhere meanwhile."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, _, before := formRig(t)
			c.prepare(r)
			r.hold = only[trustSavedMsg]
			r.submit(&before, saturdays(before))
			r.m, _ = r.m.closePage()
			r.press("e")
			r.shows("It is being changed.")
			r.press("n")
			newer := r.m.page
			r.release()
			if r.m.page == nil || newer == nil {
				t.Fatal("the newer form was closed")
			}
			r.m, _ = r.m.closePage()
			r.shows(c.says)
		})
	}
}

// youngRig is a dashboard whose assume form was refused, a moment after a trust
// of its role was saved.
func youngRig(t *testing.T, refusal error) *rig {
	t.Helper()
	r, _, before := formRig(t)
	r.submit(&before, saturdays(before))
	r.api.failAll(refusal, callAssume)
	r.press("a", "enter")
	return r
}

func notYetInForce() error {
	return &model.APIError{Kind: model.ErrForbidden, Status: 403, Call: "assume role", Action: "iam.role.AssumeRole",
		Message: "No trust relationship exists between this role and user"}
}

func TestAssumeWaitsForAYoungTrust(t *testing.T) {
	t.Parallel()
	r := youngRig(t, notYetInForce())
	r.shows("Refused, perhaps only for now", "w wait and try again")
	if n := r.since(callAssume, func() { r.press("w"); r.pass(2 * time.Second) }); n != 0 {
		t.Fatalf("asked %d times before the time", n)
	}
	r.shows("Trying again in 1s (1st time), esc stops.")
	if n := r.since(callAssume, func() { r.pass(6 * time.Second) }); n != 2 {
		t.Fatalf("asked %d times", n)
	}
	r.shows("Trying again in 8s (3rd time), esc stops.")
	r.api.failAll(nil, callAssume)
	r.pass(8 * time.Second)
	if r.m.assume != nil || r.m.tab != sessionsTab {
		t.Errorf("the form is open: %v, on screen %d", r.m.assume != nil, r.m.tab)
	}
	r.shows("Assumed Admin as ")
}

// TestTheWaitOutlastsTheYouth: who waits is not stopped by the age of the trust.
func TestTheWaitOutlastsTheYouth(t *testing.T) {
	t.Parallel()
	r := youngRig(t, notYetInForce())
	r.passIn(2*time.Minute+30*time.Second, 30*time.Second)
	r.press("w")
	r.pass(time.Minute)
	r.shows("Trying again in ")
	r.pass(3 * time.Minute)
	r.shows("Still refused after 3m of waiting")
	r.press("enter")
	r.hides("perhaps only for now")
	r.shows("Not assumed.")
}

func TestWaitingIsOfferedWhereItMayHelp(t *testing.T) {
	t.Parallel()
	const offer = "perhaps only for now"
	youngRig(t, &model.APIError{Kind: model.ErrForbidden, Status: 403, Message: "Missing permission iam.role.AssumeRole"}).hides(offer)
	youngRig(t, failure(model.ErrInvalid, 422)).hides(offer)
	youngRig(t, offline()).hides(offer)
	youngRig(t, forbidden()).shows(offer)
	// A trust that was saved longer ago, or of another role.
	r := youngRig(t, notYetInForce())
	r.press("esc", "esc", "y")
	r.passIn(4*time.Minute, 30*time.Second)
	r.press("a", "enter")
	r.hides(offer)
	// One that somebody else made a moment ago.
	r.press("esc", "y")
	r.api.trusts[0].Created = r.clock.now.Wall.Add(-time.Minute)
	r.press("ctrl+r", "a", "enter")
	r.shows(offer)
	// One that was brought back.
	r, _ = trustRig(t)
	r.press("D", "y", "u")
	r.api.failAll(notYetInForce(), callAssume)
	r.press("a", "enter")
	r.shows(offer)
}
