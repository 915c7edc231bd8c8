package trusts

import (
	"cmp"
	"fmt"

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
		columnEntity:   {Title: "TRUSTED ENTITY", Min: 17, Max: 28},
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
	if len(m.rows.trusts) == 0 {
		f.Split = 0
		f.Body = m.empty(s)
		return f
	}
	if m.browse.Shown() == 0 {
		f.Split = 0
		f.Body = m.browse.Nothing("trust", s)
	} else {
		f.Body = m.panes(s)
		f.Position = fmt.Sprintf("%d of %d", m.browse.At(), m.browse.Shown())
	}
	f.Summary = fmt.Sprintf("%d trusts, %s", len(m.rows.trusts), sortedBy[m.browse.Sort()])
	f.Status = s.Theme.Page.Muted.On("Times are UTC unless a zone is named.")
	if s.Loading.Active {
		f.Status = s.Theme.Page.Muted.On(browse.Reading(s))
	}
	m.browse.Decorate(&f, s)
	return f
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
	t := m.rows.trusts[row]
	r := list.NewRow(s.Theme, selected)
	role := r.Pens.Text
	if selected {
		role = r.Pens.Strong
	}
	r.Cell(spans[columnRole], m.rows.role[row], role)
	r.Cell(spans[columnEntity], m.rows.entity[row], r.Pens.Muted)
	r.Painted(spans[columnAccess], words.PaintVerdictShort(s.TrustVerdict(t), s.Now.Wall, r.Pens))
	r.Cell(spans[columnSchedule], words.ScheduleShort(t.Schedule, s.Theme.Glyphs), r.Pens.Muted)
	r.Cell(spans[columnEnd], validUntil(t), r.Pens.Muted)
	return r.Line(width)
}

// empty says that trusts are being read, or that there are none, or why not.
func (m Model) empty(s scene.Scene) []string {
	t := s.Theme
	lines := []string{"", "", "", ""}
	add := func(painted string) { lines = append(lines, "      "+painted) }
	switch {
	case s.Loading.Active && !s.Loading.Trusts.Done:
		add(t.Page.Text.On("Reading roles and trusts from " + s.Endpoint))
		add(t.Page.Muted.On(browse.Reading(s)))
	case s.Failed["role trusts"] != "":
		add(t.Page.Strong.On("The role trusts could not be read."))
		lines = append(lines, "")
		for _, l := range line.Wrap(s.Failed["role trusts"], max(10, s.Width-12)) {
			add(t.Page.Warn.On(l))
		}
		lines = append(lines, "")
		add(t.Page.AccentStrong.On("ctrl+r") + "  " + t.Page.Text.On("read again"))
	default:
		add(t.Page.Strong.On("This organisation has no role trusts."))
	}
	return browse.Fill(lines, s.Height, s.Width)
}

// roleOf is the name of a trust's role.
func roleOf(s scene.Scene, id, name string) string { return cmp.Or(name, s.RoleName(id)) }
