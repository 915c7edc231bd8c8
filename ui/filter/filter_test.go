package filter_test

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/ui/filter"
	"actas/ui/screentest"
)

var plain = screentest.Plain

func typed(r rune) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}} }

var backspace = tea.KeyMsg{Type: tea.KeyBackspace}

// answer runs a matching and takes its answer.
func answer(t *testing.T, m filter.Model, cmd tea.Cmd) (filter.Model, bool) {
	t.Helper()
	if cmd == nil {
		t.Fatal("nothing is being matched")
	}
	msg, ok := cmd().(filter.MatchedMsg)
	if !ok {
		t.Fatalf("the answer is %#v", msg)
	}
	return m.Take(msg)
}

// afterTyping is a filter with its answers to each letter.
func afterTyping(t *testing.T, x *filter.Index, query string) filter.Model {
	t.Helper()
	m := filter.New("roles").Open()
	for _, r := range query {
		var cmd tea.Cmd
		if m, cmd = m.Update(typed(r), x); cmd != nil {
			m, _ = answer(t, m, cmd)
		}
	}
	return m
}

// rowsOf are the rows that a filter leaves, -1 for all.
func rowsOf(m filter.Model) []int {
	rows, ok := m.Rows()
	if !ok {
		return []int{-1}
	}
	return rows
}

func TestTyping(t *testing.T) {
	t.Parallel()
	x := table("deploy", "auditor", "edge deploy")
	m := filter.New("roles")
	if m.On() || m.Typing() || !slices.Equal(rowsOf(m), []int{-1}) {
		t.Error("a new filter filters")
	}
	if m = m.Open(); !m.On() || !m.Typing() {
		t.Error("an opened filter does not take keys")
	}
	m = afterTyping(t, x, "dep")
	if m.Query() != "dep" || m.Applied() != "dep" || !slices.Equal(rowsOf(m), []int{0, 2}) {
		t.Errorf("%q, applied %q, leaves %v", m.Query(), m.Applied(), rowsOf(m))
	}
	if m = m.Keep(); m.Typing() || !m.On() || !slices.Equal(rowsOf(m), []int{0, 2}) {
		t.Error("a kept filter is gone, or takes keys")
	}
	if m = m.Clear(); m.Typing() || m.On() || m.Query() != "" || m.Applied() != "" || !slices.Equal(rowsOf(m), []int{-1}) {
		t.Errorf("cleared: %q leaves %v", m.Query(), rowsOf(m))
	}
}

func TestSpacesAroundAQueryDoNotMatchAnew(t *testing.T) {
	t.Parallel()
	x := table("deploy", "auditor")
	m := afterTyping(t, x, "dep")
	m, cmd := m.Update(typed(' '), x)
	if cmd != nil || m.Query() != "dep" {
		t.Errorf("a space matched %q anew", m.Query())
	}
}

func TestErasingEverythingShowsAllRows(t *testing.T) {
	t.Parallel()
	x := table("deploy", "auditor")
	m := afterTyping(t, x, "d")
	m, cmd := m.Update(backspace, x)
	if cmd != nil || m.Query() != "" || !m.Typing() || !slices.Equal(rowsOf(m), []int{-1}) {
		t.Errorf("%q, typing %v, leaves %v", m.Query(), m.Typing(), rowsOf(m))
	}
}

func TestErasingALetterFindsRowsAgain(t *testing.T) {
	t.Parallel()
	x := table("deploy", "dental")
	m := afterTyping(t, x, "dep")
	m, cmd := m.Update(backspace, x)
	if m, _ = answer(t, m, cmd); !slices.Equal(rowsOf(m), []int{0, 1}) {
		t.Errorf("de leaves %v", rowsOf(m))
	}
}

func TestNoMatchIsNotEverything(t *testing.T) {
	t.Parallel()
	if m := afterTyping(t, table("deploy"), "zz"); !slices.Equal(rowsOf(m), []int{}) {
		t.Errorf("zz leaves %v", rowsOf(m))
	}
}

func TestOnlyTheNewestAnswerCounts(t *testing.T) {
	t.Parallel()
	x := table("deploy", "dental")
	m := filter.New("roles").Open()
	m, first := m.Update(typed('d'), x)
	m, second := m.Update(typed('p'), x)
	if m, ok := answer(t, m, first); ok || m.Applied() != "" {
		t.Error("an answer that came too late was taken")
	}
	if !m.Pending() {
		t.Error("no answer is awaited")
	}
	m, ok := answer(t, m, second)
	if !ok || !slices.Equal(rowsOf(m), []int{0}) || m.Pending() {
		t.Errorf("dp: taken %v, leaves %v", ok, rowsOf(m))
	}
	if m, ok = answer(t, m, first); ok || m.Applied() != "dp" {
		t.Error("an older answer replaced a newer")
	}
	if m, ok = answer(t, m.Clear(), second); ok || m.On() {
		t.Error("an answer undid clearing")
	}
	_ = m
}

func TestAnswersOfOtherFiltersAreLeftAlone(t *testing.T) {
	t.Parallel()
	x := table("deploy")
	_, cmd := filter.New("trusts").Set("deploy", x)
	m, _ := filter.New("roles").Set("deploy", x)
	if _, ok := answer(t, m, cmd); ok {
		t.Error("the answer of another list was taken")
	}
}

func TestRowsThatChangedAreMatchedAnew(t *testing.T) {
	t.Parallel()
	m := afterTyping(t, table("deploy", "auditor"), "de")
	changed := table("auditor", "deploy", "dental")
	m, cmd := m.Rematch(changed)
	if !slices.Equal(rowsOf(m), []int{0}) || !m.Pending() {
		t.Errorf("before the answer: %v, pending %v", rowsOf(m), m.Pending())
	}
	if m, _ = answer(t, m, cmd); !slices.Equal(rowsOf(m), []int{1, 2}) {
		t.Errorf("after it: %v", rowsOf(m))
	}
	if _, cmd := filter.New("roles").Rematch(changed); cmd != nil {
		t.Error("nothing was matched anew")
	}
}

func TestTheLine(t *testing.T) {
	t.Parallel()
	m := afterTyping(t, table("deploy"), "dep")
	if got := m.View(12, plain); got != "/ dep│      " {
		t.Errorf("while typing: %q", got)
	}
	if got := m.Keep().View(12, plain); got != "/ dep       " {
		t.Errorf("kept: %q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		m, _ := filter.New("roles").Set(rapid.StringMatching(`[a-z日é👩 ]{0,250}`).Draw(t, "query"), table("deploy"))
		width := rapid.IntRange(2, 120).Draw(t, "width")
		if got := m.Open().View(width, plain); ansi.StringWidth(got) != width {
			t.Fatalf("%q has %d columns, want %d", got, ansi.StringWidth(got), width)
		}
	})
}

func TestAQueryIsBounded(t *testing.T) {
	t.Parallel()
	m, _ := filter.New("roles").Set(strings.Repeat("x", 5000), table("deploy"))
	if len(m.Query()) != 200 {
		t.Errorf("%d characters", len(m.Query()))
	}
}
