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

	// noColumn is for an order that no column shows.
	noColumn = -1
)

var sortedColumn = [orders]int{byEnd: columnRemaining, byName: columnName, byRole: columnRole, byStart: noColumn}

var sortedBy = [orders]string{byEnd: "soonest end first", byName: "by name", byRole: "by role", byStart: "newest first"}

// wideList is the width from which the list tells where a session comes from.
const wideList = 83

// The widths of the STATE column, and what stands in it beside the state: "A"
// where auto-renew is on, and by when a session must be renewed.
const (
	plainState = 10
	wideState  = len(renewBy) + len("17:00")
	roomForBy  = 72
	renewBy    = "renew by "
	shortBy    = "by "
	autoSign   = "A"
)

// markSpan is where a marked session has its star: beside the cursor.
var markSpan = list.Span{Start: 1, Width: 1}

// columns are the list's columns. Digits are wider from two days on; columns
// that have nothing to show yet are left out on narrower screens, where the
// bar tells more.
func columns(r rows, width int, everyone, near bool) []list.Column {
	longest := time.Duration(0)
	for _, l := range r.live {
		longest = max(longest, l.Countdown.Left(r.now.Boot))
	}
	digits := max(8, len(words.Left(longest)))
	// Digits with days take from the names, not from the state.
	name, role := 16, 17
	if digits > 8 {
		name, role = 15, 15
	}
	c := []list.Column{
		columnName:      {Title: "NAME", Min: name, Max: 18},
		columnRole:      {Title: "ROLE", Min: role, Max: 20, Drop: 1},
		columnUser:      {},
		columnAuth:      {},
		columnIP:        {},
		columnBar:       {Min: 4, Max: 16, Drop: 2},
		columnRemaining: {Title: "REMAINING", Min: digits, Max: digits, Gap: 1, Right: true},
		columnState:     {Title: "STATE", Min: plainState, Max: plainState},
	}
	if near && width >= roomForBy {
		c[columnState].Min, c[columnState].Max = wideState, wideState
	}
	if everyone {
		// Whose session it is tells more than its bar, and in the narrowest
		// windows more than its role.
		c[columnBar].Drop = 6
		c[columnUser] = list.Column{Title: "USER", Min: 16, Max: 16}
	}
	if width >= wideList {
		if !everyone {
			c[columnUser] = list.Column{Title: "USER", Min: 10, Max: 16, Drop: 3}
		}
		c[columnAuth] = list.Column{Title: "AUTH", Min: 8, Max: 8, Drop: 4}
		c[columnIP] = list.Column{Title: "SOURCE IP", Min: 15, Max: 15, Drop: 5}
	}
	return c
}

// View draws the screen.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{Keys: m.hints(s)}
	if len(m.rows.live) == 0 {
		f.Body = m.empty(s)
		return f
	}
	m.browse.Draw(&f, m.look(s), s)
	if m.asking != nil {
		f.Body = m.revokeSheet(f.Body, s)
		f.Keys, f.Back = revokeKeys(len(m.asking)), []action.Hint{}
		f.Position, f.Quiet = "", true
		return f
	}
	f.Summary = words.Count(s.Roster.Live()) + " live, " + sortedBy[m.browse.Sort()]
	if s.EveryonePart != "" {
		f.Position += " from " + s.EveryonePart
	}
	if n := len(m.marked); n > 0 {
		f.Position += fmt.Sprintf(", %d marked", n)
	}
	m.browse.Decorate(&f, s)
	return f
}

func (m Model) look(s scene.Scene) browse.Screen {
	return browse.Screen{
		What: "session",
		Columns: func(width int) []list.Column {
			if s.Storage {
				return storageColumns(m.rows, width)
			}
			return columns(m.rows, width, s.Everyone, m.near(s))
		},
		Sorted: sortedColumn[m.browse.Sort()],
		Row:    func(row int, spans []list.Span, r *list.Row) { m.row(s, row, spans, r) },
		Detail: func(width int) []string { return m.detailLines(s, width) },
	}
}

func (m Model) row(s scene.Scene, row int, spans []list.Span, r *list.Row) {
	l, boot := m.rows.live[row], s.Now.Boot
	state := s.SessionState(l)
	name, role := r.Pens.Text, r.Pens.Muted
	if r.Selected {
		name, role = r.Pens.Strong, r.Pens.Text
	}
	if m.marked[l.Key()] {
		r.Cell(markSpan, s.Theme.Glyphs.Star, r.Pens.AccentStrong)
	}
	r.Cell(spans[columnName], cmp.Or(l.Name, model.ShortID(l.Key())), name)
	r.Cell(spans[columnRole], m.rows.told[row].role, role)
	r.Cell(spans[columnUser], m.rows.told[row].user, r.Pens.Muted)
	r.Cell(spans[columnAuth], l.AuthMethod, r.Pens.Muted)
	r.Cell(spans[columnIP], l.SourceIP, r.Pens.Muted)
	if l.Gone == "" && spans[columnBar].Width > 0 {
		bar := countdown.Bar(fraction(l, boot), spans[columnBar].Width, l.Level(boot), r.Pens, s.Theme.Glyphs)
		if state == model.StateUnverified {
			bar = countdown.MutedBar(fraction(l, boot), spans[columnBar].Width, r.Pens, s.Theme.Glyphs)
		}
		r.Painted(spans[columnBar], bar)
	}
	r.Painted(spans[columnRemaining], countdown.Cell(l.Countdown.Left(boot), state, l.Level(boot), spans[columnRemaining].Width, r.Pens, s.Theme.Glyphs))
	m.state(s, row, state, spans[columnState], r)
}

// state is the STATE cell: the state, and what is to be known of its renewal.
func (m Model) state(s scene.Scene, row int, state model.SessionState, span list.Span, r *list.Row) {
	l := m.rows.live[row]
	pen := statePen(l, state, s.Now.Boot, r.Pens)
	if by := m.lastChance(s, row); by != "" && state != model.StateRenewing {
		if span.Width >= len(renewBy)+len(by) {
			by = renewBy + by
		} else {
			by = shortBy + by
		}
		r.Cell(span, by, r.Pens.Warn)
		return
	}
	text := string(state)
	if s.Renewal(l).Auto && len(text)+2 <= span.Width {
		text += line.Pad(plainState-1-len(text)) + autoSign
		if s.Renewal(l).Stopped || s.Renewal(l).Trouble != "" {
			pen = r.Pens.Warn
		}
	}
	r.Cell(span, text, pen)
}

func statePen(l model.LiveSession, state model.SessionState, boot time.Duration, pens theme.Pens) theme.Pen {
	switch state {
	case model.StateExpiring, model.StateEnding:
		return countdown.Pen(l.Level(boot), pens)
	case model.StateUnverified:
		return pens.Warn
	case model.StateRenewing:
		return pens.Accent
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
	return browse.Hints(m.here(s), func(a action.Action) string { return m.Blocked(a.Intent, s) })
}

// empty says who I am, what is open to me and which key comes next.
func (m Model) empty(s scene.Scene) []string {
	t := s.Theme
	lines := []string{"", "", "", ""}
	add := func(painted string) { lines = append(lines, "      "+painted) }
	nobody := !s.Storage && (s.Me.ID == "" || s.MeRemembered)
	switch {
	case nobody && s.Loading.Active:
		add(t.Page.Text.On("Reading who you are from " + s.Endpoint))
	case nobody && s.Me.ID != "":
		add(t.Page.Strong.On("Sessions are read once the API says who you are."))
	case nobody:
		add(t.Page.Strong.On("No sessions to show: who you are is not known."))
	case !s.Loading.Sessions.Done && s.Failed["sessions"] == "":
		add(t.Page.Text.On("Reading your sessions from " + s.Endpoint))
	case s.Failed["sessions"] != "":
		add(t.Page.Strong.On("Your sessions could not be read."))
		lines = append(lines, "")
		for _, l := range line.Wrap(s.Failed["sessions"], max(10, s.Width-12)) {
			add(t.Page.Warn.On(l))
		}
	case s.Storage:
		lines = append(lines, noneAssumed(s)...)
	default:
		add(t.Page.Strong.On("No sessions."))
		lines = append(lines, "")
		add(t.Page.Text.On("You act as yourself, " + cmp.Or(s.Me.Email, s.Me.DisplayName()) + "."))
		add(t.Page.Text.On(s.Open))
		lines = append(lines, "")
		add(t.Page.AccentStrong.On("2") + "  " + t.Page.Text.On("see the roles"))
		if s.WhyNotEveryone == "" && !s.Everyone {
			add(t.Page.AccentStrong.On("m") + "  " + t.Page.Text.On("see everyone's sessions"))
		}
	}
	return browse.Fill(lines, s.Height, s.Width)
}
