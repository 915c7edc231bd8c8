package ui

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/profiles"
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

// profilesMsg wants the sheet of profiles.
type profilesMsg struct{}

// everywhere are the actions that work on every screen: the usual ones, and going
// on with another profile where there is a choice.
func (m Model) everywhere() []action.Action {
	all := everywhere()
	if len(m.deps.Profiles) > 0 && !m.deps.Demo {
		all = append(all, action.New("P", "P", "profile", "Go on with another profile", profilesMsg{}))
	}
	return all
}

// openProfiles opens the sheet of profiles, unless what was asked for is still to
// be done with this one.
func (m Model) openProfiles() (Model, tea.Cmd) {
	if len(m.renewals.asked) > 0 || m.revoking > 0 || m.writes > 0 {
		m.status = m.say(plain, "Something is under way with this profile; another one can wait until it is done.", "")
		return m, nil
	}
	m.profiles = profiles.New(m.deps.Profiles, m.deps.Profile, m.autoRenewed())
	return m, nil
}

// switchProfile ends this dashboard; whoever runs it begins another.
func (m Model) switchProfile(name string) (Model, tea.Cmd) {
	m.profiles, m.switchTo = nil, name
	return m.goNow()
}

// SwitchTo is the profile that somebody wants to go on with, once the dashboard has
// ended; empty for none.
func (m Model) SwitchTo() string { return m.switchTo }

// sayNotice says what there is to say at the start.
func (m Model) sayNotice() Model {
	if m.deps.Notice != "" {
		m.status = m.say(plain, m.deps.Notice, "")
	}
	return m
}
