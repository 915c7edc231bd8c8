package assume

import (
	"reflect"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/screentest"
)

func TestEnterSendsFromAnyField(t *testing.T) {
	t.Parallel()
	want := model.AssumeRequest{RoleID: deployID, UserID: adaID, Name: "ada-deploy-9c04", AuthMethod: "api_key", Duration: time.Hour}
	for id := range deployForm(t).fieldsShown() {
		got := deployForm(t).at(id).Keys(tea.KeyEnter).requests()
		if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("enter on %q sends %+v, want %+v", labels[id], got, want)
		}
	}
}

func TestEverythingChosenIsSent(t *testing.T) {
	t.Parallel()
	f := open(t, Options{}).at(roleField).Types("audit").Keys(tea.KeyEnter)
	f.at(asField).Types("grace").Keys(tea.KeyEnter)
	f.at(nameField).Erase().Types(" night.shift@3 ")
	f.at(authField).Keys(tea.KeyRight)
	f.at(durationField).Types("1D 12h")
	f.at(addressField).Types("2001:DB8::7").Keys(tea.KeyEnter)
	want := model.AssumeRequest{RoleID: auditID, UserID: graceID, Name: "night.shift@3", AuthMethod: "jwt",
		Duration: 36 * time.Hour, SourceIP: "2001:db8::7"}
	if got := f.requests(); len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("sent %+v, want %+v", got, want)
	}
}

func TestAClosedRoleCanBeTriedAllTheSame(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.Scene.Now.Wall = time.Date(2026, 9, 19, 12, 0, 0, 0, time.UTC)
	f.Scene.Access.Reset()
	f.Shows("closed, opens Mon 09:00 UTC", "an estimate", "if it is assumed now")
	if f.Keys(tea.KeyEnter); len(f.requests()) != 1 {
		t.Error("the verdict stopped the form from being sent")
	}
}

func TestNoDoubleSubmit(t *testing.T) {
	t.Parallel()
	f := deployForm(t).Keys(tea.KeyEnter).Shows("Assuming Production Deploy").Keys(tea.KeyEnter, tea.KeyEnter)
	f.Types("x").Send(screentest.Paste("x")).Keys(tea.KeyTab, tea.KeyEnter)
	if n := len(f.requests()); n != 1 {
		t.Errorf("sent %d times", n)
	}
	if got := f.name.Value(); got != "ada-deploy-9c04" {
		t.Errorf("the name changed to %q while it was sent", got)
	}
}

func TestLeavingWhileTheCallIsUnderWay(t *testing.T) {
	t.Parallel()
	f := deployForm(t).Keys(tea.KeyEnter, tea.KeyEsc).Shows("The call is under way")
	if f.Types("n"); f.closed() {
		t.Fatal("n left the form")
	}
	if f.Keys(tea.KeyEsc).Types("y"); !f.closed() {
		t.Error("y does not leave")
	}
}

func TestTheFirstInvalidFieldGetsTheFocus(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).Erase().Types("a b").at(durationField).Types("2h").at(addressField).Keys(tea.KeyEnter)
	f.Shows("Not sent. session name: only letters, digits", "longer than this role allows: at most 1h")
	if f.focus != nameField || len(f.requests()) > 0 {
		t.Errorf("the focus is on %q, sent %v", labels[f.focus], f.requests())
	}
	f.Erase().Types("ab").Keys(tea.KeyEnter)
	if f.Hides("only letters"); f.focus != durationField {
		t.Errorf("the focus is on %q, want the duration", labels[f.focus])
	}
	f.Erase().Types("50m").Keys(tea.KeyEnter)
	if got := f.requests(); len(got) != 1 || got[0].Duration != 50*time.Minute {
		t.Errorf("sent %+v", got)
	}
}

func TestAFieldIsCheckedAsItIsLeft(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(addressField).Types("10.0.0.0/8").Hides("one address").Keys(tea.KeyTab).Shows("one address, not a range")
	f.at(addressField).Erase().Hides("one address").Types("10.0.0.1").Keys(tea.KeyTab).Hides("not an")
}

func TestRefusedKeepsTheInput(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).Erase().Types("night").Keys(tea.KeyEnter)
	before := f.input()
	f.Model = f.Refused("", "No trust relationship exists between this role and user.")
	f.Shows("refused        No trust relationship", "Not assumed. Nothing has changed; your input is kept.")
	if f.input() != before {
		t.Errorf("the input became %+v", f.input())
	}
	f.Keys(tea.KeyEnter).Hides("No trust relationship", "Not assumed")
	if n := len(f.requests()); n != 2 {
		t.Errorf("after a refusal %d requests were sent, want the second", n)
	}
}

func TestRefusedStandsAtItsField(t *testing.T) {
	t.Parallel()
	for name, id := range apiFields {
		f := deployForm(t).Keys(tea.KeyEnter)
		f.Model = f.Refused(name, "the API says no")
		f.Shows("the API says no", "Not assumed.").Hides("refused ")
		if f.focus != id {
			t.Errorf("%s: the focus is on %q, want %q", name, labels[f.focus], labels[id])
		}
		f.Keys(tea.KeyTab).Shows("the API says no")
	}
	f := deployForm(t).Keys(tea.KeyEnter)
	f.Model = f.Refused("session_name", "taken")
	f.Types("x").Hides("taken")
	f.Model = f.Refused("some_other", "odd")
	f.Shows("refused        odd")
}

func TestALostAnswerClaimsNothing(t *testing.T) {
	t.Parallel()
	f := deployForm(t).Keys(tea.KeyEnter)
	f.Model = f.Unanswered("The connection broke.")
	f.Shows("no answer      The connection broke.", "It may exist").Hides("Nothing has changed")
	f.Scene.Roster.Put(model.Session{ID: "s-1", Name: "ada-deploy-9c04", RoleID: deployID, UserID: adaID, Remaining: time.Hour})
	f.Keys(tea.KeyEnter).Shows("a live session has this name already")
	if n := len(f.requests()); n != 1 {
		t.Errorf("sent %d times: the second makes a second session", n)
	}
}
