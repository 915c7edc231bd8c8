package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"actas/model"
	"actas/theme"
)

// costly is a dashboard of so many roles, with a trust each, and so many countdowns, as
// it is when all was read.
func costly(t testing.TB, rows, countdowns int) *rig {
	r := newRig(t)
	r.m.deps.Theme, r.m.deps.Cells = theme.New(theme.Options{Profile: termenv.TrueColor}), true
	for i := range rows {
		id := fmt.Sprintf("role-%05d", i)
		r.api.roles = append(r.api.roles, model.Role{ID: id, Name: "Team " + id, Type: model.RoleAssumable})
		r.api.trusts = append(r.api.trusts, trustOf("t-"+id, id, model.EntityUser, "ada"))
	}
	for i := range countdowns {
		r.api.sessions["ada"] = append(r.api.sessions["ada"], sessionOf(fmt.Sprintf("s%02d", i), "ada", 50*time.Minute+time.Duration(i)*time.Second))
	}
	r.api.pageSize = 500
	r.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	r.send(startMsg{})
	return r
}

// second lets one second of the same minute go by, as the program does: a tick, and
// its frame.
func (r *rig) second() string {
	r.clock.now.Boot += time.Second
	if r.clock.now.Wall.Second() < 50 {
		r.clock.now.Wall = r.clock.now.Wall.Add(time.Second)
	}
	return r.after(tickMsg{at: r.m.wakeAt})
}

// after is the frame after a message, without what the message asks for.
func (r *rig) after(msg tea.Msg) string {
	next, _ := r.m.Update(msg)
	r.m = next.(Model)
	return r.m.View()
}

// The tests below count allocations, which no other test may disturb, so they do not
// run in parallel.

// A key and its frame cost what is in sight, not what is in the list.
func TestAKeyCostsTheSameForEveryList(t *testing.T) {
	for tab, name := range map[string]string{"2": "roles", "3": "trusts"} {
		cost := func(rows int) float64 {
			r := costly(t, rows, 1)
			r.send(tea.WindowSizeMsg{Width: 200, Height: 50})
			r.press(tab)
			at := 0
			return testing.AllocsPerRun(40, func() {
				r.after(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{rune("jjjk"[at%4])}})
				at++
			})
		}
		if few, many := cost(100), cost(10_000); many > few*1.05+5 {
			t.Errorf("%s: a key takes %.0f allocations with 100 rows and %.0f with 10,000", name, few, many)
		}
	}
}

// A second costs what is in sight of the sessions, and nothing of the organisation.
func TestASecondCostsTheSameForEveryOrganisation(t *testing.T) {
	cost := func(rows, countdowns int) float64 {
		r := costly(t, rows, countdowns)
		if view := r.second(); !strings.Contains(view, "s00") {
			t.Fatalf("the sessions are not in sight:\n%s", view)
		}
		return testing.AllocsPerRun(40, func() { r.second() })
	}
	if few, many := cost(100, 20), cost(10_000, 20); many > few+5 {
		t.Errorf("a second takes %.0f allocations with 100 roles and %.0f with 10,000", few, many)
	}
	if few, many := cost(100, 20), cost(100, 2_000); many > few*1.5 {
		t.Errorf("a second takes %.0f allocations with 20 sessions and %.0f with 2,000", few, many)
	}
}

// What nobody sees change is not drawn anew: cells writes nothing for the same view.
func TestASecondInWhichNothingMovesChangesNothing(t *testing.T) {
	t.Parallel()
	for _, tab := range []string{"2", "3", "4"} {
		r := costly(t, 100, 1)
		r.press(tab)
		before := r.m.View()
		for range 30 {
			if after := r.second(); after != before {
				t.Fatalf("tab %s: a second makes of\n%s\nthis:\n%s", tab, before, after)
			}
		}
	}
}

func BenchmarkSecond(b *testing.B) {
	for _, countdowns := range []int{1, 20} {
		b.Run(fmt.Sprint(countdowns, " countdowns"), func(b *testing.B) {
			r := costly(b, 3, countdowns)
			b.ReportAllocs()
			for b.Loop() {
				r.second()
			}
		})
	}
}

func BenchmarkKey(b *testing.B) {
	for _, rows := range []int{100, 10_000} {
		b.Run(fmt.Sprint(rows, " rows"), func(b *testing.B) {
			r := costly(b, rows, 1)
			r.send(tea.WindowSizeMsg{Width: 200, Height: 50})
			r.press("2")
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				r.after(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{rune("jjjk"[i%4])}})
			}
		})
	}
}
