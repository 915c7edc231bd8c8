package assume

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/filter"
	"actas/ui/form"
	"actas/ui/screentest"
)

func TestTabGoesRound(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	for _, want := range []fieldID{authField, durationField, addressField, callField, roleField, asField, nameField} {
		if f.keys(tea.KeyTab); f.focus != want {
			t.Fatalf("tab leads to %q, want %q", labels[f.focus], labels[want])
		}
	}
	for _, want := range []fieldID{asField, roleField, callField} {
		if f.keys(tea.KeyShiftTab); f.focus != want {
			t.Fatalf("shift+tab leads to %q, want %q", labels[f.focus], labels[want])
		}
	}
	if f.keys(tea.KeyDown); f.focus != roleField {
		t.Errorf("down leads to %q, want the role", labels[f.focus])
	}
	if f.keys(tea.KeyUp); f.focus != callField {
		t.Errorf("up leads to %q, want the call", labels[f.focus])
	}
}

func TestLeftAndRightChoose(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(authField)
	f.keys(tea.KeyRight).shows("[jwt]").keys(tea.KeyRight, tea.KeyRight).shows("[oidc]").keys(tea.KeyLeft).shows("[jwt]")
	f.at(durationField).keys(tea.KeyRight, tea.KeyRight).shows("[30m]", "14:33 UTC")
	f.at(roleField).keys(tea.KeyRight).shows("Assume Auditor", "[3d]")
	f.keys(tea.KeyLeft).shows("Assume Production Deploy")
	f.at(asField).keys(tea.KeyRight).shows("Grace Hopper", "not for Grace Hopper", "grace-deploy-9c04")
	f.keys(tea.KeyRight).shows("issuer vke-prod", "[oidc]", "no trust of this role names this issuer")
	f.keys(tea.KeyRight).shows("Ada Byron (me)", "[jwt]")
}

func TestAnAssignableRoleIsNotOffered(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(roleField)
	for range 4 {
		f.keys(tea.KeyRight).hides("Billing")
	}
	f.types("bill").shows("nothing matches").keys(tea.KeyTab).shows("no role that can be assumed matches")
	open(t, Options{RoleID: billID}).keys(tea.KeyEnter).shows("it is held, not assumed")
}

func TestTypingLooksForARole(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(roleField).types("deploy").shows("/deploy", "[Edge Deploy]", " Production Deploy ")
	f.keys(tea.KeyDown).shows("[Production Deploy]", "open until 17:00").keys(tea.KeyUp).shows("[Edge Deploy]")
	f.keys(tea.KeyEnter).shows("Assume Edge Deploy", "ada-edge-9c04").hides("/deploy")
	if len(f.requests()) > 0 {
		t.Error("enter on a match sent the form")
	}
	f.types("aud").keys(tea.KeyTab).shows("Assume Auditor", "ada-auditor-9c04")
}

func TestEnterBeforeTheMatchesArrived(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(roleField)
	for _, r := range "aud" {
		f.Model, _ = f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}, f.s)
	}
	f.keys(tea.KeyEnter).shows("Assume Auditor")
}

func TestAnAnswerForOptionsThatWereReplaced(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(asField)
	var cmd tea.Cmd
	f.Model, cmd = f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("r")}, f.s)
	answer, ok := cmd().(filter.MatchedMsg)
	if !ok {
		t.Fatal("typing asks for no matches")
	}
	f.as = f.as.Offer(nil)
	f.send(answer)
	if got := f.as.Matches(); len(got) != 0 {
		t.Errorf("matches among options that are gone: %v", got)
	}
}

func TestEscClosesAnUntouchedForm(t *testing.T) {
	t.Parallel()
	if f := deployForm(t).keys(tea.KeyTab, tea.KeyTab, tea.KeyEsc); !f.closed() {
		t.Error("esc does not close a form in which nothing was typed")
	}
}

func TestEscAsksBeforeInputIsLost(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*rig){
		"typed":    func(f *rig) { f.types("x") },
		"pasted":   func(f *rig) { f.send(screentest.Paste("x")) },
		"chosen":   func(f *rig) { f.at(durationField).keys(tea.KeyRight) },
		"looked":   func(f *rig) { f.at(asField).types("grace").keys(tea.KeyTab) },
		"unsolved": func(f *rig) { f.at(asField).types("nobody").keys(tea.KeyTab) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := deployForm(t)
			change(f)
			before := f.input()
			f.keys(tea.KeyEsc).shows("Leave the form?", "What you typed is lost.")
			if f.closed() {
				t.Fatal("esc closed the form without asking")
			}
			f.keys(tea.KeyEnter).send(screentest.Paste("y")).types("[A").shows("Leave the form?")
			f.types("n").hides("Leave the form?")
			if f.closed() || f.input() != before {
				t.Fatalf("staying changed the input from %+v to %+v", before, f.input())
			}
			if f.keys(tea.KeyEsc).types("y"); !f.closed() {
				t.Error("y does not leave")
			}
		})
	}
}

func TestASplitEscapeSequenceKeepsTheInput(t *testing.T) {
	t.Parallel()
	f := deployForm(t).types("-x").keys(tea.KeyEsc).types("[A").keys(tea.KeyEsc).shows("ada-deploy-9c04-x")
	if f.closed() || f.asking {
		t.Error("esc and esc leave the question open or the form closed")
	}
}

func TestEscClearsWhatIsLookedFor(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(roleField).types("zzz").shows("nothing matches").keys(tea.KeyEsc).hides("/zzz", "Leave").shows("Production Deploy")
	if f.closed() {
		t.Error("esc closed the form instead of clearing the query")
	}
}

func TestAPasteNeverSubmits(t *testing.T) {
	t.Parallel()
	for id := range deployForm(t).fieldsShown() {
		f := deployForm(t).at(id).send(screentest.Paste("a\r\nb\n"))
		if len(f.requests()) > 0 || f.outcome == form.Sending {
			t.Errorf("a paste into %q sent the form", labels[id])
		}
	}
	f := deployForm(t).at(nameField).erase().send(screentest.Paste("night\nshift\n"))
	if got := f.name.Value(); got != "night shift" {
		t.Errorf("the paste became %q", got)
	}
	f.keys(tea.KeyEnter).shows("Not sent. session name: only letters")
	f.at(addressField).send(screentest.Paste("203.0.113.9\n"))
	if got, problem := f.sourceIP(); problem != "" || got.String() != "203.0.113.9" {
		t.Errorf("a pasted line became %v, %q", got, problem)
	}
}

func TestLettersThatArriveTogetherAreNoKey(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).erase()
	for _, word := range []string{"enter", "esc", "tab", "left"} {
		f.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)})
	}
	if got := f.name.Value(); got != "enteresctableft" || len(f.sent) > 0 {
		t.Errorf("the name is %q and %v was sent", got, f.sent)
	}
	f.send(tea.KeyMsg{Type: tea.KeyEnter, Alt: true})
	if len(f.requests()) > 0 {
		t.Error("enter right behind an escape sent the form")
	}
}

func TestKeysSayWhatWorksNow(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	shown := func() (words string) {
		frame := f.View(f.s)
		for _, h := range append(frame.Keys, frame.Back...) {
			words += h.Keys.Help().Key + " " + h.Keys.Help().Desc + ", "
		}
		return words
	}
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "enter assume, tab next, esc back, "},
		{func() { f.at(durationField) }, "enter assume, tab next, left right choose, esc back, "},
		{func() { f.at(roleField).types("e") }, "enter take, up down choose, esc clear, "},
		{func() { f.keys(tea.KeyEsc, tea.KeyEsc) }, "y leave, n stay, "},
		{func() { f.keys(tea.KeyEsc, tea.KeyEnter) }, "esc back, "},
	} {
		step.do()
		if got := shown(); got != step.want {
			t.Errorf("the keys are %q, want %q", got, step.want)
		}
	}
}
