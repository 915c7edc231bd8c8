package list

import (
	"actas/theme"
	"actas/ui/line"
)

// Row is one line of a list while it is put together, cell by cell from left
// to right. Every column of it is painted with the pens of its surface, so
// that a selected row's ground has no holes.
type Row struct {
	out    []byte
	at     int
	glyphs *theme.Glyphs
	// Pens are those of the row's surface.
	Pens theme.Pens
	// Selected reports that the cursor is on the row.
	Selected bool
}

// NewRow begins a line; the selected one carries the mark in column 0.
func NewRow(t theme.Theme, selected bool) *Row {
	r := &Row{}
	r.Begin(t, selected)
	return r
}

// Begin begins another line in the place of the one before.
func (r *Row) Begin(t theme.Theme, selected bool) {
	r.out, r.at, r.glyphs, r.Pens, r.Selected = r.out[:0], 1, &t.Glyphs, t.Page, selected
	if !selected {
		r.out = append(r.out, ' ')
		return
	}
	r.Pens = t.Selected
	r.paint(t.Page.Accent, t.Glyphs.Mark)
}

// paint writes a text.
func (r *Row) paint(pen theme.Pen, s string) { r.out = pen.Append(r.out, s) }

// Cell draws plain text in a span, cut or padded to its width.
func (r *Row) Cell(s Span, text string, pen theme.Pen) {
	if r.skipTo(s) {
		r.out = pen.End(line.AppendFit(pen.Begin(r.out), text, s.Width, *r.glyphs))
		r.at += s.Width
	}
}

// Right draws plain text at the right edge of a span.
func (r *Row) Right(s Span, text string, pen theme.Pen) {
	if r.skipTo(s) {
		r.paint(pen, line.FitRight(text, s.Width, *r.glyphs))
		r.at += s.Width
	}
}

// Painted draws text that is painted already, at most as wide as the span.
func (r *Row) Painted(s Span, painted string) {
	if !r.skipTo(s) {
		return
	}
	w := line.Width(painted)
	if w > s.Width {
		painted = line.FitPainted(painted, s.Width, *r.glyphs)
		w = s.Width
	}
	r.out = append(r.out, painted...)
	r.at += w
}

// Line ends the row at width columns.
func (r *Row) Line(width int) string {
	r.pad(width)
	return string(r.out)
}

// skipTo moves to the start of a span; it is false for a span not drawn.
func (r *Row) skipTo(s Span) bool {
	if s.Width <= 0 {
		return false
	}
	r.pad(s.Start)
	return true
}

func (r *Row) pad(to int) {
	if n := to - r.at; n > 0 {
		r.paint(r.Pens.Text, line.Pad(n))
		r.at = to
	}
}

// Header draws the titles above the columns; the one that the list is sorted
// by is underlined. A right-aligned title may reach into the gap before it.
func Header(columns []Column, spans []Span, sorted int, t theme.Theme, width int) string {
	r := NewRow(t, false)
	for i, c := range columns {
		s := spans[i]
		if s.Width == 0 || c.Title == "" {
			continue
		}
		pen := t.Page.Heading
		if i == sorted {
			pen = t.Page.HeadingSort
		}
		title := line.Fit(c.Title, min(line.Width(c.Title), max(s.Width, room(c, s))), t.Glyphs)
		start := s.Start
		if c.Right {
			start = s.Start + s.Width - line.Width(title)
		}
		r.pad(start)
		r.paint(pen, title)
		r.at += line.Width(title)
	}
	return r.Line(width)
}

// room is how wide a column's title may be.
func room(c Column, s Span) int {
	if c.Right {
		return s.Width + 1
	}
	return s.Width
}
