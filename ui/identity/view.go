package identity

import (
	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/sheet"
)

const (
	label = "user id  "
	// inputWidth is the width of the field: a UUID and the cursor fit.
	inputWidth = 40
	// mostRows leave the screen below in sight.
	mostRows = 8
)

// The columns of the users.
const (
	columnName = iota
	columnEmail
	columnID
)

// Over draws the question over the lowest rows of the screen's frame.
func (m Model) Over(f scene.Frame, s scene.Scene) scene.Frame {
	f.Body = sheet.Over(f.Body, s.Width, f.Split, "Who are you?", m.lines(s), s.Theme)
	f.Position, f.Quiet = "", true
	f.Status = m.statusLine(s)
	f.Keys = []action.Hint{{Action: action.New("enter", "enter", "that is me", "Take the marked user", nil)}}
	if len(s.Directory.Users()) > 0 {
		f.Keys = append(f.Keys, action.Hint{Action: action.New("down", "up down", "choose", "Choose a user", nil)})
	}
	f.Back = []action.Hint{{Action: action.New("esc", "esc", "not now", "Close the question", nil)}}
	return f
}

func (m Model) statusLine(s scene.Scene) string {
	if m.mistake != "" {
		return s.Theme.Page.WarnStrong.On(m.mistake)
	}
	if len(s.Directory.Users()) > 0 {
		return s.Theme.Page.Muted.On("Type your user id, or some of your name or e-mail.")
	}
	return s.Theme.Page.Muted.On("Your user id stands in the Vultr console, under Users.")
}

// lines are the reason, the field, the users and the way to say it for good.
func (m Model) lines(s scene.Scene) []string {
	choices := m.choices(s)
	window, at := m.window(choices, s), m.at(choices)
	lines := m.head(at < 0, s)
	first, end := window.Window()
	spans := list.Layout(columns(), 2, s.Width-4)
	for i := first; i < end; i++ {
		lines = append(lines, choices[i].line(i == at, spans, s))
	}
	for i := end - first; i < m.listHeight(s); i++ {
		lines = append(lines, "")
	}
	return append(lines, m.foot(s)...)
}

// head is the reason and the field. The mark stands at what enter takes: at
// the field while no choice is marked.
func (m Model) head(marked bool, s scene.Scene) []string {
	t := s.Theme
	lead := "  "
	if marked {
		lead = t.Page.Accent.On(t.Glyphs.Mark) + " "
	}
	var lines []string
	for _, l := range line.Wrap(m.reason, s.Width-4) {
		lines = append(lines, "  "+t.Page.Text.On(l))
	}
	width := max(1, min(inputWidth, s.Width-4-line.Width(label)))
	return append(lines, lead+t.Page.Strong.On(label)+m.input.View(width, true, t.Selected, t))
}

func (m Model) foot(s scene.Scene) []string {
	text := "To say it for good, start actas with --user-id or set ACTAS_USER_ID."
	var lines []string
	for _, l := range line.Wrap(text, s.Width-4) {
		lines = append(lines, "  "+s.Theme.Page.Muted.On(l))
	}
	return lines
}

// listHeight is the height kept for the choices. It does not change while
// something is typed.
func (m Model) listHeight(s scene.Scene) int {
	all := len(s.Directory.Users())
	if all == 0 {
		return 0
	}
	room := s.Height - 1 - len(m.head(false, s)) - len(m.foot(s))
	// One row more for the id as it was typed.
	return max(1, min(all+1, mostRows, room))
}

// rows is how many of n choices are in sight.
func (m Model) rows(n int, s scene.Scene) int { return min(n, m.listHeight(s)) }

func columns() []list.Column {
	return []list.Column{
		columnName:  {Min: 16, Max: 28},
		columnEmail: {Min: 20, Max: 36, Drop: 2},
		columnID:    {Min: 12, Max: 36},
	}
}

func (c choice) line(marked bool, spans []list.Span, s scene.Scene) string {
	r := list.NewRow(s.Theme, marked)
	name := r.Pens.Text
	if marked {
		name = r.Pens.Strong
	}
	if c.typed {
		whole := list.Span{Start: 2, Width: max(0, s.Width-4)}
		r.Cell(whole, "the user id "+c.id+", as typed", name)
		return r.Line(s.Width)
	}
	r.Cell(spans[columnName], c.user.DisplayName(), name)
	r.Cell(spans[columnEmail], c.user.Email, r.Pens.Muted)
	r.Cell(spans[columnID], c.user.ID, r.Pens.Muted)
	return r.Line(s.Width)
}
