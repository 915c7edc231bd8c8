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
