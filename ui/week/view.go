package week

import (
	"maps"
	"slices"
	"strings"
	"time"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/words"
)

const (
	margin = 2
	// leastName and mostName are the widths of the roles' names, gap the space
	// between them and the timeline.
	leastName, mostName, gap = 12, 30, 2
	// wordLines are the lines below the timeline: what is selected, in words.
	wordLines = 6
	// leastRows is what must be left of the roles for the words to be drawn.
	leastRows = 3
)

// layout is how the page divides its room.
type layout struct {
	// rows, name and width are the room of the roles: lines, and columns of the
	// name and of the timeline.
	rows, name, width int
	// words is how many lines the words have.
	words int
}

func (m Model) layout(s scene.Scene) layout {
	l := layout{words: wordLines}
	// The ruler and the caption of now.
	l.rows = s.Height - 2 - l.words
	if l.rows < leastRows {
		l.words = 0
		l.rows = s.Height - 2
	}
	l.rows = max(0, l.rows)
	room := max(0, s.Width-2*margin)
	l.width = max(daysShown, room-leastName-gap)
	for _, hours := range scales {
		if columns := daysShown * 24 / hours; columns <= l.width {
			l.width = columns
			break
		}
	}
	l.name = max(0, min(mostName, room-gap-l.width))
	return l
}

// zone is the zone that the week is drawn in, and its name.
func (m Model) zone(s scene.Scene) (*time.Location, string) {
	if m.utc {
		return time.UTC, "UTC"
	}
	return s.Local, words.OwnZone(s.Local)
}

// View draws the page.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{Keys: m.hints(s), Yields: true}
	if len(m.rows) == 0 {
		f.Body = m.nothing(s)
		return f
	}
	l := m.layout(s)
	zone, _ := m.zone(s)
	t := newTimeline(s.Now.Wall, zone, l.width)
	lines := []string{m.ruler(t, l, s)}
	first, end := m.list.Window()
	for i := first; i < min(end, len(m.rows)); i++ {
		lines = append(lines, m.line(i, t, l, s))
	}
	lines = append(lines, line.Pad(margin+l.name+gap)+t.caption(s))
	if l.words > 0 {
		lines = append(lines, m.words(t, l, s)...)
	}
	f.Body = browse.Fill(lines, s.Height, s.Width)
	f.Position = words.Of(m.list.Cursor()+1, len(m.rows))
	f.Beyond = end-first < len(m.rows)
	f.Summary = m.summary()
	f.Status = m.legend(s)
	return f
}

func (m Model) summary() string {
	open := 0
	for _, r := range m.rows {
		if r.verdict.State == model.VerdictOpen {
			open++
		}
	}
	return "my week: " + words.Count(len(m.rows)) + " roles, " + words.Count(open) + " open now"
}

// legend says what the signs mean and in which zone the days are.
func (m Model) legend(s scene.Scene) string {
	page, g := s.Theme.Page, s.Theme.Glyphs
	_, zone := m.zone(s)
	return page.OK.On(g.OpenNow+g.OpenNow) + page.Text.On(" session  ") + page.Fill.On(g.OpenOther+g.OpenOther) + page.Text.On(" open  ") +
		page.Fill.On(g.Dash) + page.Text.On(" in part") + page.Muted.On("   "+zone)
}

// ruler says the scale over the names, and the days over the columns.
func (m Model) ruler(t timeline, l layout, s scene.Scene) string {
	scale := line.Fit(t.scale(), l.name, s.Theme.Glyphs)
	return line.Pad(margin) + s.Theme.Page.Muted.On(scale) + line.Pad(gap) + t.ruler(s.Theme.Page)
}

// line draws one role.
func (m Model) line(i int, t timeline, l layout, s scene.Scene) string {
	r := m.rows[i]
	out := list.NewRow(s.Theme, i == m.list.Cursor())
	name := out.Pens.Text
	if out.Selected {
		name = out.Pens.Strong
	}
	if r.favourite {
		out.Cell(list.Span{Start: 1, Width: 1}, s.Theme.Glyphs.Star, out.Pens.Accent)
	}
	out.Cell(list.Span{Start: margin, Width: l.name}, r.name, name)
	windows := m.windows(r, t.bounds[0], t.bounds[t.columns()], s)
	out.Painted(list.Span{Start: margin + l.name + gap, Width: t.columns()}, t.draw(windows, sessionWindows(r, s), out.Pens, s.Theme.Glyphs))
	return out.Line(s.Width)
}

// windows are those in which I can assume a role.
func (m Model) windows(r row, from, to time.Time, s scene.Scene) []model.Window {
	return model.RoleWindows(s.Directory.TrustsOf(r.role.ID), s.Caller, s.Now.Wall, from, to)
}

// sessionWindows are the lives of the sessions on a role, from their begin where
// that is known.
func sessionWindows(r row, s scene.Scene) []model.Window {
	var all []model.Window
	for _, l := range r.sessions {
		from := s.Now.Wall
		if !l.Assumed.IsZero() && l.Assumed.Before(from) {
			from = l.Assumed
		}
		all = append(all, model.Window{From: from, To: l.Countdown.EndsAt(s.Now)})
	}
	return all
}

// nothing is the body where no role can be assumed within the week.
func (m Model) nothing(s scene.Scene) []string {
	if !s.Loading.Trusts.Done || !s.TrustsKnown() {
		return browse.Unread("role trusts", s.Loading.Trusts, s)
	}
	page := s.Theme.Page
	lines := []string{"", "", "", "", "      " + page.Strong.On("No role is open to you within a week."), ""}
	for _, l := range m.others(s.Width - 12) {
		lines = append(lines, "      "+page.Muted.On(l))
	}
	return browse.Fill(lines, s.Height, s.Width)
}

// mostNamed is how many roles are named that are not on the timeline.
const mostNamed = 4

// others names the roles that are not on the timeline.
func (m Model) others(width int) []string {
	var out []string
	for _, why := range slices.Sorted(maps.Keys(m.leftOut)) {
		names, more := m.leftOut[why], ""
		if n := len(names); n > mostNamed {
			names, more = names[:mostNamed], " and "+words.Count(n-mostNamed)+" more"
		}
		out = append(out, line.Wrap(why+": "+strings.Join(names, ", ")+more+".", max(1, width))...)
	}
	return out
}
