package model

import (
	"slices"
	"time"
)

// ConditionKind is what about a trust is looked at.
type ConditionKind string

// The conditions of a trust, in the order in which they are looked at.
const (
	ConditionValidity ConditionKind = "validity"
	ConditionEntity   ConditionKind = "trusted_entity"
	ConditionType     ConditionKind = "trust_type"
	ConditionAddress  ConditionKind = "source_ip"
	ConditionSchedule ConditionKind = "schedule"
	// ConditionUnknown is a condition that actas does not know. It never decides.
	ConditionUnknown ConditionKind = "unknown_condition"
)

// Outcome says whether a condition holds.
type Outcome string

// The outcomes.
const (
	Held    Outcome = "held"
	NotHeld Outcome = "not_held"
	// NotKnown: it, or what it is held against, could not be read.
	NotKnown Outcome = "not_known"
)

// Condition is one condition of a trust, looked at.
type Condition struct {
	Kind    ConditionKind
	Outcome Outcome
	// Reason is a clause for people as in [Verdict]; empty where the outcome says
	// it all, and for conditions that hold.
	Reason string
	// Unknown is the condition as the API sent it, for ConditionUnknown alone.
	Unknown RawCondition
	// Opens and Closes are for the schedule alone. Of an open one Closes is the end
	// of the window, and Opens is zero. Of a closed one they are the next window.
	// Neither looks at the trust's validity; the zero time means none in sight.
	Opens, Closes time.Time
}

// TrustExplanation is the verdict on a trust with all that it rests on.
type TrustExplanation struct {
	Trust   Trust
	Verdict Verdict
	// Conditions are all of them in their order, those that set no limit too.
	Conditions []Condition
	// Deciding is the place in Conditions of the one that decides; -1 where all
	// that is judged holds.
	Deciding int
	// Changes are what would have to be otherwise, all of them together, for the
	// trust to let the caller in; none where it does.
	Changes []Change
}

// Condition is the first condition of a kind; the zero value for none.
func (e TrustExplanation) Condition(kind ConditionKind) Condition {
	at := slices.IndexFunc(e.Conditions, func(c Condition) bool { return c.Kind == kind })
	if at < 0 {
		return Condition{}
	}
	return e.Conditions[at]
}

// RoleExplanation is the verdict on a role with all that it rests on.
type RoleExplanation struct {
	Role    Role
	Caller  Caller
	At      time.Time
	Verdict Verdict
	// Trusts are those of the role, the one that decides last and before it those
	// that come closer than the ones before them.
	Trusts []TrustExplanation
	// Changes are what would have to be otherwise for the role to be open: those of
	// the trust that decides, or of the role itself.
	Changes []Change
}

// Deciding is the trust that decides; nil where none does, as there is none or
// the role is not assumed at all.
func (e *RoleExplanation) Deciding() *TrustExplanation {
	if len(e.Trusts) == 0 || e.Role.Type.Assignable() {
		return nil
	}
	return &e.Trusts[len(e.Trusts)-1]
}

// Uncertain is how many trusts that do not decide may let the caller in all the
// same, as something about them is not known; 0 where the role is open anyway.
func (e *RoleExplanation) Uncertain() int {
	deciding := e.Deciding()
	if deciding == nil || e.Verdict.State == VerdictOpen {
		return 0
	}
	uncertain := 0
	for i := range e.Trusts {
		if t := &e.Trusts[i]; t != deciding && t.Verdict.State == VerdictUnknown {
			uncertain++
		}
	}
	return uncertain
}

// ExplainTrust is JudgeTrust with all that its verdict rests on.
func ExplainTrust(t Trust, c Caller, now time.Time) TrustExplanation {
	found := check(&t, &c, now)
	e := TrustExplanation{Trust: t, Verdict: found.verdict(&t, now), Deciding: found.deciding()}
	for i, kind := range [...]ConditionKind{ConditionValidity, ConditionEntity, ConditionType, ConditionAddress} {
		e.Conditions = append(e.Conditions, Condition{Kind: kind, Outcome: found[i].outcome(), Reason: found[i].reason})
	}
	e.Conditions = append(e.Conditions, explainSchedule(&t, found[checkReadable], now))
	if e.Verdict.State == VerdictClosed {
		e.Deciding = checkReadable
	}
	for _, unknown := range t.Unknown {
		e.Conditions = append(e.Conditions, Condition{Kind: ConditionUnknown, Outcome: NotKnown, Unknown: unknown})
	}
	e.Changes = e.changes(now)
	return e
}

// outcome is what a check says of the condition that it is about.
func (f finding) outcome() Outcome {
	switch f.state {
	case "":
		return Held
	case VerdictUnknown:
		return NotKnown
	default:
		return NotHeld
	}
}

// explainSchedule looks at the schedule with the window that is open or next.
func explainSchedule(t *Trust, readable finding, now time.Time) Condition {
	c := Condition{Kind: ConditionSchedule, Outcome: readable.outcome(), Reason: readable.reason}
	switch {
	case c.Outcome != Held:
	case t.Schedule.OpenAt(now):
		c.Closes = t.Schedule.ClosesAt(now)
	default:
		c.Outcome, c.Reason = NotHeld, closedReason(t.Schedule)
		if c.Opens = t.Schedule.openingAfter(now); !c.Opens.IsZero() {
			c.Closes = t.Schedule.ClosesAt(c.Opens)
		}
	}
	return c
}

// openingAfter is NextOpening without the horizon: a window that the clock
// skips once comes a week later.
func (s Schedule) openingAfter(t time.Time) time.Time {
	for range 3 {
		if opens := s.NextOpening(t); !opens.IsZero() {
			return opens
		}
		t = t.Add(Horizon)
	}
	return time.Time{}
}

// ExplainRole is JudgeRole with all that its verdict rests on.
func ExplainRole(role Role, trusts []Trust, c Caller, now time.Time) RoleExplanation {
	e := RoleExplanation{Role: role, Caller: c, At: now, Verdict: JudgeRole(role, trusts, c, now)}
	contest := newContest()
	for i, trust := range trusts {
		e.Trusts = append(e.Trusts, ExplainTrust(trust, c, now))
		contest.enter(i, e.Trusts[i].Verdict)
	}
	e.Trusts = decidingLast(e.Trusts, contest.at)
	switch deciding := e.Deciding(); {
	case role.Type.Assignable():
		e.Changes = []Change{{Kind: ChangeNever}}
	case deciding == nil:
		e.Changes = []Change{{Kind: ChangeTrust}}
	default:
		e.Changes = deciding.Changes
	}
	return e
}

// decidingLast puts the trust at a place last, and the others before it, those
// with the worst verdicts first.
func decidingLast(trusts []TrustExplanation, at int) []TrustExplanation {
	if at < 0 {
		return trusts
	}
	deciding := trusts[at]
	trusts = slices.Delete(trusts, at, at+1)
	slices.SortStableFunc(trusts, func(a, b TrustExplanation) int {
		switch {
		case a.Verdict.beats(b.Verdict):
			return 1
		case b.Verdict.beats(a.Verdict):
			return -1
		}
		return 0
	})
	return append(trusts, deciding)
}
