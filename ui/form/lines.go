package form

import (
	"fmt"

	"actas/ui/field"
)

// shownLines is how many lines of entries are shown at most.
const shownLines = 5

// Shown are the lines of entries that are shown, end excluded: more than a few
// scroll around the one that is edited. The empty one is there with the focus alone.
func Shown(l field.Lines, focused bool) (from, end int) {
	end = l.Len()
	if focused {
		from = max(0, min(l.At()-shownLines/2, end-shownLines))
	} else if all := l.All(); end > 1 && all[end-1] == "" {
		end--
	}
	return from, min(end, from+shownLines)
}

// Unseen counts the lines of entries that are not shown; nil for none.
func (p Painter) Unseen(l field.Lines, focused bool) []string {
	from, end := Shown(l, focused)
	below := l.Len() - end
	if all := l.All(); !focused && below > 0 && all[len(all)-1] == "" {
		below--
	}
	text := ""
	switch {
	case from > 0 && below > 0:
		text = fmt.Sprintf("%d more above, %d below", from, below)
	case from > 0:
		text = fmt.Sprintf("%d more above", from)
	case below > 0:
		text = fmt.Sprintf("and %d more", below)
	}
	return p.Below(text, p.Theme.Page.Muted)
}
