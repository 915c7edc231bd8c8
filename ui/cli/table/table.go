// Package table lays values out in columns, as plain text for people and pipes.
package table

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// gap stands between two columns.
const gap = "  "

// Lines are the header and the rows, each cell padded to the widest of its
// column. A row may be shorter than the header. Lines are cut to width columns
// of a terminal; 0 cuts nothing, as for a pipe.
func Lines(header []string, rows [][]string, width int) []string {
	widths := make([]int, len(header))
	all := append([][]string{header}, rows...)
	for _, row := range all {
		for i := range min(len(row), len(widths)) {
			widths[i] = max(widths[i], ansi.StringWidth(row[i]))
		}
	}
	lines := make([]string, len(all))
	for i, row := range all {
		lines[i] = cut(line(row, widths), width)
	}
	return lines
}

// line is one row without spaces at its end.
func line(row []string, widths []int) string {
	var b strings.Builder
	for i := range min(len(row), len(widths)) {
		if i > 0 {
			b.WriteString(gap)
		}
		b.WriteString(row[i])
		b.WriteString(strings.Repeat(" ", widths[i]-ansi.StringWidth(row[i])))
	}
	return strings.TrimRight(b.String(), " ")
}

func cut(line string, width int) string {
	if width <= 0 {
		return line
	}
	return strings.TrimRight(ansi.Truncate(line, width, "…"), " ")
}
