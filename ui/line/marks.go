package line

import (
	"strings"

	"actas/theme"
)

// Mark is what stands in one column: a glyph in a pen.
type Mark struct {
	Glyph string
	Pen   theme.Pen
}

// Marks draws columns. Neighbours that look alike share one sequence, so that a row
// of a week costs a terminal little.
func Marks(marks []Mark) string {
	var b strings.Builder
	for n := 0; n < len(marks); {
		end := n + 1
		for end < len(marks) && marks[end] == marks[n] {
			end++
		}
		b.WriteString(marks[n].Pen.On(strings.Repeat(marks[n].Glyph, end-n)))
		n = end
	}
	return b.String()
}
