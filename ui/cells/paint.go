package cells

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The sequences that are written: a reset of all styles, the erasing of the rest
// of a row, and no wrapping at the right edge while a row's tail is written.
const (
	reset     = "\x1b[0m"
	eraseLine = "\x1b[K"
	wrapOff   = "\x1b[?7l"
	wrapOn    = "\x1b[?7h"
)

// gap is how many columns that did not change are written again rather than
// jumped over.
const gap = 4

// frame is what the terminal shows, as far as it is known.
type frame struct {
	width, height int
	rows          []row
	// spare is the row that the next line is read into.
	spare row
	pens  pens
	// known is not set while the terminal may show anything else.
	known bool
	// out is what is to be written. x and y are where the cursor is then, y -1 where
	// that is not sure; pen is the one taken up.
	out  []byte
	x, y int
	pen  penID
}

// resize takes a new size, of which nothing is on screen.
func (f *frame) resize(width, height int) {
	f.width, f.height = max(0, width), max(0, height)
	f.rows = make([]row, f.height)
	f.known = false
}

// paint gives what makes a terminal show a view, valid until the next call.
func (f *frame) paint(view string) []byte {
	if f.pens.full() || f.pens.all == nil {
		f.pens, f.known = newPens(), false
	}
	f.out, f.pen, f.y = f.out[:0], 0, -1
	lines := strings.Count(view, "\n") + 1
	for ; lines > f.height; lines-- {
		_, view, _ = strings.Cut(view, "\n")
	}
	ink := penID(0)
	for y := range f.rows {
		var text string
		text, view, _ = strings.Cut(view, "\n")
		old := &f.rows[y]
		if f.known && old.text == text && old.in == ink {
			ink = old.out
			continue
		}
		f.spare.read(text, ink, f.width, &f.pens)
		ink = f.spare.out
		f.paintRow(y, old, &f.spare)
		f.rows[y], f.spare = f.spare, f.rows[y]
	}
	f.use(0)
	f.known = true
	return f.out
}

// paintRow writes what differs between the old row and the new.
func (f *frame) paintRow(y int, old, next *row) {
	switch {
	case !f.known && next.tail == "":
		f.putAll(y, 0, next)
		if len(next.cells) < f.width {
			f.erase(y, len(next.cells))
		}
	case !f.known:
		f.rewrite(y, 0, next)
	case old.tail == "" && next.tail == "":
		f.change(y, old.cells, next.cells)
		if len(next.cells) < len(old.cells) {
			f.erase(y, len(next.cells))
		}
	case old.tail == next.tail && old.tailPen == next.tailPen && len(old.cells) == len(next.cells):
		f.change(y, old.cells, next.cells)
	default:
		from := len(next.cells)
		if old.tail != "" {
			from = min(from, len(old.cells))
		}
		f.change(y, old.cells[:min(from, len(old.cells))], next.cells[:from])
		f.rewrite(y, from, next)
	}
}

// rewrite empties a row from a column on and writes it anew. Emptied first: where
// the tail ends is the terminal's to know.
func (f *frame) rewrite(y, from int, next *row) {
	f.erase(y, from)
	f.putAll(y, from, next)
	if next.tail == "" {
		return
	}
	f.move(len(next.cells), y)
	f.use(next.tailPen)
	f.out = append(f.out, wrapOff...)
	f.out = append(f.out, next.tail...)
	f.out = append(f.out, reset+wrapOn...)
	f.pen, f.y = 0, -1
}

// putAll writes the cells of a row from a column on.
func (f *frame) putAll(y, from int, next *row) {
	for x := from; x < len(next.cells); x++ {
		f.put(x, y, next.cells[x])
	}
}

// change writes the cells that differ, up to the end of the new ones.
func (f *frame) change(y int, old, next []cell) {
	for x := range next {
		if x < len(old) && old[x] == next[x] || x >= len(old) && next[x] == blank {
			continue
		}
		f.bridge(x, y, next)
		f.put(x, y, next[x])
	}
}

// bridge writes the columns between the cursor and x where that is as good as a
// jump: few, and in the pen that is taken up.
func (f *frame) bridge(x, y int, next []cell) {
	if f.y != y || x <= f.x || x-f.x > gap {
		return
	}
	for _, c := range next[f.x:x] {
		if !f.fits(c) {
			return
		}
	}
	for f.x < x {
		f.put(f.x, y, next[f.x])
	}
}

// fits reports that a cell can be written without another pen.
func (f *frame) fits(c cell) bool {
	return c.pen == f.pen || c.r == ' ' && f.pens.all[f.pen].blank == c.pen
}

// put writes one cell.
func (f *frame) put(x, y int, c cell) {
	f.move(x, y)
	if !f.fits(c) {
		f.use(c.pen)
	}
	f.out = utf8.AppendRune(f.out, c.r)
	f.x++
}

// erase empties a row from a column on. The terminal fills it in the background
// that is set, so none may be.
func (f *frame) erase(y, x int) {
	f.move(x, y)
	f.use(0)
	f.out = append(f.out, eraseLine...)
}

// use takes up a pen.
func (f *frame) use(id penID) {
	f.out = append(f.out, f.pens.step(f.pen, id)...)
	f.pen = id
}

// move puts the cursor at a column and a row, counted from 0.
func (f *frame) move(x, y int) {
	switch {
	case f.y == y && f.x == x:
		return
	case f.y == y && x == 0:
		f.out = append(f.out, '\r')
	case f.y == y:
		f.out = append(f.out, "\x1b["...)
		f.out = append(strconv.AppendInt(f.out, int64(x+1), 10), 'G')
	default:
		f.out = append(f.out, "\x1b["...)
		f.out = strconv.AppendInt(f.out, int64(y+1), 10)
		if x > 0 {
			f.out = append(f.out, ';')
			f.out = strconv.AppendInt(f.out, int64(x+1), 10)
		}
		f.out = append(f.out, 'H')
	}
	f.x, f.y = x, y
}
