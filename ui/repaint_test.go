package ui

import (
	"fmt"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/screentest"
)

// cleared is how often a step has the whole screen drawn again.
func (r *rig) cleared(step func()) (times int) {
	clear := fmt.Sprintf("%T", tea.ClearScreen())
	r.hold = func(msg tea.Msg) bool {
		if fmt.Sprintf("%T", msg) == clear {
			times++
		}
		return false
	}
	step()
	r.hold = nil
	return times
}

// TestTheScreenIsDrawnAgain wherever somebody asks for it, in every form as well, and
// where it may have been written over.
func TestTheScreenIsDrawnAgain(t *testing.T) {
	t.Parallel()
	for _, cells := range []bool{true, false} {
		for _, before := range [][]string{{"1"}, {"2", "/", "d"}, {"2", "a"}, {"?"}, {":"}, {":", "x"}, {"1", "x"}, {"3", "n"}, {"3", "enter"}} {
			r := newRig(t)
			r.m.deps.Cells = cells
			r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", time.Hour)}
			r.start()
			r.press(before...)
			view := r.m.View()
			if n := r.cleared(func() { r.press("ctrl+l") }); n != 1 || r.m.View() != view {
				t.Errorf("ctrl+l after %q: drawn again %d times, to be seen is\n%s", before, n, r.m.View())
			}
		}
		r := newRig(t)
		r.m.deps.Cells = cells
		r.start()
		unasked := map[bool]int{true: 1}[cells]
		for _, c := range []struct {
			name string
			step func()
			want int
		}{
			{"ctrl+r", func() { r.press("ctrl+r") }, 1},
			{"a move", func() { r.press("j") }, 0},
			{"the palette", func() { r.press(":", "d", "r", "a", "w", " ", "t", "h", "e", "enter") }, 1},
			{"another screen", func() { r.press("3") }, unasked},
			{"the focus", func() { r.send(tea.FocusMsg{}) }, 1},
			{"a move soon", func() { r.press("j") }, 0},
			{"a move after a while", func() { r.pass(time.Minute); r.press("j") }, unasked},
			{"the next move", func() { r.press("j") }, 0},
		} {
			if n := r.cleared(c.step); n != c.want {
				t.Errorf("cells %v, %s: drawn again %d times, want %d", cells, c.name, n, c.want)
			}
		}
	}
}

// TestAWindowIsNamedAgain after a shell had it.
func TestAWindowIsNamedAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	named := 0
	title := fmt.Sprintf("%T", tea.SetWindowTitle("")())
	r.hold = func(msg tea.Msg) bool {
		if fmt.Sprintf("%T", msg) == title {
			named++
		}
		return false
	}
	r.send(tea.ResumeMsg{})
	r.send(tea.ResumeMsg{})
	if named != 2 {
		t.Errorf("named %d times", named)
	}
}

// alt is a key that came right behind an escape.
func alt(key string) tea.KeyMsg {
	msg := screentest.Key(key)
	msg.Alt = true
	return msg
}

// TestAKeyRightBehindAnEscape: over a slow line both arrive together.
func TestAKeyRightBehindAnEscape(t *testing.T) {
	t.Parallel()
	filter := func(t *testing.T) *rig {
		r := newRig(t)
		r.api.sessions["ada"] = []model.Session{sessionOf("s1", "ada", time.Hour)}
		r.start()
		r.press("2", "/", "a", "u", "d")
		r.shows("/ aud")
		return r
	}
	r := filter(t)
	r.send(alt("1"))
	r.hides("/ aud")
	r.shows("s1")
	if r.m.tab != sessionsTab {
		t.Error("the key behind the escape is lost")
	}
	r = filter(t)
	for _, key := range []string{"b", "f", "b"} {
		r.send(alt(key))
	}
	r.press("x")
	r.shows("/ x│aud")
	r.send(alt("d"))
	r.shows("/ x│")
	r.hides("aud│", "│aud")
	r = filter(t)
	r.send(alt("esc"))
	r.hides("/ aud")
	r = filter(t)
	r.press("esc", "1", "x")
	r.shows("Revoke s1?")
	if n := r.since(callRevoke, func() { r.send(alt("y")) }); n != 0 {
		t.Error("it answers a question")
	}
	r.hides("Revoke s1?")
	r.send(alt("j"))
	if r.m.tab != sessionsTab {
		t.Error("where nothing is typed, a key with alt is none")
	}
}
