package simulator

import (
	"net/http"

	"actas/model"
)

// sessionAnswer is one session: bare in govultr's shape.
func (s *Server) sessionAnswer(status int, live *session, now model.Moment) answer {
	w := s.cfg.Variant.session(live, now)
	if s.cfg.Variant.WrappedSession {
		return answer{status, map[string]any{"assumed_role_session": w}}
	}
	return answer{status, w}
}

func (s *Server) getSession(c *call) answer {
	live := s.sessionByToken(c.PathValue("token"), c.now)
	if live == nil {
		return refuse(http.StatusNotFound, textSessionNotFound)
	}
	return s.sessionAnswer(http.StatusOK, live, c.now)
}

// revokeSession ends a session at once.
func (s *Server) revokeSession(c *call) answer {
	token := c.PathValue("token")
	if s.sessionByToken(token, c.now) == nil {
		return refuse(http.StatusNotFound, textSessionNotFound)
	}
	s.endSessions(func(live *session) bool { return live.Token.Reveal() == token })
	return answer{status: http.StatusNoContent}
}

// listSessions answers the live sessions whose principal is the user.
func (s *Server) listSessions(c *call) answer {
	id := c.PathValue("id")
	if s.user(id) == nil {
		return notFound("User")
	}
	var theirs slice[*session]
	for _, live := range s.liveSessions(c.now) {
		if live.UserID == id {
			theirs = append(theirs, live)
		}
	}
	key := "sessions"
	if s.cfg.Variant.LongSessionList {
		key = "assumed_role_sessions"
	}
	return paged(c, key, theirs, func(ss []*session) []wireSession { return s.cfg.Variant.sessions(ss, c.now) })
}
