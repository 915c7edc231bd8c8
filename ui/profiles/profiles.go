// Package profiles is the sheet that lists the profiles of the configuration and
// takes the one to go on with.
package profiles

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/sheet"
)

type (
	// ChosenMsg asks the root to go on with a profile.
	ChosenMsg struct{ Name string }
	// CloseMsg closes the sheet.
	CloseMsg struct{}
)

// Model is the sheet. Make one with New.
type Model struct {
	names   []string
	current string
	// note is what going on with another would leave behind; empty for nothing.
	note  string
	at    int
	moves list.KeyMap
}

// New offers profiles, one at least. The one that holds is marked; empty for none
// of them. note says what going on with another would leave behind.
func New(names []string, current, note string) *Model {
	return &Model{names: names, current: current, note: note, at: max(0, slices.Index(names, current)), moves: list.DefaultKeyMap()}
}

// Update acts on a key.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	key, ok := msg.(tea.KeyMsg)
	if !ok || key.Paste {
		return m, nil
	}
	switch key.String() {
	case "esc":
		return m, func() tea.Msg { return CloseMsg{} }
	case "enter":
		name := m.names[m.at]
		if name == m.current {
			return m, func() tea.Msg { return CloseMsg{} }
		}
		return m, func() tea.Msg { return ChosenMsg{Name: name} }
	}
	if step, ok := m.moves.Step(key, len(m.names), len(m.names)); ok {
		m.at = min(max(0, m.at+step), len(m.names)-1)
	}
	return m, nil
}

// mostRows is how many profiles are in sight at once.
const mostRows = 8

// Over draws the sheet over the lowest rows of the screen's frame.
func (m Model) Over(f scene.Frame, s scene.Scene) scene.Frame {
	height := max(1, min(len(m.names), mostRows, s.Height-1))
	first := max(0, m.at-height+1)
	lines := make([]string, 0, height)
	for i := first; i < first+height; i++ {
		lines = append(lines, m.row(i, s))
	}
	f.Body = sheet.Over(f.Body, s.Width, f.Split, "Go on with another profile", lines, s.Theme)
	f.Position, f.Quiet = "", true
	f.Status = s.Theme.Page.Muted.On(line.Fit(m.note, max(0, s.Width-4), s.Theme.Glyphs))
	f.Keys = []action.Hint{{Action: action.New("enter", "enter", "go on with it", "Go on with the selected profile", nil)}}
	f.Back = []action.Hint{{Action: action.New("esc", "esc", "back", "Close the sheet", nil)}}
	return f
}

func columns() []list.Column {
	return []list.Column{{Min: 12, Max: 1000}, {Min: 8, Max: 8, Drop: 1}}
}

func (m Model) row(i int, s scene.Scene) string {
	spans := list.Layout(columns(), 2, s.Width-4)
	r := list.NewRow(s.Theme, i == m.at)
	pen, tag := r.Pens.Text, ""
	if i == m.at {
		pen = r.Pens.Strong
	}
	if m.names[i] == m.current {
		tag = "in use"
	}
	r.Cell(spans[0], m.names[i], pen)
	r.Cell(spans[1], tag, r.Pens.Muted)
	return r.Line(s.Width)
}
