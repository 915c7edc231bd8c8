package trusts

import (
	"cmp"

	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/words"
)

const (
	columnRole = iota
	columnEntity
	columnAccess
	columnSchedule
	columnEnd
)

var sortedColumn = [orders]int{byAccess: columnAccess, byRole: columnRole, byEntity: columnEntity, byEnd: columnEnd}

var sortedBy = [orders]string{byAccess: "open first", byRole: "by role", byEntity: "by entity", byEnd: "soonest to lapse first"}

func columns(split bool) []list.Column {
	c := []list.Column{
		columnRole:     {Title: "ROLE", Min: 15, Max: 30},
		columnEntity:   {Title: "TRUSTED ENTITY", Min: 17, Max: 28, Drop: 1},
		columnAccess:   {Title: "ACCESS", Min: 17, Max: 18},
		columnSchedule: {Title: "SCHEDULE", Min: 18, Max: 44, Drop: 2},
		columnEnd:      {Title: "VALID UNTIL", Min: 11, Max: 11, Drop: 3},
	}
	if split {
		// The schedule stands beside the list, in full.
		c[columnSchedule] = list.Column{}
	}
	return c
}

// lookColumns are those of the list of what is worth a look: the reason stands
// in the place of the verdict and the schedule.
func lookColumns() []list.Column {
	return []list.Column{
		columnRole:   {Title: "ROLE", Min: 15, Max: 20},
		columnEntity: {Title: "TRUSTED ENTITY", Min: 17, Max: 20, Drop: 1},
		columnAccess: {Title: "WORTH A LOOK", Min: 20, Max: 60},
		// The others have no place.
		columnSchedule: {}, columnEnd: {},
	}
}

// View draws the screen.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{Keys: browse.Hints(m.actions, func(a action.Action) string { return m.Blocked(a.Intent, s) })}
	switch {
	case s.Storage:
		// No key does anything here but those of every screen.
		return scene.Frame{Body: noTrusts(s)}
	case m.asks():
		m.drawAsking(&f, s)
		return f
	case m.rows.Len() == 0:
		f.Body = m.none(s)
		return f
	}
	m.browse.Draw(&f, m.look(s), s)
	f.Summary = m.summary()
	f.Status = s.Theme.Page.Muted.On("Times are UTC unless a zone is named.")
	if s.Loading.Active {
		f.Status = s.Theme.Page.Muted.On(browse.Reading(s))
	}
	if m.narrowed() {
		f.Summary = words.Of(m.rows.Len(), len(s.Directory.Trusts())) + " trusts"
		f.Status = m.narrowedTo(s)
	}
	m.browse.Decorate(&f, s)
	return f
}

// none is the body where there is nothing to list.
func (m Model) none(s scene.Scene) []string {
	page := s.Theme.Page
	switch {
	case len(s.Directory.Trusts()) == 0 || !m.narrowed():
		return browse.Unread("role trusts", s.Loading.Trusts, s)
	case m.worth && m.findings.marks == nil:
		return browse.Fill([]string{"", "", "      " + page.Strong.On("The trusts are being looked at.") + page.Muted.On(" esc shows all.")}, s.Height, s.Width)
	case m.worth:
		return browse.Fill([]string{"", "", "      " + page.Strong.On("No trust is worth a look any more.") + page.Muted.On(" esc shows all.")}, s.Height, s.Width)
	}
	return browse.Fill([]string{"", "", "", "",
		"      " + page.Strong.On(line.Fit("No trust names "+m.only.Name+".", max(0, s.Width-12), s.Theme.Glyphs)), "",
		"      " + page.AccentStrong.On("n") + "    " + page.Text.On("make one"),
		"      " + page.AccentStrong.On("esc") + "  " + page.Text.On("show all trusts"),
	}, s.Height, s.Width)
}

// noTrusts says where trusts are that are not told, and which key leads on.
func noTrusts(s scene.Scene) []string {
	page := s.Theme.Page
	lines := []string{"", "", "", "", "      " + page.Strong.On("The object storage tells no role trusts."), ""}
	for _, l := range line.Wrap("Who may assume its roles stands in the roles themselves, and its administrators see to it.", max(10, s.Width-12)) {
		lines = append(lines, "      "+page.Text.On(l))
	}
	lines = append(lines, "", "      "+page.AccentStrong.On("2")+"  "+page.Text.On("see the roles"))
	return browse.Fill(lines, s.Height, s.Width)
}

// summary counts the trusts, and those that are worth a look once they are gathered.
func (m Model) summary() string {
	told := words.Count(m.rows.Len()) + " trusts"
	if m.rows.bare() {
		return told
	}
	told += ", "
	if m.rows.found > 0 {
		told += words.Count(m.rows.found) + " worth a look, "
	}
	return told + sortedBy[m.browse.Sort()]
}

// narrowedTo says which trusts alone are shown.
func (m Model) narrowedTo(s scene.Scene) string {
	told := "The trusts"
	if m.worth {
		told = "Trusts worth a look"
	}
	if m.only != nil {
		told += " of " + m.only.Name
	}
	if m.worth && m.browse.Sort() == byAccess {
		told += ", the gravest first"
	}
	return s.Theme.Page.Text.On(told+". ") + s.Theme.Page.Muted.On("esc shows all.")
}

func (m Model) look(s scene.Scene) browse.Screen {
	return browse.Screen{
		What:    "trust",
		Columns: func(int) []list.Column { return m.columns(s.Split()) },
		Sorted:  sortedColumn[m.browse.Sort()],
		Row:     func(row int, spans []list.Span, r *list.Row) { m.row(s, row, spans, r) },
		Detail:  func(width int) []string { return m.detailLines(s, width) },
	}
}

func (m Model) columns(split bool) []list.Column {
	if m.worth {
		return lookColumns()
	}
	return columns(split)
}

func (m Model) row(s scene.Scene, row int, spans []list.Span, r *list.Row) {
	t := *m.rows.trust(row)
	role := r.Pens.Text
	if r.Selected {
		role = r.Pens.Strong
	}
	r.Cell(spans[columnRole], roleOf(s, t.RoleID, t.RoleName), role)
	r.Cell(spans[columnEntity], s.Directory.EntityName(t.Entity), r.Pens.Muted)
	if m.worth {
		r.Painted(spans[columnAccess], paintFindings(m.rows.in.marks.Of(m.rows.place(row)), s, spans[columnAccess].Width, r.Pens))
		return
	}
	r.Painted(spans[columnAccess], words.PaintVerdictShort(s.TrustVerdict(t), s.Now.Wall, r.Pens))
	r.Cell(spans[columnSchedule], words.ScheduleIn(t.Schedule, s.Theme.Glyphs, spans[columnSchedule].Width, s.Now.Wall), r.Pens.Muted)
	r.Cell(spans[columnEnd], words.ValidUntil(t), r.Pens.Muted)
}

// roleOf is the name of a trust's role.
func roleOf(s scene.Scene, id, name string) string { return cmp.Or(name, s.RoleName(id)) }
