package ui

import (
	"strings"
	"testing"
	"time"

	"actas/model"
)

// storageRig is a dashboard of an object storage with two roles.
func storageRig(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.api.roles, r.api.trusts, r.api.users = nil, nil, nil
	for _, arn := range []string{"urn:ecs:iam::s3:role/backup", "urn:ecs:iam::s3:role/archive"} {
		r.api.roles = append(r.api.roles, model.Role{ID: arn, Name: model.RoleOfARN(arn), Type: model.RoleAssumable})
	}
	deps := *r.m.deps
	deps.Storage = true
	r.m = New(deps)
	r.start()
	return r
}

func TestStorageAsksNobodyWhoTheyAre(t *testing.T) {
	t.Parallel()
	r := storageRig(t)
	r.pass(time.Minute)
	if r.m.identity != nil || r.api.calls[callAccount]+r.api.calls[callMyGroups] > 0 {
		t.Errorf("asks who I am: %v", r.api.calls)
	}
	r.shows("object storage s3", "archive")
	r.hides("@", "no trust")
	r.press(":")
	r.burst("who i am")
	r.press("enter")
	r.shows("the object storage knows no users")
}

// What an object storage never does is said by the keys for it.
func TestStorageKeysSayWhyNot(t *testing.T) {
	t.Parallel()
	r := storageRig(t)
	for _, key := range []string{"t", "w", "p", "W", "n"} {
		r.press(key)
		r.shows("The object storage tells no trusts.")
	}
	r.press("o")
	r.shows("There is one order: by name.")
	r.press("a", "enter")
	r.shows("Assumed archive as archive-x7k2 for 1h")
	for key, why := range map[string]string{
		"x": "It cannot be revoked; it ends by itself at 15:03 UTC.",
		"m": "The object storage lists no sessions: these were assumed from here.",
		"y": "The object storage takes keys and a token together: Y copies them.",
		"W": "The object storage tells no trusts.",
	} {
		r.press(key)
		r.shows(why)
	}
	r.press("3")
	for _, key := range []string{"a", "n", "e", "D", "u", "z", "!", "o", "/"} {
		r.press(key)
		r.shows("The object storage tells no trusts.", "2  see the roles")
	}
}

// An answer that comes after the form was left takes nobody elsewhere.
func TestStorageFormThatWasLeft(t *testing.T) {
	t.Parallel()
	r := storageRig(t)
	r.hold = only[assumedMsg]
	r.press("a", "enter", "esc")
	r.shows("The call is under way")
	r.press("y", "a")
	r.burst("typed")
	r.release()
	if r.m.storageForm() == nil {
		t.Error("the answer to the form before has closed this one")
	}
	r.press("ctrl+c")
	r.shows("What you typed is lost; ^c again leaves.")
	r.press("esc", "y")
	if r.m.tab != rolesTab || r.m.roster.Live() != 1 {
		t.Errorf("tab %d, %d sessions", r.m.tab, r.m.roster.Live())
	}
}

// The key that answers a question is not taken for another one, once the answer has
// closed the form that asked.
func TestStorageFormThatAsks(t *testing.T) {
	t.Parallel()
	r := storageRig(t)
	r.hold = only[assumedMsg]
	r.press("a", "enter", "esc")
	r.release()
	if r.press("y"); r.m.storageForm() != nil || r.m.tab != sessionsTab {
		t.Error("the form is still there")
	}
	r.hides("Y copies them.")
}

func TestStorageFailuresStandInTheForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err   error
		shows []string
	}{
		"refused":     {forbidden(), []string{"refused ", "As the test asked (403).", "Not assumed."}},
		"no key":      {unauthorised(), []string{"refused ", "Not assumed."}},
		"unreachable": {offline(), []string{"failed ", "Not assumed."}},
		"lost":        {lost(), []string{"no answer ", "A session may exist; its keys are lost."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := storageRig(t)
			r.api.failAll(c.err, callAssume)
			r.press("a", "enter")
			for _, text := range c.shows {
				if !strings.Contains(strings.ToLower(r.m.View()), strings.ToLower(text)) {
					t.Errorf("the screen does not show %q:\n%s", text, r.m.View())
				}
			}
			r.hides("KEY REFUSED", "OFFLINE")
			r.api.failAll(nil, callAssume)
			r.press("enter")
			r.shows("Assumed archive as archive-x7k2")
		})
	}
}

// There is nothing to revoke on leaving, so that nothing is asked.
func TestStorageLeavesWithoutAQuestion(t *testing.T) {
	t.Parallel()
	r := storageRig(t)
	r.press("a", "enter")
	r.engine.says(func(s *model.RenewalState) {
		s.Sessions["assumed"] = model.SessionRenewal{Auto: true}
	})
	r.pass(time.Second)
	if len(r.m.autoRenewed()) != 1 {
		t.Fatal("nothing is renewed by itself")
	}
	if r.press("q"); !r.quit {
		t.Error("q does not leave")
	}
}
