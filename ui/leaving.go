package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/leave"
)

// leftMsg says what became of a session that was to be revoked on leaving.
type leftMsg struct{ revokedMsg }

// quit leaves, after a question where sessions are renewed by themselves, and
// after a renewal that is under way. Asked for twice, it leaves at once.
func (m Model) quit() (Model, tea.Cmd) {
	kept := m.autoRenewed()
	switch {
	case m.leave != nil || m.leaving:
		return m.goNow()
	case len(kept) > 0:
		m.leave = leave.New(kept)
		m.help, m.palette = nil, nil
		return m, nil
	}
	return m.goSoon()
}

// goNow ends the dashboard.
func (m Model) goNow() (Model, tea.Cmd) {
	if m.reading.cancel != nil {
		m.reading.cancel()
		// What was cancelled is no failure to speak of.
		m.reading.seq++
	}
	return m, tea.Quit
}

// goSoon ends the dashboard once what was asked for is done.
func (m Model) goSoon() (Model, tea.Cmd) {
	m.leaving = true
	switch {
	case m.revoking > 0:
		return m, nil
	case len(m.renewals.asked) > 0:
		m.status = m.say(plain, "Leaving when the renewal is done; q leaves at once.", "")
		return m, nil
	}
	return m.goNow()
}

// leaveRequest carries out the answer to the question.
func (m Model) leaveRequest(msg tea.Msg) (Model, tea.Cmd) {
	m.leave = nil
	switch msg := msg.(type) {
	case leave.KeepMsg:
		return m.goSoon()
	case leave.RevokeMsg:
		return m.revokeAndLeave(msg.Sessions)
	}
	return m, nil
}

// revokeAndLeave revokes sessions side by side, with whatever took their place or
// is about to.
func (m Model) revokeAndLeave(sessions []model.LiveSession) (Model, tea.Cmd) {
	m.leaving, m.revoking = true, len(sessions)
	m.status = m.say(plain, "Revoking "+nameOrCount(sessions)+"; q leaves at once.", "")
	revoke := m.revoker()
	cmds := make([]tea.Cmd, len(sessions))
	for i, l := range sessions {
		cmds[i] = func() tea.Msg { return leftMsg{revoke(l.Session)} }
	}
	return m, tea.Batch(cmds...)
}

// left leaves once everything is revoked, and stays where something is not.
func (m Model) left(msg leftMsg) (Model, tea.Cmd) {
	m = m.markRevoked(msg.revokedMsg)
	m.revoking--
	if r, failing := msg.failed(); failing {
		m.leaving = false
		m.status = m.say(failed, "Not revoked: ", r.Session.Name+": "+cause(r.Err))
		return m.sync()
	}
	if m.leaving {
		return m.goSoon()
	}
	return m.sync()
}
