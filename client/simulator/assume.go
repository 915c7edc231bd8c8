package simulator

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"actas/model"
)

// defaultDuration is what a session lasts when the request does not say.
const defaultDuration = time.Hour

type assumeBody struct {
	UserID     string       `json:"user_id"`
	IssuerID   string       `json:"oidc_issuer_id"`
	RoleID     string       `json:"role_id"`
	Name       string       `json:"session_name"`
	AuthMethod string       `json:"auth_method"`
	Duration   *json.Number `json:"duration"`
	Context    *struct {
		SourceIP *string `json:"ip_address"`
	} `json:"context"`
}

// assume opens a session.
func (s *Server) assume(c *call) answer {
	b, refused := readAssume(c)
	if refused != nil {
		return *refused
	}
	live, refused := s.grant(c, b)
	if refused != nil {
		return *refused
	}
	return s.sessionAnswer(http.StatusCreated, live, c.now)
}

// grant decides on a request, in whichever dialect it came, and opens the
// session: the role, then who asks for whom, then the trusts, then the length are
// looked at.
func (s *Server) grant(c *call, b assumeBody) (*session, *answer) {
	role, refused := s.assumableRole(b.RoleID)
	if refused != nil {
		return nil, refused
	}
	if refused := s.checkPrincipal(c, b); refused != nil {
		return nil, refused
	}
	from, refused := b.sourceIP(c)
	if refused != nil {
		return nil, refused
	}
	met, refused := s.checkTrusts(c, b, from)
	if refused != nil {
		return nil, refused
	}
	duration, refused := b.duration(role)
	if refused != nil {
		return nil, refused
	}
	return s.openSession(model.Session{
		Name: b.Name, RoleID: role.ID, UserID: b.UserID, IssuerID: b.IssuerID,
		AuthMethod: b.AuthMethod, SourceIP: from.String(), Assumed: c.now.Wall, Remaining: duration,
		Met: model.ConditionsMet{Known: true, Met: true, Names: met},
	}, c.now), nil
}

func (s *Server) assumableRole(id string) (model.Role, *answer) {
	role, found := s.roles.get(id)
	var a answer
	switch {
	case !found:
		a = notFound("Role")
	case role.Type.Assignable():
		a = invalid("role_id", "the role is assignable and cannot be assumed")
	default:
		return role, nil
	}
	return role, &a
}

func readAssume(c *call) (assumeBody, *answer) {
	var b assumeBody
	if err := json.Unmarshal(c.body, &b); err != nil {
		a := refuse(http.StatusBadRequest, "The body is not a JSON object")
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			a = refuse(http.StatusBadRequest, "%s: a %s was not expected", wrong.Field, wrong.Value)
		}
		return b, &a
	}
	if c.identity != nil {
		b.identified(c.identity)
	}
	return b, b.check(c.identity)
}

// identified fills in what an identity token tells: of a machine, whose issuer
// the request need not name, and of everybody the method.
func (b *assumeBody) identified(who *identity) {
	if who.machine() && b.UserID == "" && b.IssuerID == "" {
		b.IssuerID = who.issuer.ID
	}
	if b.AuthMethod == "" {
		b.AuthMethod = "oidc"
	}
}

func (b *assumeBody) check(who *identity) *answer {
	if b.AuthMethod == "" {
		// govultr's request has no auth_method.
		b.AuthMethod = "api_key"
	}
	var a answer
	switch {
	case b.RoleID == "":
		a = missing("role_id")
	case strings.TrimSpace(b.Name) == "":
		a = missing("session_name")
	case len(b.Name) > 255:
		a = invalid("session_name", "must be at most 255 characters long")
	case b.UserID == "" && b.IssuerID == "":
		a = missing("user_id")
	case b.UserID != "" && b.IssuerID != "":
		a = invalid("oidc_issuer_id", "give either user_id or oidc_issuer_id")
	case !slices.Contains([]string{"api_key", "jwt", "oidc"}, b.AuthMethod):
		a = invalid("auth_method", "must be api_key, jwt or oidc")
	case who != nil && b.AuthMethod == "api_key":
		a = invalid("auth_method", "must be jwt or oidc with an identity token")
	default:
		return nil
	}
	return &a
}

// checkPrincipal lets a caller assume as itself, and as others with a right of
// its own: Vultr's guide only says "the user assuming the role". The token of one
// issuer is no token of another: it was not signed with that one's key.
func (s *Server) checkPrincipal(c *call, b assumeBody) *answer {
	switch {
	case c.user != nil && b.UserID == c.user.ID:
		return nil
	case c.identity != nil && b.IssuerID == c.identity.issuer.ID:
		return nil
	case c.identity != nil && b.UserID == "":
		a := refuse(http.StatusUnauthorized, textBadToken)
		return &a
	case !allowed(c.policies, actionAssumeAny, b.UserID+b.IssuerID):
		a := forbidden(actionAssumeAny)
		return &a
	case b.UserID != "" && s.user(b.UserID) == nil:
		a := invalid("user_id", "there is no such user")
		return &a
	}
	if _, found := s.issuer(b.IssuerID); b.IssuerID != "" && !found {
		a := invalid("oidc_issuer_id", "there is no such issuer")
		return &a
	}
	return nil
}

// sourceIP is the address that a trust's condition is held against: the
// context's if the request has one.
func (b assumeBody) sourceIP(c *call) (netip.Addr, *answer) {
	if b.Context == nil || b.Context.SourceIP == nil || *b.Context.SourceIP == "" {
		return c.from, nil
	}
	ip, err := netip.ParseAddr(*b.Context.SourceIP)
	if err != nil {
		a := invalid("context.ip_address", "is not an IP address")
		return ip, &a
	}
	return ip, nil
}

// checkTrusts looks for a trust that lets the request through, and returns the
// conditions that it met. Where none does, the trust that came closest says why.
func (s *Server) checkTrusts(c *call, b assumeBody, from netip.Addr) ([]string, *answer) {
	groups := s.groupsOf(b.UserID)
	by, _ := s.issuer(b.IssuerID)
	var named, valid bool
	var failed []string
	for _, t := range s.trustsOf(b.RoleID) {
		if !c.mayAssumeBy(t) || !t.names(b.UserID, groups, by) || c.now.Boot < t.visible {
			continue
		}
		named = true
		if t.lapsed(c.now.Wall) {
			continue
		}
		met, not := t.conditions(from, c.now.Wall, c.claims())
		if len(not) == 0 {
			return met, nil
		}
		if !valid || len(not) < len(failed) {
			failed = not
		}
		valid = true
	}
	a := refuseTrusts(b, named, valid, failed)
	return nil, &a
}

// mayAssumeBy reports whether a trust of this type lets one ask for a session. Of
// the automatic ones that is FederatedAssumption, with a token: Vultr's guide to
// the STS dialect calls AssumeRoleWithWebIdentity "federated role assumption",
// for roles with "a trust relationship pointing to the OIDC issuer".
func (c *call) mayAssumeBy(t trust) bool {
	return t.Type == model.TemporaryAssumption || t.Type == model.FederatedAssumption && c.identity != nil
}

// claims are those of the identity token that the call was made with, if it was.
func (c *call) claims() jwt.MapClaims {
	if c.identity == nil {
		return nil
	}
	return c.identity.claims
}

// refuseTrusts words a refusal. Only the first two texts were seen at Vultr.
func refuseTrusts(b assumeBody, named, valid bool, failed []string) answer {
	text := textNoTrustUser
	switch {
	case valid:
		text = "Role trust conditions not met: " + strings.Join(failed, ", ")
	case named:
		text = "Role trust is no longer valid"
	case b.IssuerID != "":
		text = textNoTrustIssuer
	}
	return refuse(http.StatusForbidden, "%s", text)
}

func (b assumeBody) duration(role model.Role) (time.Duration, *answer) {
	if b.Duration == nil || *b.Duration == "" {
		return min(defaultDuration, role.MaxSession), nil
	}
	seconds, err := b.Duration.Int64()
	longest := int64(role.MaxSession / time.Second)
	switch {
	case err != nil || seconds < 1:
		a := invalid("duration", "must be a whole number of seconds, 1 or more")
		return 0, &a
	case seconds > longest:
		a := invalid("duration", "is longer than the role's max_session_duration of %d seconds", longest)
		return 0, &a
	}
	return time.Duration(seconds) * time.Second, nil
}
