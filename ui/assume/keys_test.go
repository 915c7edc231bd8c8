package assume

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/filter"
	"actas/ui/screentest"
)

func TestTabGoesRound(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	for _, want := range []fieldID{authField, durationField, addressField, callField, roleField, asField, nameField} {
		if f.Keys(tea.KeyTab); f.focus != want {
			t.Fatalf("tab leads to %q, want %q", labels[f.focus], labels[want])
		}
	}
	for _, want := range []fieldID{asField, roleField, callField} {
		if f.Keys(tea.KeyShiftTab); f.focus != want {
			t.Fatalf("shift+tab leads to %q, want %q", labels[f.focus], labels[want])
		}
	}
	if f.Keys(tea.KeyDown); f.focus != roleField {
		t.Errorf("down leads to %q, want the role", labels[f.focus])
	}
	if f.Keys(tea.KeyUp); f.focus != callField {
		t.Errorf("up leads to %q, want the call", labels[f.focus])
	}
}

func TestLeftAndRightChoose(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(authField)
	f.Keys(tea.KeyRight).Shows("[jwt]").Keys(tea.KeyRight, tea.KeyRight).Shows("[oidc]").Keys(tea.KeyLeft).Shows("[jwt]")
	f.at(durationField).Keys(tea.KeyRight, tea.KeyRight).Shows("[30m]", "14:33 UTC")
	f.at(roleField).Keys(tea.KeyRight).Shows("Assume Auditor", "[3d]")
	f.Keys(tea.KeyLeft).Shows("Assume Production Deploy")
	f.at(asField).Keys(tea.KeyRight).Shows("Grace Hopper", "not for Grace Hopper", "grace-deploy-9c04")
	f.Keys(tea.KeyRight).Shows("issuer vke-prod", "[oidc]", "no trust of this role names this issuer")
	f.Keys(tea.KeyRight).Shows("Ada Byron (me)", "[jwt]")
}

func TestAnAssignableRoleIsNotOffered(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(roleField)
	for range 4 {
		f.Keys(tea.KeyRight).Hides("Billing")
	}
	f.Types("bill").Shows("nothing matches").Keys(tea.KeyTab).Shows("no role that can be assumed matches")
	open(t, Options{RoleID: billID}).Keys(tea.KeyEnter).Shows("it is held, not assumed")
}

func TestTypingLooksForARole(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(roleField).Types("deploy").Shows("/deploy", "[Edge Deploy]", " Production Deploy ")
	f.Keys(tea.KeyDown).Shows("[Production Deploy]", "open until 17:00").Keys(tea.KeyUp).Shows("[Edge Deploy]")
	f.Keys(tea.KeyEnter).Shows("Assume Edge Deploy", "ada-edge-9c04").Hides("/deploy")
	if len(f.requests()) > 0 {
		t.Error("enter on a match sent the form")
	}
	f.Types("aud").Keys(tea.KeyTab).Shows("Assume Auditor", "ada-auditor-9c04")
}

func TestEnterBeforeTheMatchesArrived(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(roleField)
	for _, r := range "aud" {
		f.Model, _ = f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}, f.Scene)
	}
	f.Keys(tea.KeyEnter).Shows("Assume Auditor")
}

func TestAnAnswerForOptionsThatWereReplaced(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(asField)
	var cmd tea.Cmd
	f.Model, cmd = f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("r")}, f.Scene)
	answer, ok := cmd().(filter.MatchedMsg)
	if !ok {
		t.Fatal("typing asks for no matches")
	}
	f.as = f.as.Offer(nil)
	f.Send(answer)
	if got := f.as.Matches(); len(got) != 0 {
		t.Errorf("matches among options that are gone: %v", got)
	}
}

func TestEscClosesAnUntouchedForm(t *testing.T) {
	t.Parallel()
	if f := deployForm(t).Keys(tea.KeyTab, tea.KeyTab, tea.KeyEsc); !f.closed() {
		t.Error("esc does not close a form in which nothing was typed")
	}
}

func TestEscAsksBeforeInputIsLost(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*rig){
		"typed":    func(f *rig) { f.Types("x") },
		"pasted":   func(f *rig) { f.Send(screentest.Paste("x")) },
		"chosen":   func(f *rig) { f.at(durationField).Keys(tea.KeyRight) },
		"looked":   func(f *rig) { f.at(asField).Types("grace").Keys(tea.KeyTab) },
		"unsolved": func(f *rig) { f.at(asField).Types("nobody").Keys(tea.KeyTab) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := deployForm(t)
			change(f)
			before := f.input()
			f.Keys(tea.KeyEsc).Shows("Leave the form?", "What you typed is lost.")
			if f.closed() {
				t.Fatal("esc closed the form without asking")
			}
			f.Keys(tea.KeyEnter).Send(screentest.Paste("y")).Types("[A").Shows("Leave the form?")
			f.Types("n").Hides("Leave the form?")
			if f.closed() || f.input() != before {
				t.Fatalf("staying changed the input from %+v to %+v", before, f.input())
			}
			if f.Keys(tea.KeyEsc).Types("y"); !f.closed() {
				t.Error("y does not leave")
			}
		})
	}
}

func TestASplitEscapeSequenceKeepsTheInput(t *testing.T) {
	t.Parallel()
	f := deployForm(t).Types("-x").Keys(tea.KeyEsc).Types("[A").Keys(tea.KeyEsc).Shows("ada-deploy-9c04-x")
	if f.closed() || f.asking {
		t.Error("esc and esc leave the question open or the form closed")
	}
}

func TestEscClearsWhatIsLookedFor(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(roleField).Types("zzz").Shows("nothing matches").Keys(tea.KeyEsc).Hides("/zzz", "Leave").Shows("Production Deploy")
	if f.closed() {
		t.Error("esc closed the form instead of clearing the query")
	}
}

func TestAPasteNeverSubmits(t *testing.T) {
	t.Parallel()
	for id := range deployForm(t).fieldsShown() {
		f := deployForm(t).at(id).Send(screentest.Paste("a\r\nb\n"))
		if len(f.requests()) > 0 || f.Sending() {
			t.Errorf("a paste into %q sent the form", labels[id])
		}
	}
	f := deployForm(t).at(nameField).Erase().Send(screentest.Paste("night\nshift\n"))
	if got := f.name.Value(); got != "night shift" {
		t.Errorf("the paste became %q", got)
	}
	f.Keys(tea.KeyEnter).Shows("Not sent. session name: only letters")
	f.at(addressField).Send(screentest.Paste("203.0.113.9\n"))
	if got, problem := f.sourceIP(); problem != "" || got.String() != "203.0.113.9" {
		t.Errorf("a pasted line became %v, %q", got, problem)
	}
}

func TestLettersThatArriveTogetherAreNoKey(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).Erase()
	for _, word := range []string{"enter", "esc", "tab", "left"} {
		f.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)})
	}
	if got := f.name.Value(); got != "enteresctableft" || len(f.Sent) > 0 {
		t.Errorf("the name is %q and %v was sent", got, f.Sent)
	}
	f.Send(tea.KeyMsg{Type: tea.KeyEnter, Alt: true})
	if len(f.requests()) > 0 {
		t.Error("enter right behind an escape sent the form")
	}
}

func TestKeysSayWhatWorksNow(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	shown := func() (words string) {
		frame := f.View(f.Scene)
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
		{func() { f.at(roleField).Types("e") }, "enter take, up down choose, esc clear, "},
		{func() { f.Keys(tea.KeyEsc, tea.KeyEsc) }, "y leave, n stay, "},
		{func() { f.Keys(tea.KeyEsc, tea.KeyEnter) }, "esc back, "},
	} {
		step.do()
		if got := shown(); got != step.want {
			t.Errorf("the keys are %q, want %q", got, step.want)
		}
	}
}
