package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/model/text"
	"actas/ui/copyas"
	"actas/ui/line"
	"actas/ui/scene"
)

// copiedMsg says which way a text went.
type copiedMsg struct {
	what, of string
	way      string
	err      error
}

// copyText copies what a screen or the copy-as sheet asks for. Only the command
// itself reveals a secret.
func (m Model) copyText(msg scene.CopyMsg) (Model, tea.Cmd) {
	m.copyAs = nil
	put := m.deps.Copy
	return m, func() tea.Msg {
		what := msg.Text
		if !msg.Secret.Empty() {
			what = msg.Secret.Reveal()
		}
		way, err := put(what)
		return copiedMsg{what: msg.What, of: msg.Of, way: way, err: err}
	}
}

// copied says what went where.
func (m Model) copied(msg copiedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		m.status = m.say(failed, "Not copied: ", text.Clean(msg.err.Error())+".")
		return m, nil
	}
	rest := " " + msg.what + " " + msg.way + "."
	if msg.of != "" {
		// The way that it went matters more than whose it is, which is on screen.
		if whole := " " + msg.what + " of " + msg.of + " " + msg.way + "."; line.Width("Copied"+whole) <= m.width-4 {
			rest = whole
		}
	}
	m.status = m.say(done, "Copied", rest)
	return m, nil
}

// copySessionAs opens the sheet of what can be copied of a session.
func (m Model) copySessionAs(l model.LiveSession) (Model, tea.Cmd) {
	m.copyOf = l.Key()
	return m.openCopyAs(m.sessionSource(l))
}

func (m Model) sessionSource(l model.LiveSession) copyas.Source {
	return copyas.OfSession(m.scene(), l, m.renewals.contexts[l.Key()], m.copiedFrom())
}

// followCopyAs keeps an open sheet at its session as that is now: what was replaced,
// or has ended, is not copied.
func (m Model) followCopyAs() Model {
	if l, ok := m.roster.Find(m.copyOf); ok && m.copyAs != nil {
		m.copyAs = m.copyAs.Of(m.sessionSource(l))
	}
	return m
}

// copyTrustAs opens the sheet of what can be copied of a role trust.
func (m Model) copyTrustAs(t model.Trust) (Model, tea.Cmd) {
	m.copyOf = ""
	return m.openCopyAs(copyas.OfTrust(m.scene(), t, m.copiedFrom()))
}

func (m Model) openCopyAs(src copyas.Source) (Model, tea.Cmd) {
	m.copyAs = copyas.New(src)
	m.status = status{}
	return m, nil
}

// copiedFrom is the API that what is copied leads to.
func (m Model) copiedFrom() copyas.API {
	return copyas.API{URL: m.deps.API.URL(), Elsewhere: m.elsewhere(), Profile: m.deps.Profile, AWSFile: m.awsPath()}
}
