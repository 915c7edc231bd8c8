package list_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/ui/list"
)

func TestStep(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		key      tea.KeyMsg
		step     int
		moves    bool
		inLowOne int
	}{
		{letter('j'), 1, true, 1},
		{tea.KeyMsg{Type: tea.KeyDown}, 1, true, 1},
		{letter('k'), -1, true, -1},
		{tea.KeyMsg{Type: tea.KeyUp}, -1, true, -1},
		{letter('g'), -100, true, -100},
		{tea.KeyMsg{Type: tea.KeyHome}, -100, true, -100},
		{letter('G'), 100, true, 100},
		{tea.KeyMsg{Type: tea.KeyEnd}, 100, true, 100},
		{tea.KeyMsg{Type: tea.KeyCtrlD}, 10, true, 1},
		{tea.KeyMsg{Type: tea.KeyCtrlU}, -10, true, -1},
		{tea.KeyMsg{Type: tea.KeyPgDown}, 20, true, 1},
		{tea.KeyMsg{Type: tea.KeyPgUp}, -20, true, -1},
		{letter('x'), 0, false, 0},
		{tea.KeyMsg{Type: tea.KeyEnter}, 0, false, 0},
		{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("j"), Paste: true}, 0, false, 0},
	} {
		k := list.DefaultKeyMap()
		if step, ok := k.Step(c.key, 100, 20); step != c.step || ok != c.moves {
			t.Errorf("%s: %d, %v", c.key, step, ok)
		}
		if step, _ := k.Step(c.key, 100, 0); step != c.inLowOne {
			t.Errorf("%s in a window without a row: %d", c.key, step)
		}
	}
}

func letter(r rune) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}} }

func TestTheHelpNamesEveryKeyThatMoves(t *testing.T) {
	t.Parallel()
	k := list.DefaultKeyMap()
	count := 0
	for _, a := range k.Actions() {
		if a.Keys.Help().Key == "" || a.Keys.Help().Desc == "" || a.Intent != nil {
			t.Errorf("%v", a)
		}
		count += len(a.Keys.Keys())
	}
	if count != 12 {
		t.Errorf("%d keys", count)
	}
}

func TestTheZeroListIsEmpty(t *testing.T) {
	t.Parallel()
	var m list.Model
	if m.Cursor() != -1 || m.Rows() != 0 {
		t.Errorf("cursor %d of %d", m.Cursor(), m.Rows())
	}
	m.Move(5)
	if first, end := m.Window(); m.Cursor() != -1 || first != end {
		t.Errorf("after a move: cursor %d, window %d to %d", m.Cursor(), first, end)
	}
}

// holds checks what must be true of a list after anything.
func holds(t *rapid.T, m list.Model, did string) {
	first, end := m.Window()
	switch {
	case m.Rows() == 0:
		if m.Cursor() != -1 || first != end {
			t.Fatalf("%s: an empty list has its cursor at %d and shows %d to %d", did, m.Cursor(), first, end)
		}
	case m.Cursor() < 0 || m.Cursor() >= m.Rows():
		t.Fatalf("%s: the cursor is at %d of %d", did, m.Cursor(), m.Rows())
	case first < 0 || end > m.Rows() || end < first:
		t.Fatalf("%s: the window shows %d to %d of %d", did, first, end, m.Rows())
	case m.Height() > 0 && (m.Cursor() < first || m.Cursor() >= end):
		t.Fatalf("%s: the cursor at %d is out of sight of %d to %d", did, m.Cursor(), first, end)
	case end-first != min(m.Rows(), m.Height()):
		t.Fatalf("%s: a window of %d shows %d of %d rows", did, m.Height(), end-first, m.Rows())
	}
}

func TestTheCursorStaysInTheWindow(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		var m list.Model
		size := rapid.IntRange(0, 60)
		rt.Repeat(map[string]func(*rapid.T){
			"":       func(t *rapid.T) { holds(t, m, "so far") },
			"move":   func(t *rapid.T) { m.Move(rapid.IntRange(-70, 70).Draw(t, "step")) },
			"height": func(t *rapid.T) { m.SetHeight(rapid.IntRange(-2, 40).Draw(t, "height")) },
			"rows":   func(t *rapid.T) { m.SetRows(size.Draw(t, "rows"), rapid.IntRange(-5, 70).Draw(t, "at")) },
			"replace": func(t *rapid.T) {
				m.Replace(size.Draw(t, "rows"), rapid.IntRange(-5, 70).Draw(t, "at"))
			},
		})
	})
}

func TestReplaceKeepsTheRowUnderTheEye(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var m list.Model
		height, rows := rapid.IntRange(1, 30).Draw(t, "height"), rapid.IntRange(1, 100).Draw(t, "rows")
		m.SetHeight(height)
		m.SetRows(rows, rapid.IntRange(0, rows-1).Draw(t, "first at"))
		m.Move(rapid.IntRange(-rows, rows).Draw(t, "step"))
		first, _ := m.Window()
		before := m.Cursor() - first
		rows = rapid.IntRange(1, 100).Draw(t, "rows then")
		at := rapid.IntRange(0, rows-1).Draw(t, "at")
		m.Replace(rows, at)
		first, _ = m.Window()
		// The list's own ends come first: no empty lines, and no row before the first.
		want := at - max(0, min(at-before, rows-height))
		if m.Cursor() != at || m.Cursor()-first != want {
			t.Fatalf("row %d stands at line %d of %d, want %d; it stood at %d", m.Cursor(), m.Cursor()-first, height, want, before)
		}
	})
}

func TestAMoveScrollsNoFurtherThanNeeded(t *testing.T) {
	t.Parallel()
	var m list.Model
	m.SetHeight(5)
	m.SetRows(20, 0)
	for _, c := range []struct {
		name         string
		step, cursor int
		first        int
	}{
		{"within the window", 4, 4, 0},
		{"below it", 1, 5, 1},
		{"up within it", -4, 1, 1},
		{"above it", -1, 0, 0},
		{"past the end", 100, 19, 15},
		{"past the start", -100, 0, 0},
	} {
		m.Move(c.step)
		if first, _ := m.Window(); m.Cursor() != c.cursor || first != c.first {
			t.Errorf("%s: cursor %d, window from %d", c.name, m.Cursor(), first)
		}
	}
}
