package model

import "slices"

// madeSession reports that an activity made a session, or tried to under its name:
// an id decides where both have one, and else name, role and principal, each as far
// as both tell it. Endpoint is the host of the API that the session is of.
func (a Activity) madeSession(l LiveSession, endpoint string) bool {
	if a.Kind != ActivityAssume && a.Kind != ActivityRenew || !alike(a.Endpoint, endpoint) {
		return false
	}
	if a.SessionID != "" && l.ID != "" {
		return a.SessionID == l.ID
	}
	return a.Session == l.Name && alike(a.RoleID, l.RoleID) && a.concerns(l)
}

// concerns reports that an activity may be that of a session's principal.
func (a Activity) concerns(l LiveSession) bool {
	userID := l.UserID
	if userID == "" {
		userID = l.Owner()
	}
	return alike(a.UserID, userID) && alike(a.IssuerID, l.IssuerID)
}

// alike reports that two accounts of one thing do not contradict each other: the
// empty one says nothing.
func alike(a, b string) bool { return a == "" || b == "" || a == b }

// ContextIP is the address that a session was asked for with, by what was done from
// here, oldest first; empty for none, and where that is not known: no answer of the
// API tells it. A try that failed counts where no other made it: it may have been
// carried out all the same.
func ContextIP(done []Activity, l LiveSession, endpoint string) string {
	tried := ""
	for _, a := range slices.Backward(done) {
		switch {
		case !a.madeSession(l, endpoint):
		case a.Problem == "" || a.SessionID != "":
			return a.ContextIP
		case tried == "":
			tried = a.ContextIP
		}
	}
	return tried
}

// Successor is the one of some live sessions that has taken another's place, by
// what was done from here, also over several renewals; ok is false for none.
func Successor(done []Activity, l LiveSession, endpoint string, live []LiveSession) (by LiveSession, ok bool) {
	replaced := l.Name
	for _, a := range done {
		if a.Kind != ActivityRenew || a.Replaces != replaced || !alike(a.Endpoint, endpoint) ||
			!alike(a.RoleID, l.RoleID) || !a.concerns(l) {
			continue
		}
		at := slices.IndexFunc(live, func(other LiveSession) bool {
			return other.Key() != l.Key() && a.madeSession(other, endpoint)
		})
		if at >= 0 {
			return live[at], true
		}
		if a.Problem == "" {
			// What took its place has been replaced, or has ended, in its turn.
			replaced = a.Session
		}
	}
	return LiveSession{}, false
}
