package model

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// When a session's row warns, by the time that it has left.
const (
	WarnAt     = 10 * time.Minute
	CriticalAt = 2 * time.Minute
)

// endSlack is how much a session may have left, when a list was asked for, so
// that its absence from the answer means that it ended rather than that it was
// revoked.
const endSlack = 2 * time.Second

// SessionState is the state of a session as the list shows it.
type SessionState string

// The states of a session.
const (
	StateActive   SessionState = "active"
	StateExpiring SessionState = "expiring"
	StateRenewing SessionState = "renewing"
	// StateEnding: its countdown is at zero, and the API has not confirmed yet.
	StateEnding  SessionState = "expired?"
	StateExpired SessionState = "expired"
	StateRevoked SessionState = "revoked"
	// StateUnverified: the machine was suspended since the last answer.
	StateUnverified SessionState = "unverified"
)

// Urgency is how loudly a session's end is to be announced.
type Urgency int

// The urgencies, rising.
const (
	UrgencyNone Urgency = iota
	UrgencyWarn
	UrgencyCritical
)

// LiveSession is a session on the list, with its countdown.
type LiveSession struct {
	Session
	Countdown Countdown
	// Total is the length of the session's life, for the bar: by its dates, or
	// else the longest time that it was seen to have left; 0 unknown.
	Total time.Duration
	// Gone is how it ended, StateExpired or StateRevoked; empty while it is listed.
	Gone SessionState
	// GoneAt is the boot-clock reading at which it was known to be gone.
	GoneAt time.Duration

	// owner is the user in whose list it stands. An answer need not repeat it.
	owner string
	// listed is set once a list held it.
	listed bool
}

// Unlisted reports that no list may speak of the session: it is nobody's, or was asked
// for in another dialect, and none has so far.
func (l LiveSession) Unlisted() bool { return l.owner == "" || l.foreign() && !l.listed }

// foreign reports that the session was asked for in another dialect.
func (l *LiveSession) foreign() bool { return l.Asked != nil && l.Asked.Dialect != DialectNative }

// State is what the session's row says at a boot-clock reading. unverified
// means that the machine was suspended since the last answer.
func (l LiveSession) State(boot time.Duration, unverified bool) SessionState {
	left := l.Countdown.Left(boot)
	switch {
	case l.Gone != "":
		return l.Gone
	case left == 0:
		return StateEnding
	case unverified || l.Unverified:
		return StateUnverified
	case left < WarnAt:
		return StateExpiring
	default:
		return StateActive
	}
}

// Level is how urgent the session's end is: a warning under ten minutes,
// critical under two, at zero too; nothing once it is gone.
func (l LiveSession) Level(boot time.Duration) Urgency {
	left := l.Countdown.Left(boot)
	switch {
	case l.Gone != "" || left >= WarnAt:
		return UrgencyNone
	case left >= CriticalAt:
		return UrgencyWarn
	default:
		return UrgencyCritical
	}
}

// take updates the session with a later answer, or, where the answer is older
// than the one known, with its countdown and what was not known alone. What the new
// answer does not say stays as it was: answers differ in which fields they carry.
func (l *LiveSession) take(s Session, owner string) {
	if l.key == "" {
		l.key = s.Key()
	}
	key := l.key
	l.Countdown = l.Countdown.Anchor(s.Sent, s.Remaining)
	if s.Sent >= l.Sent {
		l.Session = completed(s, l.Session)
	} else {
		l.Session = completed(l.Session, s)
	}
	l.key = key
	if owner != "" {
		l.owner = owner
	}
	if life := l.Life(); life > 0 {
		l.Total = life
	} else {
		l.Total = max(l.Total, s.Remaining)
	}
}

// revive lists the session again if an answer that was asked for after it was
// thought gone says that it has time left.
func (l *LiveSession) revive(s Session, sent time.Duration) {
	if s.Remaining > 0 && sent > l.GoneAt {
		l.Gone, l.GoneAt = "", 0
	}
}

// completed is s with the fields that it lacks taken from older.
func completed(s, older Session) Session {
	if s.Token.Empty() {
		s.Token = older.Token
	}
	texts := [...]struct {
		into *string
		from string
	}{
		{&s.ID, older.ID}, {&s.Name, older.Name}, {&s.RoleID, older.RoleID}, {&s.UserID, older.UserID},
		{&s.IssuerID, older.IssuerID}, {&s.AuthMethod, older.AuthMethod}, {&s.SourceIP, older.SourceIP},
	}
	for _, text := range texts {
		if *text.into == "" {
			*text.into = text.from
		}
	}
	if !s.Met.Known {
		s.Met = older.Met
	}
	if s.Assumed.IsZero() {
		s.Assumed = older.Assumed
	}
	if s.Expires.IsZero() {
		s.Expires = older.Expires
	}
	return withAsked(s, older)
}

// withAsked is s with what no list tells of a session, where s does not say it.
func withAsked(s, older Session) Session {
	if s.AWS == (AWSKeys{}) {
		s.AWS = older.AWS
	}
	if s.Asked == nil {
		s.Asked = older.Asked
	}
	s.PackedPolicy = cmp.Or(s.PackedPolicy, older.PackedPolicy)
	if s.Kept == KeptNowhere {
		s.Kept = older.Kept
	}
	return s
}

// Roster is the list of sessions as it is shown: what the API listed, what was
// assumed since, and for a while what is gone. The zero value is empty and
// ready. It is not safe for concurrent use.
type Roster struct {
	sessions []LiveSession
	// dropped holds the fingerprints of the tokens of dropped sessions.
	dropped map[string]bool
	version int
}

// Version tells one state of a roster from another: it is a higher number after each
// change, which the passing of time alone is none of.
func (r *Roster) Version() int { return r.version }

// Merge takes in an answer that lists all sessions that there are; sent is the
// boot-clock reading at which the list was asked for. Sessions that are new to
// the roster are added, and those that the answer lacks are gone: expired if at
// most two seconds were left at sent, else revoked. A session whose own answer
// was asked for after sent is not judged by a list that is older.
func (r *Roster) Merge(listed []Session, sent time.Duration) {
	r.merge(listed, sent, "", func(*LiveSession) bool { return true })
}

// MergeUser is Merge for an answer that lists the sessions of one user: it
// leaves those of others alone.
func (r *Roster) MergeUser(userID string, listed []Session, sent time.Duration) {
	r.merge(listed, sent, userID, func(l *LiveSession) bool { return l.owner == userID })
}

// merge is Merge, where covers says which sessions the list speaks of.
func (r *Roster) merge(listed []Session, sent time.Duration, owner string, covers func(*LiveSession) bool) {
	r.version++
	known := newSessionIndex(r.sessions)
	seen := make([]bool, len(r.sessions), len(r.sessions)+len(listed))
	for _, s := range listed {
		at := known.find(r.sessions, seen, s)
		if at < 0 {
			at = len(r.sessions)
			r.sessions = append(r.sessions, LiveSession{owner: s.UserID})
			seen = append(seen, false)
			known.add(s, at)
		}
		seen[at], r.sessions[at].listed = true, true
		r.sessions[at].take(s, owner)
		r.sessions[at].revive(s, sent)
	}
	for i := range r.sessions {
		if l := &r.sessions[i]; !seen[i] && l.Gone == "" && l.Sent <= sent && covers(l) && (!l.foreign() || l.listed) {
			l.Gone, l.GoneAt = l.howGone(sent), sent
		}
	}
}

// Find is the session with this key; false when there is none.
func (r *Roster) Find(key string) (LiveSession, bool) {
	at := slices.IndexFunc(r.sessions, func(l LiveSession) bool { return l.Key() == key })
	if at < 0 {
		return LiveSession{}, false
	}
	return r.sessions[at], true
}

// Prune drops the sessions that have been gone for longer than keep.
func (r *Roster) Prune(boot, keep time.Duration) {
	before := len(r.sessions)
	r.sessions = slices.DeleteFunc(r.sessions, func(l LiveSession) bool {
		return l.Gone != "" && boot-l.GoneAt > keep
	})
	if len(r.sessions) != before {
		r.version++
	}
}

// List is all sessions, gone ones among them, in the order in which they came.
// The slice is the caller's, to sort as it likes.
func (r *Roster) List() []LiveSession { return slices.Clone(r.sessions) }

// All goes through the sessions of List without a copy of the list.
func (r *Roster) All() iter.Seq[LiveSession] { return slices.Values(r.sessions) }

// Live is how many sessions are not gone.
func (r *Roster) Live() int {
	live := 0
	for i := range r.sessions {
		if r.sessions[i].Gone == "" {
			live++
		}
	}
	return live
}

// Soonest is the session that ends next, of those that have time left at the
// boot-clock reading; false when there is none.
func (r *Roster) Soonest(boot time.Duration) (LiveSession, bool) {
	return r.soonest(boot, func(*LiveSession) bool { return true })
}

// SoonestOf is Soonest among the sessions of one user, and those of nobody.
func (r *Roster) SoonestOf(userID string, boot time.Duration) (LiveSession, bool) {
	return r.soonest(boot, func(l *LiveSession) bool { return l.concerns(userID) })
}

func (r *Roster) soonest(boot time.Duration, counts func(*LiveSession) bool) (LiveSession, bool) {
	at, least := -1, time.Duration(0)
	for i := range r.sessions {
		l := &r.sessions[i]
		left := l.Countdown.Left(boot)
		if l.Gone == "" && left > 0 && counts(l) && (at < 0 || left < least) {
			at, least = i, left
		}
	}
	if at < 0 {
		return LiveSession{}, false
	}
	return r.sessions[at], true
}

// unconfirmed is how long a session that no list speaks of may stand at zero:
// then it has ended by the API's own account of how long it had left.
const unconfirmed = 10 * time.Second

// Settle says of the sessions that no list speaks of that they expired once they
// have stood at zero for a while.
func (r *Roster) Settle(boot time.Duration) {
	for i := range r.sessions {
		if l := &r.sessions[i]; l.Gone == "" && l.Unlisted() && l.Countdown.Over(boot) > unconfirmed {
			l.Gone, l.GoneAt = StateExpired, boot
			r.version++
		}
	}
}

// Ending reports that a session in a user's list stands at zero, so that only
// the API can tell what became of it.
func (r *Roster) Ending(userID string, boot time.Duration) bool {
	return userID != "" && slices.ContainsFunc(r.sessions, func(l LiveSession) bool {
		return l.Gone == "" && l.owner == userID && !l.Unlisted() && l.Countdown.Left(boot) == 0
	})
}

// KeepUser drops the sessions that stand in other users' lists. A session of
// nobody, such as an issuer's, was assumed from here and stays.
func (r *Roster) KeepUser(userID string) {
	r.version++
	r.sessions = slices.DeleteFunc(r.sessions, func(l LiveSession) bool { return !l.concerns(userID) })
}

// Owner is the user in whose list the session stands, empty for nobody's. An
// answer need not repeat it.
func (l LiveSession) Owner() string { return l.owner }

// concerns reports that the session is a user's, or nobody's.
func (l LiveSession) concerns(userID string) bool { return l.owner == "" || l.owner == userID }

// Replaced is a list of sessions with the one of a key replaced by another; the
// list itself where it does not hold it.
func Replaced(list []LiveSession, key string, by LiveSession) []LiveSession {
	at := slices.IndexFunc(list, func(l LiveSession) bool { return l.Key() == key })
	if at < 0 {
		return list
	}
	list = slices.Clone(list)
	list[at] = by
	return list
}
