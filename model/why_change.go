package model

import "time"

// ChangeKind is something that would have to be otherwise.
type ChangeKind string

// The changes, in the order in which they are told: what somebody has to do,
// where from, and then for when to wait.
const (
	// ChangeNever: nothing makes a call open the role. It is held, or taken on
	// without a call.
	ChangeNever ChangeKind = "never"
	// ChangeTrust: the role needs a trust.
	ChangeTrust ChangeKind = "trust"
	// ChangeEntity: the trust would have to name the caller.
	ChangeEntity ChangeKind = "trusted_entity"
	// ChangeMembership: the caller would have to be in the trusted group.
	ChangeMembership ChangeKind = "membership"
	// ChangeValidity: valid_until would have to be later than After.
	ChangeValidity ChangeKind = "valid_until"
	// ChangeSchedule: the schedule never opens and would have to be another.
	ChangeSchedule ChangeKind = "schedule"
	// ChangeAddress: the caller would have to come from one of the trust's addresses.
	ChangeAddress ChangeKind = "source_ip"
	// ChangeKnowledge: something about Condition would have to be known. The caller
	// may be let in all the same.
	ChangeKnowledge ChangeKind = "knowledge"
	// ChangeTime: it opens at Opens.
	ChangeTime ChangeKind = "time"
)

// Change is one thing that would have to be otherwise.
type Change struct {
	Kind ChangeKind
	// Condition is what the change is about; empty for ChangeNever and ChangeTrust.
	Condition ConditionKind
	// After is the instant that valid_until has to lie after.
	After time.Time
	// Opens and Until are the window to wait for; a zero Until is no end in sight.
	Opens, Until time.Time
}

// changes are what it would take for the trust to let the caller in.
func (e *TrustExplanation) changes(now time.Time) []Change {
	if e.Condition(ConditionType).Outcome == NotHeld {
		return []Change{{Kind: ChangeNever}}
	}
	var out []Change
	if e.Condition(ConditionEntity).Outcome == NotHeld {
		out = append(out, entityChange(e.Trust.Entity))
	}
	schedule := e.Condition(ConditionSchedule)
	in := latest(now, schedule.Opens)
	validity, lapses := e.validityChange(in)
	out = append(out, validity...)
	if schedule.Outcome == NotHeld && schedule.Opens.IsZero() {
		out = append(out, Change{Kind: ChangeSchedule, Condition: ConditionSchedule})
	}
	if e.Condition(ConditionAddress).Outcome == NotHeld {
		out = append(out, Change{Kind: ChangeAddress, Condition: ConditionAddress})
	}
	for _, condition := range e.Conditions {
		if condition.Outcome == NotKnown && condition.Kind != ConditionUnknown {
			out = append(out, Change{Kind: ChangeKnowledge, Condition: condition.Kind})
		}
	}
	if !schedule.Opens.IsZero() {
		until := earliest(schedule.Closes, lapses)
		out = append(out, Change{Kind: ChangeTime, Condition: ConditionSchedule, Opens: schedule.Opens, Until: until})
	}
	return out
}

// entityChange is what makes an entity trust the caller.
func entityChange(e Entity) Change {
	if e.Kind == EntityGroup {
		return Change{Kind: ChangeMembership, Condition: ConditionEntity}
	}
	return Change{Kind: ChangeEntity, Condition: ConditionEntity}
}

// validityChange is what it takes for the trust to be valid at an instant, and
// when it lapses after that without any change.
func (e *TrustExplanation) validityChange(at time.Time) (change []Change, lapses time.Time) {
	until := e.Trust.ValidUntil
	if e.Trust.ValidUntilProblem != "" || until.IsZero() || at.Before(until) {
		return nil, until
	}
	return []Change{{Kind: ChangeValidity, Condition: ConditionValidity, After: at}}, time.Time{}
}
