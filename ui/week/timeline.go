package week

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"actas/model"
	"actas/theme"
	"actas/ui/line"
	"actas/ui/scene"
)

// scales are the hours that one column may stand for, the finest first.
var scales = [...]int{1, 2, 3, 4, 6, 8, 12, 24}

// timeline is the coming week cut into columns: so many a day, by the clock of a
// zone. The days on which that clock is changed have as many columns as others:
// one of them is shorter or longer than it looks.
type timeline struct {
	zone *time.Location
	// hours is what a column stands for, perDay how many a day has.
	hours, perDay int
	// bounds are where the columns begin, and last where the week ends.
	bounds []time.Time
	now    time.Time
}

// newTimeline cuts the seven days from today on into at most width columns.
func newTimeline(now time.Time, zone *time.Location, width int) timeline {
	t := timeline{zone: zone, hours: scales[len(scales)-1], now: now}
	for _, hours := range scales {
		if daysShown*24/hours <= width {
			t.hours = hours
			break
		}
	}
	t.perDay = 24 / t.hours
	year, month, day := now.In(zone).Date()
	for d := range daysShown {
		for c := range t.perDay {
			t.bounds = append(t.bounds, time.Date(year, month, day+d, c*t.hours, 0, 0, 0, zone))
		}
	}
	t.bounds = append(t.bounds, weekEnds(now, zone))
	return t
}

// weekEnds is the midnight with which the last of the seven days ends.
func weekEnds(now time.Time, zone *time.Location) time.Time {
	year, month, day := now.In(zone).Date()
	return time.Date(year, month, day+daysShown, 0, 0, 0, 0, zone)
}

// columns is how many there are.
func (t timeline) columns() int { return len(t.bounds) - 1 }

// cell is the stretch of time that a column stands for. It is empty where the
// clock is set forward over all of it.
func (t timeline) cell(n int) model.Window { return model.Window{From: t.bounds[n], To: t.bounds[n+1]} }

// nowAt is the column that holds now.
func (t timeline) nowAt() int {
	at := slices.IndexFunc(t.bounds, func(b time.Time) bool { return b.After(t.now) })
	return max(0, min(at, t.columns())-1)
}

// scale says what a column stands for: "1h a column".
func (t timeline) scale() string { return fmt.Sprintf("%dh a column", t.hours) }

// ruler names the days over their first columns, with their dates where all of them
// have room.
func (t timeline) ruler(pens theme.Pens) string {
	var b strings.Builder
	names, dated := make([]string, daysShown), true
	for d := range names {
		names[d] = t.bounds[d*t.perDay].In(t.zone).Format("Mon 2")
		dated = dated && line.Width(names[d]) < t.perDay
	}
	for d, name := range names {
		if !dated {
			name = name[:min(3, max(1, t.perDay-1))]
		}
		pen := pens.Muted
		if d == 0 {
			pen = pens.Strong
		}
		b.WriteString(pen.On(name) + line.Pad(t.perDay-line.Width(name)))
	}
	return b.String()
}

// caption points at now from below and says when it is, on the side that has
// room for it.
func (t timeline) caption(s scene.Scene) string {
	pens, g := s.Theme.Page, s.Theme.Glyphs
	text, at := "now "+t.now.In(t.zone).Format("Mon 15:04"), t.nowAt()
	if at+2+len(text) > t.columns() && at > len(text) {
		return line.Pad(at-1-len(text)) + pens.Text.On(text) + " " + pens.Accent.On(g.NowCaption)
	}
	return line.Pad(at) + pens.Accent.On(g.NowCaption) + " " + pens.Text.On(text)
}

// shade is what a column of a row is drawn as.
type shade int

const (
	shut shade = iota
	// part is open for a part of the column, throughout for all of it.
	part
	throughout
	// live holds a part of a session.
	live
	// skipped does not exist.
	skipped
)

// shadeOf is what a column is: open only where it is so throughout, since a
// column that looks open must be.
func (t timeline) shadeOf(n int, windows, sessions []model.Window) shade {
	cell := t.cell(n)
	meets := func(w model.Window) bool { return w.From.Before(cell.To) && cell.From.Before(w.To) }
	switch {
	case !cell.From.Before(cell.To):
		return skipped
	case slices.ContainsFunc(sessions, meets):
		return live
	}
	for _, w := range windows {
		switch {
		case !w.From.After(cell.From) && !w.To.Before(cell.To):
			return throughout
		case meets(w):
			return part
		}
	}
	return shut
}

// draw is a row of columns. now is drawn where no session is.
func (t timeline) draw(windows, sessions []model.Window, pens theme.Pens, g theme.Glyphs) string {
	marks := make([]line.Mark, t.columns())
	now := t.nowAt()
	for n := range marks {
		switch shade := t.shadeOf(n, windows, sessions); {
		case shade == live:
			marks[n] = line.Mark{Glyph: g.OpenNow, Pen: pens.OK}
		case n == now:
			marks[n] = line.Mark{Glyph: g.Now, Pen: pens.Accent}
		case shade == throughout:
			marks[n] = line.Mark{Glyph: g.OpenOther, Pen: pens.Fill}
		case shade == part:
			marks[n] = line.Mark{Glyph: g.Dash, Pen: pens.Fill}
		case shade == skipped:
			marks[n] = line.Mark{Glyph: g.Skipped, Pen: pens.Rule}
		case n%t.perDay == 0:
			marks[n] = line.Mark{Glyph: g.Closed, Pen: pens.Rule}
		default:
			marks[n] = line.Mark{Glyph: " ", Pen: pens.Text}
		}
	}
	return line.Marks(marks)
}
