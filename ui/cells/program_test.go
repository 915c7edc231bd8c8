package cells

import (
	"errors"
	"io"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/ui/cells/vttest"
)

// shown is a program on screen, at 20x4.
func shown(t *testing.T, view string) (*running, *terminal) {
	t.Helper()
	on := newTerminal(20, 4)
	r := start(t, on, view)
	r.resize(20, 4)
	return r, on
}

// check expects the screen to show a view.
func (r *running) check(t *testing.T, view string) {
	t.Helper()
	r.on.look(func(vt *vttest.Terminal) {
		if !vt.Alternate() || vt.Mode("25") {
			t.Errorf("alternate screen %v, cursor shown %v", vt.Alternate(), vt.Mode("25"))
		}
		if len(vt.Unknown) > 0 {
			t.Errorf("it writes %q", vt.Unknown)
		}
	})
	width, height := 0, 0
	r.on.look(func(vt *vttest.Terminal) { width, height = vt.Size() })
	if got, want := r.on.picture(), painting(view, width, height); got != want {
		t.Errorf("on screen is\n%snot\n%s", got, want)
	}
}

// handedOver is a program that gets the terminal for a while.
type handedOver struct {
	on  *terminal
	got io.Writer
}

func (h *handedOver) Run() error {
	h.on.look(func(vt *vttest.Terminal) {
		_, _ = vt.Write([]byte("what the other program wrote\r\n"))
		vt.Scramble()
	})
	return nil
}
func (*handedOver) SetStdin(io.Reader)      {}
func (h *handedOver) SetStdout(w io.Writer) { h.got = w }
func (*handedOver) SetStderr(io.Writer)     {}

// TestSessions does 2,000 things at random with a program: other views, resizes to
// the same and other sizes, clearing, titles, other programs, leaving the
// alternate screen and coming back. After each the screen is what Bubble Tea would
// paint anew, and at times Bubble Tea itself is asked.
func TestSessions(t *testing.T) {
	t.Parallel()
	steps := 2000
	if testing.Short() {
		steps = 300
	}
	seeds := rapid.Custom(drawLine)
	width, height := 30, 8
	on := newTerminal(width, height)
	r := start(t, on, "")
	r.resize(width, height)
	view := make([]string, height)
	numbers := rapid.IntRange(0, 99)
	for seed := range steps {
		switch n := numbers.Example(seed); {
		case n < 60:
			view = append([]string(nil), view...)
			view[n%height] = seeds.Example(seed)
		case n < 75: // a list scrolls
			view = append(append([]string(nil), view[1:]...), seeds.Example(seed))
		case n < 85:
			width, height = 1+numbers.Example(seed+steps)%60, 1+numbers.Example(seed+2*steps)%20
			r.resize(width, height)
			view = make([]string, height)
			for y := range view {
				view[y] = seeds.Example(seed + y)
			}
		case n < 88:
			r.resize(width, height)
		case n < 91:
			r.step(tea.ClearScreen())
		case n < 94:
			r.step(tea.SetWindowTitle("a title")())
		case n < 96:
			r.step(tea.Exec(&handedOver{on: on}, nil)())
		case n < 98:
			r.step(tea.ExitAltScreen())
			r.step(board("a line that Bubble Tea draws\nand another"))
			r.step(tea.EnterAltScreen())
		default: // as when text is pasted: many messages within one frame
			for i := range 20 {
				r.Send(board(strings.Repeat("pasted ", i)))
			}
		}
		text := strings.Join(view, "\n")
		r.step(board(text))
		if r.check(t, text); t.Failed() {
			t.Fatalf("step %d: %q", seed, text)
		}
		if seed%40 == 0 {
			if got, want := on.picture(), plainPainting(t, text, width, height); got != want {
				t.Fatalf("step %d: Bubble Tea paints %q as\n%swhich is\n%s", seed, text, want, got)
			}
		}
	}
}

// TestBlankFramesStayOut makes Bubble Tea draw its own frame of an empty view, at
// all the sizes for which it is another, and expects none at the terminal. Another
// release of Bubble Tea may draw another one.
func TestBlankFramesStayOut(t *testing.T) {
	t.Parallel()
	on := newTerminal(20, 4)
	r := start(t, on, "on screen")
	for _, width := range []int{20, 2, 1, 80, 20} {
		r.resize(width, 4)
		// Before another program gets the terminal, Bubble Tea writes what waits.
		r.step(tea.Exec(&handedOver{on: on}, nil)())
		r.resize(width, 4)
	}
	on.mu.Lock()
	defer on.mu.Unlock()
	if raw := on.raw.String(); strings.Contains(raw, "\r ") || strings.Contains(raw, "\x1b[H ") {
		t.Errorf("a blank frame is written: %q", raw)
	}
}

// TestAnotherProgramGetsTheTerminal expects nothing to be drawn meanwhile, and all
// of it afterwards.
func TestAnotherProgramGetsTheTerminal(t *testing.T) {
	t.Parallel()
	r, on := shown(t, "before")
	other := &handedOver{on: on}
	r.step(tea.Exec(other, func(err error) tea.Msg { return board("after") })())
	r.step(board("after"))
	r.check(t, "after")
	if f, ok := other.got.(interface{ Fd() uintptr }); !ok || f.Fd() != on.Fd() {
		t.Errorf("the program's output %T is not told to be the terminal", other.got)
	}
}

// TestOutsideTheAlternateScreen leaves drawing to Bubble Tea.
func TestOutsideTheAlternateScreen(t *testing.T) {
	t.Parallel()
	r, on := shown(t, "inside")
	r.step(tea.ExitAltScreen())
	r.step(board("outside"))
	r.Quit()
	if err := <-r.ended; err != nil {
		t.Fatal(err)
	}
	on.look(func(vt *vttest.Terminal) {
		if vt.Alternate() || !strings.Contains(on.raw.String(), "outside") {
			t.Errorf("it wrote %q", on.raw.String())
		}
	})
}

// TestEnds lets a program end in every way, and expects the terminal as it was.
func TestEnds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		end  func(r *running)
		want error
	}{
		{"quit", func(r *running) { r.Quit() }, nil},
		{"interrupted", func(r *running) { r.Send(tea.InterruptMsg{}) }, tea.ErrInterrupted},
		{"killed", func(r *running) { r.Kill() }, tea.ErrProgramKilled},
		{"a panic in Update", func(r *running) { r.Send(panicMsg{}) }, tea.ErrProgramPanic},
		{"a panic in a command", func(r *running) { r.Send(tea.Cmd(func() tea.Msg { panic("the command fails") })) }, tea.ErrProgramPanic},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, on := shown(t, "\x1b[1;7mon screen\x1b[0m")
			tt.end(r)
			if err := <-r.ended; !errors.Is(err, tt.want) {
				t.Errorf("it ends with %v, want %v", err, tt.want)
			}
			on.look(func(vt *vttest.Terminal) {
				if vt.Alternate() || !vt.Mode("25") || !vt.Mode("7") || vt.Mode("2004") || vt.Mode("1004") || !vt.Plain() {
					t.Errorf("the terminal is left otherwise than it was: %q", on.raw.String())
				}
			})
		})
	}
}

func TestUnwrap(t *testing.T) {
	t.Parallel()
	for _, m := range []tea.Model{board("plain"), root{inner: board("plain")}} {
		if got := Unwrap(m); got != board("plain") {
			t.Errorf("%#v holds %#v", m, got)
		}
	}
}
