package cells

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/cells/vttest"
)

// Tests of what others write onto the screen.

// TestANewlineOfOthersScrollsNothing: wall and shutdown write to every terminal, with a
// newline ahead.
func TestANewlineOfOthersScrollsNothing(t *testing.T) {
	t.Parallel()
	s, on, clock := alone(t)
	s.frameOf("one\ntwo\nthree\nfour", clock)
	s.frameOf("one\ntwo\nthree\n/ filter", clock)
	on.look(func(vt *vttest.Terminal) {
		_, _ = vt.Write([]byte("\r\n\r\nreboot\r\n"))
		if got, want := vt.Text(), "one\ntwo\nreboot\n/ filter\n"; got != want {
			t.Errorf("on screen is\n%swant\n%s", got, want)
		}
	})
}

// TestClearedScreenIsDrawnOver: what asks for a clear screen wants all of it drawn, and
// nobody sees it empty.
func TestClearedScreenIsDrawnOver(t *testing.T) {
	t.Parallel()
	view := "\x1b[1mfirst\x1b[0m\n\n日本\nfourth"
	r, on := shown(t, view)
	on.look(func(vt *vttest.Terminal) {
		vt.Scramble()
		_, _ = vt.Write([]byte("\x1b[31;44m"))
	})
	before := on.raw.Len()
	r.step(tea.ClearScreen())
	r.check(t, view)
	if raw := on.raw.String()[before:]; strings.Contains(raw, clearScreen) || strings.Count(raw, "first") != 1 {
		t.Errorf("it writes %q", raw)
	}
}
