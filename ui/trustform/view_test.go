package trustform

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/ui/screentest"
)

func TestEveryFrameHasItsExactSize(t *testing.T) {
	t.Parallel()
	for name, picture := range pictures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			picture(t).FitsEverySize()
		})
	}
}

func TestTheFocusIsMarkedWithoutColour(t *testing.T) {
	t.Parallel()
	for _, f := range []*rig{create(t).choosing(onDaysAtHours), edit(t)} {
		for range int(fields) {
			f.Keys(tea.KeyTab)
			if n := strings.Count(f.Text(), "▌"); n != 1 {
				t.Errorf("%d marks on %q:\n%s", n, labels[f.focus], f.Text())
			}
		}
	}
	f := pictures["days-and-hours"](t)
	f.Scene.Theme = screentest.ASCII
	f.at(daysField).Shows("> days").Keys(tea.KeyEnter)
	for _, r := range f.Text() {
		if r > 126 {
			t.Errorf("%q is not ASCII", r)
		}
	}
}

func TestTheFocusedInputStandsOnItsGround(t *testing.T) {
	t.Parallel()
	f := edit(t)
	f.Scene.Theme = screentest.Coloured
	const ground = "48;2;43;54;72"
	for range int(fields) {
		f.Keys(tea.KeyTab)
		for _, l := range f.View(f.Scene).Body {
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
		f.Scene.Width, f.Scene.Height = 60, height
		for range int(fields) {
			f.Keys(tea.KeyTab)
			if !strings.Contains(f.Text(), "▌") {
				t.Errorf("at %d lines %q is out of sight:\n%s", height, labels[f.focus], f.Text())
			}
		}
	}
}

func TestTheWeekStandsBelowWhereItFits(t *testing.T) {
	t.Parallel()
	f := create(t).choosing(onDays)
	f.Scene.Width, f.Scene.Height = 100, 40
	f.Shows("WEEK", "now Fri 14:03")
	f.choosing(always).Hides("WEEK")
	f.choosing(onDays)
	f.Scene.Height = 19
	f.Hides("WEEK")
	f.Scene.Width, f.Scene.Height = 55, 60
	f.Hides("WEEK")
}

func TestViewChangesNothing(t *testing.T) {
	t.Parallel()
	for name, picture := range pictures {
		f := picture(t)
		before := f.input()
		first, second := f.Text(), f.Text()
		if first != second || f.input() != before {
			t.Errorf("%s: drawing twice differs", name)
		}
	}
}
