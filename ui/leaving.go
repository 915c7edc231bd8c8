package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/leave"
)

// leftMsg says what became of a session that was to be revoked on leaving.
type leftMsg struct{ revokedMsg }

// heirsMsg tells by their keys which sessions another process renews on.
type heirsMsg map[string]bool

// interrupt is quit from anywhere. Where something is typed that was not sent, it
// says so first.
func (m Model) interrupt() (Model, tea.Cmd) {
	if !m.warned && !m.leaving && m.unsent() {
		m.warned = true
		m.status = m.say(plain, "What you typed is lost; ^c again leaves.", "")
		m.status.leaving = true
		return m, nil
	}
	return m.quit()
}

// unsent reports that a form holds something that was typed or chosen, and is not
// under way.
func (m Model) unsent() bool {
	page, _ := m.page.(interface{ unsent() bool })
	return m.assume != nil && m.assume.Unsent() || page != nil && page.unsent()
}

// stays takes back what interrupt said: somebody goes on.
func (m Model) stays() Model {
	if m.warned {
		m.warned, m.status = false, status{}
	}
	return m
}

// quit leaves, after a question where sessions are renewed by themselves, and
// once what is under way has its answer. Asked for twice, it leaves at once.
func (m Model) quit() (Model, tea.Cmd) {
	kept := m.autoRenewed()
	switch {
	case m.leave != nil || m.leaving:
		return m.goNow()
	case len(kept) > 0 && !m.deps.Storage:
		m.leave = leave.New(kept)
		m.help, m.palette = nil, nil
		return m, m.askHeirs()
	}
	if lost := m.lostWithMe(); len(lost) > 0 && !m.status.lastWord {
		m.status = m.say(plain, "q again leaves and loses "+nameOrCount(lost)+", kept in memory only.", "")
		m.status.lastWord = true
		return m, nil
	}
	return m.goSoon()
}

// askHeirs asks which of the sessions that are asked about another process renews on.
// Processes come and go: it is asked anew while the question stands.
func (m Model) askHeirs() tea.Cmd {
	engine := m.renewals.engine
	if m.leave == nil || engine == nil {
		return nil
	}
	sessions := m.leave.Sessions()
	return func() tea.Msg {
		heirs := heirsMsg{}
		for _, l := range sessions {
			heirs[l.Key()] = engine.Heir(l.Session)
		}
		return heirs
	}
}

// heirsTold takes that in, if the question still stands.
func (m Model) heirsTold(heirs heirsMsg) Model {
	if m.leave != nil {
		m.leave = m.leave.Heirs(heirs)
	}
	return m
}

// lostWithMe are the live sessions that nobody can use any more once actas has ended:
// no list tells them again, and no keyring holds them. The demo's are for its run.
func (m Model) lostWithMe() (lost []model.LiveSession) {
	if m.deps.Demo {
		return nil
	}
	for l := range m.roster.All() {
		if l.Kept == model.KeptInMemory && l.Unlisted() && l.Gone == "" && l.Countdown.Left(m.now.Boot) > 0 {
			lost = append(lost, l)
		}
	}
	return lost
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
	case m.writes > 0:
		return m.leaveWhen("it"), nil
	case len(m.renewals.asked) > 0:
		return m.leaveWhen("the renewal"), nil
	}
	return m.goNow()
}

// leaveWhen says what leaving waits for, and which key does not.
func (m Model) leaveWhen(what string) Model {
	key := "q"
	if m.covered() || m.captured() {
		key = "^c"
	}
	m.status = m.say(plain, "Leaving when "+what+" is done; "+key+" leaves at once.", "")
	m.status.leaving = true
	return m
}

// answered counts a write as answered, and leaves where only that was waited for.
func (m Model) answered(cmd tea.Cmd) (Model, tea.Cmd) {
	m.writes--
	if !m.leaving {
		return m, cmd
	}
	m, leave := m.goSoon()
	return m, tea.Batch(cmd, leave)
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
	revoke, of := m.revoker(), m.deps.Writes
	cmds := make([]tea.Cmd, len(sessions))
	for i, l := range sessions {
		cmds[i] = func() tea.Msg {
			return of.do(func(ctx context.Context) tea.Msg { return leftMsg{revoke(ctx, l.Session)} })
		}
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
