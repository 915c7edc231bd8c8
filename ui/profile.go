package ui

import (
	"github.com/charmbracelet/x/ansi"

	"actas/ui/line"
	"actas/ui/scene"
)

// profileTexts are what the header says of the profile and of read-only, the
// longest first; none where there is nothing to say.
func (m Model) profileTexts() []string {
	name := m.deps.Profile
	switch {
	case m.deps.Demo:
		return nil
	case name != "" && m.deps.ReadOnly:
		return []string{" " + name + " READ-ONLY ", " READ-ONLY ", " RO "}
	case m.deps.ReadOnly:
		return []string{" READ-ONLY ", " RO "}
	case name != "":
		return []string{" " + name + " "}
	}
	return nil
}

// profileChip says which profile holds, and that nothing is changed from here, in
// at most room columns; empty where there is nothing to say, or no room.
func (m Model) profileChip(s scene.Scene, room int) string {
	texts := m.profileTexts()
	for _, text := range texts {
		if line.Width(text) <= room {
			return s.Theme.Chip.On(text)
		}
	}
	if len(texts) == 1 && room >= shortestName+2 {
		return s.Theme.Chip.On(" " + line.Fit(m.deps.Profile, room-2, s.Theme.Glyphs) + " ")
	}
	return ""
}

// profileNeeds is the width of the chip beside the tabs, and the least that does.
func (m Model) profileNeeds() (wished, least int) {
	texts := m.profileTexts()
	if len(texts) == 0 {
		return 0, 0
	}
	shortest := line.Width(texts[len(texts)-1])
	return 1 + line.Width(texts[0]), 1 + min(shortest, wholeName+2)
}

// before puts a chip before what stands at the right already, where there is room
// for both; a chip has a space of its own at its edge.
func before(chip, right string, room int) string {
	if chip == "" || ansi.StringWidth(chip)+1+ansi.StringWidth(right) > room+1 {
		return right
	}
	return chip + " " + right
}
