package countdown

import (
	"actas/model"
	"actas/theme"
)

// Pen is the pen for words about an end of the given urgency.
func Pen(level model.Urgency, pens theme.Pens) theme.Pen {
	if level == model.UrgencyNone {
		return pens.Muted
	}
	return levelPen(level, pens)
}

// StrongPen is the pen for the digits of an end of the given urgency.
func StrongPen(level model.Urgency, pens theme.Pens) theme.Pen { return strongPen(level, pens) }
