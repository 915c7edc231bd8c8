package ui

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/profiles"
	"actas/ui/scene"
)

const (
	readOnly      = " READ-ONLY "
	readOnlyShort = " RO "
)

// profileChip says which profile holds, and that nothing is changed from here, in
// at most room columns; empty where there is nothing to say, or no room. The name
// gives way first.
func (m Model) profileChip(s scene.Scene, room int) string {
	mode := ""
	if m.deps.ReadOnly {
		mode = readOnly
	}
	name := line.Width(m.deps.Profile)
	whole := m.profileWidth()
	switch {
	case whole == 0:
		return ""
	case whole <= room && name == 0:
		return s.Theme.Chip.On(mode)
	case name > 0 && room >= min(whole, whole-name+shortestName):
		pen := s.Theme.Chip
		if mode == "" {
			// A name alone is nothing to be warned of.
			mode, pen = " ", s.Theme.Selected.Strong
		}
		return pen.On(" " + line.Fit(m.deps.Profile, min(name, room-1-len(mode)), s.Theme.Glyphs) + mode)
	case mode != "" && len(readOnly) <= room:
		return s.Theme.Chip.On(readOnly)
	case mode != "" && len(readOnlyShort) <= room:
		return s.Theme.Chip.On(readOnlyShort)
	}
	return ""
}

// profileWidth is the width of the whole chip; 0 where there is nothing to say.
func (m Model) profileWidth() int {
	name := line.Width(m.deps.Profile)
	switch {
	case m.deps.Demo:
		return 0
	case m.deps.ReadOnly && name > 0:
		return 1 + name + len(readOnly)
	case m.deps.ReadOnly:
		return len(readOnly)
	case name > 0:
		return name + 2
	}
	return 0
}

// profileNeeds is the width of the chip beside the tabs, and the least that does.
func (m Model) profileNeeds() (wished, least int) {
	whole := m.profileWidth()
	switch {
	case whole == 0:
		return 0, 0
	case m.deps.ReadOnly && m.width < roomForName:
		return 1 + whole, 1 + len(readOnly)
	case m.deps.ReadOnly:
		return 1 + whole, 1 + min(whole, len(readOnly)+wholeName)
	}
	return 1 + whole, 1 + min(whole, wholeName+2)
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
	m.profiles.Loses(m.lostRule())
	return m, readProfiles(m.deps.ReadProfiles)
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
