package main

import (
	"testing"

	"actas/ui"
)

// TestReadOnlyDashboardSendsNoWrite presses every key that changes something, on
// every screen, against an API that would take it.
func TestReadOnlyDashboardSendsNoWrite(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{deps: func(d *ui.Deps) { d.Demo, d.ReadOnly = false, true }})
	for _, screen := range []struct{ tab, keys string }{{"1", "rRAxa"}, {"2", "an"}, {"3", "aneDu"}} {
		s.press(screen.tab)
		for _, key := range screen.keys {
			s.press(string(key))
			s.see("Read-only: nothing is changed from here.")
			s.press("enter", "esc", "y", "esc", screen.tab)
		}
	}
	s.press("2", "W", "a")
	s.see("Read-only: nothing is changed from here.")
	for _, r := range s.server.Requests() {
		if r.Method != "GET" {
			t.Errorf("%s %s was sent", r.Method, r.Path)
		}
	}
	if s.engine.Load() != nil {
		t.Error("the renewal engine runs")
	}
}

// TestProfilesOverAPage: the sheet lies over whatever is in front, and goes away
// without a trace.
func TestProfilesOverAPage(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{deps: threeProfiles})
	s.press("W", "P")
	s.see("3h a column", "Go on with another profile", "in use")
	s.press("esc")
	s.see("3h a column")
	s.lacks("Go on with another profile")
	for _, size := range [][2]int{{40, 10}, {20, 5}, {1, 1}, {0, 0}, {80, 24}} {
		s.press("P")
		s.resize(size[0], size[1])
		s.press("esc")
	}
	s.see("3h a column")
}
