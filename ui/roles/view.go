package roles

import (
	"fmt"
	"strings"

	"actas/model"
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

// roomForVerdicts is the width from which verdicts have the room that they need;
// below it names need it more.
const roomForVerdicts = 63

func columns(width int, split bool) []list.Column {
	access := words.LeastVerdictWidth
	if width >= roomForVerdicts {
		access = words.VerdictWidth
	}
	c := []list.Column{
		columnName:   {Title: "ROLE", Min: 15, Max: 44},
		columnAccess: {Title: "ACCESS", Min: access, Max: access},
		columnMax:    {Title: "MAX", Min: 4, Max: 6, Right: true},
		columnTrusts: {Title: "TRUSTS", Min: 6, Max: 6, Right: true, Drop: 1},
	}
	if split {
		return c[:columnTrusts]
	}
	return c
}

// View draws the screen.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{Keys: browse.Hints(m.here(s), func(a action.Action) string { return m.Blocked(a.Intent, s) })}
	if len(m.rows.roles) == 0 && s.Storage && !s.Loading.Active {
		f.Body = noneNamed(s)
		return f
	}
	if len(m.rows.roles) == 0 {
		f.Body = browse.Unread("roles", s.Loading.Roles, s)
		return f
	}
	m.browse.Draw(&f, m.look(s), s)
	f.Summary = m.summary(s)
	f.Status = openStatus(s)
	if s.Loading.Active {
		f.Status = s.Theme.Page.Muted.On(browse.Reading(s))
	}
	m.browse.Decorate(&f, s)
	return f
}

// summary counts the roles, and those that can be assumed once they are gathered.
func (m Model) summary(s scene.Scene) string {
	switch {
	case s.Storage:
		return fmt.Sprintf("%d of the profile, by name", len(m.rows.roles))
	case m.rows.bare():
		return words.Count(len(m.rows.roles)) + " roles"
	}
	return words.Of(m.rows.assumable, len(m.rows.roles)) + " assumable, " + sortedBy[m.browse.Sort()]
}

func (m Model) look(s scene.Scene) browse.Screen {
	if s.Storage {
		return m.lookStorage(s)
	}
	return browse.Screen{
		What:    "role",
		Columns: func(width int) []list.Column { return columns(width, s.Split()) },
		Sorted:  sortedColumn[m.browse.Sort()],
		Row:     func(row int, spans []list.Span, r *list.Row) { m.row(s, row, spans, r) },
		Detail:  func(width int) []string { return m.detailLines(s, width) },
	}
}

// openStatus says what is open to me beside what I may do anyway.
func openStatus(s scene.Scene) string {
	const own = "Your own permissions, no role: "
	if s.Storage {
		return s.Theme.Page.Muted.On(s.Open)
	}
	switch short, _, cut := strings.Cut(s.Open, ","); {
	case cut && line.Width(s.Open) > s.Width-4:
		return s.Theme.Page.Text.On(short + ".")
	case line.Width(own+s.Open) > s.Width-4:
		return s.Theme.Page.Text.On(s.Open)
	}
	return s.Theme.Page.Muted.On(own) + s.Theme.Page.Text.On(s.Open)
}

// name is the ROLE cell, with a star beside the cursor for a favourite.
func (m Model) name(s scene.Scene, role model.Role, span list.Span, r *list.Row) {
	if s.Favourites[role.ID] {
		r.Cell(list.Span{Start: 1, Width: 1}, s.Theme.Glyphs.Star, r.Pens.Accent)
	}
	pen := r.Pens.Text
	if r.Selected {
		pen = r.Pens.Strong
	}
	r.Cell(span, shownName(role), pen)
}

func (m Model) row(s scene.Scene, row int, spans []list.Span, r *list.Row) {
	role := m.rows.roles[row]
	m.name(s, role, spans[columnName], r)
	v := s.RoleVerdict(role)
	switch {
	case role.Type.Assignable():
		r.Cell(spans[columnAccess], "assignable", r.Pens.Muted)
	case !s.Loading.Trusts.Done:
		r.Cell(spans[columnAccess], "reading its trusts", r.Pens.Muted)
	default:
		r.Painted(spans[columnAccess], words.PaintVerdictIn(v, s.Now.Wall, spans[columnAccess].Width, r.Pens))
	}
	r.Right(spans[columnMax], longest(role), r.Pens.Muted)
	if len(spans) > columnTrusts && s.Loading.Trusts.Done && s.TrustsKnown() {
		r.Right(spans[columnTrusts], fmt.Sprint(s.Directory.CountTrustsOf(role.ID)), r.Pens.Muted)
	}
}
