package palette

import (
	"fmt"

	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/sheet"
)

const (
	// fewestRows stay to choose from in low windows, mostRows leave the screen
	// below in sight in high ones.
	fewestRows = 3
	mostRows   = 12
)

// The columns: the name has its reason behind it.
const (
	columnName = iota
	columnScreen
	columnKey
)

// Over draws the palette over the lowest rows of the screen's frame.
func (m Model) Over(f scene.Frame, s scene.Scene) scene.Frame {
	f.Body = sheet.Over(f.Body, s.Width, f.Split, "Commands", m.lines(s), s.Theme)
	f.Position, f.Quiet = "", true
	f.Status = m.statusLine(s)
	f.Keys = []action.Hint{
		{Action: action.New("enter", "enter", "run", "Run the selected command", nil)},
		{Action: action.New("down", "up down", "choose", "Choose a command", nil)},
	}
	f.Back = []action.Hint{{Action: action.New("esc", "esc", "back", "Close the palette", nil)}}
	return f
}

// rows is the height of the list. It does not change while something is typed,
// so that the sheet's edge stands still.
func (m Model) rows(s scene.Scene) int {
	room := min(max(fewestRows, s.Height/2), mostRows)
	return max(1, min(len(m.entries), room, s.Height-1))
}

func (m Model) lines(s scene.Scene) []string {
	height := m.rows(s)
	// The window may have changed since the last key.
	window := m.list
	window.SetHeight(height)
	lines := make([]string, 0, height)
	if len(m.shown) == 0 {
		lines = append(lines, "  "+s.Theme.Page.Text.On("No command matches."))
	}
	spans := list.Layout(columns(), 2, s.Width-4)
	first, end := window.Window()
	for i := first; i < end; i++ {
		lines = append(lines, m.row(m.entries[m.shown[i]], i == window.Cursor(), spans, s))
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// wholeName has room for nearly all names; the screen gives way to them.
const wholeName = 45

func columns() []list.Column {
	return []list.Column{
		columnName:   {Min: wholeName, Max: 1000},
		columnScreen: {Min: 10, Max: 10, Drop: 2},
		columnKey:    {Min: 9, Max: 9, Drop: 1},
	}
}

func (m Model) row(e Entry, selected bool, spans []list.Span, s scene.Scene) string {
	r := list.NewRow(s.Theme, selected)
	name, key, text := r.Pens.Text, r.Pens.Accent, e.Hint.Name
	if selected {
		name = r.Pens.Strong
	}
	if e.Hint.Blocked != "" {
		name, key = r.Pens.Muted, r.Pens.Muted
		text += ", " + e.Hint.Blocked
	}
	r.Cell(spans[columnName], text, name)
	r.Cell(spans[columnScreen], e.Screen, r.Pens.Muted)
	r.Right(spans[columnKey], e.Hint.Keys.Help().Key, key)
	return r.Line(s.Width)
}

// statusLine is the line that is typed in, and beside it how much matches or
// why the selected entry cannot run.
func (m Model) statusLine(s scene.Scene) string {
	page := s.Theme.Page
	note, pen := fmt.Sprintf("%d of %d", len(m.shown), len(m.entries)), page.Muted
	if m.refusal != "" {
		note, pen = "Not now: "+m.refusal, page.Warn
	}
	width := max(12, line.Width(m.input.Value())+4)
	// What is typed keeps a few columns beside a long note.
	width = min(width, max(12, s.Width-8-line.Width(note)))
	return page.AccentStrong.On(":") + " " + m.input.View(width, true, page, s.Theme) + "  " + pen.On(note)
}
