package ui

import (
	"net/netip"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// nobody is a dashboard whose key tells neither its account nor the users.
func nobody(t *testing.T) *rig {
	r := newRig(t)
	r.api.failAll(forbidden(), callAccount, callUsers)
	return r
}

// TestWhoAreYouLeavesOtherWorkAlone: the question takes keys, so it does not
// open where they are wanted for something else.
func TestWhoAreYouLeavesOtherWorkAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		keys []string
	}{
		{"the assume form", []string{"2", "a"}},
		{"a filter", []string{"2", "/"}},
		{"the help", []string{"?"}},
		{"the palette", []string{":"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := nobody(t)
			r.hold = only[accountReadMsg]
			r.start()
			r.press(c.keys...)
			before := r.m.View()
			r.release()
			r.hides("Who are you?")
			r.pass(16 * time.Minute)
			r.hides("Who are you?")
			if r.m.identity != nil {
				t.Error("the question lies under what is open")
			}
			r.press("esc")
			if r.m.covered() || r.m.captured() || r.m.View() == before {
				t.Errorf("esc did not close what is open:\n%s", r.m.View())
			}
		})
	}
}

// TestWhoAreYouAsksOnce: who said "not now" is not asked with every reading.
func TestWhoAreYouAsksOnce(t *testing.T) {
	t.Parallel()
	r := nobody(t)
	r.start()
	r.shows("Who are you?")
	r.press("esc")
	r.hides("Who are you?")
	r.passIn(time.Hour, 10*time.Second)
	r.hides("Who are you?")
	r.press("ctrl+r")
	r.hides("Who are you?")
	r.send(whoMsg{})
	r.shows("Who are you?")
}

// TestAnsweringWhoIAmChoosesNoScreen: the first screen still goes by what there
// is, because nobody has asked for another.
func TestAnsweringWhoIAmChoosesNoScreen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		sessions []model.Session
		want     tab
	}{
		{"with a session", []model.Session{sessionOf("s1", "ada", time.Hour)}, sessionsTab},
		{"without", nil, rolesTab},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := nobody(t)
			r.api.sessions["ada"] = c.sessions
			r.start()
			r.press("a", "d", "a", "enter")
			if r.m.me.ID != "ada" || r.m.tab != c.want {
				t.Errorf("as %q on screen %d, want %d", r.m.me.ID, r.m.tab, c.want)
			}
		})
	}
	t.Run("who chose one keeps it", func(t *testing.T) {
		t.Parallel()
		r := nobody(t)
		r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", time.Hour)}
		r.start()
		r.press("esc", "3")
		r.send(whoMsg{})
		r.press("a", "d", "a", "enter")
		if r.m.me.ID != "ada" || r.m.tab != trustsTab {
			t.Errorf("as %q on screen %d", r.m.me.ID, r.m.tab)
		}
	})
}

// TestTheReasonIsTrue: only a refusal says that the key may not.
func TestTheReasonIsTrue(t *testing.T) {
	t.Parallel()
	const mayNot = "may not read its own account"
	for _, c := range []struct {
		name   string
		answer error
		claims bool
	}{
		{"refused", forbidden(), true},
		{"unavailable", unavailable(), false},
		{"offline", offline(), false},
		{"an account without an address", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.api.account = model.Account{}
			r.api.failAll(c.answer, callAccount)
			r.start()
			r.press("esc")
			r.send(whoMsg{})
			r.shows("Who are you?")
			if c.claims {
				r.shows(mayNot)
			} else {
				r.hides(mayNot)
			}
		})
	}
	t.Run("not asked yet", func(t *testing.T) {
		t.Parallel()
		r := newRig(t)
		r.hold = only[accountReadMsg]
		r.start()
		r.send(whoMsg{})
		r.shows("Who are you?")
		r.hides(mayNot)
	})
}

// adaHere is Ada with a group, a session and an address.
func adaHere(t *testing.T) *rig {
	r := newRig(t)
	r.api.failAll(forbidden(), callGroups)
	r.api.groupsOf["ada"] = []model.Group{{ID: "g1"}}
	s := sessionOf("adas", "ada", time.Hour)
	s.SourceIP, s.Assumed = "203.0.113.7", r.clock.now.Wall.Add(-time.Hour)
	r.api.sessions["ada"] = []model.Session{s}
	return r
}

func (r *rig) becomeBob() {
	r.send(whoMsg{})
	r.press("b", "o", "b", "enter")
	if r.m.me.ID != "bob" {
		r.t.Fatalf("the user is %q", r.m.me.ID)
	}
}

// TestAnotherPersonInheritsNothing: what was known of the first person says
// nothing of the second.
func TestAnotherPersonInheritsNothing(t *testing.T) {
	t.Parallel()
	r := adaHere(t)
	r.start()
	if r.m.caller.SourceIP != netip.MustParseAddr("203.0.113.7") || !r.m.caller.GroupIDs["g1"] || r.state("adas") != model.StateActive {
		t.Fatalf("Ada is not known: %+v", r.m.caller)
	}
	r.becomeBob()
	checkBob(t, r)
	if !r.m.caller.GroupsKnown {
		t.Error("Bob's own groups were not asked for")
	}
	r.pass(2 * time.Minute)
	checkBob(t, r)
	r.press("ctrl+r")
	checkBob(t, r)
	if r.api.calls["sessions of bob"] == 0 {
		t.Error("Bob's sessions were never read")
	}
}

// TestLateAnswersAreOfTheFirstPerson: what was under way for the first person
// arrives when the second is there.
func TestLateAnswersAreOfTheFirstPerson(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		hold func(tea.Msg) bool
	}{
		{"groups", only[groupsOfMeReadMsg]},
		{"sessions", only[sessionsReadMsg]},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := adaHere(t)
			r.hold = c.hold
			r.start()
			late := r.held
			if len(late) == 0 {
				t.Fatal("nothing was under way")
			}
			r.hold, r.held = nil, nil
			r.becomeBob()
			for _, msg := range late {
				r.send(msg)
			}
			checkBob(t, r)
		})
	}
}

func checkBob(t *testing.T, r *rig) {
	t.Helper()
	if c := r.m.caller; c.UserID != "bob" || c.GroupIDs["g1"] || c.SourceIP.IsValid() {
		t.Errorf("Bob is judged as %+v", c)
	}
	if got := r.state("adas"); got != "" {
		t.Errorf("Ada's session is on Bob's list, %q", got)
	}
	if v := r.m.scene().RoleVerdict(r.api.roles[0]); v.State == model.VerdictOpen {
		t.Errorf("Bob may assume Ada's role: %+v", v)
	}
}

// TestMyGroupsAreAskedForAlone: where the list of groups is refused, in whatever
// order the answers come.
func TestMyGroupsAreAskedForAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		hold func(tea.Msg) bool
	}{
		{"the account comes last", only[accountReadMsg]},
		{"the lists come last", func(msg tea.Msg) bool { return only[pageReadMsg](msg) || only[listReadMsg](msg) }},
		{"the refusal comes last", func(msg tea.Msg) bool {
			end, ok := msg.(listReadMsg)
			return ok && end.list == groupList
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := adaHere(t)
			r.hold = c.hold
			r.start()
			r.release()
			if r.m.me.ID != "ada" || r.api.calls[callMyGroups] != 1 {
				t.Errorf("as %q, groups asked for %d times", r.m.me.ID, r.api.calls[callMyGroups])
			}
			if !r.m.caller.GroupsKnown || !r.m.caller.GroupIDs["g1"] {
				t.Errorf("membership is %+v", r.m.caller)
			}
		})
	}
}
