package model

import (
	"context"
	"errors"
	"time"
)

// ActivityKind is what was done.
type ActivityKind string

// The kinds of activity that the ledger keeps.
const (
	ActivityAssume ActivityKind = "assume"
	ActivityRenew  ActivityKind = "renew"
	ActivityRevoke ActivityKind = "revoke"

	ActivityCreateTrust  ActivityKind = "create-trust"
	ActivityEditTrust    ActivityKind = "edit-trust"
	ActivityDeleteTrust  ActivityKind = "delete-trust"
	ActivityRestoreTrust ActivityKind = "restore-trust"
)

// OnTrust reports that the kind is something that is done to a trust, and not to
// a session.
func (k ActivityKind) OnTrust() bool {
	switch k {
	case ActivityCreateTrust, ActivityEditTrust, ActivityDeleteTrust, ActivityRestoreTrust:
		return true
	default:
		return false
	}
}

// The parts of actas that do things.
const (
	ByDashboard = "dashboard"
	ByCommand   = "command"
	// ByAutoRenew is for renewals that nobody asked for at the time.
	ByAutoRenew = "auto-renew"
	// ByHangup is for what is revoked because the terminal went away.
	ByHangup = "hang-up"
)

// Activity is one thing that was done from here, or failed. It holds no secret.
type Activity struct {
	// At is when it was done, in UTC.
	At   time.Time
	Kind ActivityKind
	// By is the part of actas that did it, one of the By constants.
	By string
	// From is the place that it was done from, as in "bastion:pts/3".
	From string
	// Endpoint is the host of the API.
	Endpoint string
	// OrganizationID is the organisation that it was done in; empty where that was
	// not known: one API has several.
	OrganizationID string
	// SessionID and Session are the id and name of the session; the id is empty
	// where the API gave none. For a renewal they are the new one's, or the name
	// asked for where none was made.
	SessionID string
	Session   string
	// Replaces is the name of the session that a renewal replaces.
	Replaces string
	// TrustID and Trust are the id of a trust and whom it trusts in words, as
	// [Directory.EntityName] has it, "group deployers"; the id is empty where a trust was to be made and was not.
	TrustID string
	Trust   string
	// Change is what an edit does to a trust, in words; empty otherwise.
	Change string
	RoleID string
	// Role is the role's name; empty where it was not known.
	Role string
	// UserID and IssuerID are the principal; one of them is empty.
	UserID   string
	IssuerID string
	// ContextIP is the address that an assume was asked for with; empty for none.
	ContextIP string
	// Duration is the length that was asked for, 0 for a revoke.
	Duration time.Duration
	// Expires is when the session ends by the API's account; the zero time where
	// it did not say.
	Expires time.Time
	// Problem is why it failed, in words for people, cleaned and without secrets;
	// empty when it was done.
	Problem string
	// Failure is the kind of a failure that tells more than that nothing was done;
	// empty for every other one, and where it was done.
	Failure ActivityFailure
}

// ActivityFailure is a kind of failure.
type ActivityFailure string

const (
	// FailureNoAnswer means that no answer came: it may have been done.
	FailureNoAnswer ActivityFailure = "no-answer"
	// FailureNotFound means that the API knows nothing of what it was to be done to.
	FailureNotFound ActivityFailure = "not-found"
)

// FailureOf is the kind of a failure; empty for nil, and for one of no such kind.
func FailureOf(err error) ActivityFailure {
	var problem *APIError
	switch {
	case errors.As(err, &problem) && problem.Lost:
		return FailureNoAnswer
	case errors.Is(err, ErrNotFound):
		return FailureNotFound
	}
	return ""
}

// Activity is the renewal as the ledger keeps it; At, By, From and Endpoint are
// left to whoever keeps it.
func (r RenewalResult) Activity() Activity {
	a := Activity{
		Kind: ActivityRenew, Session: r.Request.Name, Replaces: r.Old.Name,
		RoleID: r.Request.RoleID, Role: r.RoleName, UserID: r.Request.UserID, IssuerID: r.Request.IssuerID,
		ContextIP: r.Request.SourceIP, Duration: r.Request.Duration,
		SessionID: r.New.ID, Expires: r.New.Expires,
	}
	var problem *APIError
	switch {
	case errors.As(r.Err, &problem):
		// It names the step by its call.
		a.Problem = problem.Error()
	case r.Err != nil:
		a.Problem = string(r.Failed) + ": " + Problem(r.Err)
	}
	return a
}

// Activity is the assume as the ledger keeps it, with the session that it made, the
// zero value for none; At, By, From, Endpoint and the role's name are left to
// whoever keeps it.
func (r AssumeRequest) Activity(made Session) Activity {
	return Activity{
		Kind: ActivityAssume, SessionID: made.ID, Session: r.Name, RoleID: r.RoleID,
		UserID: r.UserID, IssuerID: r.IssuerID, ContextIP: r.SourceIP, Duration: r.Duration, Expires: made.Expires,
	}
}

// Problem is why something failed, in words for people, also where a call was given
// up and no answer of the API tells.
func Problem(err error) string {
	var problem *APIError
	switch {
	case errors.As(err, &problem):
		return problem.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer came in time"
	case errors.Is(err, context.Canceled):
		return "it was given up before an answer came"
	}
	return err.Error()
}

// RevokeActivity is the revoke of a session as the ledger keeps it; At, By, From,
// Endpoint and the role's name are left to whoever keeps it.
func (s Session) RevokeActivity() Activity {
	return Activity{
		Kind: ActivityRevoke, SessionID: s.ID, Session: s.Name, RoleID: s.RoleID,
		UserID: s.UserID, IssuerID: s.IssuerID, Expires: s.Expires,
	}
}

// Activity is something done to a trust, as the ledger keeps it: entity is whom
// the trust trusts in words, change what an edit does, empty for anything else.
// At, By, From, Endpoint and Problem are left to whoever keeps it.
func (t Trust) Activity(kind ActivityKind, entity, change string) Activity {
	return Activity{
		Kind: kind, TrustID: t.ID, Trust: entity, Change: change, RoleID: t.RoleID, Role: t.RoleName,
	}
}
