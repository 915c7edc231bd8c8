package activity

import (
	"cmp"
	"fmt"

	"actas/model"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/words"
)

// The columns, and which of them each sort order underlines.
const (
	columnWhen = iota
	columnWhat
	columnSession
	columnRole
	columnOutcome
	columnFrom
)

var sortedColumn = [orders]int{byTime: columnWhen, bySession: columnSession, byOutcome: columnOutcome}

var sortedBy = [orders]string{byTime: "newest first", bySession: "by session", byOutcome: "failures first"}

// wideList is the width from which the list tells where something was done from.
const wideList = 96

// columns are the list's columns. All but the outcome take the width that their
// words need, so that nothing stands apart, and what went wrong gets the rest.
func columns(r rows, width int) []list.Column {
	title := words.ActedOnTitle(r.entries)
	when, what, session, role, from := len("WHEN"), len("WHAT"), len(title), len("ROLE"), len("FROM")
	for i, a := range r.entries {
		when = max(when, line.Width(words.Past(a.At, r.now)))
		what = max(what, line.Width(words.Done(a)))
		session = max(session, line.Width(nameOf(a)))
		role = max(role, line.Width(r.role[i]))
		from = max(from, line.Width(a.From))
	}
	c := []list.Column{
		columnWhen:    {Title: "WHEN", Min: when, Max: when, Right: when > len("14:03")},
		columnWhat:    upTo("WHAT", what, 14, 14),
		columnSession: upTo(title, session, 16, 24),
		columnRole:    upTo("ROLE", role, 15, 20),
		columnOutcome: {Title: "OUTCOME", Min: 13, Max: 200},
		columnFrom:    upTo("FROM", from, 14, 24),
	}
	c[columnRole].Drop, c[columnFrom].Drop = 1, 2
	if width < wideList {
		c[columnFrom] = list.Column{}
	} else {
		// Where it was done from stands at the end of the row.
		c[columnOutcome].Max = 60
	}
	return c
}

// upTo is a column that is as wide as its words need: at least usual of it, at
// most widest.
func upTo(title string, need, usual, widest int) list.Column {
	return list.Column{Title: title, Min: min(need, usual), Max: min(need, widest)}
}

// View draws the screen.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{Keys: browse.Hints(m.actions, func(a action.Action) string { return m.Blocked(a.Intent, s) })}
	if m.rows.Len() == 0 {
		f.Body = empty(s)
		return f
	}
	m.browse.Draw(&f, m.look(s), s)
	f.Summary = fmt.Sprintf("%d done or tried, %s", m.rows.Len(), sortedBy[m.browse.Sort()])
	f.Status = status(s)
	m.browse.Decorate(&f, s)
	return f
}

// status says what the list cannot show.
func status(s scene.Scene) string {
	page := s.Theme.Page
	switch {
	case s.Activity.Failed != "":
		return page.WarnStrong.On("Not read again: ") + page.Text.On(s.Activity.Failed)
	case s.Activity.Unread == 1:
		return page.Warn.On("One line of the ledger could not be read and is left out.")
	case s.Activity.Unread > 1:
		return page.Warn.On(fmt.Sprintf("%d lines of the ledger could not be read and are left out.", s.Activity.Unread))
	}
	return page.Muted.On("What was done from here. Times are UTC.")
}

func (m Model) look(s scene.Scene) browse.Screen {
	return browse.Screen{
		What:    "entry",
		Columns: func(width int) []list.Column { return columns(m.rows, width) },
		Sorted:  sortedColumn[m.browse.Sort()],
		Row:     func(row int, spans []list.Span, r *list.Row) { m.row(s, row, spans, r) },
		Detail:  func(width int) []string { return m.detailLines(s, width) },
	}
}

func (m Model) row(s scene.Scene, row int, spans []list.Span, r *list.Row) {
	a := m.rows.entries[row]
	session, outcome := r.Pens.Text, r.Pens.Muted
	if r.Selected {
		session = r.Pens.Strong
	}
	if a.Problem != "" {
		outcome = r.Pens.Warn
	}
	r.Right(spans[columnWhen], words.Past(a.At, s.Now.Wall), r.Pens.Muted)
	r.Cell(spans[columnWhat], words.Done(a), r.Pens.Text)
	r.Cell(spans[columnSession], nameOf(a), session)
	r.Cell(spans[columnRole], m.rows.role[row], r.Pens.Muted)
	r.Cell(spans[columnOutcome], words.OutcomeIn(a, spans[columnOutcome].Width), outcome)
	r.Cell(spans[columnFrom], a.From, r.Pens.Muted)
}

// nameOf names what was acted on, or is the start of its id where that has no name.
func nameOf(a model.Activity) string { return cmp.Or(words.ActedOn(a), model.ShortID(idOf(a))) }

// empty says in words why nothing is listed, and what would be.
func empty(s scene.Scene) []string {
	t := s.Theme
	lines := []string{"", "", "", ""}
	add := func(painted string) { lines = append(lines, "      "+painted) }
	say := func(text string) {
		for _, l := range line.Wrap(text, max(10, min(s.Width-12, 70))) {
			add(t.Page.Text.On(l))
		}
	}
	switch {
	case !s.Activity.Kept:
		add(t.Page.Strong.On("Nothing is kept of what is done here."))
		lines = append(lines, "")
		say("There is no folder for it: neither XDG_STATE_HOME nor HOME names one.")
	case s.Activity.Failed != "":
		add(t.Page.Strong.On("The ledger could not be read."))
		lines = append(lines, "")
		for _, l := range line.Wrap(s.Activity.Failed, max(10, s.Width-12)) {
			add(t.Page.Warn.On(l))
		}
		lines = append(lines, "")
		add(t.Page.AccentStrong.On("ctrl+r") + "  " + t.Page.Text.On("read again"))
	case !s.Activity.Read:
		add(t.Page.Text.On("Reading what was done from here."))
	default:
		add(t.Page.Strong.On("Nothing was done from here yet."))
		lines = append(lines, "")
		say("Each session that is assumed, renewed or revoked from here will be listed, and each trust that is created, edited, deleted or restored: what was done, when, from where, and why it failed if it did.")
		lines = append(lines, "")
		add(t.Page.AccentStrong.On("2") + "  " + t.Page.Text.On("see the roles"))
	}
	return browse.Fill(lines, s.Height, s.Width)
}
