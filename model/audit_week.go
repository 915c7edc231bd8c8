package model

import "time"

// A week is cut into half hours.
const (
	weekCellMinutes = 30
	weekCells       = 7 * dayMinutes / weekCellMinutes
)

// weekSet is a set of those, by the clock of UTC.
type weekSet [(weekCells + 63) / 64]uint64

// add puts the cells from one up to, not including, another into the set, round
// the end of the week.
func (w *weekSet) add(from, to int) {
	for cell := from; cell < to; cell++ {
		at := (cell + 2*weekCells) % weekCells
		w[at/64] |= 1 << (at % 64)
	}
}

// within reports that each cell is in the other set.
func (w *weekSet) within(other *weekSet) bool {
	for i := range w {
		if w[i]&^other[i] != 0 {
			return false
		}
	}
	return true
}

// candidate is a trust that may cover another one or be covered, with the cells
// of the coming week in which it is open throughout and at all. They tell most
// pairs apart, without a walk through their windows.
type candidate struct {
	*Trust
	place             int
	throughout, atAll weekSet
	// told is set where the sets hold: not where the clock is changed this week.
	told bool
}

func newCandidate(t *Trust, now time.Time) *candidate {
	c := &candidate{Trust: t}
	s := t.Schedule
	offset, until := steadyOffset(s.Location(), now.Unix())
	if offset%60 != 0 || until < now.Unix()+7*daySeconds {
		return c
	}
	c.told = true
	from, to := s.Start, s.End
	switch {
	case !s.limitsHours():
		from, to = 0, dayMinutes
	case from > to:
		to += dayMinutes
	}
	// Day 0 of Unix time was a Thursday.
	for day := range 7 {
		if !s.opensOn(time.Weekday((day + int(time.Thursday)) % 7)) {
			continue
		}
		begins := day*dayMinutes + from - int(offset/60)
		c.throughout.add(ceilDiv(begins, weekCellMinutes), floorDiv(begins+to-from, weekCellMinutes))
		c.atAll.add(floorDiv(begins, weekCellMinutes), ceilDiv(begins+to-from, weekCellMinutes))
	}
	return c
}

// excludes reports that the other trust is surely open, some time, when this one
// is not. A trust that lapses soon may not see that time any more.
func (c *candidate) excludes(other *candidate, now time.Time) bool {
	return c.told && other.told && !other.throughout.within(&c.atAll) &&
		(other.ValidUntil.IsZero() || other.ValidUntil.Sub(now) >= Horizon)
}

func floorDiv(a, b int) int {
	if a < 0 {
		return -ceilDiv(-a, b)
	}
	return a / b
}

func ceilDiv(a, b int) int {
	if a < 0 {
		return -floorDiv(-a, b)
	}
	return (a + b - 1) / b
}
