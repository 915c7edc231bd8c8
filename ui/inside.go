package ui

import (
	"github.com/charmbracelet/x/ansi"

	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// insideChip says which session actas itself acts with, and until when where
// there is room, in at most room columns; empty outside of any.
func (m Model) insideChip(s scene.Scene, room int) string {
	in := m.deps.Inside
	if in.Name == "" || m.deps.Demo {
		return ""
	}
	text := " IN " + in.Name + " "
	if whole := text + "until " + words.Clock(in.Until) + " "; !in.Until.IsZero() && line.Width(whole) <= room {
		text = whole
	}
	if line.Width(text) > room {
		const lead = " IN "
		if room < len(lead)+shortestName {
			return s.Theme.Chip.On(lead)
		}
		text = lead + line.Fit(in.Name, room-len(lead)-1, s.Theme.Glyphs) + " "
	}
	return s.Theme.Chip.On(text)
}

// shortestName is how much of a name is worth showing, with a space behind it.
const shortestName = 4

// sayInside says at the start which session actas itself acts with, and where
// there is room how one leaves it.
func (m Model) sayInside() Model {
	in := m.deps.Inside
	if in.Name == "" || m.deps.Demo {
		return m
	}
	said := "This actas runs inside the session " + in.Name
	if !in.Until.IsZero() {
		said += ", until " + words.Clock(in.Until) + " UTC"
	}
	said += "."
	if leave := said + " q, and then exit, leaves it."; ansi.StringWidth(leave) <= m.width-4 {
		said = leave
	}
	m.status = m.say(plain, said, "")
	return m
}
