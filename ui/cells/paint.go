package cells

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The sequences that are written: a reset of all styles, the erasing of the rest
// of a row, no wrapping at the right edge while a row's tail is written, and where the
// cursor rests: in the last row a newline of somebody else's would scroll all the
// others away.
const (
	reset     = "\x1b[0m"
	home      = "\x1b[H"
	eraseLine = "\x1b[K"
	wrapOff   = "\x1b[?7l"
	wrapOn    = "\x1b[?7h"
)

// modes are as a frame needs them, whatever a program that was killed has left behind:
// no margins, nothing inserted, rows counted from the top, wrapping, letters and no line
// drawing, no colour, and no cursor, which fields draw themselves.
const modes = "\x1b[r\x1b[4l\x1b[?6l\x1b[?25l" + wrapOn + "\x1b(B\x0f" + reset

// gap is how many columns that did not change are written again rather than
// jumped over.
const gap = 4

// frame is what the terminal shows, as far as it is known.
type frame struct {
	width, height int
	// rows are on screen, next those that are to be; a row that stays is in both.
	rows, next []*row
	// spare are rows that are on no screen.
	spare []*row
	pens  pens
	// known is not set while the terminal may show anything else.
	known bool
	// out is what is to be written. x and y are where the cursor is then, y -1 where
	// that is not sure; pen is the one taken up.
	out  []byte
	x, y int
	pen  penID
	// other is the buffer of a second way to write the same.
	other []byte
}

// resize takes a new size, of which nothing is on screen.
func (f *frame) resize(width, height int) {
	f.width, f.height = max(0, width), max(0, height)
	f.rows, f.next = make([]*row, f.height), make([]*row, f.height)
	for y := range f.rows {
		f.rows[y] = &row{}
	}
	f.spare, f.known = nil, false
}

// paint gives what makes a terminal show a view, valid until the next call.
func (f *frame) paint(view string) []byte {
	if f.pens.full() || f.pens.all == nil {
		f.pens, f.known = newPens(), false
	}
	changed := f.read(view)
	f.begin()
	if !f.known && f.height > 0 {
		f.out = append(f.out, modes...)
	}
	f.paintRows(f.rows)
	if s, ok := f.scrolled(changed); ok {
		f.out, f.other = f.other, f.out
		f.begin()
		f.scroll(s)
		f.paintRows(s.leaves(f.rows))
		if len(f.other) <= len(f.out) {
			f.out, f.other = f.other, f.out
		}
	}
	f.known = true
	f.keep()
	if len(f.out) > 0 {
		f.out = append(f.out, home...)
	}
	return f.out
}

// read makes the rows that are to be on screen, and says how many are others than
// before.
func (f *frame) read(view string) (changed int) {
	lines := strings.Count(view, "\n") + 1
	for ; lines > f.height; lines-- {
		_, view, _ = strings.Cut(view, "\n")
	}
	ink := penID(0)
	for y, old := range f.rows {
		var text string
		text, view, _ = strings.Cut(view, "\n")
		next := old
		if !f.known || old.text != text || old.in != ink {
			changed++
			next = f.unused()
			next.read(text, ink, f.width, &f.pens)
		}
		f.next[y], ink = next, next.out
	}
	return changed
}

// unused is a row to read a line into.
func (f *frame) unused() *row {
	if n := len(f.spare); n > 0 {
		next := f.spare[n-1]
		f.spare = f.spare[:n-1]
		return next
	}
	return &row{}
}

// keep takes it that the next rows are on screen.
func (f *frame) keep() {
	for y, old := range f.rows {
		if f.next[y] != old {
			f.spare = append(f.spare, old)
		}
	}
	f.rows, f.next = f.next, f.rows
}

// begin starts to write, in no pen and with the cursor anywhere.
func (f *frame) begin() { f.out, f.pen, f.y = f.out[:0], 0, -1 }

// paintRows writes what differs between old rows and the next ones, and lays the
// pen down.
func (f *frame) paintRows(old []*row) {
	for y, next := range f.next {
		if f.known && (old[y] == next || old[y].text == next.text && old[y].in == next.in) {
			continue
		}
		f.paintRow(y, old[y], next)
	}
	f.use(0)
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
	case old.tail == next.tail && old.tailPen == next.tailPen && len(old.cells) == len(next.cells) && !f.pushes(old):
		f.change(y, old.cells, next.cells)
	default:
		from := len(next.cells)
		if old.tail != "" {
			from = min(from, len(old.cells))
		}
		if f.pushes(old) {
			from = max(0, min(from, len(old.cells)-1))
		}
		f.change(y, old.cells[:min(from, len(old.cells))], next.cells[:from])
		f.rewrite(y, from, next)
	}
}

// pushes reports that a row's tail may lie on the cell before it: it begins in the last
// column, and a terminal that draws a wide sign of it has no room for that there.
func (f *frame) pushes(r *row) bool { return r.tail != "" && len(r.cells) == f.width-1 }

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
