package simulator

import (
	"net/http"
	"strings"

	"actas/model"
)

// accessKeys are the AccessKeyId and the SecretAccessKey of a session: made up, and
// the same for the same session.
func (o *Organization) accessKeys(live *session) (id, secret string) {
	keys := o.seed.draw("access key", live.ID)
	return "ASIA" + text(keys, upperAlphabet, 16), text(keys, tokenAlphabet, 40)
}

// signer is the session with whose credentials an AWS client signed a request, or
// nil. The signature itself is not recomputed: nothing is given for it.
func (o *Organization) signer(r *http.Request, now model.Moment) *session {
	scope, signed := strings.CutPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential=")
	given, _, _ := strings.Cut(scope, "/")
	live := o.sessionByToken(r.Header.Get("X-Amz-Security-Token"), now)
	if !signed || live == nil {
		return nil
	}
	if id, _ := o.accessKeys(live); id != given {
		return nil
	}
	return live
}

// unknown answers what there is no route for. Requests to AWS's services end here;
// the log tells whose credentials they were signed with.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	live := s.signer(r, s.cfg.Clock.Now())
	s.mu.Unlock()
	if parts, _ := r.Context().Value(requestKey{}).(requestParts); live != nil {
		parts.entry.setCaller(live.Name)
	}
	s.write(w, notFound("Route"))
}
