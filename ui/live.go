package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/words"
)

type (
	// sessionsReadMsg is a list of my sessions; sent is when it was asked for,
	// on the boot clock.
	sessionsReadMsg struct {
		seq      int
		userID   string
		sessions []model.Session
		sent     model.Moment
		err      error
	}
	revokedMsg struct {
		session model.Session
		err     error
		// unkept is why the ledger could not take it, nil where it could.
		unkept error
	}
	assumedMsg struct {
		seq     int
		session model.Session
		request model.AssumeRequest
		err     error
		// unkept is why the ledger could not take it, nil where it could.
		unkept error
	}
)

// askSessions reads my sessions, once it is known who I am.
func (m Model) askSessions() (Model, tea.Cmd) {
	if m.me.ID == "" || m.deps.API == nil {
		return m, nil
	}
	m.sessionsSeq++
	m.sessionsAsked = true
	m.sessionsNext = m.now.Boot + sessionsEvery
	if m.roster.Ending(m.me.ID, m.now.Boot) {
		m.sessionsNext = m.now.Boot + endedEvery
	}
	api, clock, seq, id := m.deps.API, m.deps.Clock, m.sessionsSeq, m.me.ID
	return m, func() tea.Msg {
		sent := clock.Now()
		sessions, err := api.Sessions(context.Background(), id)
		return sessionsReadMsg{seq: seq, userID: id, sessions: sessions, sent: sent, err: err}
	}
}

func (m Model) sessionsAnswered(msg sessionsReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.sessionsSeq {
		return m, nil
	}
	m.sessionsAsked = false
	m.sessionsErr = msg.err
	if msg.err != nil {
		m = m.noteSessions(msg.err)
		return m.sync()
	}
	m.roster.MergeUser(msg.userID, msg.sessions, msg.sent.Boot)
	m.sessionsRead = msg.sent
	m.unverified = false
	if m.status.woke {
		m.status = status{}
	}
	m = m.locate()
	m = m.sayRevoked(msg.userID).sayShellsEnd()
	if !m.landed {
		m.landed = true
		if m.roster.Live() > 0 {
			m.tab = sessionsTab
		}
	}
	m = m.noteSessions(nil)
	return m.sync()
}

// revoker is what revokes one session, and notes that in the ledger.
func (m Model) revoker() func(context.Context, model.Session) (err, unkept error) {
	var roles []string
	for _, l := range m.roster.List() {
		roles = append(roles, l.RoleID)
	}
	api, note := m.deps.API, m.noter(roles...)
	return func(ctx context.Context, s model.Session) (err, unkept error) {
		err = api.Revoke(ctx, s.Token)
		return err, note(s.RevokeActivity(), err)
	}
}

// revoke ends sessions for good.
func (m Model) revoke(sessions []model.LiveSession) (Model, tea.Cmd) {
	revoke, engine := m.revoker(), m.renewals.engine
	m.status = m.say(plain, "Revoking "+nameOrCount(sessions)+".", "")
	m.sessions = m.sessions.Unmark()
	cmds := make([]tea.Cmd, len(sessions))
	for i, l := range sessions {
		auto := m.scene().Renewal(l).Auto
		cmds[i] = func() tea.Msg {
			if auto {
				// A choice that cannot be forgotten is for a session that is gone.
				_ = engine.SetAuto(l.Session, false)
			}
			err, unkept := revoke(context.Background(), l.Session)
			return revokedMsg{session: l.Session, err: err, unkept: unkept}
		}
	}
	return m, tea.Batch(cmds...)
}

func (m Model) revoked(msg revokedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		return m.notRevoked(msg)
	}
	m.roster.MarkGone(msg.session.Key(), model.StateRevoked, m.now.Boot)
	m.status = m.say(done, "Revoked", " "+msg.session.Name+"; it gives no access any more.")
	m, ask := m.askSessions()
	m, synced := m.sync()
	return m, tea.Batch(ask, synced)
}

// notRevoked says why a session was not revoked. Where the answer was lost, only
// the next list tells whether it was.
func (m Model) notRevoked(msg revokedMsg) (Model, tea.Cmd) {
	var problem *model.APIError
	if errors.As(msg.err, &problem) && problem.Lost {
		m.unsure = &msg.session
		m.status = m.say(failed, "No answer: ", "whether "+msg.session.Name+" is revoked, the next list will tell.")
	} else {
		m.status = m.say(failed, "Not revoked: ", msg.session.Name+": "+sentence(msg.err))
	}
	m = m.noteLink(msg.err)
	return m.askSessions()
}

// sayRevoked says what a user's list tells of a revoke whose answer was lost.
func (m Model) sayRevoked(userID string) Model {
	if m.unsure == nil {
		return m
	}
	name := m.unsure.Name
	for _, l := range m.roster.List() {
		if l.Key() != m.unsure.Key() {
			continue
		}
		if l.Owner() != "" && l.Owner() != userID {
			// This list does not speak of it.
			return m
		}
		if l.Gone == "" {
			m.status = m.say(failed, "Not revoked: ", name+" is still listed.")
		} else {
			m.status = m.say(done, "Revoked", " "+name+"; it gives no access any more.")
		}
	}
	m.unsure = nil
	return m
}

// submitAssume sends what the form asks for, once. An answer that comes after
// the form was left finds another number, and touches no newer form.
func (m Model) submitAssume(request model.AssumeRequest) (Model, tea.Cmd) {
	m.assumeSeq++
	api, note, seq := m.deps.API, m.noter(request.RoleID), m.assumeSeq
	return m, func() tea.Msg {
		session, err := api.Assume(context.Background(), request)
		unkept := note(assumeActivity(session, request), err)
		return assumedMsg{seq: seq, session: session, request: request, err: err, unkept: unkept}
	}
}

// assumed shows the new session, or leaves the form with the API's words.
func (m Model) assumed(msg assumedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		return m.notAssumed(msg)
	}
	s := completeSession(msg.session, msg.request)
	m.roster.Put(s)
	if ip := msg.request.SourceIP; ip != "" {
		m = m.keepContext(s, ip)
	}
	shown := msg.seq == m.assumeSeq
	if shown {
		m.assume = nil
		m.tab = sessionsTab
	}
	m.status = m.say(done, "Assumed", " "+m.scene().RoleName(s.RoleID)+" as "+s.Name+" for "+words.Length(lifeOf(s))+".")
	m = m.noteLink(nil)
	m, ask := m.askSessions()
	m, synced := m.sync()
	if shown {
		m.sessions = m.sessions.Select(s.Key())
	}
	return m, tea.Batch(ask, synced)
}

// lifeOf is the length of a new session. One that had to be looked for is some
// seconds old.
func lifeOf(s model.Session) time.Duration {
	if s.Remaining > 10*time.Minute {
		return s.Remaining.Round(time.Minute)
	}
	return s.Remaining.Round(time.Second)
}

func (m Model) notAssumed(msg assumedMsg) (Model, tea.Cmd) {
	m = m.noteLink(msg.err)
	var problem *model.APIError
	field, text := "", refusal(msg.err)
	if errors.As(msg.err, &problem) {
		field = problem.Field
	}
	switch {
	case m.assume == nil || msg.seq != m.assumeSeq:
		m.status = m.say(failed, "Not assumed: ", text)
	case problem != nil && problem.Lost:
		form := m.assume.Unanswered(text)
		m.assume = &form
	case unreachable(msg.err):
		form := m.assume.Failed(text)
		m.assume = &form
	case mayPass(msg.err) && (m.assume.Waiting() || m.youngTrust(msg.request.RoleID)):
		form := m.assume.NotInForce(strings.TrimSuffix(text, mayTakeAMinute), m.scene())
		m.assume = &form
	default:
		form := m.assume.Refused(field, text)
		m.assume = &form
	}
	// The answer may have been lost after the session was made.
	m, ask := m.askSessions()
	m, synced := m.sync()
	return m, tea.Batch(ask, synced)
}

// completeSession fills in what an answer need not repeat of the request.
func completeSession(s model.Session, r model.AssumeRequest) model.Session {
	if s.RoleID == "" {
		s.RoleID = r.RoleID
	}
	if s.UserID == "" && s.IssuerID == "" {
		s.UserID, s.IssuerID = r.UserID, r.IssuerID
	}
	if s.Name == "" {
		s.Name = r.Name
	}
	return s
}
