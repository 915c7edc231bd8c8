package words

import "actas/model"

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

// Outcome is "done", or why it failed.
func Outcome(a model.Activity) string {
	if a.Problem != "" {
		return a.Problem
	}
	return "done"
}
