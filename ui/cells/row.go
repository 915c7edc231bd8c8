package cells

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"actas/ui/line"
	"actas/ui/sgr"
)

// cell is what one column shows.
type cell struct {
	r   rune
	pen penID
}

// blank is a column that shows nothing.
var blank = cell{r: ' '}

// row is a line of a frame.
type row struct {
	// text is the line that it was read from, in and out the pens before and
	// behind it.
	text    string
	in, out penID
	// cells are the columns up to the last that shows something, or up to where it
	// is not sure any more how wide terminals draw what follows: the tail, which is
	// written whole.
	cells   []cell
	tail    string
	tailPen penID
}

// reading is how far a line was read.
type reading struct {
	ink penID
	// last is where the last cell lies in the text, lastPen its pen.
	last    int
	lastPen penID
	// split is where the text begins that is not drawn cell by cell, -1 for nowhere;
	// cut is set once the row is full.
	split int
	cut   bool
}

// read makes the row of a line, as much of it as fits into width columns.
func (r *row) read(text string, in penID, width int, table *pens) {
	r.text, r.in = text, in
	if strings.ContainsFunc(text, controls) {
		r.readWhole(width, table)
		return
	}
	r.cells, r.tail = r.cells[:0], ""
	at := reading{ink: in, lastPen: in, split: -1}
	for i := 0; i < len(text); {
		if text[i] == '\x1b' {
			params, rest, ok := sgr.Cut(text[i:])
			if !ok {
				r.readWhole(width, table)
				return
			}
			end := len(text) - len(rest)
			at.ink = table.after(at.ink, text[i:end], params)
			i = end
			continue
		}
		char, size := utf8.DecodeRuneInString(text[i:])
		r.take(char, i, width, &at, table)
		i += size
	}
	r.out = at.ink
	if at.split >= 0 {
		r.tail, r.tailPen = ansi.Truncate(text[at.split:], width-len(r.cells), ""), at.lastPen
		return
	}
	for n := len(r.cells); n > 0 && r.cells[n-1] == blank; n-- {
		r.cells = r.cells[:n-1]
	}
}

// take makes a cell of the character at i, while there is room. One that is not a
// cell by itself ends that, and takes the cell before it along.
func (r *row) take(char rune, i, width int, at *reading, table *pens) {
	switch {
	case at.split >= 0 || at.cut:
	case !line.Single(char):
		at.split = at.last
		if len(r.cells) == 0 {
			at.split, at.lastPen = i, at.ink
		}
		r.cells = r.cells[:max(0, len(r.cells)-1)]
	case len(r.cells) == width:
		at.cut = true
	default:
		at.last, at.lastPen = i, at.ink
		r.cells = append(r.cells, cell{char, table.seen(char, at.ink)})
	}
}

// seen is the pen in which a character is seen.
func (p *pens) seen(char rune, ink penID) penID {
	if char == ' ' {
		return p.all[ink].blank
	}
	return ink
}

// controls tells characters that move the cursor or do worse. Escape sequences
// are looked at apart.
func controls(r rune) bool {
	return r < ' ' && r != '\x1b' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError
}

// readWhole makes a row that is all tail, of a line with more in it than text and
// styles: what that does to the cursor is not known.
func (r *row) readWhole(width int, table *pens) {
	r.cells = r.cells[:0]
	r.tail, r.tailPen = ansi.Truncate(r.text, width, ""), r.in
	r.out = r.in
	for rest := r.text; ; {
		i := strings.IndexByte(rest, '\x1b')
		if i < 0 {
			return
		}
		rest = rest[i:]
		if params, after, ok := sgr.Cut(rest); ok {
			r.out = table.after(r.out, rest[:len(rest)-len(after)], params)
		}
		rest = rest[1:]
	}
}
