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

// finding is the outcome of one check of a trust. An empty state is a pass.
type finding struct {
	state  VerdictState
	reason string
}

// JudgeTrust says whether the caller may assume the trust's role through it at
// now. Validity is looked at first, then the trusted entity, the addresses, and
// the schedule. What is certainly in the way counts before what is not known,
// so a lapsed trust is lapsed even for a caller who is not known. A condition
// that actas does not know leaves the verdict as it is and is named in Reason.
func JudgeTrust(t Trust, c Caller, now time.Time) Verdict {
	checks := [...]finding{judgeValidity(t, now), judgeEntity(t, c), judgeAddress(t, c), judgeReadable(t)}
	verdict := Verdict{TrustID: t.ID, Recheck: afterOnly(t.ValidUntil, now)}
	for _, check := range checks {
		if check.state != "" && (verdict.State == "" || verdict.State == VerdictUnknown && check.state != VerdictUnknown) {
			verdict.State, verdict.Reason = check.state, check.reason
		}
	}
	switch verdict.State {
	case "":
		return judgeSchedule(t, verdict, now)
	case VerdictLapsed:
		verdict.Since = t.ValidUntil
	}
	return verdict
}

// judgeValidity checks valid_until, which is the first instant that the trust
// no longer covers.
func judgeValidity(t Trust, now time.Time) finding {
	switch {
	case t.ValidUntilProblem != "":
		return finding{VerdictUnknown, "end of validity not readable"}
	case !t.ValidUntil.IsZero() && !now.Before(t.ValidUntil):
		return finding{VerdictLapsed, ""}
	default:
		return finding{}
	}
}

// judgeEntity checks whether the trust trusts the caller, and whether its type
// takes a call at all.
func judgeEntity(t Trust, c Caller) finding {
	automatic := t.Type == IAMAssumption || t.Type == FederatedAssumption
	if machine := machineEntity(t.Entity); machine != "" {
		if automatic {
			return finding{VerdictAutomatic, "taken on through OIDC, without a call"}
		}
		return finding{VerdictNotForMe, "it trusts " + machine + ", not a user"}
	}
	if who := judgePerson(t.Entity, c); who.state != "" {
		return who
	}
	if automatic {
		return finding{VerdictAutomatic, "taken on through OIDC, without a call"}
	}
	// An answer without a type is judged as Vultr's plain kind of trust: the
	// verdict stops nobody, and the server decides.
	if t.Type != TemporaryAssumption && t.Type != "" {
		return finding{VerdictUnknown, "trust type not known"}
	}
	return finding{}
}

// machineEntity names an entity that is no user and no group; empty otherwise.
func machineEntity(e Entity) string {
	switch {
	case e.Kind == EntityIssuer:
		return "an OIDC issuer"
	case e.Kind == EntitySource && e.ID == "baremetal":
		return "a bare-metal machine"
	case e.Kind == EntitySource:
		return "an instance"
	default:
		return ""
	}
}

// judgePerson checks whether a trusted user or group is or holds the caller.
func judgePerson(e Entity, c Caller) finding {
	switch {
	case e.Kind != EntityUser && e.Kind != EntityGroup || e.ID == "":
		return finding{VerdictUnknown, "trusted entity not readable"}
	case c.UserID == "":
		return finding{VerdictUnknown, "not known who I am"}
	case e.Kind == EntityUser && e.ID != c.UserID:
		return finding{VerdictNotForMe, "it trusts another user"}
	case e.Kind == EntityUser || c.GroupIDs[e.ID]:
		return finding{}
	case !c.GroupsKnown:
		return finding{VerdictUnknown, "group membership not readable"}
	default:
		return finding{VerdictNotForMe, "it trusts a group that I am not in"}
	}
}

// judgeAddress checks the caller's address against the trust's list. Malformed
// entries allow nobody, but a list of nothing else says nothing.
func judgeAddress(t Trust, c Caller) finding {
	readable := 0
	for _, entry := range t.SourceIPs {
		if entry.Contains(c.SourceIP) {
			return finding{}
		}
		if entry.Problem == "" {
			readable++
		}
	}
	switch {
	case len(t.SourceIPs) == 0:
		return finding{}
	case readable == 0:
		return finding{VerdictUnknown, "allowed addresses not readable"}
	case !c.SourceIP.IsValid():
		return finding{VerdictUnknown, "my address is not known"}
	case readable < len(t.SourceIPs):
		return finding{VerdictIPNotAllowed, c.SourceIP.String() + " is not in its list, of which a part is not readable"}
	default:
		return finding{VerdictIPNotAllowed, c.SourceIP.String() + " is not in its list"}
	}
}

// judgeReadable checks whether the schedule can be judged.
func judgeReadable(t Trust) finding {
	if t.Schedule.Problem != "" {
		return finding{VerdictUnknown, "schedule not readable"}
	}
	return finding{}
}

// judgeSchedule completes the verdict on a trust with which only the schedule
// can be in the way.
func judgeSchedule(t Trust, verdict Verdict, now time.Time) Verdict {
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
func unknownConditions(t Trust) string {
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
	best := Verdict{State: VerdictNoTrust, Reason: "no trust names this role"}
	var recheck time.Time
	for i := range trusts {
		verdict := JudgeTrust(trusts[i], c, now)
		recheck = earliest(recheck, verdict.Recheck)
		if verdict.beats(best) {
			best = verdict
		}
	}
	best.Recheck = recheck
	return best
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

// afterOnly is t if it is still to come, else the zero time.
func afterOnly(t, now time.Time) time.Time {
	if t.After(now) {
		return t
	}
	return time.Time{}
}
