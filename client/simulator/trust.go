package simulator

import (
	"encoding/json"
	"net/netip"
	"slices"
	"time"

	"actas/model"
)

// trust is a trust in a compact form: the zone's name and the addresses' texts,
// which are read only when somebody assumes through it.
type trust struct {
	ID, RoleID string
	Type       model.TrustType
	Entity     model.Entity
	Zone       string
	Days       model.DaySet
	Start, End int
	IPs        []string
	ValidUntil time.Time
	Created    time.Time
	// visible is the boot-clock reading from which assume sees the trust.
	visible time.Duration
	// unknown are conditions, and extra fields of the trust itself, that the
	// simulator does not know. They are kept and returned.
	unknown, extra map[string]json.RawMessage
}

func trustFrom(t model.Trust) trust {
	out := trust{
		ID: t.ID, RoleID: t.RoleID, Type: t.Type, Entity: t.Entity,
		Zone: t.Schedule.Zone, Days: t.Schedule.Days, Start: t.Schedule.Start, End: t.Schedule.End,
		ValidUntil: t.ValidUntil, Created: t.Created,
	}
	for _, ip := range t.SourceIPs {
		out.IPs = append(out.IPs, ip.Raw)
	}
	for _, u := range t.Unknown {
		if out.unknown == nil {
			out.unknown = map[string]json.RawMessage{}
		}
		out.unknown[u.Name] = json.RawMessage(u.JSON)
	}
	return out
}

// timed reports whether the trust has a time_of_day condition.
func (t trust) timed() bool {
	return t.Zone != "" || t.Days != 0 || t.Start != 0 || t.End != 0
}

func (t trust) schedule() model.Schedule {
	return model.NewSchedule(t.Zone, t.Days, t.Start, t.End)
}

// The names under which an answer lists conditions, met or not.
const (
	conditionTime = "time_of_day"
	conditionIP   = "ip_address"
)

// conditions returns the names of the trust's conditions that hold and that do
// not hold. Conditions that the simulator does not know are in neither.
func (t trust) conditions(from netip.Addr, now time.Time) (met, failed []string) {
	judge := func(name string, holds bool) {
		if holds {
			met = append(met, name)
		} else {
			failed = append(failed, name)
		}
	}
	if t.timed() {
		judge(conditionTime, t.schedule().OpenAt(now))
	}
	if len(t.IPs) > 0 {
		judge(conditionIP, slices.ContainsFunc(t.IPs, func(raw string) bool {
			return model.ParseIPCondition(raw).Contains(from)
		}))
	}
	return met, failed
}

// lapsed reports whether valid_until has come.
func (t trust) lapsed(now time.Time) bool {
	return !t.ValidUntil.IsZero() && !now.Before(t.ValidUntil)
}

// names reports whether the trust's entity is the user, one of the user's
// groups, or the issuer.
func (t trust) names(userID string, groups []*group, issuerID string) bool {
	switch t.Entity.Kind {
	case model.EntityUser:
		return userID != "" && t.Entity.ID == userID
	case model.EntityGroup:
		return slices.ContainsFunc(groups, func(g *group) bool { return g.ID == t.Entity.ID })
	case model.EntityIssuer:
		return issuerID != "" && t.Entity.ID == issuerID
	default:
		return false
	}
}
