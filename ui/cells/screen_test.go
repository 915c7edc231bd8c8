package cells

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/cells/vttest"
)

// alone is a screen without a program, at 20x4 in the alternate screen, and the
// messages that it sends.
func alone(t *testing.T) (*screen, *terminal, *handClock) {
	t.Helper()
	on, clock := newTerminal(20, 4), &handClock{boot: time.Hour}
	s := &screen{Terminal: on, clock: clock, send: func(tea.Msg) {}}
	if _, err := s.WriteString("\x1b[?1049h"); err != nil {
		t.Fatal(err)
	}
	s.updated(tea.WindowSizeMsg{Width: 20, Height: 4})
	s.updated(frameMsg{})
	return s, on, clock
}

// frameOf draws a view some time after the last one.
func (s *screen) frameOf(view string, clock *handClock) {
	clock.advance(between)
	s.updated(nil)
	s.show(func() string { return view })
}

// TestTerminalTakesLittle draws on terminals that take a few bytes at a time, and
// say so or that they take nothing more for now.
func TestTerminalTakesLittle(t *testing.T) {
	t.Parallel()
	view := "\x1b[1mfirst\x1b[0m 日本\nsecond\nthird\nfourth"
	for name, refusal := range map[string]error{"short writes": nil, "EAGAIN": syscall.EAGAIN} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, on, clock := alone(t)
			clock.passes = true
			refused := 0
			on.takes = func(p []byte) (int, error) {
				if len(p) <= 7 {
					return len(p), nil
				}
				if refusal != nil && refused%4 > 0 {
					refused++
					return 0, refusal
				}
				refused++
				return 7, refusal
			}
			s.frameOf(view, clock)
			if got, want := on.picture(), painting(view, 20, 4); got != want {
				t.Errorf("on screen is\n%swant\n%s", got, want)
			}
			on.takes = func(p []byte) (int, error) { return min(3, len(p)), refusal }
			if n, err := s.WriteString("\x1b[?1049l"); n != 8 || err != nil {
				t.Errorf("of a sequence %d bytes are written: %v", n, err)
			}
			on.look(func(vt *vttest.Terminal) {
				if vt.Alternate() {
					t.Error("a sequence is lost")
				}
			})
		})
	}
}

// TestTerminalStalls lets a terminal that refuses to wait take nothing for
// minutes. It is asked ten times a second at most, and then drawn anew.
func TestTerminalStalls(t *testing.T) {
	t.Parallel()
	s, on, clock := alone(t)
	clock.passes = true
	until := clock.Now().Boot + 3*time.Minute
	asked := 0
	on.takes = func(p []byte) (int, error) {
		if asked++; clock.Now().Boot < until {
			return 0, syscall.EAGAIN
		}
		return len(p), nil
	}
	s.frameOf("stalled", clock)
	if most := 3*60*10 + 20; asked > most || asked < 100 {
		t.Errorf("the terminal was asked %d times in three minutes", asked)
	}
	on.look(func(vt *vttest.Terminal) { vt.Scramble() })
	clock.advance(between)
	s.updated(frameMsg{})
	s.show(func() string { return "stalled" })
	if got, want := on.picture(), painting("stalled", 20, 4); got != want {
		t.Errorf("on screen is\n%swant\n%s", got, want)
	}
}

// TestWriteFails forgets a frame that could not be written, and tries again after
// a while and not before.
func TestWriteFails(t *testing.T) {
	t.Parallel()
	s, on, clock := alone(t)
	on.takes = func(p []byte) (int, error) { return len(p) / 2, syscall.EIO }
	s.frameOf("lost\non\nthe\nway", clock)
	if waits := clock.waited(); waits[len(waits)-1] != again {
		t.Errorf("it waits %v", waits)
	}
	on.takes = nil
	clock.advance(again)
	s.updated(frameMsg{})
	s.show(func() string { return "lost\non\nthe\nway" })
	if got, want := on.picture(), painting("lost\non\nthe\nway", 20, 4); got != want {
		t.Errorf("on screen is\n%swant\n%s", got, want)
	}
	on.takes = func([]byte) (int, error) { return 0, nil }
	if _, err := s.WriteString("x"); err == nil {
		t.Error("a terminal that takes nothing and says nothing is believed")
	}
}

// TestFramesKeepApart draws at once what comes alone and what comes right behind
// that, and of what comes together the last.
func TestFramesKeepApart(t *testing.T) {
	t.Parallel()
	s, on, clock := alone(t)
	s.frameOf("one", clock)
	s.updated(nil)
	s.show(func() string { return "two" })
	if text := on.picture(); !strings.HasPrefix(text, "two") {
		t.Errorf("on screen is\n%s", text)
	}
	asked := len(clock.waited())
	for _, view := range []string{"three", "four"} {
		s.updated(nil)
		s.show(func() string {
			t.Errorf("%s is drawn, right behind two other frames", view)
			return view
		})
	}
	if waits := clock.waited()[asked:]; !slices.Equal(waits, []time.Duration{between}) {
		t.Errorf("it waits %v", waits)
	}
	clock.advance(between)
	s.updated(frameMsg{})
	s.show(func() string { return "four" })
	if text := on.picture(); !strings.HasPrefix(text, "four") {
		t.Errorf("on screen is\n%s", text)
	}
	clock.advance(between)
	s.updated(frameMsg{})
	s.show(func() string {
		t.Error("a frame is drawn although nothing has happened")
		return ""
	})
}

// TestOnlyWhatChangedIsWritten counts the bytes of a countdown.
func TestOnlyWhatChangedIsWritten(t *testing.T) {
	t.Parallel()
	row := func(left string) string {
		return "\x1b[38;2;163;173;186mada\x1b[0m \x1b[1;38;2;240;192;96m" + left + "\x1b[0m active"
	}
	s, on, clock := alone(t)
	s.frameOf("x\n"+row("09:42"), clock)
	before := on.raw.Len()
	s.frameOf("x\n"+row("09:41"), clock)
	if got, want := on.raw.String()[before:], "\x1b[2;9H\x1b[1;38;2;240;192;96m1\x1b[0m"+home; got != want {
		t.Errorf("it writes %q, want %q", got, want)
	}
	s.frameOf("x\n"+row("09:41"), clock)
	if got := on.raw.String()[before:]; strings.Count(got, "\x1b[2;9H") != 1 {
		t.Errorf("it writes again what is on screen: %q", got)
	}
}

// TestGaps writes few columns again where that is less than a jump over them, and
// jumps over many, and over those in another pen.
func TestGaps(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before, after, want string }{
		{"four columns", "aabcda", "xabcdy", "\x1b[1Hxabcdy"},
		{"five columns", "aabcdea", "xabcdey", "\x1b[1Hx\x1b[7Gy"},
		{"another pen", "a\x1b[1mb\x1b[0ma", "x\x1b[1mb\x1b[0my", "\x1b[1Hx\x1b[3Gy"},
		{"blanks of another pen", "\x1b[1ma\x1b[0m  \x1b[1ma\x1b[0m", "\x1b[1mx\x1b[0m  \x1b[1my\x1b[0m", "\x1b[1H\x1b[1mx  y\x1b[0m"},
		{"the row's end", "abc def", "abc", "\x1b[1;4H\x1b[K"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var f frame
			f.resize(12, 2)
			f.paint(tt.before)
			if got := string(f.paint(tt.after)); got != tt.want+home {
				t.Errorf("it writes %q, want %q", got, tt.want)
			}
		})
	}
}

// TestLeavingForgets draws all of a frame when the alternate screen is entered
// again.
func TestLeavingForgets(t *testing.T) {
	t.Parallel()
	s, on, clock := alone(t)
	s.frameOf("on screen", clock)
	for _, sequence := range []string{"\x1b[?1049l", "\x1b[?1049h"} {
		_, _ = s.WriteString(sequence)
	}
	s.frameOf("on screen", clock)
	if got, want := on.picture(), painting("on screen", 20, 4); got != want {
		t.Errorf("on screen is\n%swant\n%s", got, want)
	}
}

// TestModesThatOthersLeftBehind are set back with the next whole frame.
func TestModesThatOthersLeftBehind(t *testing.T) {
	t.Parallel()
	s, on, clock := alone(t)
	s.frameOf("first\nsecond", clock)
	on.look(func(vt *vttest.Terminal) { _, _ = vt.Write([]byte("\x1b[4h\x1b[?7l\x1b[31m")) })
	_, _ = s.WriteString("\x1b[2J") // as ctrl+l
	before := on.raw.Len()
	s.frameOf("1st\nsecond", clock)
	if got, want := on.picture(), painting("1st\nsecond", 20, 4); got != want {
		t.Errorf("on screen is\n%swant\n%s", got, want)
	}
	if got := on.raw.String()[before:]; !strings.HasPrefix(got, "\x1b[r\x1b[4l\x1b[?6l\x1b[?25l\x1b[?7h\x1b(B\x0f\x1b[0m") {
		t.Errorf("it writes %q", got)
	}
}
