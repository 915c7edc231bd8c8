// Package help is the screen of all keys, made from the actions that handle
// them, and of the signs that the other screens draw.
package help

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/list"
	"actas/ui/scene"
)

// Group is a titled list of keys, as "SESSIONS".
type Group struct {
	Title string
	// Hints are the keys; those that show no key are left out.
	Hints []action.Hint
}

// Model is the screen. Make one with New.
type Model struct {
	groups []Group
	moves  list.KeyMap
	// top is the first line in sight.
	top int
}

// New makes the screen of groups, which stand in their order; the signs follow
// them.
func New(groups []Group) *Model {
	return &Model{groups: groups, moves: list.DefaultKeyMap()}
}

// Update scrolls where the keys do not fit; closed is set when the person has
// seen enough.
func (m Model) Update(msg tea.KeyMsg, s scene.Scene) (next Model, closed bool) {
	if msg.Paste {
		return m, false
	}
	switch msg.String() {
	case "esc", "?", "q":
		return m, true
	}
	lines := len(m.lines(s))
	if step, ok := m.moves.Step(msg, lines, s.Height); ok {
		m.top = within(m.top+step, lines, s.Height)
	}
	return m, false
}

// View draws the screen.
func (m Model) View(s scene.Scene) scene.Frame {
	t := s.Theme
	lines := m.lines(s)
	f := scene.Frame{
		Body:   make([]string, 0, max(0, s.Height)),
		Status: t.Page.Muted.On("A grey key can do nothing now; the reason is beside it."),
		Back:   []action.Hint{{Action: action.New("esc", "esc", "back", "Close the keys", nil)}},
	}
	top := within(m.top, len(lines), s.Height)
	end := min(len(lines), top+max(0, s.Height))
	f.Body = append(f.Body, lines[top:end]...)
	for len(f.Body) < s.Height {
		f.Body = append(f.Body, blank(s.Width))
	}
	if s.Height > 0 && len(lines) > s.Height {
		f.Position = fmt.Sprintf("%d%s%d of %d", top+1, t.Glyphs.Dash, end, len(lines))
		f.Beyond = true
		f.Keys = []action.Hint{{Action: action.New("j", "j k", "scroll", "Scroll", nil)}}
	}
	return f
}

// within keeps the first line in sight where the last screenful begins at most.
func within(top, lines, height int) int {
	return max(0, min(top, lines-max(0, height)))
}
