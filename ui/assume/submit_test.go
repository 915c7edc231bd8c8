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
		got := deployForm(t).at(id).keys(tea.KeyEnter).requests()
		if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("enter on %q sends %+v, want %+v", labels[id], got, want)
		}
	}
}

func TestEverythingChosenIsSent(t *testing.T) {
	t.Parallel()
	f := open(t, Options{}).at(roleField).types("audit").keys(tea.KeyEnter)
	f.at(asField).types("grace").keys(tea.KeyEnter)
	f.at(nameField).erase().types(" night.shift@3 ")
	f.at(authField).keys(tea.KeyRight)
	f.at(durationField).types("1D 12h")
	f.at(addressField).types("2001:DB8::7").keys(tea.KeyEnter)
	want := model.AssumeRequest{RoleID: auditID, UserID: graceID, Name: "night.shift@3", AuthMethod: "jwt",
		Duration: 36 * time.Hour, SourceIP: "2001:db8::7"}
	if got := f.requests(); len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("sent %+v, want %+v", got, want)
	}
}

func TestAClosedRoleCanBeTriedAllTheSame(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.s.Now.Wall = time.Date(2026, 9, 19, 12, 0, 0, 0, time.UTC)
	f.s.Access.Reset()
	f.shows("closed, opens Mon 09:00 UTC", "an estimate", "if it is assumed now")
	if f.keys(tea.KeyEnter); len(f.requests()) != 1 {
		t.Error("the verdict stopped the form from being sent")
	}
}

func TestNoDoubleSubmit(t *testing.T) {
	t.Parallel()
	f := deployForm(t).keys(tea.KeyEnter).shows("Assuming Production Deploy").keys(tea.KeyEnter, tea.KeyEnter)
	f.types("x").send(screentest.Paste("x")).keys(tea.KeyTab, tea.KeyEnter)
	if n := len(f.requests()); n != 1 {
		t.Errorf("sent %d times", n)
	}
	if got := f.name.Value(); got != "ada-deploy-9c04" {
		t.Errorf("the name changed to %q while it was sent", got)
	}
}

func TestLeavingWhileTheCallIsUnderWay(t *testing.T) {
	t.Parallel()
	f := deployForm(t).keys(tea.KeyEnter, tea.KeyEsc).shows("The call is under way")
	if f.types("n"); f.closed() {
		t.Fatal("n left the form")
	}
	if f.keys(tea.KeyEsc).types("y"); !f.closed() {
		t.Error("y does not leave")
	}
}

func TestTheFirstInvalidFieldGetsTheFocus(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).erase().types("a b").at(durationField).types("2h").at(addressField).keys(tea.KeyEnter)
	f.shows("Not sent. session name: only letters, digits", "longer than this role allows: at most 1h")
	if f.focus != nameField || len(f.requests()) > 0 {
		t.Errorf("the focus is on %q, sent %v", labels[f.focus], f.requests())
	}
	f.erase().types("ab").keys(tea.KeyEnter)
	if f.hides("only letters"); f.focus != durationField {
		t.Errorf("the focus is on %q, want the duration", labels[f.focus])
	}
	f.erase().types("50m").keys(tea.KeyEnter)
	if got := f.requests(); len(got) != 1 || got[0].Duration != 50*time.Minute {
		t.Errorf("sent %+v", got)
	}
}

func TestAFieldIsCheckedAsItIsLeft(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(addressField).types("10.0.0.0/8").hides("one address").keys(tea.KeyTab).shows("one address, not a range")
	f.at(addressField).erase().hides("one address").types("10.0.0.1").keys(tea.KeyTab).hides("not an")
}

func TestRefusedKeepsTheInput(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).erase().types("night").keys(tea.KeyEnter)
	before := f.input()
	f.Model = f.Refused("", "No trust relationship exists between this role and user.")
	f.shows("refused        No trust relationship", "Not assumed. Nothing has changed; your input is kept.")
	if f.input() != before {
		t.Errorf("the input became %+v", f.input())
	}
	f.keys(tea.KeyEnter).hides("No trust relationship", "Not assumed")
	if n := len(f.requests()); n != 2 {
		t.Errorf("after a refusal %d requests were sent, want the second", n)
	}
}

func TestRefusedStandsAtItsField(t *testing.T) {
	t.Parallel()
	for name, id := range apiFields {
		f := deployForm(t).keys(tea.KeyEnter)
		f.Model = f.Refused(name, "the API says no")
		f.shows("the API says no", "Not assumed.").hides("refused ")
		if f.focus != id {
			t.Errorf("%s: the focus is on %q, want %q", name, labels[f.focus], labels[id])
		}
		f.keys(tea.KeyTab).shows("the API says no")
	}
	f := deployForm(t).keys(tea.KeyEnter)
	f.Model = f.Refused("session_name", "taken")
	f.types("x").hides("taken")
	f.Model = f.Refused("some_other", "odd")
	f.shows("refused        odd")
}

func TestALostAnswerClaimsNothing(t *testing.T) {
	t.Parallel()
	f := deployForm(t).keys(tea.KeyEnter)
	f.Model = f.Unanswered("The connection broke.")
	f.shows("no answer      The connection broke.", "It may exist").hides("Nothing has changed")
	f.s.Roster.Put(model.Session{ID: "s-1", Name: "ada-deploy-9c04", RoleID: deployID, UserID: adaID, Remaining: time.Hour})
	f.keys(tea.KeyEnter).shows("a live session has this name already")
	if n := len(f.requests()); n != 1 {
		t.Errorf("sent %d times: the second makes a second session", n)
	}
}
