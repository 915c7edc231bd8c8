package list

// Column is one column of a list.
type Column struct {
	// Title stands above the column; it may be empty.
	Title string
	// Min and Max bound the width in terminal columns; a Max of 0 leaves the
	// column out.
	Min, Max int
	// Gap is the space before the column, 0 for the usual two.
	Gap int
	// Right aligns the column to its right edge.
	Right bool
	// Drop orders what is left out where the width does not do: the highest
	// goes first, 0 stays always.
	Drop int
}

// Span is where a column is drawn: Width columns from Start. A dropped column
// has Width 0.
type Span struct{ Start, Width int }

const usualGap = 2

func (c Column) gap() int {
	if c.Gap == 0 {
		return usualGap
	}
	return c.Gap
}

// Layout places the columns from start on within width terminal columns.
// Columns are dropped until their smallest widths fit; what is left over widens
// them from the first to the last, each to its Max.
func Layout(columns []Column, start, width int) []Span {
	kept := keep(columns, width)
	spare := width - smallest(columns, kept)
	spans := make([]Span, len(columns))
	at := start
	first := true
	for i, c := range columns {
		if !kept[i] {
			continue
		}
		if !first {
			at += c.gap()
		}
		first = false
		w := c.Min
		if grow := min(c.Max-c.Min, spare); grow > 0 {
			w += grow
			spare -= grow
		}
		// Too narrow for even the smallest widths: cut from the right.
		w = max(0, min(w, start+width-at))
		spans[i] = Span{Start: at, Width: w}
		at += w
	}
	return spans
}

// keep tells which columns stay.
func keep(columns []Column, width int) []bool {
	kept := make([]bool, len(columns))
	for i, c := range columns {
		kept[i] = c.Max > 0
	}
	for smallest(columns, kept) > width {
		victim := -1
		for i, c := range columns {
			if kept[i] && c.Drop > 0 && (victim < 0 || c.Drop > columns[victim].Drop) {
				victim = i
			}
		}
		if victim < 0 {
			break
		}
		kept[victim] = false
	}
	return kept
}

func smallest(columns []Column, kept []bool) int {
	total, first := 0, true
	for i, c := range columns {
		if !kept[i] {
			continue
		}
		if !first {
			total += c.gap()
		}
		first = false
		total += c.Min
	}
	return total
}
