package cells

import (
	"strings"

	"actas/ui/sgr"
)

// pen is how a cell is drawn: its style or, where sequences were used that a
// style does not know, all of them since the last reset.
type pen struct {
	style sgr.Style
	raw   string
}

// after is the pen that a sequence with these parameters makes of this one.
func (p pen) after(sequence, params string) pen {
	fresh := params == "" || params == "0" || strings.HasPrefix(params, "0;")
	if fresh {
		p = pen{}
	}
	if p.raw == "" {
		next := p.style
		if next.Apply(params) {
			return pen{style: next}
		}
		p.raw = sgr.Style{}.To(p.style)
	}
	return pen{raw: p.raw + sequence}
}

// to is the sequence that takes up another pen.
func (p pen) to(next pen) string {
	switch {
	case p == next:
		return ""
	case p.raw == "" && next.raw == "":
		return p.style.To(next.style)
	case p == pen{}:
		return next.raw
	}
	return reset + sgr.Style{}.To(next.style) + next.raw
}

// penID names a pen of a table; 0 is the terminal's own.
type penID int32

// pens is a table of pens, so that a cell holds a number.
type pens struct {
	all []penEntry
	ids map[pen]penID
	// steps keeps the sequences from one pen to another.
	steps map[[2]penID]string
}

// penEntry is a pen, and the one that blanks in it are seen in.
type penEntry struct {
	pen   pen
	blank penID
}

// mostPens is how many pens a table holds; a theme has a few dozen.
const mostPens = 1000

func newPens() pens {
	return pens{all: []penEntry{{}}, ids: map[pen]penID{{}: 0}, steps: map[[2]penID]string{}}
}

// full reports that a table should be made anew.
func (p *pens) full() bool { return len(p.all) > mostPens }

func (p *pens) id(of pen) penID {
	if id, ok := p.ids[of]; ok {
		return id
	}
	id := penID(len(p.all))
	p.ids[of] = id
	p.all = append(p.all, penEntry{pen: of, blank: id})
	if blank := (pen{style: of.style.Blank()}); of.raw == "" && blank != of {
		p.all[id].blank = p.id(blank)
	}
	return id
}

// after is the pen that a sequence makes of another.
func (p *pens) after(id penID, sequence, params string) penID {
	return p.id(p.all[id].pen.after(sequence, params))
}

// step is the sequence from one pen to another.
func (p *pens) step(from, to penID) string {
	if from == to {
		return ""
	}
	step, ok := p.steps[[2]penID{from, to}]
	if !ok {
		step = p.all[from].pen.to(p.all[to].pen)
		p.steps[[2]penID{from, to}] = step
	}
	return step
}
