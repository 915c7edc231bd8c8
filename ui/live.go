package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/assume"
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
	// revokedMsg is what became of a session that was to be revoked, and of what
	// took its place: one at least.
	revokedMsg struct {
		results []model.RevokeResult
		// unkept is why the ledger could not take it, nil where it could.
		unkept error
	}
	assumedMsg struct {
		seq     int
		session model.Session
		request model.AssumeRequest
		err     error
		// sent is set where the request was sent. another is what the identity token
		// says that it was not sent with; nil for none.
		sent    bool
		another *model.Claims
		// unkept is why the ledger could not take it, nil where it could.
		unkept error
	}
)

// askSessions reads my sessions, once it is known who I am.
func (m Model) askSessions() (Model, tea.Cmd) {
	if m.nobody() || m.deps.API == nil {
		return m.readKept()
	}
	m, kept := m.readKept()
	m.sessionsSeq++
	m.sessionsAsked = true
	m.sessionsNext = m.now.Boot + sessionsEvery
	if m.roster.Ending(m.me.ID, m.now.Boot) {
		m.sessionsNext = m.now.Boot + endedEvery
	}
	api, clock, seq, id := m.deps.API, m.deps.Clock, m.sessionsSeq, m.me.ID
	return m, tea.Batch(kept, func() tea.Msg {
		sent := clock.Now()
		sessions, err := api.Sessions(context.Background(), id)
		return sessionsReadMsg{seq: seq, userID: id, sessions: sessions, sent: sent, err: err}
	})
}

func (m Model) sessionsAnswered(msg sessionsReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.sessionsSeq {
		return m, nil
	}
	m.sessionsAsked = false
	m.sessionsErr = msg.err
	if msg.err != nil {
		if m.deps.Storage {
			// What a keyring tells in part says nothing of the other sessions.
			for _, s := range msg.sessions {
				m.roster.Put(s)
			}
		}
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
	m, synced := m.noteSessions(nil).sayLeftOut().sync()
	return m, tea.Batch(m.readContexts(), synced)
}

// submitAssume sends what the form asks for, once. An answer that comes after
// the form was left finds another number, and touches no newer form.
func (m Model) submitAssume(msg assume.SubmitMsg) (Model, tea.Cmd) {
	m.assumeSeq++
	api, note, seq := m.deps.API, m.noter(msg.Request.RoleID), m.assumeSeq
	source := m.sourceOf(msg.Request)
	return m.write(func(ctx context.Context) tea.Msg {
		out := assumeBy(ctx, api, msg, source)
		out.seq = seq
		if out.sent {
			out.unkept = note(msg.Request.Activity(out.session), out.err)
		}
		return out
	})
}

// assumed shows the new session, or leaves the form with the API's words.
func (m Model) assumed(msg assumedMsg) (Model, tea.Cmd) {
	switch {
	case msg.another != nil:
		return m.anotherToken(msg)
	case msg.err != nil:
		return m.notAssumed(msg)
	}
	s := m.roster.Put(completeSession(msg.session, msg.request)).Session
	if ip := msg.request.SourceIP; ip != "" {
		m = m.keepContext(s, ip)
	}
	shown := msg.seq == m.assumeSeq
	if shown {
		m = m.formDone()
		m.tab = sessionsTab
	}
	m.status = m.say(done, "Assumed", " "+m.called(s)+" for "+words.Length(lifeOf(s))+keptText(s)+packed(s)+".")
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
	if !model.ByIdentityToken(msg.request.AuthMethod) || !errors.Is(msg.err, model.ErrUnauthorised) {
		// What refuses an identity token says nothing of the key.
		m = m.noteLink(msg.err)
	}
	var problem *model.APIError
	field, text := "", refusal(msg.err)
	if errors.As(msg.err, &problem) {
		field = problem.Field
	}
	switch {
	case m.storageForm() != nil && msg.seq == m.assumeSeq:
		m.page = storageAnswer(*m.storageForm(), msg.err, field, text)
	case m.assume == nil || msg.seq != m.assumeSeq:
		m.status = m.say(failed, "Not assumed: ", text)
	case problem != nil && problem.Lost:
		form := m.assume.Unanswered(text)
		m.assume = &form
	case msg.request.Dialect == model.DialectSTS && model.STSUnwilling(msg.err):
		form := m.assume.Unwilling(strings.TrimSuffix(text, neededAction(problem)))
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
