package ui

import (
	"fmt"
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

// second lets one second go by, as the program does: a tick, and its frame.
func (r *rig) second() string {
	r.clock.now.Boot += time.Second
	r.clock.now.Wall = r.clock.now.Wall.Add(time.Second)
	if r.clock.now.Wall.Second() == 0 {
		r.clock.now.Wall = r.clock.now.Wall.Add(-59 * time.Second) // the minute has work of its own
	}
	next, _ := r.m.Update(tickMsg{at: r.m.wakeAt})
	r.m = next.(Model)
	return r.m.View()
}

func BenchmarkSecond(b *testing.B) {
	for _, countdowns := range []int{1, 20} {
		b.Run(fmt.Sprint(countdowns), func(b *testing.B) {
			r := costly(b, 3, countdowns)
			b.ReportAllocs()
			for b.Loop() {
				r.second()
			}
		})
	}
}

func BenchmarkKeyOfRoot(b *testing.B) {
	for _, rows := range []int{100, 10_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			r := costly(b, rows, 1)
			r.send(tea.WindowSizeMsg{Width: 200, Height: 50})
			r.press("2")
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				next, _ := r.m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{rune("jjjk"[i%4])}})
				r.m = next.(Model)
				r.m.View()
			}
		})
	}
}
