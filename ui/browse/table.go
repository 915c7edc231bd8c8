package browse

import (
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/words"
)

// Screen is how a browsing screen looks: its columns, its rows, and the detail
// of the selected one.
type Screen struct {
	// What names one row, as in "role".
	What string
	// Columns are the columns of a list of some width; Sorted is the one that
	// the list is sorted by.
	Columns func(width int) []list.Column
	Sorted  int
	// Row draws one row into its spans.
	Row func(row int, spans []list.Span, r *list.Row)
	// Detail is the selected row's detail in lines of some width.
	Detail func(width int) []string
}

// Draw puts the list, the detail or both side by side on a frame, with the
// position of the cursor.
func (m Model) Draw(f *scene.Frame, look Screen, s scene.Scene) {
	if m.Shown() == 0 {
		f.Split = 0
		f.Body = m.nothing(look.What, s)
		return
	}
	f.Split = s.DividerAt()
	f.Position = words.Of(m.At(), m.Shown())
	switch {
	case s.Split():
		detail := look.Detail(scene.DetailWidth)
		f.Body = Beside(m.table(look, s, s.ListWidth(), 1), detail, m.scroll, s)
		f.Position += m.more(len(detail), s)
		f.Beyond = m.Shown() > listHeight(s) || len(detail) > s.Height
	case m.opened:
		detail := look.Detail(DetailWidth(s))
		f.Body = alone(detail, m.scroll, s)
		f.Position += m.more(len(detail), s)
		f.Beyond = len(detail) > s.Height
	default:
		f.Beyond = m.Shown() > listHeight(s)
		f.Body = m.table(look, s, s.Width, 2)
	}
}

// DrawAbove is Draw with the lowest rows left blank for a sheet: the selected row
// stays in sight above it.
func (m Model) DrawAbove(f *scene.Frame, look Screen, s scene.Scene, rows int) {
	above := s
	above.Height = max(0, s.Height-rows)
	m.Resize(above).Draw(f, look, above)
	f.Body = Fill(f.Body, s.Height, s.Width)
}

// more says that the detail goes on below the window.
func (m Model) more(lines int, s scene.Scene) string {
	if below := lines - s.Height - inReach(m.scroll, lines, s.Height); below > 0 {
		return ", " + words.MoreLines(below) + " below"
	}
	return ""
}

// DetailWidth is the width of the detail, beside the list or in its place.
func DetailWidth(s scene.Scene) int {
	if s.Split() {
		return scene.DetailWidth
	}
	return s.Width - 4
}

// listHeight is the number of rows in sight below the header.
func listHeight(s scene.Scene) int { return max(0, s.Height-1) }

// table draws the header and the rows in sight, with a margin at the right.
func (m Model) table(look Screen, s scene.Scene, width, margin int) []string {
	columns := look.Columns(width)
	spans := list.Layout(columns, 2, width-2-margin)
	out := make([]string, 0, s.Height)
	out = append(out, list.Header(columns, spans, look.Sorted, s.Theme, width))
	var r list.Row
	m.Visible(func(row int, selected bool) {
		r.Begin(s.Theme, selected)
		look.Row(row, spans, &r)
		out = append(out, r.Line(width))
	})
	return Fill(out, s.Height, width)
}

// Unread is the body of a screen without rows: its list is being read, or could
// not be read, or holds nothing. name is the list's name.
func Unread(name string, read scene.Count, s scene.Scene) []string {
	page := s.Theme.Page
	lines := []string{"", "", "", ""}
	add := func(painted string) { lines = append(lines, "      "+painted) }
	switch failed := s.Failed[name]; {
	case s.Loading.Active && !read.Done:
		add(page.Text.On(line.Fit("Reading roles and trusts from "+s.Endpoint, max(0, min(s.Width-12, 80)), s.Theme.Glyphs)))
		add(page.Muted.On(Reading(s)))
	case failed != "":
		add(page.Strong.On("The " + name + " could not be read."))
		lines = append(lines, "")
		for _, l := range line.Wrap(failed, max(10, s.Width-12)) {
			add(page.Warn.On(l))
		}
		lines = append(lines, "")
		add(page.AccentStrong.On("ctrl+r") + "  " + page.Text.On("read again"))
	default:
		add(page.Strong.On("This organisation has no " + name + "."))
	}
	return Fill(lines, s.Height, s.Width)
}
