package model

import (
	"strings"
	"time"
)

// RenewalStep is one step of a renewal: make before break. The empty step
// stands for "done".
type RenewalStep string

// The steps of a renewal, in their order.
const (
	// StepAssume makes the new session.
	StepAssume RenewalStep = "assume"
	// StepCheck reads the new session, so that a token that does not work never
	// takes the place of one that does.
	StepCheck RenewalStep = "check"
	// StepRevoke ends the old session.
	StepRevoke RenewalStep = "revoke"
)

// Renewal asks to replace a session by a new one with the same parameters.
type Renewal struct {
	Old     Session
	Request AssumeRequest
	// RoleName is for people; empty where it is not known.
	RoleName string
	// Shortened is the length that the old session had, where the role's longest
	// session has become shorter than that; 0 where the length stays.
	Shortened time.Duration
}

// RenewalResult is what a renewal came to.
type RenewalResult struct {
	Renewal
	// New is the session that was made; the zero value when there is none. It is
	// there, too, where a later step failed: then both sessions may be alive.
	New Session
	// Failed is the step that failed; empty when the renewal is done.
	Failed RenewalStep
	// Err is why it failed, an [APIError] or a context's error; nil when done.
	Err error
	// RolledBack is set where the new session was revoked again, because it could
	// not be used.
	RolledBack bool
	// Deferred is set where the old session is still in use (a shell holds it) and
	// is revoked later.
	Deferred bool
	// OldKept is set where the old session was left to run out: because it cannot be
	// revoked, as the API never told its token or has no such call, or because no read
	// knows the new one, which is unverified then.
	OldKept bool
	// Auto is set for a renewal that nobody asked for at the time.
	Auto bool
	// Unkept is why the ledger did not take it, in words for people; nil where it did,
	// and of a renewal of the engine's, which says so in its state.
	Unkept error
}

// Done reports that the new session is checked and the old one gone, or kept on
// purpose.
func (r RenewalResult) Done() bool { return r.Failed == "" && r.Err == nil }

// Swapped reports that the new session works, so that it stands for the old one
// from now on, whether or not that is gone.
func (r RenewalResult) Swapped() bool { return r.Failed == "" || r.Failed == StepRevoke }

// RevokeResult is what the revoke of one session came to; Err is nil when it gives
// no access any more.
type RevokeResult struct {
	Session Session
	Err     error
}

const (
	// longestSessionName is what AWS's dialect, which Vultr's STS speaks too,
	// allows for a RoleSessionName.
	longestSessionName = 64
	// suffixDigits is how many hexadecimal digits end a default session name.
	suffixDigits = 4
	// fallbackLife is asked for where neither the session nor its role tells a
	// length. It is what Vultr gives when a request does not say.
	fallbackLife = time.Hour
)

// RenewedName is a name for the session that replaces one of the given name: it
// stays recognisable, and suffix makes it unique. "ada-deploy-7f3c" becomes
// "ada-deploy-9c04"; a name without such an end gets one.
func RenewedName(name, suffix string) string {
	base := name
	if at := len(name) - suffixDigits - 1; at > 0 && name[at] == '-' && isHex(name[at+1:]) {
		base = name[:at]
	}
	if longest := longestSessionName - 1 - len(suffix); len(base) > longest {
		base = strings.ToValidUTF8(base[:max(0, longest)], "")
	}
	return base + "-" + suffix
}

func isHex(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'f')
	}) < 0
}

// NewRenewal is the renewal of a session on a role, as far as the role is known:
// the same principal, auth method and length, the latter cut to what the role
// allows now. contextIP is the address that the session was asked for with; the
// empty string for none, and where that is not known.
func NewRenewal(old LiveSession, role Role, contextIP, suffix string) Renewal {
	life := old.Life()
	if old.Asked != nil && old.Asked.Duration > 0 {
		// Dates are whole seconds: by them it may seem shorter than what is allowed.
		life = old.Asked.Duration
	}
	if life == 0 {
		life = old.Total.Round(time.Second)
	}
	if life == 0 {
		life = max(role.MaxSession, 0)
	}
	if life == 0 {
		life = fallbackLife
	}
	r := Renewal{Old: old.Session, RoleName: role.Name, Request: AssumeRequest{
		RoleID: old.RoleID, Name: RenewedName(old.Name, suffix), AuthMethod: old.AuthMethod,
		Duration: life.Truncate(time.Second), SourceIP: contextIP,
	}}
	r.Request.UserID, r.Request.IssuerID = principal(old)
	if asked := old.Asked; asked != nil {
		r.Request.Dialect, r.Request.OrganizationID = asked.Dialect, asked.OrganizationID
		r.Request.PolicyARNs, r.Request.InlinePolicy = asked.PolicyARNs, asked.InlinePolicy
		r.Request.Token, r.Request.TokenFile = asked.Token, asked.TokenFile
		r.Request.Purpose = asked.Purpose
	}
	if role.MaxSession > 0 && role.MaxSession < r.Request.Duration {
		r.Shortened, r.Request.Duration = r.Request.Duration, role.MaxSession
	}
	return r
}

// principal is for whom a session is assumed again. An answer may name both the
// issuer whose token asked and the user that it stands for, while a request
// takes one: the user, as whose a key can ask. A list need not repeat its user.
func principal(l LiveSession) (userID, issuerID string) {
	switch {
	case l.UserID != "":
		return l.UserID, ""
	case l.IssuerID != "":
		return "", l.IssuerID
	default:
		return l.Owner(), ""
	}
}

// Renewable says whether and how long a session can still be renewed.
type Renewable struct {
	// Now is the verdict on its role at the time of the question.
	Now Verdict
	// Until is the last moment at which the session can be renewed, exclusive: the
	// closing of the last window before its end, or its end. The zero time means
	// that it cannot be renewed any more.
	Until time.Time
	// Limited is set where a window or the end of a trust's validity, and not the
	// session's own end, makes Until what it is.
	Limited bool
	// Opens is when the role can be assumed again after Until, or after the
	// question where Until is the zero time; the zero time for "not in sight".
	Opens time.Time
}

// renewalWindows bounds the search: a session of a week through trusts that
// open and close every hour stays far below.
const renewalWindows = 512

// JudgeRenewal says until when a session that ends at ends can be renewed, by
// the role's trusts. A verdict that is not known limits nothing: the server
// decides.
func JudgeRenewal(role Role, trusts []Trust, c Caller, now, ends time.Time) Renewable {
	r := Renewable{Now: JudgeRole(role, trusts, c, now)}
	verdict, at := r.Now, now
	for range renewalWindows {
		switch verdict.State {
		case VerdictOpen:
			if verdict.Until.IsZero() || !verdict.Until.Before(ends) {
				return Renewable{Now: r.Now, Until: ends}
			}
			r.Until, r.Limited, at = verdict.Until, true, verdict.Until
		case VerdictClosed:
			if verdict.Opens.IsZero() || !verdict.Opens.Before(ends) {
				r.Opens = verdict.Opens
				return r
			}
			at = verdict.Opens
		case VerdictUnknown:
			return Renewable{Now: r.Now, Until: ends}
		default:
			return r
		}
		verdict = JudgeRole(role, trusts, c, at)
	}
	return r
}

const (
	// autoRenewShare is the part of a session's life at whose beginning it is
	// renewed by itself.
	autoRenewShare = 5
	// autoRenewLeast is the least time left at which that happens.
	autoRenewLeast = time.Minute
)

// AutoRenewAt is how much time a session of a total length has left when it is
// renewed by itself: a fifth of its life, or one minute if that is more.
func AutoRenewAt(total time.Duration) time.Duration {
	return max(total/autoRenewShare, autoRenewLeast)
}

// WatchedSession is a session with all that its renewal rests on.
type WatchedSession struct {
	LiveSession
	Role Role
	// Trusts are the role's; they count only where TrustsKnown is set.
	Trusts      []Trust
	TrustsKnown bool
	// ContextIP is the address that it was asked for with; empty for none.
	ContextIP string
}

// Watch is what the renewal engine is told of my sessions. It is copied values
// throughout, so that it can be handed to another goroutine.
type Watch struct {
	Caller   Caller
	Sessions []WatchedSession
}

// RenewalState is what the renewal engine says of itself. It is not changed
// after it was handed out.
type RenewalState struct {
	// Acts is set where this process renews sessions by itself. Elsewhere Holder
	// names the process that does, as in "actas 4242 on pts/3"; it is empty while
	// that is not known.
	Acts   bool
	Holder string
	// Trouble says in words for people what is wrong with auto-renew of all sessions
	// but those apart, as a file that cannot be read; empty for nothing.
	Trouble string
	// Brief ends "Auto-renew does not work" with what is wrong, of all sessions or of
	// some, in few words and without the path of a file; empty for nothing.
	Brief string
	// Unremembered says in words for people why the choices of earlier runs may not be
	// known, and those of this one last no longer than it; empty where they are kept.
	// UnrememberedBrief says it in few words and without the path of a file.
	Unremembered, UnrememberedBrief string
	// Unkept says in few words why the ledger did not take the last thing that was
	// done; empty where it did.
	Unkept string
	// Sessions are those that the engine has something to say of, by their key.
	Sessions map[string]SessionRenewal
	// Ended are the renewals that the engine ended by itself, oldest first; the
	// first has the number First, counted from 1. Old ones drop out.
	Ended []RenewalResult
	First int
}

// SessionRenewal is how the renewal of one session stands.
type SessionRenewal struct {
	// Auto is set where auto-renew is on for it.
	Auto bool
	// Renewing is set while a renewal is under way.
	Renewing bool
	// Due is the boot-clock reading at which it is renewed or tried again; 0 where
	// that is not planned.
	Due time.Duration
	// Trouble says in words for people why the last try failed, or why none is
	// made; empty for none.
	Trouble string
	// Stopped is set where no further try is made although auto-renew is on.
	Stopped bool
	// Apart is set where not every dashboard of the user can renew it: its token is in
	// this one's memory alone, or in the keyring for one key, and no list tells it. Here
	// and Holder then say of it what Acts and Holder of the state say of the others.
	Apart, Here bool
	Holder      string
	// Barred says in words for people why nothing here renews such a session although
	// it is not known whether another process does; empty for nothing.
	Barred string
}

// ActsOn reports whether this process renews a session by itself, where auto-renew is
// on for it.
func (s *RenewalState) ActsOn(r SessionRenewal) bool {
	if r.Apart {
		return r.Here
	}
	return s.Acts
}

// HolderOf names the process that renews a session where this one does not; empty while
// that is not known.
func (s *RenewalState) HolderOf(r SessionRenewal) string {
	if r.Apart {
		return r.Holder
	}
	return s.Holder
}

// TroubleOf says in words for people what is wrong with auto-renew as far as it
// concerns a session, whether or not it is on; empty for nothing.
func (s *RenewalState) TroubleOf(r SessionRenewal) string {
	if r.Apart {
		return r.Barred
	}
	return s.Trouble
}
