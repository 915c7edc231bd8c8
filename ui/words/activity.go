package words

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
)

// byAutoRenew is By as the ledger has it for a renewal that nobody asked for at the time.
const byAutoRenew = "auto-renew"

// Done is what was done, in a word or two: "assumed", "renewed", "auto-renewed",
// "revoked", "trust edited". Where it failed it is what was tried: "assume",
// "auto-renew", "edit trust". A kind that is not known stands as it is.
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
	case model.ActivityCreateTrust:
		tried, done = "create trust", "trust created"
	case model.ActivityEditTrust:
		tried, done = "edit trust", "trust edited"
	case model.ActivityDeleteTrust:
		tried, done = "delete trust", "trust deleted"
	case model.ActivityRestoreTrust:
		tried, done = "restore trust", "trust restored"
	}
	if a.Problem != "" {
		return tried
	}
	return done
}

// said are the beginnings of a problem that tell no more than what was tried.
var said = map[model.ActivityKind]string{
	model.ActivityAssume: "assume role: ", model.ActivityRenew: "assume role: ", model.ActivityRevoke: "revoke session: ",
	model.ActivityCreateTrust: "create role trust: ", model.ActivityEditTrust: "update role trust: ",
	model.ActivityDeleteTrust: "delete role trust: ", model.ActivityRestoreTrust: "restore role trust: ",
}

// Outcome is "done", or what an edit changed, or why it failed, for a row that
// says what was tried.
func Outcome(a model.Activity) string {
	switch {
	case a.Problem != "":
		return strings.TrimPrefix(a.Problem, said[a.Kind])
	case a.Change != "":
		return a.Change
	}
	return "done"
}

// fewWords is the width from which the beginning of a reason says more than that
// something failed.
const fewWords = 24

// OutcomeIn is Outcome for a column of so many columns: "refused", "failed" or "changed"
// where it has no room for the reason.
func OutcomeIn(a model.Activity, width int) string {
	told := Outcome(a)
	switch {
	case width >= fewWords || ansi.StringWidth(told) <= width:
		return told
	case a.Problem == "":
		return "changed"
	case strings.HasSuffix(told, "(401)"), strings.HasSuffix(told, "(403)"):
		return "refused"
	}
	return "failed"
}

// ActedOn is the name of the session that something was done to: for a renewal
// that failed the old one's, since there is no other. Of a trust it is whom that
// trusts, as in "group deployers".
func ActedOn(a model.Activity) string {
	if a.Kind.OnTrust() {
		return a.Trust
	}
	if a.Kind == model.ActivityRenew && a.Problem != "" && a.Replaces != "" {
		return a.Replaces
	}
	return a.Session
}

// ActedOnTitle is the title of a column of what was acted on.
func ActedOnTitle(entries []model.Activity) string {
	if slices.ContainsFunc(entries, func(a model.Activity) bool { return a.Kind.OnTrust() }) {
		return "SESSION OR TRUST"
	}
	return "SESSION"
}
