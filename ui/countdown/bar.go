package countdown

import (
	"math"
	"strings"

	"actas/model"
	"actas/theme"
)

// Bar is a bar of width columns of which fraction is filled, in the colour of
// the urgency, rounded to half a column. Anything left shows at least as half a
// column. The fraction is clamped to 0 to 1, and not a number counts as 0; the
// bar is "" when width is not positive.
func Bar(fraction float64, width int, level model.Urgency, pens theme.Pens, g theme.Glyphs) string {
	return bar(fraction, width, levelPen(level, pens), pens, g)
}

// MutedBar is Bar without an urgency, for a session that is not verified.
func MutedBar(fraction float64, width int, pens theme.Pens, g theme.Glyphs) string {
	return bar(fraction, width, pens.Muted, pens, g)
}

// ProgressBar is Bar for how far something has come, where nothing ends.
func ProgressBar(fraction float64, width int, pens theme.Pens, g theme.Glyphs) string {
	return bar(fraction, width, pens.Accent, pens, g)
}

func bar(fraction float64, width int, pen theme.Pen, pens theme.Pens, g theme.Glyphs) string {
	if width <= 0 {
		return ""
	}
	halves := 0
	if fraction > 0 {
		halves = max(1, int(math.Round(min(fraction, 1)*float64(2*width))))
	}
	full := halves / 2
	filled := strings.Repeat(g.Heavy, full)
	if halves%2 == 1 {
		filled += g.HeavyEnd
		full++
	}
	return pen.On(filled) + pens.Rule.On(strings.Repeat(g.Horizontal, width-full))
}

func levelPen(level model.Urgency, pens theme.Pens) theme.Pen {
	switch level {
	case model.UrgencyWarn:
		return pens.Warn
	case model.UrgencyCritical:
		return pens.Crit
	}
	return pens.OK
}

func strongPen(level model.Urgency, pens theme.Pens) theme.Pen {
	switch level {
	case model.UrgencyWarn:
		return pens.WarnStrong
	case model.UrgencyCritical:
		return pens.CritStrong
	}
	return pens.Strong
}
