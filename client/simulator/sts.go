package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/golang-jwt/jwt/v5"

	"actas/model"
)

// stsPath is where Vultr's API speaks the dialect of AWS's Security Token Service
// (Vultr's guide "How to Assume a Role Using AWS STS Compatibility"). What the
// guide leaves open, the names and limits of errors above all, is as AWS has it.
const stsPath = "/v2/assumed-roles/compatibility/aws/sts"

// The two actions that Vultr's guide names.
const (
	stsAssume      = "AssumeRole"
	stsWebIdentity = "AssumeRoleWithWebIdentity"
)

// stsCall is a request in AWS's dialect.
type stsCall struct {
	*call
	action string
	form   url.Values
}

// sts answers a request in AWS's dialect.
func (s *Server) sts(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, refused := s.readSTS(r)
	if refused == nil {
		refused = s.authenticateSTS(c)
	}
	var live *session
	if refused == nil {
		live, refused = s.grantSTS(c)
	}
	if refused != nil {
		s.refuseSTS(w, *refused)
		return
	}
	writeXML(w, http.StatusOK, "", s.stsResponse(c, live))
}

// readSTS reads the form. AWS's own clients send a Version as well, and Vultr's
// guide none.
func (s *Server) readSTS(r *http.Request) (*stsCall, *stsError) {
	parts, _ := r.Context().Value(requestKey{}).(requestParts)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	form, err := url.ParseQuery(string(parts.body))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, badInput("MalformedInput", "The body is not application/x-www-form-urlencoded")
	}
	if len(parts.body) > maxRequestBody {
		// The rest was not read, and might have been a parameter.
		return nil, &stsError{http.StatusRequestEntityTooLarge, "MalformedInput", "The body is too long"}
	}
	c := &stsCall{action: form.Get("Action"), form: form}
	c.call = &call{Request: r, body: parts.body, now: s.cfg.Clock.Now(), from: s.sourceIP(r)}
	switch c.action {
	case stsAssume, stsWebIdentity:
		return c, nil
	case "":
		return nil, badInput("MissingAction", "The request must contain the parameter Action")
	}
	return nil, badInput("InvalidAction", "Could not find operation %s", c.action)
}

// authenticateSTS finds out who asks: by the API key, or by the token.
func (s *Server) authenticateSTS(c *stsCall) *stsError {
	header := c.Header.Get("Authorization")
	credential, isBearer := strings.CutPrefix(header, "Bearer ")
	if c.action == stsWebIdentity {
		return s.authenticateToken(c, header)
	}
	if header == "" {
		return denied("MissingAuthenticationToken", "Request is missing Authentication Token")
	}
	who, known := s.Organization.caller(credential, c.now)
	if !isBearer || !known {
		return denied("InvalidClientTokenId", textBadToken)
	}
	c.caller = who
	c.noteCaller()
	if refused := who.may(assumeActions, ""); refused != nil {
		return stsRefusal(*refused)
	}
	return nil
}

// authenticateToken verifies the token of AssumeRoleWithWebIdentity. Vultr's guide
// sends it as the Bearer too; AWS's clients send no Authorization.
func (s *Server) authenticateToken(c *stsCall, header string) *stsError {
	token := c.form.Get("WebIdentityToken")
	if refused := invalidSTS(lengthSTS("webIdentityToken", token, 4, maxToken)); refused != nil {
		return refused
	}
	if header != "" && header != "Bearer "+token {
		return denied("InvalidClientTokenId", textBadToken)
	}
	who, err := s.identify(token, c.now)
	if err != nil {
		return badTokenSTS(err)
	}
	c.caller = caller{identity: who}
	c.noteCaller()
	return nil
}

func (c *stsCall) noteCaller() {
	parts, _ := c.Context().Value(requestKey{}).(requestParts)
	parts.entry.setCaller(c.caller.name())
}

// badTokenSTS says in AWS's words what is wrong with a token.
func badTokenSTS(err error) *stsError {
	switch {
	case errors.Is(err, errNoSuchIssuer):
		return badInput("InvalidIdentityToken", "No OpenIDConnect provider found in your account for the token's issuer")
	case errors.Is(err, jwt.ErrTokenMalformed):
		return badInput("InvalidIdentityToken", "The ID Token provided is not a valid JWT")
	case errors.Is(err, jwt.ErrTokenSignatureInvalid), errors.Is(err, jwt.ErrTokenUnverifiable):
		return badInput("InvalidIdentityToken", "Token signature invalid")
	case errors.Is(err, jwt.ErrTokenExpired):
		return badInput("ExpiredTokenException", "Token expired")
	case errors.Is(err, jwt.ErrTokenInvalidAudience):
		return badInput("InvalidIdentityToken", "Incorrect token audience")
	case errors.Is(err, jwt.ErrTokenNotValidYet), errors.Is(err, jwt.ErrTokenUsedBeforeIssued):
		return badInput("InvalidIdentityToken", "Token is not valid yet")
	}
	return badInput("InvalidIdentityToken", "The token lacks a claim or has one of another kind")
}

// grantSTS checks the parameters, and decides as the native call does.
func (s *Server) grantSTS(c *stsCall) (*session, *stsError) {
	b, refused := c.assumeBody(s.about)
	if refused != nil {
		return nil, refused
	}
	if s.cfg.Variant.STSRefuses {
		return nil, denied("AccessDenied", fmt.Sprintf("Not authorized to perform sts:%s", c.action))
	}
	live, denial := s.grant(c.call, b)
	if denial != nil {
		return nil, stsRefusal(*denial)
	}
	return live, nil
}

// assumeBody is the request as the native call has it.
func (c *stsCall) assumeBody(of model.Organization) (assumeBody, *stsError) {
	b := assumeBody{Name: c.form.Get("RoleSessionName"), AuthMethod: "api_key"}
	if refused := c.checkParameters(); refused != nil {
		return b, refused
	}
	arn := roleARN().FindStringSubmatch(c.form.Get("RoleArn"))
	switch {
	case arn == nil:
		return b, badInput("ValidationError", "Request ARN is invalid")
	case arn[1] != of.ID:
		return b, denied("AccessDenied", "The role belongs to another organization")
	}
	b.RoleID = arn[2]
	if seconds := c.form.Get("DurationSeconds"); seconds != "" {
		number := json.Number(seconds)
		b.Duration = &number
	}
	switch {
	case c.identity != nil:
		b.IssuerID, b.AuthMethod = c.identity.issuer.ID, "oidc"
	case c.user != nil:
		b.UserID = c.user.ID
	default:
		b.IssuerID = c.session.IssuerID
	}
	return b, nil
}

var (
	// roleARN is arn:aws:iam::ORGANIZATION-ID:role/ROLE-ID.
	roleARN     = pattern(`^arn:aws:iam::([^:]+):role/([^:/]+)$`)
	sessionName = pattern(`^[\w+=,.@-]*$`)
)

// pattern is a regular expression that is compiled when it is first needed: a
// dashboard that starts needs none.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// checkParameters holds the parameters against AWS's limits. A session policy is
// refused: who sends one must not get a session without it.
func (c *stsCall) checkParameters() *stsError {
	name := c.form.Get("RoleSessionName")
	faults := []string{lengthSTS("roleArn", c.form.Get("RoleArn"), 20, 2048), lengthSTS("roleSessionName", name, 2, 64)}
	if !sessionName().MatchString(name) {
		faults = append(faults, constraint("roleSessionName", name, `satisfy regular expression pattern: [\w+=,.@-]*`))
	}
	seconds := c.form.Get("DurationSeconds")
	if n, err := strconv.Atoi(seconds); seconds != "" {
		switch {
		case err != nil:
			faults = append(faults, constraint("durationSeconds", seconds, "be an integer"))
		case n < 900:
			faults = append(faults, constraint("durationSeconds", seconds, "have value greater than or equal to 900"))
		case n > 43200:
			faults = append(faults, constraint("durationSeconds", seconds, "have value less than or equal to 43200"))
		}
	}
	for parameter := range c.form {
		if parameter == "Policy" || strings.HasPrefix(parameter, "PolicyArns.") {
			return badInput("ValidationError", "Session policies are not supported")
		}
	}
	return invalidSTS(faults...)
}

// lengthSTS is what AWS says of a value that is missing, too short or too long,
// and nothing of another.
func lengthSTS(field, value string, least, most int) string {
	switch {
	case value == "":
		return fmt.Sprintf("Value null at '%s' failed to satisfy constraint: Member must not be null", field)
	case len(value) < least:
		return constraint(field, value, fmt.Sprintf("have length greater than or equal to %d", least))
	case len(value) > most:
		return constraint(field, value, fmt.Sprintf("have length less than or equal to %d", most))
	}
	return ""
}

// constraint words a fault as AWS does. A token is a credential, and not repeated.
func constraint(field, value, must string) string {
	if field == "webIdentityToken" {
		value = "…"
	}
	return fmt.Sprintf("Value '%s' at '%s' failed to satisfy constraint: Member must %s", value, field, must)
}

// invalidSTS refuses with all faults together; empty ones are none.
func invalidSTS(faults ...string) *stsError {
	var all []string
	for _, f := range faults {
		if f != "" {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return nil
	}
	plural := ""
	if len(all) > 1 {
		plural = "s"
	}
	return badInput("ValidationError", "%d validation error%s detected: %s", len(all), plural, strings.Join(all, "; "))
}
