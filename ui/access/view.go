package access

import (
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/words"
)

const (
	columnWho = iota
	columnThrough
	columnAccess
	columnSchedule
	columnEnd
)

var sortedColumn = [orders]int{byAccess: columnAccess, byWho: columnWho, byThrough: columnThrough}

var sortedBy = [orders]string{byAccess: "open first", byWho: "by name", byThrough: "by trusted entity"}

func columns(split bool) []list.Column {
	c := []list.Column{
		columnWho:      {Title: "WHO", Min: 15, Max: 28},
		columnThrough:  {Title: "THROUGH", Min: 17, Max: 24, Drop: 1},
		columnAccess:   {Title: "ACCESS", Min: 17, Max: 18},
		columnSchedule: {Title: "WHEN", Min: 18, Max: 44, Drop: 2},
		columnEnd:      {Title: "VALID UNTIL", Min: 11, Max: 11, Drop: 3},
	}
	if split {
		// The schedule stands beside the list, in full.
		c[columnSchedule] = list.Column{}
	}
	return c
}

const (
	// titleHeight is the line with the role's name.
	titleHeight = 1
	// weekHeight is the week below a list: a ruler, seven days, the caption of now,
	// and one line above.
	weekHeight = 10
	// leastList is the list that must be left for the week to be drawn below it.
	leastList = 4
)

// weekBelow reports that the week stands below the list.
func weekBelow(s scene.Scene) bool {
	return !s.Split() && s.Height >= titleHeight+leastList+weekHeight
}

// listScene is the part of the page that the list has, with its detail beside it
// where the page is wide.
func listScene(s scene.Scene) scene.Scene {
	taken := titleHeight
	if weekBelow(s) {
		taken += weekHeight
	}
	s.Height = max(0, s.Height-taken)
	return s
}

// View draws the page.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{
		Keys: browse.Hints(m.actions, func(a action.Action) string { return m.Blocked(a.Intent, s) }),
	}
	role, _ := s.Directory.Role(m.roleID)
	if m.rows.Len() == 0 {
		f.Body = m.nobody(role, s)
		return f
	}
	inner := listScene(s)
	m.browse.Draw(&f, m.looks(s), inner)
	f.Body = append([]string{m.title(s)}, f.Body...)
	if weekBelow(s) {
		f.Body = append(f.Body, m.week(s)...)
	}
	f.Body = browse.Fill(f.Body, s.Height, s.Width)
	f.Summary = m.rows.counts() + ", " + sortedBy[m.browse.Sort()]
	f.Status = m.legend(s)
	f.Yields = !m.Captures()
	m.browse.Decorate(&f, s)
	return f
}

func (m Model) looks(s scene.Scene) browse.Screen {
	return browse.Screen{
		What:    "holder",
		Columns: func(int) []list.Column { return columns(s.Split()) },
		Sorted:  sortedColumn[m.browse.Sort()],
		Row:     func(row int, spans []list.Span, r *list.Row) { m.row(s, row, spans, r) },
		Detail:  func(width int) []string { return m.detailLines(s, width) },
	}
}

func (m Model) row(s scene.Scene, row int, spans []list.Span, r *list.Row) {
	t := m.rows.holders[row].Trust
	name := r.Pens.Text
	if r.Selected {
		name = r.Pens.Strong
	}
	r.Cell(spans[columnWho], m.rows.who[row], name)
	r.Cell(spans[columnThrough], m.rows.through[row], r.Pens.Muted)
	r.Painted(spans[columnAccess], words.PaintVerdictShort(m.rows.verdicts[row], s.Now.Wall, r.Pens))
	r.Cell(spans[columnSchedule], words.ScheduleIn(t.Schedule, s.Theme.Glyphs, spans[columnSchedule].Width, s.Now.Wall), r.Pens.Muted)
	r.Cell(spans[columnEnd], words.ValidUntil(t), r.Pens.Muted)
}

// title names the role, and counts who can assume it.
func (m Model) title(s scene.Scene) string {
	page, g := s.Theme.Page, s.Theme.Glyphs
	width := s.Width
	if s.Split() {
		width = s.DividerAt()
	}
	name := page.Muted.On("who can assume ") + page.Strong.On(s.RoleName(m.roleID))
	told := "  " + line.FitPainted(name, min(ansi.StringWidth(name), max(0, width-4)), g)
	if counts := page.Muted.On(m.rows.counts()); ansi.StringWidth(told)+ansi.StringWidth(counts)+4 <= width {
		told = line.Join(told, counts+"  ", width)
	}
	told = line.FitPainted(told, width, g)
	if s.Split() {
		told += page.Rule.On(g.Vertical)
	}
	return told
}

// legend says whose windows are thick, and in which zone the hours are.
func (m Model) legend(s scene.Scene) string {
	page, g := s.Theme.Page, s.Theme.Glyphs
	row, ok := m.browse.Selected()
	if !ok || !weekBelow(s) && !s.Split() {
		return page.Muted.On("Times are UTC unless a zone is named.")
	}
	who := m.rows.who[row]
	if mine(s, m.rows.holders[row]) {
		who = "you"
	}
	return page.OK.On(g.OpenNow+g.OpenNow) + page.Text.On(" "+who) + page.Fill.On("  "+g.OpenOther+g.OpenOther) + page.Text.On(" everyone") +
		page.Muted.On("   week in "+m.zoneName(s))
}

// zone is the zone that the week is drawn in.
func (m Model) zone(s scene.Scene) *time.Location {
	if m.utc {
		return time.UTC
	}
	return s.Local
}

func (m Model) zoneName(s scene.Scene) string {
	if m.utc {
		return "UTC"
	}
	return words.OwnZone(s.Local)
}

// nobody is the body where no trust lets anybody in, or none is known.
func (m Model) nobody(role model.Role, s scene.Scene) []string {
	if !s.Loading.Trusts.Done || !s.TrustsKnown() {
		return browse.Unread("role trusts", s.Loading.Trusts, s)
	}
	page := s.Theme.Page
	why := "No trust of it names anybody."
	if role.Type.Assignable() {
		why = "It is assignable: held by whom it is given to, not assumed."
	}
	return browse.Fill([]string{
		m.title(s), "", "", "      " + page.Strong.On("Nobody can assume this role."), "      " + page.Muted.On(why),
	}, s.Height, s.Width)
}
