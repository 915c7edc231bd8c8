package browse_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/browse"
	"actas/ui/scene"
)

// keyed hands a place a key, and tells whether its detail was laid out for it.
// The detail has 20 lines.
func keyed(p *place, msg tea.KeyMsg) (laidOut bool) {
	var cmd tea.Cmd
	p.Model, cmd = p.Key(msg, p.rows, p.s, func(scene.Scene, int) []string {
		laidOut = true
		return make([]string, 20)
	})
	p.answer(cmd)
	return laidOut
}

// Laying a detail out costs more than a key may, so it is done only to scroll.
func TestAKeyGoesWhereThePersonIs(t *testing.T) {
	t.Parallel()
	down, end := tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyEnd}
	p := at(5, "a", "b", "c")
	if laidOut := keyed(p, down); laidOut || p.on() != "b" {
		t.Errorf("in the list: laid out %v, on %q", laidOut, p.on())
	}
	p.send(browse.OpenMsg{})
	if laidOut := keyed(p, end); !laidOut || p.Scroll() != 20-p.s.Height || p.on() != "b" {
		t.Errorf("in the detail: laid out %v, line %d, on %q", laidOut, p.Scroll(), p.on())
	}
	p.send(browse.FilterMsg{})
	if laidOut := keyed(p, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("c")}); laidOut || p.Filter().Query() != "c" || p.on() != "c" {
		t.Errorf("in the filter: laid out %v, query %q, on %q", laidOut, p.Filter().Query(), p.on())
	}
}
