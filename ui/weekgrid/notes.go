package weekgrid

import (
	"time"

	"actas/ui/words"
)

// Offset states the offset of the grid's zone: "UTC+1", "UTC+5:30", and both
// where it changes within the week: "UTC+2, before: UTC+1" once it has changed,
// "UTC+1, after: UTC+2" until then. It is "UTC" for UTC itself.
func Offset(o Options) string {
	w := newWeek(o)
	text := words.Offset(offsetAt(w.now, w.zone))
	if w.zone == time.UTC {
		return "UTC"
	}
	for _, c := range w.changes() {
		if c.at <= w.now {
			text += ", before: " + words.Offset(c.before)
		} else {
			text += ", after: " + words.Offset(c.after)
		}
	}
	return text
}

// Changes tells what the clock changes of the week do, one line each: "Sun
// 02:00–03:00 does not exist", "Sun 02:00–03:00 comes twice". It is nil in a
// week without any.
func Changes(o Options) []string {
	w := newWeek(o)
	var told []string
	for _, c := range w.changes() {
		told = append(told, c.stretch(o)+" "+c.effect())
	}
	return told
}

// Notes are the facts that stand beside the grid, in lines of natural width: the
// offset of a zone other than UTC, and below a heading the week's clock changes.
func Notes(o Options) []string {
	w := newWeek(o)
	if w.zone == time.UTC {
		return nil
	}
	pens, g := o.Theme.Page, o.Theme.Glyphs
	lines := []string{pens.Muted.On(Offset(o))}
	for i, c := range w.changes() {
		if i == 0 {
			lines = append(lines, "", pens.Heading.On("CLOCKS CHANGE"))
		}
		stretch := pens.Text.On(c.stretch(o))
		if c.after > c.before {
			stretch = pens.Rule.On(g.Skipped) + " " + stretch
		}
		lines = append(lines, stretch, pens.Muted.On(c.effect()))
	}
	return lines
}

// change is an instant at which the zone's offset changes.
type change struct{ at, before, after int64 }

// changes lists those within the week that is drawn.
func (w *week) changes() []change {
	var list []change
	for i := 1; i < len(w.segments); i++ {
		c := change{w.segments[i].from, w.segments[i-1].offset, w.segments[i].offset}
		from, to := c.walls()
		if to > w.monday && from < w.monday+days*daySeconds {
			list = append(list, c)
		}
	}
	return list
}

// walls is the stretch of wall time that is left out or comes twice.
func (c change) walls() (from, to int64) {
	return c.at + min(c.before, c.after), c.at + max(c.before, c.after)
}

func (c change) stretch(o Options) string {
	from, to := c.walls()
	end := time.Unix(to, 0).UTC().Format("15:04")
	if to%daySeconds == 0 {
		end = "24:00"
	}
	return time.Unix(from, 0).UTC().Format("Mon 15:04") + o.Theme.Glyphs.Dash + end
}

func (c change) effect() string {
	if c.after > c.before {
		return "does not exist"
	}
	return "comes twice"
}
