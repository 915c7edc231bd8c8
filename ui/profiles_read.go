package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/model/text"
)

// profilesReadMsg is the configuration as it stands now: its profiles, or why they
// could not be read.
type profilesReadMsg struct {
	profiles []model.Profile
	err      error
}

// readProfiles reads the profiles again; nil where nothing reads them.
func readProfiles(read func() ([]model.Profile, error)) tea.Cmd {
	if read == nil {
		return nil
	}
	return func() tea.Msg {
		all, err := read()
		return profilesReadMsg{all, err}
	}
}

// profilesRead offers the profiles as they have become. Where they could not be read,
// those of before hold, and the sheet says why.
func (m Model) profilesRead(msg profilesReadMsg) Model {
	why := ""
	if msg.err != nil {
		why = "The configuration could not be read again: " + text.Clean(msg.err.Error())
	} else {
		m.deps.Profiles = msg.profiles
	}
	if m.profiles != nil {
		m.profiles = m.profiles.Renew(m.deps.Profiles)
		m.profiles.Trouble(why)
	}
	return m
}

// lostRule tells of which profiles the sheet says that they do not revoke my sessions
// when the terminal goes away; nil where the one that holds does not either, or there
// are none.
func (m Model) lostRule() func(model.Profile) bool {
	revokes, s := m.deps.RevokesOnHangup, m.scene()
	if revokes == nil {
		return nil
	}
	var holds model.Profile
	if at := slices.IndexFunc(m.deps.Profiles, func(p model.Profile) bool { return p.Name == m.deps.Profile }); at >= 0 {
		holds = m.deps.Profiles[at]
	}
	mine := func(l model.LiveSession) bool { return l.Gone == "" && !l.Token.Empty() && s.Mine(l) }
	if !revokes(holds) || !slices.ContainsFunc(m.roster.List(), mine) {
		return nil
	}
	return func(p model.Profile) bool { return p.Name != holds.Name && !revokes(p) }
}
