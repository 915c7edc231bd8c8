package model

import "time"

// Access remembers verdicts, so that a list of ten thousand roles is judged
// once and then only where time has changed something. It assumes one caller:
// call Reset when the caller changes. It is not safe for concurrent use.
type Access struct {
	trusts map[string]judged
	roles  map[string]judged
}

// judged is a verdict with the instant that it was made for.
type judged struct {
	verdict Verdict
	at      time.Time
}

// NewAccess returns an Access that remembers nothing.
func NewAccess() *Access {
	a := &Access{}
	a.Reset()
	return a
}

// Reset forgets everything.
func (a *Access) Reset() {
	a.trusts = map[string]judged{}
	a.roles = map[string]judged{}
}

// Forget drops what is remembered of the role or trust with this id: call it
// for a role that has got another trust, and for a trust that was changed.
func (a *Access) Forget(id string) {
	delete(a.trusts, id)
	delete(a.roles, id)
}

// Trust is JudgeTrust, remembered by the trust's id; without an id it is judged
// each time.
func (a *Access) Trust(t Trust, c Caller, now time.Time) Verdict {
	if known, ok := a.trusts[t.ID]; ok && known.holds(now) {
		return known.verdict
	}
	verdict := JudgeTrust(t, c, now)
	if t.ID != "" {
		a.trusts[t.ID] = judged{verdict, now}
	}
	return verdict
}

// Role is JudgeRole, remembered by the role's id; without an id it is judged
// each time. The trusts of the role are asked for only where it is judged.
func (a *Access) Role(role Role, trusts func() []Trust, c Caller, now time.Time) Verdict {
	if known, ok := a.roles[role.ID]; ok && known.holds(now) {
		return known.verdict
	}
	verdict := JudgeRole(role, trusts(), c, now)
	if role.ID != "" {
		a.roles[role.ID] = judged{verdict, now}
	}
	return verdict
}

// holds reports whether the verdict still stands at now. It does not hold for
// times before the one it was made for: a wall clock can be set back.
func (j judged) holds(now time.Time) bool {
	return !now.Before(j.at) && (j.verdict.Recheck.IsZero() || now.Before(j.verdict.Recheck))
}
