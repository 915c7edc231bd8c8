package weekgrid

import (
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
	// cellMeant is open and in the window that the verdict means.
	cellMeant
	// cellSkipped does not exist: the clock was set forward over it.
	cellSkipped
)

// segment is a stretch of time with one offset from UTC. All are Unix seconds.
type segment struct{ from, to, offset int64 }

// window is a stretch of time in which the trust is open.
type window struct {
	from, to int64
	meant    bool
}

// week is the week around now in one zone. Wall times are the seconds that a
// clock on the wall shows, counted as if it hung in UTC.
type week struct {
	zone     *time.Location
	monday   int64
	now      int64
	nowWall  int64
	segments []segment
	windows  []window
}

func newWeek(o Options) week {
	w := week{zone: o.zone(), now: o.Now.Unix()}
	w.nowWall = w.now + offsetAt(w.now, w.zone)
	today := floorDiv(w.nowWall, daySeconds)
	// Day 0 of Unix time was a Thursday.
	w.monday = (today - floorMod(today+3, days)) * daySeconds
	from, to := w.monday-daySeconds-reach, w.monday+(days+1)*daySeconds+reach
	w.segments = segmentsOf(w.zone, from, to)
	w.windows = windowsOf(o, from, to)
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

// windowsOf lists the open windows between two instants, ended by the trust's
// own end, and marks the one that a verdict at now means: the current one, or
// else the next.
func windowsOf(o Options, from, to int64) []window {
	s := o.Schedule
	target := o.Now
	if !s.OpenAt(o.Now) {
		target = s.NextOpening(o.Now)
	}
	if !o.ValidUntil.IsZero() {
		to = min(to, o.ValidUntil.Unix())
	}
	var list []window
	for at := from; at < to; {
		if t := time.Unix(at, 0).UTC(); !s.OpenAt(t) {
			opens := s.NextOpening(t)
			if opens.IsZero() || opens.Unix() >= to {
				break
			}
			at = opens.Unix()
		}
		end := to
		if closes := s.ClosesAt(time.Unix(at, 0).UTC()); !closes.IsZero() {
			end = min(to, closes.Unix())
		}
		if end <= at {
			break
		}
		list = append(list, window{at, end, meant(target, at, end)})
		at = end
	}
	return list
}

func meant(target time.Time, from, to int64) bool {
	return !target.IsZero() && target.Unix() >= from && target.Unix() < to
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
		switch open := w.covering(from, to); {
		case open == nil:
			return cellClosed
		case !open.meant:
			state = cellOpen
		case state == cellSkipped:
			state = cellMeant
		}
	}
	return state
}

// covering is the window that holds all of a stretch, nil for none.
func (w *week) covering(from, to int64) *window {
	for i := range w.windows {
		if w.windows[i].from <= from && to <= w.windows[i].to {
			return &w.windows[i]
		}
	}
	return nil
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
	if okBefore && okAfter && w.covering(before, after) != nil {
		return false
	}
	return w.covering(midnight-1, midnight+1) != nil
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
