package words

import (
	"strings"

	"actas/model"
)

// byAutoRenew is By as the ledger has it for a renewal that nobody asked for at the time.
const byAutoRenew = "auto-renew"

// Done is what was done, in one word: "assumed", "renewed", "auto-renewed",
// "revoked". Where it failed it is what was tried: "assume", "auto-renew". A kind
// that is not known stands as it is.
func Done(a model.Activity) string {
	tried, done := string(a.Kind), string(a.Kind)
	switch a.Kind {
	case model.ActivityAssume:
		done = "assumed"
	case model.ActivityRenew:
		done = "renewed"
		if a.By == byAutoRenew {
			tried, done = "auto-renew", "auto-renewed"
		}
	case model.ActivityRevoke:
		done = "revoked"
	}
	if a.Problem != "" {
		return tried
	}
	return done
}

// said are the beginnings of a problem that tell no more than what was tried.
var said = map[model.ActivityKind]string{
	model.ActivityAssume: "assume role: ", model.ActivityRenew: "assume role: ", model.ActivityRevoke: "revoke session: ",
}

// Outcome is "done", or why it failed, for a row that says what was tried.
func Outcome(a model.Activity) string {
	if a.Problem != "" {
		return strings.TrimPrefix(a.Problem, said[a.Kind])
	}
	return "done"
}

// ActedOn is the name of the session that something was done to: for a renewal
// that failed the old one's, since there is no other.
func ActedOn(a model.Activity) string {
	if a.Kind == model.ActivityRenew && a.Problem != "" && a.Replaces != "" {
		return a.Replaces
	}
	return a.Session
}
