package pick

import (
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/ui/filter"
)

var fruit = []Option{{ID: "1", Label: "apple", Note: "red"}, {ID: "2", Label: "banana"}, {ID: "3", Label: "cherry", Note: "red"}}

// typing types text and hands the answers back, as the event loop does.
func typing(t *testing.T, m Model, text string) Model {
	t.Helper()
	for _, r := range text {
		var cmd tea.Cmd
		m, cmd = m.Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		if cmd == nil {
			continue
		}
		answer, ok := cmd().(filter.MatchedMsg)
		if !ok {
			t.Fatal("typing asks for no matches")
		}
		m = m.Take(answer)
	}
	return m
}

func labelsOf(options []Option) []string {
	var out []string
	for _, o := range options {
		out = append(out, o.Label)
	}
	return out
}

func TestStepsGoRound(t *testing.T) {
	t.Parallel()
	m := New("fruit").Offer(fruit)
	for _, want := range []string{"apple", "banana", "cherry", "apple"} {
		if m = m.Step(1); m.Chosen.Label != want {
			t.Fatalf("forward to %q, want %q", m.Chosen.Label, want)
		}
	}
	if m = m.Step(-1); m.Chosen.Label != "cherry" || m.Position() != 2 {
		t.Errorf("back to %q at %d", m.Chosen.Label, m.Position())
	}
	if m = New("fruit").Offer(fruit).Step(-1); m.Chosen.Label != "cherry" {
		t.Errorf("back from nothing to %q", m.Chosen.Label)
	}
	if m = New("fruit").Step(1); m.Chosen != (Option{}) || m.Count() != 0 {
		t.Errorf("without options %+v is chosen", m.Chosen)
	}
}

func TestLookingFor(t *testing.T) {
	t.Parallel()
	m := typing(t, New("fruit").Offer(fruit), "red")
	if got := labelsOf(m.Matches()); !slices.Equal(got, []string{"apple", "cherry"}) || !m.Looking() {
		t.Fatalf("a note finds %q", got)
	}
	m, found := m.Step(1).Settle()
	if !found || m.Chosen.Label != "cherry" || m.Looking() || m.Matches() != nil {
		t.Errorf("settled on %+v, %v", m.Chosen, found)
	}
	m = typing(t, m, "zzz").Step(1)
	if m, found = m.Settle(); found || m.Typed() != "zzz" || m.Chosen.Label != "cherry" || len(m.Matches()) != 0 {
		t.Errorf("what matches nothing settles on %+v, %v, %q", m.Chosen, found, m.Typed())
	}
	if m = m.Clear(); m.Looking() || m.Matches() != nil {
		t.Error("clear keeps the query")
	}
}

func TestSettleDoesNotWaitForTheAnswer(t *testing.T) {
	t.Parallel()
	m, _ := New("fruit").Offer(fruit).Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("ban")})
	if m, found := m.Settle(); !found || m.Chosen.Label != "banana" {
		t.Errorf("settled on %+v, %v", m.Chosen, found)
	}
}

func TestAnswersOfOthersAreLeftAlone(t *testing.T) {
	t.Parallel()
	_, cmd := New("other").Offer(fruit).Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a")})
	m, _ := New("fruit").Offer(fruit).Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a")})
	if m = m.Take(cmd().(filter.MatchedMsg)); m.Matches() != nil {
		t.Errorf("it took the matches of another pick: %v", m.Matches())
	}
}

// Options that changed while something was looked for once ended the program
// with the next letter, since fewer were there than had been found.
func TestOptionsThatChangeWhileOneIsLookedFor(t *testing.T) {
	t.Parallel()
	m := typing(t, New("fruit").Offer(fruit), "e").Step(1).Offer(fruit[:1])
	if got := labelsOf(m.Matches()); !slices.Equal(got, []string{"apple"}) || m.At() != 0 {
		t.Errorf("%q are found, at %d", got, m.At())
	}
	m = typing(t, m.Offer(nil), "r")
	if got := m.Matches(); got == nil || len(got) > 0 {
		t.Errorf("without options %v are found", got)
	}
}

func TestAChoiceOutlivesItsOption(t *testing.T) {
	t.Parallel()
	m := New("fruit").Offer(fruit).Step(1)
	if m = m.Offer([]Option{{ID: "1", Label: "apple pie"}}); m.Chosen.Label != "apple pie" {
		t.Errorf("the choice is still called %q", m.Chosen.Label)
	}
	if m = m.Offer(fruit[1:]); m.Chosen.ID != "1" || m.Position() != -1 {
		t.Errorf("%+v is chosen, at %d", m.Chosen, m.Position())
	}
}

// TestWhatIsChosenIsAnOption takes any keys: what is chosen is one of the
// options or what was chosen before.
func TestWhatIsChosenIsAnOption(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		m := New("fruit").Offer(fruit)
		for range rapid.IntRange(0, 20).Draw(rt, "steps") {
			switch rapid.IntRange(0, 4).Draw(rt, "step") {
			case 0:
				m = m.Step(rapid.SampledFrom([]int{-1, 1}).Draw(rt, "by"))
			case 1:
				m = typing(t, m, rapid.StringMatching(`[a-z ]{1,3}`).Draw(rt, "typed"))
			case 2:
				m, _ = m.Settle()
			case 3:
				m = m.Clear()
			case 4:
				m = m.Offer(fruit[:rapid.IntRange(0, 3).Draw(rt, "options")])
			}
			if m.Chosen != (Option{}) && !slices.Contains(fruit, m.Chosen) {
				rt.Fatalf("%+v is chosen", m.Chosen)
			}
			if n := len(m.Matches()); n > 0 && m.At() >= n {
				rt.Fatalf("match %d of %d", m.At(), n)
			}
		}
	})
}
