package model

import "time"

// finding is the outcome of one check of a trust. An empty state is a pass.
type finding struct {
	state  VerdictState
	reason string
}

// The checks of a trust, in the order in which they count. Whether the schedule
// is open is looked at after all of them.
const (
	checkValidity = iota
	checkEntity
	checkType
	checkAddress
	checkReadable
	allChecks
)

// findings are the outcomes of all checks.
type findings [allChecks]finding

// reasonAutomatic is why no call takes a role on through a trust.
const reasonAutomatic = "taken on through OIDC, without a call"

// check makes all checks. It takes pointers for speed alone and changes nothing.
func check(t *Trust, c *Caller, now time.Time) findings {
	return findings{
		checkValidity: judgeValidity(t, now),
		checkEntity:   judgeEntity(t, c),
		checkType:     judgeType(t.Type),
		checkAddress:  judgeAddress(t, c),
		checkReadable: judgeReadable(t),
	}
}

// deciding is the check that decides; -1 where none is in the way, so that the
// schedule does. The first that did not pass decides, unless it is only not
// known what it says and a later one certainly is in the way. The type matters
// to those alone whom the trust trusts.
func (f *findings) deciding() int {
	at := -1
	for i := range f {
		if f[i].state == "" || i == checkType && f[checkEntity].state != "" {
			continue
		}
		if at < 0 || f[at].state == VerdictUnknown && f[i].state != VerdictUnknown {
			at = i
		}
	}
	return at
}

// judgeValidity checks valid_until, which is the first instant that the trust
// no longer covers.
func judgeValidity(t *Trust, now time.Time) finding {
	switch {
	case t.ValidUntilProblem != "":
		return finding{VerdictUnknown, "end of validity not readable"}
	case !t.ValidUntil.IsZero() && !now.Before(t.ValidUntil):
		return finding{VerdictLapsed, ""}
	default:
		return finding{}
	}
}

// judgeEntity checks whether the trust trusts the caller. A machine that takes
// the role on by itself is nobody who calls.
func judgeEntity(t *Trust, c *Caller) finding {
	machine := machineEntity(t.Entity)
	switch {
	case machine == "":
		return judgePerson(t.Entity, c)
	case t.Type.automatic():
		return finding{VerdictAutomatic, reasonAutomatic}
	default:
		return finding{VerdictNotForMe, "it trusts " + machine + ", not a user"}
	}
}

// judgeType checks whether the trust's type takes a call at all. An answer
// without a type is judged as Vultr's plain kind of trust: the verdict stops
// nobody, and the server decides.
func judgeType(kind TrustType) finding {
	switch {
	case kind.automatic():
		return finding{VerdictAutomatic, reasonAutomatic}
	case kind != TemporaryAssumption && kind != "":
		return finding{VerdictUnknown, "trust type not known"}
	default:
		return finding{}
	}
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
func judgePerson(e Entity, c *Caller) finding {
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
func judgeAddress(t *Trust, c *Caller) finding {
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
func judgeReadable(t *Trust) finding {
	if t.Schedule.Problem != "" {
		return finding{VerdictUnknown, "schedule not readable"}
	}
	return finding{}
}
