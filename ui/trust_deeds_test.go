package ui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// last is what was noted last.
func (l *fakeLedger) last() model.Activity {
	if len(l.entries) == 0 {
		return model.Activity{}
	}
	return l.entries[len(l.entries)-1]
}

// trustRig is a dashboard on its trusts: Ada's and Bob's of the role r1, the
// group's of r2. The cursor is on Ada's.
func trustRig(t *testing.T) (*rig, *fakeLedger) {
	t.Helper()
	r, kept := ledgerRig(t)
	r.api.groups = []model.Group{{ID: "g1", Name: "ops", MemberIDs: []string{"ada", "bob"}}}
	r.api.trusts = []model.Trust{
		trustOf("t1", "r1", model.EntityUser, "ada"), trustOf("t2", "r1", model.EntityUser, "bob"), trustOf("t3", "r2", model.EntityGroup, "g1"),
	}
	r.press("ctrl+r", "3")
	r.m.trusts = r.m.trusts.Select("t1")
	return r, kept
}

// listedTrusts are the ids of the trusts that the dashboard knows.
func (r *rig) listedTrusts() string {
	ids := ""
	for _, t := range r.m.directory.Trusts() {
		ids += t.ID + " "
	}
	return ids
}

func TestDeleteAndRestore(t *testing.T) {
	t.Parallel()
	r, kept := trustRig(t)
	r.press("D")
	r.shows("Delete the trust of user Ada for Admin?", "You lock yourself out: no other trust of it names you.", "You lose Admin.",
		"id t1, u restores it", "y delete", "n keep it")
	if n := r.since(callDeleteTrust, func() { r.press("enter", "Y", "n") }); n != 0 {
		t.Fatalf("it was deleted %d times without a yes", n)
	}
	r.hides("Delete the trust of")
	reads := r.since(callTrusts, func() { r.press("D", "y") })
	r.shows("Deleted Admin for user Ada; u brings it back.")
	if got := r.listedTrusts(); got != "t2 t3 " || reads != 1 {
		t.Errorf("listed are %q, read %d times", got, reads)
	}
	if e := kept.last(); e.Kind != model.ActivityDeleteTrust || e.TrustID != "t1" || e.Trust != "user Ada" || e.Role != "Admin" || e.RoleID != "r1" || e.By != model.ByDashboard || e.Problem != "" {
		t.Errorf("the ledger has %+v", e)
	}
	r.press("u")
	r.shows("Restored Admin for user Ada; a assumes it.")
	if got := r.listedTrusts(); got != "t2 t3 t1 " {
		t.Errorf("listed are %q", got)
	}
	if e := kept.last(); e.Kind != model.ActivityRestoreTrust || e.TrustID != "t1" || e.Trust != "user Ada" || e.Role != "Admin" {
		t.Errorf("the ledger has %+v", e)
	}
	r.press("u")
	r.shows("Nothing to bring back.")
}

// TestTheListIsRightBeforeItIsReadAgain: and so are the verdicts.
func TestTheListIsRightBeforeItIsReadAgain(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.m.trusts = r.m.trusts.Select("t1")
	verdict := func() model.VerdictState {
		role, _ := r.m.directory.Role("r1")
		return r.m.scene().RoleVerdict(role).State
	}
	if got := verdict(); got != model.VerdictOpen {
		t.Fatalf("the role is %s", got)
	}
	r.hold = isListPart
	r.press("D", "y")
	if got := r.listedTrusts(); got != "t2 t3 " || verdict() != model.VerdictNotForMe {
		t.Errorf("listed are %q, the role is %s", got, verdict())
	}
	r.press("u")
	if got := r.listedTrusts(); got != "t2 t3 t1 " || verdict() != model.VerdictOpen {
		t.Errorf("listed are %q, the role is %s", got, verdict())
	}
}

// isListPart reports a message that brings the organisation's lists.
func isListPart(msg tea.Msg) bool {
	switch msg.(type) {
	case pageReadMsg, listReadMsg:
		return true
	}
	return false
}

// TestTheEngineLearnsOfIt: what can be renewed until when rests on the trusts.
func TestTheEngineLearnsOfIt(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", time.Hour)}
	r.press("ctrl+r")
	watched := func() int {
		if len(r.engine.watch.Sessions) != 1 {
			t.Fatalf("it watches %+v", r.engine.watch.Sessions)
		}
		return len(r.engine.watch.Sessions[0].Trusts)
	}
	if n := watched(); n != 2 {
		t.Fatalf("it knows %d trusts", n)
	}
	r.hold = isListPart
	r.press("D")
	r.shows("1 live session of yours stays until 15:03 UTC; those of others are not read.")
	r.press("y")
	if n := watched(); n != 1 {
		t.Errorf("after the deletion it knows %d trusts", n)
	}
	r.press("u")
	if n := watched(); n != 2 {
		t.Errorf("after the restore it knows %d trusts", n)
	}
}

func TestDeletionsThatFail(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err         error
		says        string
		noted, read bool
	}{
		"refused": {&model.APIError{Kind: model.ErrForbidden, Status: 403, Call: "delete role trust", Action: "iam.roletrust.Delete", Message: "Forbidden"},
			"Not deleted: Admin for user Ada: delete role trust: Forbidden (403). Your policies need iam.roletrust.Delete", true, true},
		"lost":        {lost(), "No answer: whether Admin for user Ada is deleted, the next list will tell.", true, true},
		"unreachable": {offline(), "Not deleted: Admin for user Ada: ", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, kept := trustRig(t)
			r.api.failAll(c.err, callDeleteTrust)
			reads := r.since(callTrusts, func() { r.press("D", "y") })
			r.shows(c.says)
			if got := r.listedTrusts(); got != "t1 t2 t3 " || (reads > 0) != c.read {
				t.Errorf("listed are %q, read %d times", got, reads)
			}
			if e := kept.last(); e.Kind != model.ActivityDeleteTrust || e.Problem == "" {
				t.Errorf("the ledger has %+v", e)
			}
			r.api.failAll(nil, callDeleteTrust)
			r.press("D", "y")
			if got := r.listedTrusts(); got != "t2 t3 " {
				t.Errorf("a second time: %q", got)
			}
		})
	}
}

func TestRestoresThatFail(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.press("D", "y")
	r.api.failAll(&model.APIError{Kind: model.ErrConflict, Status: 409, Call: "restore role trust", Message: "The role of this trust has been deleted"}, callRestoreTrust)
	r.press("u")
	r.shows("Not restored: Admin for user Ada: restore role trust: The role of this trust has been deleted (409)")
	r.api.failAll(lost(), callRestoreTrust)
	r.press("u")
	r.shows("No answer: whether Admin for user Ada is back, the next list will tell.")
	r.api.failAll(nil, callRestoreTrust)
	r.press("u")
	r.shows("Restored Admin for user Ada")
}

// TestRestoreOfATrustThatIsBack: somebody else was first, and may have changed it.
func TestRestoreOfATrustThatIsBack(t *testing.T) {
	t.Parallel()
	r, kept := trustRig(t)
	r.press("D", "y")
	back := r.api.deleted[0]
	back.Schedule = model.NewSchedule("utc", model.NewDaySet(time.Sunday), 0, 0)
	r.api.trusts = append(r.api.trusts, back)
	if n := r.since(callRestoreTrust, func() { r.press("u") }); n != 0 {
		t.Errorf("restored %d times", n)
	}
	r.shows("It is there already: Admin for user Ada. Nothing was changed.")
	if e := kept.last(); e.Kind != model.ActivityDeleteTrust {
		t.Errorf("the ledger has %+v", e)
	}
	r.press("u")
	r.shows("Nothing to bring back.")
}

// TestOneDeedAtATime: what is under way with a trust blocks the next.
func TestOneDeedAtATime(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.hold = only[trustDeletedMsg]
	r.press("D", "y")
	r.shows("Deleting Admin for user Ada.")
	if n := r.since(callDeleteTrust, func() { r.press("D") }); n != 0 {
		t.Error("deleted twice")
	}
	r.shows("It is being deleted.")
	r.release()
	r.hold = only[trustRestoredMsg]
	if n := r.since(callRestoreTrust, func() { r.press("u", "u") }); n != 1 {
		t.Errorf("restored %d times", n)
	}
	r.release()
	r.shows("Restored Admin for user Ada")
}

// TestWhatWasDeletedEarlierIsBroughtBack: the ledger knows it, oldest first, and
// what of it is back by now.
func TestWhatWasDeletedEarlierIsBroughtBack(t *testing.T) {
	t.Parallel()
	r, kept := trustRig(t)
	at := r.clock.now.Wall
	gone := func(id, entity string, ago time.Duration) model.Activity {
		return model.Activity{At: at.Add(-ago), Kind: model.ActivityDeleteTrust, TrustID: id, Trust: entity, RoleID: "r3", Role: "Third", Endpoint: "fake.example.com"}
	}
	kept.entries = []model.Activity{gone("old", "group ops", 50*time.Hour), gone("t1", "user Ada", 5*time.Hour), gone("young", "user Bob", time.Hour)}
	r.api.deleted = []model.Trust{trustOf("old", "r3", model.EntityGroup, "g1"), trustOf("young", "r3", model.EntityUser, "bob")}
	r.press("2", "3", "u")
	r.shows("Restore which trust?", "1      13:03  Third for user Bob", "2  Wed 12:03  Third for group ops", "1-2 restore", "u the newest")
	r.hides("Third for user Ada")
	if n := r.since(callRestoreTrust, func() { r.press("3", "9", "0", "enter", "esc") }); n != 0 {
		t.Error("something was brought back that nobody chose")
	}
	r.hides("Restore which")
	r.press("u", "2", "y")
	r.shows("Restored Third for group ops")
	r.press("u", "y")
	r.shows("Restored Third for user Bob.")
	if got := r.listedTrusts(); got != "t1 t2 t3 old young " {
		t.Errorf("listed are %q", got)
	}
}

// TestWithoutALedgerTheRunRemembers what it deleted.
func TestWithoutALedgerTheRunRemembers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.press("3", "u")
	r.shows("Nothing to bring back.")
	r.press("D", "y", "u")
	r.shows("Restored Admin for group g1")
}

func TestALedgerThatIsNotReadYetIsToldOf(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.m.deps.Ledger = &fakeLedger{}
	r.hold = only[activityReadMsg]
	r.start()
	r.press("3", "u")
	r.shows("What was deleted from here is not read yet.")
}

// TestTheRolesTrustsAreShownWhereNoneIsLeft: one deletes the last of them.
func TestTheRolesTrustsAreShownWhereNoneIsLeft(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.press("2")
	showTrustsOf(r, "r2")
	r.press("D")
	r.shows("2 people lose Reader: you and Bob.")
	r.press("y")
	r.shows("No trust names Reader.", "show all trusts", "Deleted Reader for group ops; u brings it back.")
	r.press("u")
	r.shows("group ops", "Restored Reader for group ops")
	r.press("esc")
	r.shows("user Bob")
}
