package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// revoker is what revokes one session, with whatever took its place, and notes
// that in the ledger.
func (m Model) revoker() func(context.Context, model.Session) revokedMsg {
	var roles []string
	for l := range m.roster.All() {
		roles = append(roles, l.RoleID)
	}
	api, engine, note := m.deps.API, m.renewals.engine, m.noter(roles...)
	return func(ctx context.Context, s model.Session) revokedMsg {
		var msg revokedMsg
		if engine != nil {
			msg.results = engine.Revoke(ctx, s)
		} else {
			msg.results = []model.RevokeResult{{Session: s, Err: api.Revoke(ctx, s.Token)}}
		}
		for _, r := range msg.results {
			msg.unkept = errors.Join(msg.unkept, note(r.Session.RevokeActivity(), r.Err))
		}
		return msg
	}
}

// failed is the first session that was not revoked; ok is false for none.
func (msg revokedMsg) failed() (r model.RevokeResult, ok bool) {
	at := slices.IndexFunc(msg.results, func(r model.RevokeResult) bool { return r.Err != nil })
	if at < 0 {
		return r, false
	}
	return msg.results[at], true
}

// err is why a session was not revoked, nil where all were.
func (msg revokedMsg) err() error {
	r, _ := msg.failed()
	return r.Err
}

// revoke ends sessions for good.
func (m Model) revoke(sessions []model.LiveSession) (Model, tea.Cmd) {
	revoke := m.revoker()
	m.status = m.say(plain, "Revoking "+nameOrCount(sessions)+".", "")
	m.sessions = m.sessions.Unmark()
	cmds := make([]tea.Cmd, len(sessions))
	for i, l := range sessions {
		m, cmds[i] = m.write(func(ctx context.Context) tea.Msg { return revoke(ctx, l.Session) })
	}
	return m, tea.Batch(cmds...)
}

func (m Model) revoked(msg revokedMsg) (Model, tea.Cmd) {
	m = m.markRevoked(msg)
	if r, failed := msg.failed(); failed {
		return m.notRevoked(r)
	}
	m.status = m.say(done, "Revoked", " "+revokedText(msg.results))
	m, ask := m.askSessions()
	m, synced := m.sync()
	return m, tea.Batch(ask, synced)
}

// revokedText is what was revoked: "ada-deploy-7f3c; it gives no access any more."
func revokedText(results []model.RevokeResult) string {
	names := make([]string, len(results))
	for i, r := range results {
		names[i] = r.Session.Name
	}
	if len(names) == 1 {
		return names[0] + "; it gives no access any more."
	}
	return strings.Join(names, " and ") + ", which took its place; they give no access any more."
}

// markRevoked shows what is revoked as gone.
func (m Model) markRevoked(msg revokedMsg) Model {
	m.kept.seq++
	for _, r := range msg.results {
		if r.Err == nil {
			m.roster.MarkGone(r.Session, model.StateRevoked, m.now.Boot)
		}
	}
	return m
}

// notRevoked says why a session was not revoked. Where the answer was lost, only
// the next list tells whether it was.
func (m Model) notRevoked(r model.RevokeResult) (Model, tea.Cmd) {
	var problem *model.APIError
	if errors.As(r.Err, &problem) && problem.Lost {
		m.unsure = &r.Session
		m.status = m.say(failed, "No answer: ", "whether "+r.Session.Name+" is revoked, the next list will tell.")
	} else {
		m.status = m.say(failed, "Not revoked: ", r.Session.Name+": "+sentence(r.Err))
	}
	m = m.noteLink(r.Err)
	return m.askSessions()
}

// sayRevoked says what a user's list tells of a revoke whose answer was lost.
func (m Model) sayRevoked(userID string) Model {
	if m.unsure == nil {
		return m
	}
	for l := range m.roster.All() {
		if l.Is(*m.unsure) && !l.Unlisted() && l.Owner() == userID {
			return m.sayUnsure(l.Session, l.Gone != "")
		}
	}
	return m
}

// sayUnsure says what became of a session whose revoke was not answered, if that is
// the one.
func (m Model) sayUnsure(s model.Session, gone bool) Model {
	if m.unsure == nil || !m.unsure.Is(s) {
		return m
	}
	name := m.unsure.Name
	m.unsure = nil
	if gone {
		m.status = m.say(done, "Revoked", " "+name+"; it gives no access any more.")
	} else {
		m.status = m.say(failed, "Not revoked: ", name+" is still alive.")
	}
	return m
}
