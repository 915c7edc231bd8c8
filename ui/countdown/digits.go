// Package countdown draws the time that a session has left: big digits, bars,
// and the cell of a list. Every function is given the time left and the
// urgency; nothing here reads a clock.
package countdown

import (
	"strings"
	"time"

	"actas/model"
	"actas/theme"
	"actas/ui/words"
)

// rows is the height of big digits.
const rows = 3

// Digits is the time left in big digits, three lines of the same natural width
// in the colour of its urgency. With ASCII glyphs it is one line of plain
// digits.
func Digits(left time.Duration, t theme.Theme) []string {
	return digitsIn(left, strongPen(urgency(left), t.Page), t.Glyphs)
}

// digitsIn is Digits in a given pen, for a session that is not verified.
func digitsIn(left time.Duration, pen theme.Pen, g theme.Glyphs) []string {
	text := words.Left(left)
	if g.ASCII {
		return []string{pen.On(text)}
	}
	var drawn [rows]strings.Builder
	for i := range len(text) {
		shape := shapeOf(text[i])
		for row := range drawn {
			if i > 0 {
				drawn[row].WriteByte(' ')
			}
			drawn[row].WriteString(shape[row])
		}
	}
	lines := make([]string, rows)
	for row := range drawn {
		lines[row] = pen.On(drawn[row].String())
	}
	return lines
}

// urgency repeats the thresholds of model.LiveSession.Level for a bare duration.
func urgency(left time.Duration) model.Urgency {
	switch {
	case left >= model.WarnAt:
		return model.UrgencyNone
	case left >= model.CriticalAt:
		return model.UrgencyWarn
	}
	return model.UrgencyCritical
}

// shapeOf draws one sign of words.Left. Everything else is a blank column.
func shapeOf(sign byte) [rows]string {
	digits := [10][rows]string{
		{"█▀█", "█ █", "▀▀▀"},
		{"▀█ ", " █ ", "▀▀▀"},
		{"▀▀█", "█▀▀", "▀▀▀"},
		{"▀▀█", " ▀█", "▀▀▀"},
		{"█ █", "▀▀█", "  ▀"},
		{"█▀▀", "▀▀█", "▀▀▀"},
		{"█▀▀", "█▀█", "▀▀▀"},
		{"▀▀█", "  █", "  ▀"},
		{"█▀█", "█▀█", "▀▀▀"},
		{"█▀█", "▀▀█", "▀▀▀"},
	}
	switch {
	case sign >= '0' && sign <= '9':
		return digits[sign-'0']
	case sign == ':':
		return [rows]string{"▄", "▄", " "}
	case sign == 'd':
		return [rows]string{"  █", "█▀█", "▀▀▀"}
	}
	return [rows]string{" ", " ", " "}
}
