package weekgrid

import (
	"slices"
	"time"

	"actas/model"
)

const (
	daySeconds  = 24 * 60 * 60
	cellSeconds = 30 * 60
	cells       = 48
	days        = 7
	// reach is how far zones lie from UTC at most, rounded up.
	reach = 26 * 60 * 60
)

// cell is what a half hour is drawn as.
type cell uint8

const (
	cellClosed cell = iota
	cellOpen
	// cellMeant is open and stands out.
	cellMeant
	// cellSkipped does not exist: the clock was set forward over it.
	cellSkipped
)

// segment is a stretch of time with one offset from UTC. All are Unix seconds.
type segment struct{ from, to, offset int64 }

// window is a stretch of time in which a trust is open.
type window struct{ from, to int64 }

// week is the week around now in one zone. Wall times are the seconds that a
// clock on the wall shows, counted as if it hung in UTC.
type week struct {
	zone     *time.Location
	monday   int64
	now      int64
	nowWall  int64
	segments []segment
	// windows are all, apart from each other and in order; bright are those, or
	// parts of those, that stand out.
	windows, bright []window
}

func newWeek(o Options) week {
	w := week{zone: o.zone(), now: o.Now.Unix()}
	w.nowWall = w.now + offsetAt(w.now, w.zone)
	today := floorDiv(w.nowWall, daySeconds)
	// Day 0 of Unix time was a Thursday.
	w.monday = (today - floorMod(today+3, days)) * daySeconds
	from, to := w.monday-daySeconds-reach, w.monday+(days+1)*daySeconds+reach
	w.segments = segmentsOf(w.zone, from, to)
	w.open(o, from, to)
	return w
}

// segmentsOf lists the offsets of a zone between two instants.
func segmentsOf(zone *time.Location, from, to int64) []segment {
	var list []segment
	for at := from; at < to; {
		offset := offsetAt(at, zone)
		end := to
		if _, bound := time.Unix(at, 0).In(zone).ZoneBounds(); !bound.IsZero() {
			end = min(to, bound.Unix())
		}
		if end <= at {
			// On the last day of a leap year ZoneBounds may name an end that is
			// past. No zone changes its offset within that UTC day.
			end = min(to, (floorDiv(at, daySeconds)+1)*daySeconds)
		}
		if n := len(list); n > 0 && list[n-1].offset == offset {
			list[n-1].to = end
		} else {
			list = append(list, segment{at, end, offset})
		}
		at = end
	}
	return list
}

// open lists the windows between two instants.
func (w *week) open(o Options, from, to int64) {
	all := windowsOf(Layer{o.Schedule, o.ValidUntil}, from, to)
	own := inSeconds(all)
	if o.Union == nil {
		w.windows, w.bright = own, meant(own, o)
		return
	}
	for _, layer := range o.Union {
		all = append(all, windowsOf(layer, from, to)...)
	}
	w.windows, w.bright = inSeconds(model.MergeWindows(all)), own
}

// windowsOf lists the open windows between two instants, ended by the trust's
// own end.
func windowsOf(l Layer, from, to int64) []model.Window {
	if !l.ValidUntil.IsZero() {
		to = min(to, l.ValidUntil.Unix())
	}
	return l.Schedule.Windows(time.Unix(from, 0), time.Unix(to, 0))
}

// inSeconds are windows in Unix seconds, in which cells are compared.
func inSeconds(windows []model.Window) []window {
	list := make([]window, len(windows))
	for i, w := range windows {
		list[i] = window{w.From.Unix(), w.To.Unix()}
	}
	return list
}

// meant is the window that a verdict at now means: the current one, or else the
// next; nil for none.
func meant(windows []window, o Options) []window {
	target := o.Now
	if !o.Schedule.OpenAt(o.Now) {
		target = o.Schedule.NextOpening(o.Now)
	}
	for _, w := range windows {
		if !target.IsZero() && target.Unix() >= w.from && target.Unix() < w.to {
			return []window{w}
		}
	}
	return nil
}

// cell judges the nth half hour of a day. It is rounded inwards: open only where
// every minute of it is. A half hour that comes twice, because the clock was set
// back, is drawn once and open only where it is open both times.
func (w *week) cell(day, n int) cell {
	wall := w.monday + int64(day)*daySeconds + int64(n)*cellSeconds
	state := cellSkipped
	for _, s := range w.segments {
		from, to := max(s.from, wall-s.offset), min(s.to, wall+cellSeconds-s.offset)
		if from >= to {
			continue
		}
		switch {
		case !covered(w.windows, from, to):
			return cellClosed
		case !covered(w.bright, from, to):
			state = cellOpen
		case state == cellSkipped:
			state = cellMeant
		}
	}
	return state
}

// covered reports that one of some windows holds all of a stretch.
func covered(windows []window, from, to int64) bool {
	return slices.ContainsFunc(windows, func(w window) bool { return w.from <= from && to <= w.to })
}

// begin is the first instant of a day, which is not always midnight; false for
// a date that the zone leaves out.
func (w *week) begin(day int) (int64, bool) {
	wall := w.monday + int64(day)*daySeconds
	for _, s := range w.segments {
		if from, to := max(s.from, wall-s.offset), min(s.to, wall+daySeconds-s.offset); from < to {
			return from, true
		}
	}
	return 0, false
}

// runsInto reports whether a window runs over the midnight before a day. Between
// two days that are open throughout it says no: there the sign would be noise.
func (w *week) runsInto(day int) bool {
	midnight, ok := w.begin(day)
	if !ok {
		return false
	}
	before, okBefore := w.begin(day - 1)
	after, okAfter := w.begin(day + 1)
	if okBefore && okAfter && covered(w.windows, before, after) {
		return false
	}
	return covered(w.windows, midnight-1, midnight+1)
}

// runsOut reports whether a window runs over the midnight after a day, which may
// be followed by a date that the zone leaves out.
func (w *week) runsOut(day int) bool {
	if _, ok := w.begin(day); !ok {
		return false
	}
	if _, ok := w.begin(day + 1); !ok {
		return w.runsInto(day + 2)
	}
	return w.runsInto(day + 1)
}

// nowDay and nowCell are where now lies in the grid.
func (w *week) nowDay() int  { return int((w.nowWall - w.monday) / daySeconds) }
func (w *week) nowCell() int { return int((w.nowWall - w.monday) % daySeconds / cellSeconds) }

func offsetAt(at int64, zone *time.Location) int64 {
	_, offset := time.Unix(at, 0).In(zone).Zone()
	return int64(offset)
}

func floorDiv(a, b int64) int64 { return (a - floorMod(a, b)) / b }

func floorMod(a, b int64) int64 { return (a%b + b) % b }

// scheduleZone is the zone that a schedule is read in.
func scheduleZone(s model.Schedule) *time.Location {
	if zone := s.Location(); zone != nil {
		return zone
	}
	return time.UTC
}
