package cells

import (
	"slices"
	"strconv"
)

// What a list that scrolls changes on screen is a row or two: the others move. A
// terminal moves them itself when rows are deleted above and inserted below. That
// leaves no margins set, as a scroll region would where a frame is cut short.

const (
	// fewest is how many rows must have moved, and how many must differ, for it to be
	// worth a look.
	fewest = 3
	// likeness is how many bytes of two lines are held against each other. What is on
	// the right, such as a detail beside the list, may be another.
	likeness = 64
)

// shift is rows that move: those from top to bottom, up by so many or, below 0,
// down.
type shift struct{ top, bottom, up int }

// scrolled finds the rows of the screen that are to be seen higher or lower. It
// does not look for them where few rows have changed.
func (f *frame) scrolled(changed int) (shift, bool) {
	if !f.known || changed < fewest {
		return shift{}, false
	}
	votes := make([]int, 2*f.height)
	f.moved(func(_, up int) { votes[f.height+up]++ })
	most := slices.Max(votes)
	if most < fewest {
		return shift{}, false
	}
	s := shift{top: f.height, up: slices.Index(votes, most) - f.height}
	f.moved(func(y, up int) {
		if up == s.up {
			s.top, s.bottom = min(s.top, y, y+up), max(s.bottom, y, y+up)
		}
	})
	return s, true
}

// moved tells of each row that is to look as another does now, and how much higher
// it is then.
func (f *frame) moved(tell func(y, up int)) {
	for y, next := range f.next {
		start := next.start()
		if start == "" || start == f.rows[y].start() {
			continue
		}
		for from, old := range f.rows {
			if old.start() == start {
				tell(y, from-y)
			}
		}
	}
}

// start is what rows are known by; empty for one that shows nothing.
func (r *row) start() string {
	if len(r.cells) == 0 && r.tail == "" {
		return ""
	}
	return r.text[:min(len(r.text), likeness)]
}

// scroll has the terminal move rows.
func (f *frame) scroll(s shift) {
	n, last := max(s.up, -s.up), s.bottom-max(s.up, -s.up)+1
	deleted, inserted := s.top, last
	if s.up < 0 {
		deleted, inserted = last, s.top
	}
	f.rowsOf(deleted, n, 'M')
	f.rowsOf(inserted, n, 'L')
}

// rowsOf deletes rows, or inserts empty ones. The cursor is in the first column,
// where some terminals put it then and others leave it.
func (f *frame) rowsOf(y, n int, final byte) {
	f.move(0, y)
	f.out = append(f.out, "\x1b["...)
	if n > 1 {
		f.out = strconv.AppendInt(f.out, int64(n), 10)
	}
	f.out = append(f.out, final)
}

// nothing is a row that was just inserted.
var nothing = &row{}

// leaves is what is on screen when these rows have moved.
func (s shift) leaves(rows []*row) []*row {
	after := slices.Clone(rows)
	for y := s.top; y <= s.bottom; y++ {
		after[y] = nothing
		if from := y + s.up; from >= s.top && from <= s.bottom {
			after[y] = rows[from]
		}
	}
	return after
}
