package simulator

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"actas/model"
)

// caller is whose credential came with a request.
type caller struct {
	// user is nil for an identity token, and for a session opened with one.
	user *account
	// session is set where the credential is a session token.
	session *session
	// identity is set where the credential is an identity token, of which only
	// an assume knows something.
	identity *identity
	// policies are the user's own, or the role's for a session.
	policies []model.Policy
}

func (c caller) name() string {
	switch {
	case c.session != nil:
		return c.session.Name
	case c.identity != nil && c.identity.subject == "":
		return c.identity.issuer.URI
	case c.identity != nil:
		return c.identity.subject
	}
	return c.user.Name
}

// may reports whether the credential permits the actions on a resource, and says
// which one it does not. What an identity token permits, the trusts say.
func (c caller) may(actions []string, resource string) *answer {
	for _, action := range actions {
		if c.identity == nil && !allowed(c.policies, action, resource) {
			a := forbidden(action)
			return &a
		}
	}
	return nil
}

// caller finds the owner of a credential: an API key that is turned on, or the
// token of a live session.
func (o *Organization) caller(credential string, now model.Moment) (caller, bool) {
	if credential == "" {
		return caller{}, false
	}
	for _, u := range o.users {
		if u.key == credential {
			return caller{user: u, policies: o.policiesOf(u)}, u.APIEnabled
		}
	}
	s := o.sessionByToken(credential, now)
	if s == nil {
		return caller{}, false
	}
	role, found := o.roles.get(s.RoleID)
	return caller{user: o.user(s.UserID), session: s, policies: role.Policies}, found
}

// identified is the caller of an identity token.
func (o *Organization) identified(token string, now model.Moment) (caller, bool) {
	who, err := o.identify(token, now)
	return caller{identity: who}, err == nil
}

// call is one authorised request.
type call struct {
	*http.Request
	caller
	body []byte
	now  model.Moment
	from netip.Addr
}

// requestKey carries what the server read of a request to its route.
type requestKey struct{}

type requestParts struct {
	body  []byte
	entry *entry
}

func withRequest(ctx context.Context, body []byte, e *entry) context.Context {
	return context.WithValue(ctx, requestKey{}, requestParts{body, e})
}

// route wraps a handler with the checks that every call has: credential, then
// permission for each action. The handler runs with the organisation locked,
// and returns copies.
func (s *Server) route(handle func(*call) answer, actions ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.write(w, s.authorised(r, handle, actions))
	}
}

func (s *Server) authorised(r *http.Request, handle func(*call) answer, actions []string) answer {
	parts, _ := r.Context().Value(requestKey{}).(requestParts)
	now := s.cfg.Clock.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	credential, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	who, known := s.caller(credential, now)
	if !known && slices.Contains(actions, actionAssume) {
		who, known = s.identified(credential, now)
	}
	if !bearer || !known {
		return refuse(http.StatusUnauthorized, textBadToken)
	}
	parts.entry.setCaller(who.name())
	if refused := who.may(actions, r.PathValue("id")); refused != nil {
		return *refused
	}
	return handle(&call{Request: r, caller: who, body: parts.body, now: now, from: s.sourceIP(r)})
}

// forbidden names the action, so that a person knows what to ask for.
func forbidden(action string) answer {
	return refuse(http.StatusForbidden, "Not authorized to perform action %s", action)
}

// sourceIP is where a request seems to come from.
func (s *Server) sourceIP(r *http.Request) netip.Addr {
	if s.cfg.SourceIP.IsValid() {
		return s.cfg.SourceIP
	}
	address, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return address.Addr().Unmap()
}
