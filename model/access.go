package model

import "time"

// Access remembers verdicts, so that a list of ten thousand roles is judged
// once and then only where time has changed something. It assumes one caller:
// call Reset when the caller changes. It is not safe for concurrent use.
type Access struct {
	trusts map[string]judged
	roles  map[string]judged
	// alike are verdicts without their trust: few differ otherwise.
	alike   map[Verdict]*Verdict
	version int
}

// mostAlike bounds the verdicts that are shared. More are remembered one by one.
const mostAlike = 4096

// judged is a verdict with the instant that it was made for, in nanoseconds since
// 1970. The trust that decides is apart from what verdicts share.
type judged struct {
	shared  *Verdict
	trustID string
	at      int64
}

// NewAccess returns an Access that remembers nothing.
func NewAccess() *Access {
	a := &Access{}
	a.Reset()
	return a
}

// Version is a higher number after each change that is not time's: as long as it, the
// directory and the caller are the same, a verdict holds until its Recheck.
func (a *Access) Version() int { return a.version }

// Reset forgets everything.
func (a *Access) Reset() {
	a.version++
	a.trusts = map[string]judged{}
	a.roles = map[string]judged{}
	a.alike = map[Verdict]*Verdict{}
}

// Forget drops what is remembered of the role or trust with this id: call it
// for a role that has got another trust, and for a trust that was changed.
func (a *Access) Forget(id string) {
	a.version++
	delete(a.trusts, id)
	delete(a.roles, id)
}

// Trust is JudgeTrust, remembered by the trust's id; without an id it is judged
// each time.
func (a *Access) Trust(t Trust, c Caller, now time.Time) Verdict {
	if known, ok := a.trusts[t.ID]; ok && known.holds(now) {
		return known.verdict()
	}
	verdict := JudgeTrust(t, c, now)
	if t.ID != "" {
		a.trusts[t.ID] = a.judged(verdict, now)
	}
	return verdict
}

// Role is JudgeRole, remembered by the role's id; without an id it is judged
// each time. The trusts of the role are asked for only where it is judged.
func (a *Access) Role(role Role, trusts func() []Trust, c Caller, now time.Time) Verdict {
	if known, ok := a.roles[role.ID]; ok && known.holds(now) {
		return known.verdict()
	}
	verdict := JudgeRole(role, trusts(), c, now)
	if role.ID != "" {
		a.roles[role.ID] = a.judged(verdict, now)
	}
	return verdict
}

// judged makes what is remembered of a verdict.
func (a *Access) judged(v Verdict, now time.Time) judged {
	j := judged{trustID: v.TrustID, at: now.UnixNano()}
	v.TrustID = ""
	if j.shared = a.alike[v]; j.shared == nil {
		j.shared = &v
		if len(a.alike) < mostAlike {
			a.alike[v] = j.shared
		}
	}
	return j
}

// verdict is what was judged.
func (j judged) verdict() Verdict {
	v := *j.shared
	v.TrustID = j.trustID
	return v
}

// holds reports whether the verdict still stands at now. It does not hold for
// times before the one it was made for: a wall clock can be set back.
func (j judged) holds(now time.Time) bool {
	recheck := j.shared.Recheck
	return now.UnixNano() >= j.at && (recheck.IsZero() || now.Before(recheck))
}
