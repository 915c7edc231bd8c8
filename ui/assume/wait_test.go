package assume

import (
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/screentest"
)

const noTrust = "No trust relationship exists between this role and user (403)."

// refusedYoung is a form whose request was refused although its role has a trust
// of a minute ago.
func refusedYoung(t testing.TB) *rig {
	t.Helper()
	return deployForm(t).Keys(tea.KeyEnter).refuse()
}

// refuse answers the request as a trust that does not count yet does.
func (f *rig) refuse() *rig {
	f.Model = f.NotInForce(noTrust, f.Scene)
	return f
}

// pass lets time go by in ticks of a second.
func (f *rig) pass(d time.Duration) *rig {
	for ; d > 0; d -= time.Second {
		f.Scene.Now.Boot += time.Second
		var cmd tea.Cmd
		if f.Model, cmd = f.Tick(f.Scene); cmd != nil {
			f.Sent = append(f.Sent, cmd())
		}
	}
	return f
}

// hints are the keys of the key line.
func (f *rig) hints() string {
	var b strings.Builder
	frame := f.View(f.Scene)
	for _, h := range append(frame.Keys, frame.Back...) {
		b.WriteString(h.Keys.Help().Key + " " + h.Keys.Help().Desc + "; ")
	}
	return b.String()
}

func TestWaitingIsOffered(t *testing.T) {
	t.Parallel()
	f := refusedYoung(t)
	f.Shows("Refused, perhaps only for now", "No trust relationship exists", "Production Deploy was saved only minutes ago",
		"Not assumed. Nothing has changed; your input is kept.").Hides("refused  ", "Trying again")
	if got, want := f.hints(), "w wait and try again; enter try now; esc back; "; got != want {
		t.Errorf("the keys are %q, want %q", got, want)
	}
	if _, moves := f.UntilChange(f.Scene.Now.Boot); moves {
		t.Error("it counts down before anybody wants that")
	}
	before := f.input()
	f.Types("xyz").Send(screentest.Paste("w")).Keys(tea.KeyTab, tea.KeyUp).pass(time.Minute)
	if n := len(f.requests()); n != 1 || f.input() != before {
		t.Errorf("sent %d times, the input is %+v", n, f.input())
	}
	if f.Keys(tea.KeyEsc).Hides("perhaps only for now").Shows("refused        No trust relationship"); f.closed() {
		t.Error("esc left the form")
	}
	f.Types("x")
	if !strings.HasSuffix(f.name.Value(), "x") {
		t.Error("the form takes no input any more")
	}
}

func TestEnterTriesAgainAtOnce(t *testing.T) {
	t.Parallel()
	f := refusedYoung(t).Keys(tea.KeyEnter).Shows("Assuming Production Deploy").Hides("Trying again", "perhaps only")
	if n := len(f.requests()); n != 2 {
		t.Errorf("sent %d times", n)
	}
	if f.refuse().Shows("perhaps only for now"); f.closed() {
		t.Error("closed")
	}
}

// TestItTriesAgainByItself after 3, 5, 8, 10, 10 seconds and on, with the same
// request, until the time is up.
func TestItTriesAgainByItself(t *testing.T) {
	t.Parallel()
	f := refusedYoung(t).Types("w")
	f.Shows("Waiting for the trust to count", "Trying again in 3s (1st time), esc stops.")
	if got, want := f.hints(), "enter try now; esc stop; "; got != want {
		t.Errorf("the keys are %q, want %q", got, want)
	}
	f.pass(time.Second).Shows("Trying again in 2s (1st time)").pass(time.Second).Shows("in 1s")
	tries, waited := 1, 2*time.Second
	for _, pause := range []time.Duration{3, 5, 8, 10, 10, 10} {
		for left := f.wait.next - f.Scene.Now.Boot; left > 0; left -= time.Second {
			if n := len(f.requests()); n != tries {
				t.Fatalf("%v before time %d requests were sent, want %d", left, n, tries)
			}
			f.pass(time.Second)
			waited += time.Second
		}
		if tries++; len(f.requests()) != tries {
			t.Fatalf("after a pause of %ds %d requests were sent, want %d", pause, len(f.requests()), tries)
		}
		f.Shows("Trying again now", "Assuming Production Deploy").refuse()
	}
	if waited != 46*time.Second {
		t.Errorf("six tries took %v", waited)
	}
	f.Shows("Trying again in 10s (7th time)")
	for range 20 {
		if f.wait.phase != waitCounting {
			break
		}
		f.pass(10 * time.Second).refuse()
	}
	f.Shows("Still refused after 3m of waiting", "refused        No trust relationship").Hides("Trying again")
	requests := f.requests()
	for _, r := range requests {
		if !reflect.DeepEqual(r, requests[0]) {
			t.Errorf("it asked for %+v, and before for %+v", r, requests[0])
		}
	}
	if n := len(requests); n != 20 || f.pass(time.Minute).closed() || len(f.requests()) != n {
		t.Errorf("%d requests in three minutes, %d now", n, len(f.requests()))
	}
}

func TestEnterTriesBeforeTheTime(t *testing.T) {
	t.Parallel()
	f := refusedYoung(t).Types("w").pass(time.Second).Keys(tea.KeyEnter)
	if n := len(f.requests()); n != 2 {
		t.Fatalf("sent %d times", n)
	}
	if f.Keys(tea.KeyEnter).Types("w").pass(20 * time.Second); len(f.requests()) != 2 {
		t.Errorf("sent again while the call is under way")
	}
	f.refuse().Shows("Trying again in 5s (2nd time)")
}

func TestEscStopsWaiting(t *testing.T) {
	t.Parallel()
	f := refusedYoung(t).Types("w").Keys(tea.KeyEsc).pass(time.Minute).Shows("refused        No trust").Hides("Waiting")
	if n := len(f.requests()); n != 1 || f.closed() {
		t.Errorf("sent %d times", n)
	}
	// While a call is under way, its refusal is told and nothing more is tried.
	f = refusedYoung(t).Types("w").pass(3 * time.Second).Keys(tea.KeyEsc).Hides("Waiting").Shows("Assuming")
	f.refuse().pass(time.Minute).Shows("refused        No trust").Hides("Waiting", "perhaps only")
	if n := len(f.requests()); n != 2 || f.closed() {
		t.Errorf("sent %d times", n)
	}
}

func TestAnotherFailureEndsTheWaiting(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(Model) Model{
		"failed":     func(m Model) Model { return m.Failed("no route") },
		"no answer":  func(m Model) Model { return m.Unanswered("no route") },
		"refused   ": func(m Model) Model { return m.Refused("", "no route") },
	} {
		f := refusedYoung(t).Types("w").pass(3 * time.Second)
		f.Model = answer(f.Model)
		f.Shows(name, "no route").Hides("Waiting", "Trying").pass(time.Minute)
		if n := len(f.requests()); n != 2 {
			t.Errorf("%s: sent %d times", name, n)
		}
	}
}

// TestNothingIsSentThatIsNotValidAnyMore: the role was deleted while it waits.
func TestNothingIsSentThatIsNotValidAnyMore(t *testing.T) {
	t.Parallel()
	f := refusedYoung(t).Types("w")
	f.Scene.Directory = directory()
	others := &model.Directory{}
	others.AddRoles([]model.Role{{ID: auditID, Name: "Auditor", Type: model.RoleAssumable}})
	f.Scene.Directory.TakeRoles(others)
	f.Model = f.Sync(f.Scene)
	f.pass(10 * time.Second).Shows("Not sent.").Hides("Waiting")
	if n := len(f.requests()); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

func TestTheCountdownAsksForItsTicks(t *testing.T) {
	t.Parallel()
	f := refusedYoung(t).Types("w")
	for at, want := range map[time.Duration]time.Duration{
		0: time.Second, 300 * time.Millisecond: 700 * time.Millisecond, 2900 * time.Millisecond: 100 * time.Millisecond, 3 * time.Second: 0, time.Hour: 0,
	} {
		if got, moves := f.UntilChange(f.Scene.Now.Boot + at); !moves || got != want {
			t.Errorf("after %v: %v, %v, want %v", at, got, moves, want)
		}
	}
}
