// Package weekgrid draws the week of a schedule: seven days of 48 half hours,
// with what is open, what the verdict means, where the present is, and what
// daylight saving does to it.
package weekgrid

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"actas/model"
	"actas/theme"
	"actas/ui/line"
	"actas/ui/words"
)

// Width is how many columns every line has, one more with Options.Margin.
const Width = labelWidth + cells

// labelWidth is the day's name and the sign for a window from the day before.
const labelWidth = 4

// Options say what to draw.
type Options struct {
	Schedule model.Schedule
	// Zone is the zone that the grid is drawn in; nil is the schedule's own.
	Zone *time.Location
	// Other is the zone of the second ruler; nil for none.
	Other *time.Location
	// SecondRuler draws a ruler with the hours in Other, at the offset that it
	// has at Now. It is left out where both zones show the same time.
	SecondRuler bool
	// Now marks the present and chooses the week.
	Now time.Time
	// Mark is what Now is called in the caption; empty is "now".
	Mark string
	// ValidUntil ends every window; the zero time does not.
	ValidUntil time.Time
	// Union draws the windows of more schedules, thin. All those of Schedule are
	// bright then, and not the one alone that a verdict means.
	Union []Layer
	// Margin says that one more column is free on the right: the sign of a
	// window past midnight then stands there, and not in the day's last cell.
	Margin bool
	Theme  theme.Theme
}

// Layer is a schedule with its end; the zero time is none.
type Layer struct {
	Schedule   model.Schedule
	ValidUntil time.Time
}

func (o Options) zone() *time.Location {
	if o.Zone != nil {
		return o.Zone
	}
	return scheduleZone(o.Schedule)
}

// width is the width of every line.
func (o Options) width() int {
	if o.Margin {
		return Width + 1
	}
	return Width
}

// Render draws the week, Monday to Sunday, that holds Now in the grid's zone: a
// ruler, seven days, the second ruler if there is one, and the caption of the
// mark at now. A half hour that is open only in part is drawn closed; the words
// beside the grid are exact. A schedule with a problem is drawn closed.
func Render(o Options) []string {
	w := newWeek(o)
	pens := o.Theme.Page
	lines := make([]string, 0, days+3)
	lines = append(lines, pens.Muted.On(pad(ruler("", 0, 0), o.width())))
	for day := range days {
		lines = append(lines, w.row(day, o))
	}
	if second := w.secondRuler(o); second != "" {
		lines = append(lines, pens.Muted.On(pad(second, o.width())))
	}
	return append(lines, w.caption(o))
}

// row draws one day.
func (w *week) row(day int, o Options) string {
	pens, g := o.Theme.Page, o.Theme.Glyphs
	marks := make([]line.Mark, cells, cells+1)
	for n := range cells {
		marks[n] = w.mark(day, n, o)
	}
	if o.Margin {
		marks = append(marks, line.Mark{Glyph: " "})
	}
	if w.runsOut(day) && !(day == w.nowDay() && len(marks)-1 == w.nowCell()) {
		marks[len(marks)-1] = line.Mark{Glyph: g.PastMidnight, Pen: pens.Muted}
	}
	var b strings.Builder
	b.WriteString(w.label(day, pens))
	if w.runsInto(day) {
		b.WriteString(pens.Muted.On(g.PastMidnight))
	} else {
		b.WriteByte(' ')
	}
	return b.String() + line.Marks(marks)
}

func (w *week) label(day int, pens theme.Pens) string {
	name := time.Weekday((day + 1) % days).String()[:3]
	if day == w.nowDay() {
		return pens.Strong.On(name)
	}
	return pens.Muted.On(name)
}

func (w *week) mark(day, n int, o Options) line.Mark {
	pens, g := o.Theme.Page, o.Theme.Glyphs
	if day == w.nowDay() && n == w.nowCell() {
		return line.Mark{Glyph: g.Now, Pen: pens.Accent}
	}
	switch w.cell(day, n) {
	case cellOpen:
		return line.Mark{Glyph: g.OpenOther, Pen: pens.Fill}
	case cellMeant:
		return line.Mark{Glyph: g.OpenNow, Pen: pens.OK}
	case cellSkipped:
		return line.Mark{Glyph: g.Skipped, Pen: pens.Rule}
	}
	if n%rulerCells == 0 {
		return line.Mark{Glyph: g.Closed, Pen: pens.Rule}
	}
	return line.Mark{Glyph: " ", Pen: theme.Pen{}}
}

// caption points at now from below and says when it is. The text stands on the
// side that has room for it.
func (w *week) caption(o Options) string {
	pens, g := o.Theme.Page, o.Theme.Glyphs
	text := cmp.Or(o.Mark, "now") + " " + time.Unix(w.nowWall, 0).UTC().Format("Mon 15:04")
	at := labelWidth + w.nowCell()
	if at+2+len(text) <= Width {
		return line.Pad(at) + pens.Accent.On(g.NowCaption) + " " + pens.Text.On(text) + line.Pad(o.width()-at-2-len(text))
	}
	return line.Pad(at-1-len(text)) + pens.Text.On(text) + " " + pens.Accent.On(g.NowCaption) + line.Pad(o.width()-at-1)
}

// rulerCells is how far apart the hours of a ruler stand: three hours.
const rulerCells = 6

// ruler writes the hours, of which the first, in minutes, stands at a cell.
func ruler(label string, first, minutes int) string {
	var b strings.Builder
	b.WriteString(pad(label, labelWidth))
	b.WriteString(line.Pad(first))
	for at := first; at < cells; at += rulerCells {
		text := fmt.Sprintf("%02d", minutes/60)
		if minutes%60 != 0 {
			text = fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
		}
		b.WriteString(pad(text, min(rulerCells, cells-at)))
		minutes = (minutes + rulerCells*30) % (24 * 60)
	}
	return b.String()
}

// secondRuler writes the hours of the other zone. Where the zones are half an
// hour apart its full hours stand one cell further to the right; where they are
// a quarter apart no cell fits, and it shows hours and minutes.
func (w *week) secondRuler(o Options) string {
	if !o.SecondRuler || o.Other == nil {
		return ""
	}
	other := offsetAt(w.now, o.Other)
	apart := floorMod((other-offsetAt(w.now, w.zone))/60, 24*60)
	if apart == 0 && other == offsetAt(w.now, w.zone) {
		return ""
	}
	label := words.ZoneLabel(time.Unix(w.now, 0), o.Other)
	if line.Width(label) >= labelWidth {
		// "+4:30" has no room here; what Offset says stands beside the grid.
		label = ""
	}
	if apart%60 == 30 {
		return ruler(label, 1, int(apart+30)%(24*60))
	}
	return ruler(label, 0, int(apart))
}

func pad(s string, w int) string { return s + line.Pad(w-line.Width(s)) }
