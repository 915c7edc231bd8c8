package model

import (
	"slices"
	"time"
)

// Put takes in a session that was assumed or read, and is the session as it stands on
// the list from then on. An answer about one that was dropped comes too late, and is
// left out.
func (r *Roster) Put(s Session) LiveSession {
	if !s.Token.Empty() && r.dropped[s.Token.Fingerprint()] {
		return LiveSession{Session: s}
	}
	r.version++
	at := r.at(s)
	if at < 0 {
		at = len(r.sessions)
		r.sessions = append(r.sessions, LiveSession{owner: s.UserID})
	}
	r.sessions[at].take(s, s.UserID)
	return r.sessions[at]
}

// KeyOf is the key under which the session stands here that an answer speaks of: that
// of the answer itself where there is none.
func (r *Roster) KeyOf(s Session) string {
	if at := r.at(s); at >= 0 {
		return r.sessions[at].Key()
	}
	return s.Key()
}

// at is the place of a session that an answer speaks of, or -1.
func (r *Roster) at(s Session) int {
	return newSessionIndex(r.sessions).find(r.sessions, make([]bool, len(r.sessions)), s)
}

// Complete takes in what is known of a session from its own answer, some time ago: what
// lists do not tell of it, and not when it ends. It does nothing for one that is not
// there.
func (r *Roster) Complete(s Session) {
	r.version++
	for i := range r.sessions {
		if l := &r.sessions[i]; l.Token == s.Token {
			l.Session = completed(l.Session, s)
		}
	}
}

// MarkGone says that a session ended so at a boot-clock reading, whatever has been
// answered about it since it was taken from here. It does nothing for one that is not
// there or gone already.
func (r *Roster) MarkGone(s Session, state SessionState, boot time.Duration) {
	if at := r.at(s); at >= 0 && r.sessions[at].Gone == "" {
		r.sessions[at].Gone, r.sessions[at].GoneAt = state, boot
		r.version++
	}
}

// Ended says of the session with this token that the API does not know it at a
// boot-clock reading: it expired if at most two seconds were left, else it was revoked.
func (r *Roster) Ended(token Secret, boot time.Duration) {
	for i := range r.sessions {
		if l := &r.sessions[i]; l.Gone == "" && l.Token == token {
			l.Gone, l.GoneAt = l.howGone(boot), boot
			r.version++
		}
	}
}

// howGone is how the session ended that was not there any more at a boot-clock reading.
func (l *LiveSession) howGone(boot time.Duration) SessionState {
	if l.Countdown.Left(boot) <= endSlack {
		return StateExpired
	}
	return StateRevoked
}

// Drop takes a session that has ended off the list for good: another one stands for it.
func (r *Roster) Drop(s Session) {
	if !s.Token.Empty() {
		if r.dropped == nil {
			r.dropped = map[string]bool{}
		}
		r.dropped[s.Token.Fingerprint()] = true
	}
	if at := r.at(s); at >= 0 {
		r.sessions = slices.Delete(r.sessions, at, at+1)
		r.version++
	}
}
