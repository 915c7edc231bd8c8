package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/leave"
)

// leftMsg says what became of the sessions that were to be revoked on leaving.
type leftMsg struct {
	revoked []model.LiveSession
	failed  string
	err     error
}

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
	case len(m.renewals.asked) > 0:
		m.leaving = true
		m.status = m.say(plain, "Leaving when the renewal is done; q leaves at once.", "")
		return m, nil
	}
	return m.goNow()
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

// leaveRequest carries out the answer to the question.
func (m Model) leaveRequest(msg tea.Msg) (Model, tea.Cmd) {
	m.leave = nil
	switch msg := msg.(type) {
	case leave.KeepMsg:
		m.leaving = true
		return m.goNow()
	case leave.RevokeMsg:
		m.leaving = true
		m.status = m.say(plain, "Revoking "+nameOrCount(msg.Sessions)+"; q leaves at once.", "")
		return m, m.revokeAndLeave(msg.Sessions)
	}
	return m, nil
}

// revokeAndLeave revokes sessions one after the other. Auto-renew goes off
// first, so that nothing takes their place.
func (m Model) revokeAndLeave(sessions []model.LiveSession) tea.Cmd {
	engine, revoke := m.renewals.engine, m.revoker()
	return func() tea.Msg {
		var out leftMsg
		for _, l := range sessions {
			if err := engine.SetAuto(l.Session, false); err != nil {
				return leftMsg{revoked: out.revoked, failed: l.Name, err: err}
			}
			if err, _ := revoke(context.Background(), l.Session); err != nil {
				return leftMsg{revoked: out.revoked, failed: l.Name, err: err}
			}
			out.revoked = append(out.revoked, l)
		}
		return out
	}
}

// left leaves once everything is revoked, and stays where something is not.
func (m Model) left(msg leftMsg) (Model, tea.Cmd) {
	for _, l := range msg.revoked {
		m.roster.MarkGone(l.Key(), model.StateRevoked, m.now.Boot)
	}
	if msg.err == nil {
		return m.goNow()
	}
	m.leaving = false
	m.status = m.say(failed, "Not revoked: ", msg.failed+": "+cause(msg.err))
	return m.sync()
}
