package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// TestAWindowThatIsTooSmallIsToldInWholeWords of which the size comes last.
func TestAWindowThatIsTooSmallIsToldInWholeWords(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	for width, want := range map[int]string{
		80: "actas needs 40x10 or more", 25: "actas needs 40x10 or more", 24: "needs 40x10 or more", 20: "needs 40x10 or more",
		18: "needs 40x10", 11: "needs 40x10", 10: "40x10", 5: "40x10", 3: "40x",
	} {
		r.send(tea.WindowSizeMsg{Width: width, Height: 5})
		if got := strings.TrimRight(r.m.View(), " \n"); got != want {
			t.Errorf("at %d columns: %q, want %q", width, got, want)
		}
	}
}
