package trustform

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/ui/scene"
	"actas/ui/screentest"
)

// faults is what both a test and a property can report to.
type faults interface {
	Helper()
	Fatalf(format string, args ...any)
}

func checkSize(t faults, f *rig) {
	t.Helper()
	frame := f.View(f.s)
	if len(frame.Body) != f.s.Height {
		t.Fatalf("%dx%d: %d lines", f.s.Width, f.s.Height, len(frame.Body))
	}
	for i, l := range frame.Body {
		if got := ansi.StringWidth(l); got != f.s.Width {
			t.Fatalf("%dx%d: line %d is %d wide: %q", f.s.Width, f.s.Height, i, got, l)
		}
	}
	if split := f.s.Width >= scene.SplitAt; (frame.Split > 0) != split {
		t.Fatalf("%dx%d: the divider is at %d", f.s.Width, f.s.Height, frame.Split)
	}
}

func TestEveryFrameHasItsExactSize(t *testing.T) {
	t.Parallel()
	for name, picture := range pictures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := picture(t)
			for width := 1; width <= 200; width += 3 {
				// Widths a step apart meet every height.
				for height := 1 + width%25; height <= 50; height += 25 {
					f.s.Width, f.s.Height = width, height
					checkSize(t, f)
				}
			}
		})
	}
}

func TestTheFocusIsMarkedWithoutColour(t *testing.T) {
	t.Parallel()
	for _, f := range []*rig{create(t).choosing(onDaysAtHours), edit(t)} {
		for range int(fields) {
			f.keys(tea.KeyTab)
			if n := strings.Count(f.text(), "▌"); n != 1 {
				t.Errorf("%d marks on %q:\n%s", n, labels[f.focus], f.text())
			}
		}
	}
	f := pictures["days-and-hours"](t)
	f.s.Theme = screentest.ASCII
	f.at(daysField).shows("> days").keys(tea.KeyEnter)
	for _, r := range f.text() {
		if r > 126 {
			t.Errorf("%q is not ASCII", r)
		}
	}
}

func TestTheFocusedInputStandsOnItsGround(t *testing.T) {
	t.Parallel()
	f := edit(t)
	f.s.Theme = screentest.Coloured
	const ground = "48;2;43;54;72"
	for range int(fields) {
		f.keys(tea.KeyTab)
		for _, l := range f.View(f.s).Body {
			if focused := strings.Contains(ansi.Strip(l), "▌"); strings.Contains(l, ground) != focused {
				t.Errorf("%q: the ground is missing or on another row: %q", labels[f.focus], l)
			}
		}
	}
}

func TestAShortFormScrollsToTheFocus(t *testing.T) {
	t.Parallel()
	f := pictures["faults"](t)
	f.asks = askNothing
	for height := 1; height < 12; height++ {
		f.s.Width, f.s.Height = 60, height
		for range int(fields) {
			f.keys(tea.KeyTab)
			if !strings.Contains(f.text(), "▌") {
				t.Errorf("at %d lines %q is out of sight:\n%s", height, labels[f.focus], f.text())
			}
		}
	}
}

func TestTheWeekStandsBelowWhereItFits(t *testing.T) {
	t.Parallel()
	f := create(t).choosing(onDays)
	f.s.Width, f.s.Height = 100, 40
	f.shows("WEEK", "now Fri 14:03")
	f.choosing(always).hides("WEEK")
	f.choosing(onDays)
	f.s.Height = 19
	f.hides("WEEK")
	f.s.Width, f.s.Height = 55, 60
	f.hides("WEEK")
}

func TestViewChangesNothing(t *testing.T) {
	t.Parallel()
	for name, picture := range pictures {
		f := picture(t)
		before := f.input()
		first, second := f.text(), f.text()
		if first != second || f.input() != before {
			t.Errorf("%s: drawing twice differs", name)
		}
	}
}
