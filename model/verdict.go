package model

import (
	"net/netip"
	"time"
)

// VerdictState is the answer to "may I assume this now?". The access verdict is
// an estimate from the trust, the clock and the caller's address: the server
// decides.
type VerdictState string

// The states that a verdict can be in.
const (
	VerdictOpen         VerdictState = "open"
	VerdictClosed       VerdictState = "closed"
	VerdictLapsed       VerdictState = "lapsed"
	VerdictNotForMe     VerdictState = "not_for_me"
	VerdictIPNotAllowed VerdictState = "ip_not_allowed"
	// VerdictAutomatic: taken on by OIDC inline validation, without a call.
	VerdictAutomatic VerdictState = "automatic"
	VerdictNoTrust   VerdictState = "no_trust"
	// VerdictUnknown: something that decides could not be read; Reason says what.
	VerdictUnknown VerdictState = "unknown"
)

// recheckUnforeseen is when to look again where a schedule shows no change
// within the horizon, although it has limits.
const recheckUnforeseen = 24 * time.Hour

// Verdict is an answer with its reason and times. Times are in UTC, except
// those taken from a trust's validity, which keep its zone.
type Verdict struct {
	State VerdictState
	// Reason is a short clause for people; empty where the state says it all.
	// VerdictUnknown always has one.
	Reason string
	// Until is, when open, the time at which it closes or lapses, whichever is
	// first; zero: no end in sight.
	Until time.Time
	// Opens is, when closed, the next opening; zero: none within the horizon, or
	// none before the trust lapses.
	Opens time.Time
	// Since is, when lapsed, the time at which it did.
	Since time.Time
	// TrustID is the trust that decides; empty for no trust.
	TrustID string
	// Recheck is an instant before which the verdict cannot change for time's
	// sake alone; zero: time never changes it.
	Recheck time.Time
}

// Caller is who asks, and from where.
type Caller struct {
	// UserID is empty where it is not known who the caller is.
	UserID string
	// GroupIDs are the groups that the user is in.
	GroupIDs map[string]bool
	// GroupsKnown is false where the membership could not be read; groups that
	// stand in GroupIDs count all the same.
	GroupsKnown bool
	// SourceIP is the address that the caller is seen at; invalid: not known.
	SourceIP netip.Addr
}

// JudgeTrust says whether the caller may assume the trust's role through it at
// now. Validity is looked at first, then the trusted entity, the addresses, and
// the schedule. What is certainly in the way counts before what is not known,
// so a lapsed trust is lapsed even for a caller who is not known. A condition
// that actas does not know leaves the verdict as it is and is named in Reason.
// ExplainTrust tells what the verdict rests on.
func JudgeTrust(t Trust, c Caller, now time.Time) Verdict {
	found := check(&t, &c, now)
	return found.verdict(&t, now)
}

// verdict is what the findings come to.
func (f *findings) verdict(t *Trust, now time.Time) Verdict {
	verdict := Verdict{TrustID: t.ID, Recheck: afterOnly(t.ValidUntil, now)}
	at := f.deciding()
	if at < 0 {
		return judgeSchedule(t, verdict, now)
	}
	verdict.State, verdict.Reason = f[at].state, f[at].reason
	if verdict.State == VerdictLapsed {
		verdict.Since = t.ValidUntil
	}
	return verdict
}

// judgeSchedule completes the verdict on a trust with which only the schedule
// can be in the way.
func judgeSchedule(t *Trust, verdict Verdict, now time.Time) Verdict {
	s := t.Schedule
	if s.OpenAt(now) {
		verdict.State = VerdictOpen
		verdict.Reason = unknownConditions(t)
		verdict.Until = earliest(s.ClosesAt(now), t.ValidUntil)
		verdict.Recheck = verdict.Until
		if verdict.Until.IsZero() && s.Kind() != ScheduleAlways {
			verdict.Recheck = now.Add(recheckUnforeseen)
		}
		return verdict
	}
	verdict.State = VerdictClosed
	verdict.Reason = closedReason(s)
	opens := s.NextOpening(now)
	switch {
	case opens.IsZero():
		verdict.Recheck = earliest(now.Add(recheckUnforeseen), t.ValidUntil)
	case !t.ValidUntil.IsZero() && !opens.Before(t.ValidUntil):
		verdict.Reason = "lapses before its next opening"
		verdict.Recheck = t.ValidUntil
	default:
		verdict.Opens = opens
		verdict.Recheck = opens
	}
	return verdict
}

// closedReason says what about the schedule keeps it closed.
func closedReason(s Schedule) string {
	switch {
	case s.Start == s.End && s.Start != 0:
		return "its window is empty"
	case s.Kind() == ScheduleDays:
		return "not one of its days"
	case s.Kind() == ScheduleHours:
		return "outside its hours"
	default:
		return "outside its days and hours"
	}
}

// unknownConditions names the conditions that were not judged; empty for none.
func unknownConditions(t *Trust) string {
	if len(t.Unknown) == 0 {
		return ""
	}
	names := t.Unknown[0].Name
	for _, condition := range t.Unknown[1:] {
		names += ", " + condition.Name
	}
	return "not judged: " + names
}

// JudgeRole says whether the caller may assume the role at now through any of
// its trusts: the best verdict among them, those that are alike by their times.
// An assignable role is held and not assumed, whatever its trusts say.
func JudgeRole(role Role, trusts []Trust, c Caller, now time.Time) Verdict {
	if role.Type.Assignable() {
		return Verdict{State: VerdictNoTrust, Reason: "assignable: held, not assumed"}
	}
	contest := newContest()
	for i := range trusts {
		contest.enter(i, JudgeTrust(trusts[i], c, now))
	}
	return contest.verdict()
}

// contest finds the best verdict on the trusts of a role.
type contest struct {
	best Verdict
	// at is the place of the trust that decides; -1 for none.
	at      int
	recheck time.Time
}

func newContest() contest {
	return contest{best: Verdict{State: VerdictNoTrust, Reason: "no trust names this role"}, at: -1}
}

// enter takes in the verdict on the trust at a place. Of equals the first stays.
func (c *contest) enter(at int, v Verdict) {
	c.recheck = earliest(c.recheck, v.Recheck)
	if v.beats(c.best) {
		c.best, c.at = v, at
	}
}

// verdict is the best one, which any of the trusts can change.
func (c *contest) verdict() Verdict {
	c.best.Recheck = c.recheck
	return c.best
}

// rank orders the states for a role, best first.
func (s VerdictState) rank() int {
	order := [...]VerdictState{VerdictOpen, VerdictClosed, VerdictIPNotAllowed, VerdictUnknown,
		VerdictAutomatic, VerdictLapsed, VerdictNotForMe}
	for rank, state := range order {
		if s == state {
			return rank
		}
	}
	return len(order)
}

// beats reports whether v is a better verdict for a role than other: open for
// longer, opening sooner, lapsed later.
func (v Verdict) beats(other Verdict) bool {
	if v.State != other.State {
		return v.State.rank() < other.State.rank()
	}
	switch v.State {
	case VerdictOpen:
		return !other.Until.IsZero() && (v.Until.IsZero() || v.Until.After(other.Until))
	case VerdictClosed:
		return !v.Opens.IsZero() && (other.Opens.IsZero() || v.Opens.Before(other.Opens))
	case VerdictLapsed:
		return v.Since.After(other.Since)
	default:
		return false
	}
}

// earliest is the earlier of two times, the zero time standing for none.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// latest is the later of two times.
func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// afterOnly is t if it is still to come, else the zero time.
func afterOnly(t, now time.Time) time.Time {
	if t.After(now) {
		return t
	}
	return time.Time{}
}
