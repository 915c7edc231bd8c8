package simulator

import (
	"time"

	"actas/model"
)

// session is a live session. It ends on the boot clock, so that a step of the
// wall clock neither kills nor prolongs it.
type session struct {
	model.Session
	ends time.Duration
}

// left is the time that the session still has, never less than zero.
func (s *session) left(now model.Moment) time.Duration {
	return max(0, s.ends-now.Boot)
}

// openSession adds a session with s.Remaining left.
func (o *Organization) openSession(s model.Session, now model.Moment) *session {
	key := o.numbered("session", s.RoleID+" "+s.UserID+s.IssuerID+" "+s.Name)
	if s.ID == "" {
		s.ID = o.seed.uuid("session", key)
	}
	if s.Token.Empty() {
		s.Token = model.NewSecret(o.seed.token(key))
	}
	if s.AuthMethod == "" {
		s.AuthMethod = "api_key"
	}
	s.Expires = now.Wall.Add(s.Remaining)
	live := &session{Session: s, ends: now.Boot + s.Remaining}
	o.sessions = append(o.sessions, live)
	return live
}

// liveSessions forgets what has expired and returns the others, oldest first.
func (o *Organization) liveSessions(now model.Moment) []*session {
	o.endSessions(func(s *session) bool { return s.left(now) == 0 })
	return o.sessions
}

// sessionByToken returns the live session of a token, or nil.
func (o *Organization) sessionByToken(token string, now model.Moment) *session {
	for _, s := range o.liveSessions(now) {
		if s.Token.Reveal() == token {
			return s
		}
	}
	return nil
}

func (o *Organization) endSessions(which func(*session) bool) int {
	var kept []*session
	for _, s := range o.sessions {
		if !which(s) {
			kept = append(kept, s)
		}
	}
	ended := len(o.sessions) - len(kept)
	o.sessions = kept
	return ended
}
