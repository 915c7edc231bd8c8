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
	// OIDCToken holds an identity token, with which one proves who one is as with a key.
	OIDCToken = "ACTAS_OIDC_TOKEN"
)

// Var is a variable of an environment.
type Var struct {
	Name string
	// Value may be a credential, so a Var is never printed as it is.
	Value string
}

// Session are the variables of a program that acts with a session. A zero time
// leaves out when it ends.
func Session(name string, token model.Secret, expires time.Time) []Var {
	vars := []Var{{APIKey, token.Reveal()}, {SessionName, name}}
	if !expires.IsZero() {
		vars = append(vars, Var{ExpiresAt, expires.UTC().Format(time.RFC3339)})
	}
	return vars
}

// Environ is an environment ("NAME=value") for a program that acts with a
// session: the caller's own credentials, and what speaks of another session,
// are left out, and vars are put in.
func Environ(environ []string, vars []Var) []string {
	out := make([]string, 0, len(environ)+len(vars))
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		if !replaced(name, vars) {
			out = append(out, entry)
		}
	}
	for _, v := range vars {
		out = append(out, v.Name+"="+v.Value)
	}
	return out
}

// replaced reports that a variable must not pass. Windows does not tell capital
// letters from small ones in names, and a key in small letters is one as well.
func replaced(name string, vars []Var) bool {
	same := func(other string) bool { return strings.EqualFold(name, other) }
	return slices.ContainsFunc([]string{APIKey, SessionName, ExpiresAt, OIDCToken}, same) ||
		slices.ContainsFunc(vars, func(v Var) bool { return same(v.Name) })
}
