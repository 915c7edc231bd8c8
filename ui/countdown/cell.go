package countdown

import (
	"time"

	"actas/model"
	"actas/theme"
	"actas/ui/line"
	"actas/ui/words"
)

// Cell is the REMAINING cell of a list, width columns with the digits on the
// right: "! 09:41", "!! 01:34", "? 21:07" while not verified, "-" once the
// session is gone. The padding is in the surface's own pen. A sign that does
// not fit is left out, because the state beside it says the same.
func Cell(left time.Duration, state model.SessionState, level model.Urgency, width int, pens theme.Pens, g theme.Glyphs) string {
	text, pen := Sign(state, level), strongPen(level, pens)
	switch state {
	case model.StateExpired, model.StateRevoked:
		text, pen = "-", pens.Muted
	case model.StateUnverified:
		pen = unverifiedPen(level, pens)
		fallthrough
	default:
		digits := words.Left(left)
		if text != "" && len(text)+1+len(digits) <= width {
			digits = text + " " + digits
		}
		text = digits
	}
	text = line.Fit(text, min(line.Width(text), width), g)
	return pens.Text.On(line.Pad(width-line.Width(text))) + pen.On(text)
}

// Sign is what stands before the digits, so that no meaning rests on colour
// alone: "!" for a warning, "!!" for a critical end, "?" for a session that is
// not verified, "" otherwise.
func Sign(state model.SessionState, level model.Urgency) string {
	switch {
	case state == model.StateExpired || state == model.StateRevoked:
		return ""
	case state == model.StateUnverified:
		return "?"
	case level == model.UrgencyWarn:
		return "!"
	case level == model.UrgencyCritical:
		return "!!"
	}
	return ""
}

// unverifiedPen keeps the colour of an end that is near, without the weight.
func unverifiedPen(level model.Urgency, pens theme.Pens) theme.Pen {
	if level == model.UrgencyNone {
		return pens.Muted
	}
	return levelPen(level, pens)
}
