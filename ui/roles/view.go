package roles

import (
	"fmt"

	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/words"
)

const (
	columnName = iota
	columnAccess
	columnMax
	columnTrusts
)

var sortedColumn = [orders]int{byAccess: columnAccess, byName: columnName, byLongest: columnMax}

var sortedBy = [orders]string{byAccess: "open first", byName: "by name", byLongest: "longest first"}

func columns(split bool) []list.Column {
	c := []list.Column{
		columnName:   {Title: "ROLE", Min: 15, Max: 44},
		columnAccess: {Title: "ACCESS", Min: 33, Max: 33},
		columnMax:    {Title: "MAX", Min: 4, Max: 6, Right: true},
		columnTrusts: {Title: "TRUSTS", Min: 6, Max: 6, Right: true, Drop: 1},
	}
	if split {
		return c[:columnTrusts]
	}
	return c
}

func (m Model) listHeight(s scene.Scene) int { return max(0, s.Height-1) }

func detailWidth(s scene.Scene) int {
	if s.Split() {
		return scene.DetailWidth
	}
	return s.Width - 4
}

// View draws the screen.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{Split: s.DividerAt()}
	f.Keys = browse.Hints(m.actions, func(a action.Action) string { return m.Blocked(a.Intent, s) })
	if len(m.rows.roles) == 0 {
		f.Split = 0
		f.Body = m.empty(s)
		return f
	}
	if m.browse.Shown() == 0 {
		f.Split = 0
		f.Body = m.browse.Nothing("role", s)
	} else {
		f.Body = m.panes(s)
		f.Position = fmt.Sprintf("%d of %d", m.browse.At(), m.browse.Shown())
	}
	f.Summary = fmt.Sprintf("%d of %d assumable, %s", m.rows.assumable, len(m.rows.roles), sortedBy[m.browse.Sort()])
	f.Status = openStatus(s)
	if s.Loading.Active {
		f.Status = s.Theme.Page.Muted.On(browse.Reading(s))
	}
	m.browse.Decorate(&f, s)
	return f
}

// openStatus says what is open to me beside what I may do anyway.
func openStatus(s scene.Scene) string {
	const own = "Your own permissions, no role: "
	if line.Width(own+s.Open) > s.Width-4 {
		return s.Theme.Page.Text.On(s.Open)
	}
	return s.Theme.Page.Muted.On(own) + s.Theme.Page.Text.On(s.Open)
}

func (m Model) panes(s scene.Scene) []string {
	if s.Split() {
		return browse.Beside(m.list(s, s.ListWidth()), m.detailLines(s, scene.DetailWidth), m.browse.Scroll(), s)
	}
	if m.browse.Opened() {
		return browse.Alone(m.detailLines(s, detailWidth(s)), m.browse.Scroll(), s)
	}
	return m.list(s, s.Width)
}

func (m Model) list(s scene.Scene, width int) []string {
	cols := columns(s.Split())
	margin := 2
	if s.Split() {
		margin = 1
	}
	spans := list.Layout(cols, 2, width-2-margin)
	out := make([]string, 0, s.Height)
	out = append(out, list.Header(cols, spans, sortedColumn[m.browse.Sort()], s.Theme, width))
	m.browse.Visible(func(row int, selected bool) {
		out = append(out, m.row(s, row, spans, selected, width))
	})
	return browse.Fill(out, s.Height, width)
}

func (m Model) row(s scene.Scene, row int, spans []list.Span, selected bool, width int) string {
	role := m.rows.roles[row]
	r := list.NewRow(s.Theme, selected)
	if s.Favourites[role.ID] {
		r.Cell(list.Span{Start: 1, Width: 1}, s.Theme.Glyphs.Star, r.Pens.Accent)
	}
	name := r.Pens.Text
	if selected {
		name = r.Pens.Strong
	}
	r.Cell(spans[columnName], shownName(role), name)
	v := s.RoleVerdict(role)
	switch {
	case role.Type.Assignable():
		r.Cell(spans[columnAccess], "assignable", r.Pens.Muted)
	case !s.Loading.Trusts.Done:
		r.Cell(spans[columnAccess], "reading its trusts", r.Pens.Muted)
	default:
		r.Painted(spans[columnAccess], words.PaintVerdict(v, s.Now.Wall, r.Pens))
	}
	longest := ""
	if role.MaxSession > 0 {
		longest = words.Length(role.MaxSession)
	}
	r.Right(spans[columnMax], longest, r.Pens.Muted)
	if len(spans) > columnTrusts && s.Loading.Trusts.Done {
		r.Right(spans[columnTrusts], fmt.Sprint(len(s.Directory.TrustsOf(role.ID))), r.Pens.Muted)
	}
	return r.Line(width)
}

// empty says that roles are being read, or that there are none, or why not.
func (m Model) empty(s scene.Scene) []string {
	t := s.Theme
	lines := []string{"", "", "", ""}
	add := func(painted string) { lines = append(lines, "      "+painted) }
	switch {
	case s.Loading.Active && !s.Loading.Roles.Done:
		add(t.Page.Text.On("Reading roles and trusts from " + s.Endpoint))
		add(t.Page.Muted.On(browse.Reading(s)))
	case s.Failed["roles"] != "":
		add(t.Page.Strong.On("The roles could not be read."))
		lines = append(lines, "")
		for _, l := range line.Wrap(s.Failed["roles"], max(10, s.Width-12)) {
			add(t.Page.Warn.On(l))
		}
		lines = append(lines, "")
		add(t.Page.AccentStrong.On("ctrl+r") + "  " + t.Page.Text.On("read again"))
	default:
		add(t.Page.Strong.On("This organisation has no roles."))
	}
	return browse.Fill(lines, s.Height, s.Width)
}
