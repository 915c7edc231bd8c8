package shellenv

import (
	"slices"
	"strings"
	"time"

	"actas/model"
)

// The variables that a session comes in.
const (
	// APIKey holds the session's token, where every Vultr client looks for a key.
	APIKey = "VULTR_API_KEY"
	// SessionName and ExpiresAt tell which session one is inside of, and until
	// when by the API's account (RFC 3339, UTC).
	SessionName = "ACTAS_SESSION"
	ExpiresAt   = "ACTAS_EXPIRES_AT"
	// APIURL holds the API's address where it is not Vultr's own.
	APIURL = "ACTAS_API_URL"
	// Profile names the profile that holds, Config the configuration file, and UserID
	// who one is.
	Profile = "ACTAS_PROFILE"
	Config  = "ACTAS_CONFIG"
	UserID  = "ACTAS_USER_ID"
	// OIDCToken and InstanceToken hold identity tokens, of an OIDC issuer and of a
	// machine, with which one proves who one is as with a key.
	OIDCToken     = "ACTAS_OIDC_TOKEN"
	InstanceToken = "ACTAS_INSTANCE_TOKEN"
	// TokenFile names the file of an identity token, as Vultr's webhook for Kubernetes
	// sets it for pods.
	TokenFile = "VULTR_WEB_IDENTITY_TOKEN_FILE"
	// ECSToken holds the X-SDS-AUTH-TOKEN of an object storage.
	ECSToken = "ACTAS_ECS_TOKEN"
)

// Var is a variable of an environment.
type Var struct {
	Name string
	// Value may be a credential, so a Var is never printed as it is.
	Value string
}

// awsToken holds the token that goes with AWS keys.
const awsToken = "AWS_SESSION_TOKEN"

// Session are the variables of a program that acts with a session: its token where
// Vultr's clients look for one, and AWS keys where AWS's tools do. The object
// storage's token is no key of Vultr's API. A zero time leaves out when the session
// ends, and an empty url where its API is: that is Vultr's own.
func Session(s model.Session, expires time.Time, url string) []Var {
	var vars []Var
	ofVultr := s.Dialect() != model.DialectECS
	if ofVultr {
		vars = append(vars, Var{APIKey, s.Token.Reveal()})
	}
	vars = append(vars, Var{SessionName, s.Name})
	if !expires.IsZero() {
		vars = append(vars, Var{ExpiresAt, expires.UTC().Format(time.RFC3339)})
	}
	if url != "" && ofVultr {
		vars = append(vars, Var{APIURL, url})
	}
	if s.AWS != (model.AWSKeys{}) {
		vars = append(vars, awsVars(s, expires)...)
	}
	return vars
}

func awsVars(s model.Session, expires time.Time) []Var {
	vars := []Var{
		{"AWS_ACCESS_KEY_ID", s.AWS.ID.Reveal()}, {"AWS_SECRET_ACCESS_KEY", s.AWS.Secret.Reveal()},
		{awsToken, s.Token.Reveal()},
	}
	if !expires.IsZero() {
		vars = append(vars, Var{"AWS_CREDENTIAL_EXPIRATION", expires.UTC().Format(time.RFC3339)})
	}
	return vars
}

// awsSources are variables that say where AWS's tools find other credentials than
// those of a session, or that hold some.
var awsSources = []string{
	"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", awsToken, "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION",
	"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
	"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
	"AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
}

// replacesAWS reports that no AWS credentials of an environment may pass: vars hold
// others, or those that are there are the keys of the session that the caller acts
// with.
func replacesAWS(environ []string, own string, vars []Var) bool {
	return slices.ContainsFunc(vars, func(v Var) bool { return v.Name == awsToken }) ||
		len(own) >= shortestKey && slices.Contains(environ, awsToken+"="+own)
}

// shortestKey is the length from which on a value that holds the caller's key is
// taken for a copy of it, and not for a coincidence.
const shortestKey = 8

// Environ is an environment ("NAME=value") for a program that acts with a
// session: the caller's own credentials, every copy of own, the caller's key, and
// what speaks of another session or of another API are left out, and vars are put
// in. Where these hold AWS keys, other ways to such are left out as well. The API of
// the session must be in vars where it is not Vultr's own: another must not get the
// token. An empty own has no copies.
func Environ(environ []string, own model.Secret, vars []Var) []string {
	out := make([]string, 0, len(environ)+len(vars))
	key := own.Reveal()
	var more []string
	if replacesAWS(environ, key, vars) {
		more = awsSources
	}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if !withheld(name, vars, more) && !(len(key) >= shortestKey && strings.Contains(value, key)) {
			out = append(out, entry)
		}
	}
	for _, v := range vars {
		out = append(out, v.Name+"="+v.Value)
	}
	return out
}

// ofCaller are the variables that speak of the caller, or of another session or API.
var ofCaller = [...]string{APIKey, SessionName, ExpiresAt, APIURL, Profile, Config, UserID, OIDCToken, InstanceToken, TokenFile, ECSToken}

// withheld reports that a variable must not pass, or is among more. Windows does not
// tell capital letters from small ones in names, and a key in small letters is one as
// well.
func withheld(name string, vars []Var, more []string) bool {
	same := func(other string) bool { return strings.EqualFold(name, other) }
	upper := strings.ToUpper(name)
	return slices.ContainsFunc(ofCaller[:], same) || slices.ContainsFunc(more, same) ||
		strings.HasPrefix(upper, "ACTAS_") && strings.Contains(upper, "KEY") ||
		slices.ContainsFunc(vars, func(v Var) bool { return same(v.Name) })
}
