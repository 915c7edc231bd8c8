package sessions

import (
	"cmp"
	"fmt"
	"time"

	"actas/model"
	"actas/theme"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/words"
)

// The columns, and which of them each sort order underlines.
const (
	columnName = iota
	columnRole
	columnUser
	columnAuth
	columnIP
	columnBar
	columnRemaining
	columnState
)

var sortedColumn = [orders]int{byEnd: columnRemaining, byName: columnName, byRole: columnRole}

// wideList is the width from which the list tells where a session comes from.
const wideList = 83

// columns are the list's columns. Digits are wider from two days on; columns
// that have nothing to show yet are left out on narrower screens, where the
// bar tells more.
func columns(r rows, width int) []list.Column {
	digits := 8
	for _, l := range r.live {
		digits = max(digits, len(words.Left(l.Countdown.Left(r.now.Boot))))
	}
	c := []list.Column{
		columnName:      {Title: "NAME", Min: 16, Max: 18},
		columnRole:      {Title: "ROLE", Min: 17, Max: 20},
		columnUser:      {},
		columnAuth:      {},
		columnIP:        {},
		columnBar:       {Min: 4, Max: 16, Drop: 1},
		columnRemaining: {Title: "REMAINING", Min: digits, Max: digits, Gap: 1, Right: true},
		columnState:     {Title: "STATE", Min: 10, Max: 10},
	}
	if width >= wideList {
		c[columnUser] = list.Column{Title: "USER", Min: 10, Max: 16, Drop: 2}
		c[columnAuth] = list.Column{Title: "AUTH", Min: 8, Max: 8, Drop: 3}
		c[columnIP] = list.Column{Title: "SOURCE IP", Min: 15, Max: 15, Drop: 4}
	}
	return c
}

// listHeight is the number of session rows in sight.
func (m Model) listHeight(s scene.Scene) int { return max(0, s.Height-1) }

// View draws the screen.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{Split: s.DividerAt(), Keys: m.hints(s)}
	switch {
	case m.asking != nil:
		f.Body = m.revokeSheet(m.panes(s), s)
		f.Keys, f.Back = revokeKeys(), []action.Hint{}
		f.Quiet = true
		return f
	case len(m.rows.live) == 0:
		f.Split = 0
		f.Body = m.empty(s)
		return f
	}
	if m.browse.Shown() == 0 {
		f.Split = 0
		f.Body = m.browse.Nothing("session", s)
	} else {
		f.Body = m.panes(s)
		f.Position = fmt.Sprintf("%d of %d", m.browse.At(), m.browse.Shown())
	}
	f.Summary = fmt.Sprintf("%d live, %s", s.Roster.Live(), [orders]string{"soonest end first", "by name", "by role"}[m.browse.Sort()])
	m.browse.Decorate(&f, s)
	return f
}

// panes draws the list, the detail, or both side by side.
func (m Model) panes(s scene.Scene) []string {
	if s.Split() {
		return browse.Beside(m.list(s, s.ListWidth()), m.detailLines(s, scene.DetailWidth), m.browse.Scroll(), s)
	}
	if m.browse.Opened() {
		return browse.Alone(m.detailLines(s, s.Width-4), m.browse.Scroll(), s)
	}
	return m.list(s, s.Width)
}

func (m Model) list(s scene.Scene, width int) []string {
	cols := columns(m.rows, width)
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
	l, boot := m.rows.live[row], s.Now.Boot
	state := l.State(boot, s.Unverified)
	r := list.NewRow(s.Theme, selected)
	name, role := r.Pens.Text, r.Pens.Muted
	if selected {
		name, role = r.Pens.Strong, r.Pens.Text
	}
	r.Cell(spans[columnName], l.Name, name)
	r.Cell(spans[columnRole], m.rows.role[row], role)
	r.Cell(spans[columnUser], m.rows.user[row], r.Pens.Muted)
	r.Cell(spans[columnAuth], l.AuthMethod, r.Pens.Muted)
	r.Cell(spans[columnIP], l.SourceIP, r.Pens.Muted)
	if l.Gone == "" && spans[columnBar].Width > 0 {
		r.Painted(spans[columnBar], countdown.Bar(fraction(l, boot), spans[columnBar].Width, l.Level(boot), r.Pens, s.Theme.Glyphs))
	}
	r.Painted(spans[columnRemaining], countdown.Cell(l.Countdown.Left(boot), state, l.Level(boot), spans[columnRemaining].Width, r.Pens, s.Theme.Glyphs))
	r.Cell(spans[columnState], string(state), statePen(l, state, boot, r.Pens))
	return r.Line(width)
}

func statePen(l model.LiveSession, state model.SessionState, boot time.Duration, pens theme.Pens) theme.Pen {
	switch state {
	case model.StateExpiring, model.StateEnding:
		return countdown.Pen(l.Level(boot), pens)
	case model.StateUnverified:
		return pens.Warn
	}
	return pens.Muted
}

// fraction is the part of its life that a session has left.
func fraction(l model.LiveSession, boot time.Duration) float64 {
	if l.Total <= 0 {
		return 0
	}
	return float64(l.Countdown.Left(boot)) / float64(l.Total)
}

// hints are the actions of the key line as they stand now.
func (m Model) hints(s scene.Scene) []action.Hint {
	return browse.Hints(m.actions, func(a action.Action) string { return m.Blocked(a.Intent, s) })
}

// empty says who I am, what is open to me and which key comes next.
func (m Model) empty(s scene.Scene) []string {
	t := s.Theme
	lines := []string{"", "", "", ""}
	add := func(painted string) { lines = append(lines, "      "+painted) }
	switch {
	case s.Me.ID == "" && s.Loading.Active:
		add(t.Page.Text.On("Reading who you are from " + s.Endpoint))
	case s.Me.ID == "":
		add(t.Page.Strong.On("No sessions to show: who you are is not known."))
	case !s.Loading.Sessions.Done && s.Failed["sessions"] == "":
		add(t.Page.Text.On("Reading your sessions from " + s.Endpoint))
	case s.Failed["sessions"] != "":
		add(t.Page.Strong.On("Your sessions could not be read."))
		lines = append(lines, "")
		for _, l := range line.Wrap(s.Failed["sessions"], max(10, s.Width-12)) {
			add(t.Page.Warn.On(l))
		}
	default:
		add(t.Page.Strong.On("No sessions."))
		lines = append(lines, "")
		add(t.Page.Text.On("You act as yourself, " + cmp.Or(s.Me.Email, s.Me.DisplayName()) + "."))
		add(t.Page.Text.On(s.Open))
		lines = append(lines, "")
		add(t.Page.AccentStrong.On("2") + "  " + t.Page.Text.On("see the roles"))
	}
	return browse.Fill(lines, s.Height, s.Width)
}
