package simulator

import (
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

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
	// unknown are conditions, unknownTime fields of time_of_day, and extra fields
	// of the trust itself, that the simulator does not know. They are kept and
	// returned.
	unknown, unknownTime, extra map[string]json.RawMessage
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
		// The model puts the fields of time_of_day among the conditions.
		if name, inTime := strings.CutPrefix(u.Name, conditionTime+"."); inTime {
			remember(&out.unknownTime, name, json.RawMessage(u.JSON))
		} else {
			remember(&out.unknown, u.Name, json.RawMessage(u.JSON))
		}
	}
	return out
}

// remember keeps a field that the simulator does not know.
func remember(in *map[string]json.RawMessage, name string, value json.RawMessage) {
	if *in == nil {
		*in = map[string]json.RawMessage{}
	}
	(*in)[name] = value
}

// timed reports whether the trust has a time_of_day condition.
func (t trust) timed() bool {
	return t.Zone != "" || t.Days != 0 || t.Start != 0 || t.End != 0
}

func (t trust) schedule() model.Schedule {
	return model.NewSchedule(t.Zone, t.Days, t.Start, t.End)
}

// The names of conditions, under which an answer lists those that were met or not.
const (
	conditionTime   = "time_of_day"
	conditionIP     = "ip_address"
	conditionClaims = "oidc_claims"
)

// conditions returns the names of the trust's conditions that hold and that do
// not hold. Conditions that the simulator does not know are in neither, and
// oidc_claims mean nothing for a user or a group. Without claims, as of somebody
// who asks with a key for an issuer, they do not hold.
func (t trust) conditions(from netip.Addr, now time.Time, claims jwt.MapClaims) (met, failed []string) {
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
	if wanted, given := t.unknown[conditionClaims]; given && t.federated() {
		judge(conditionClaims, claimsHold(wanted, claims))
	}
	return met, failed
}

// lapsed reports whether valid_until has come.
func (t trust) lapsed(now time.Time) bool {
	return !t.ValidUntil.IsZero() && !now.Before(t.ValidUntil)
}

// federated reports whether the trust is for tokens of an issuer.
func (t trust) federated() bool {
	return t.Entity.Kind == model.EntityIssuer || t.Entity.Kind == model.EntitySource
}

// names reports whether the trust's entity is the user, one of the user's
// groups, the issuer, or the issuer's source.
func (t trust) names(userID string, groups []*group, by model.Issuer) bool {
	switch t.Entity.Kind {
	case model.EntityUser:
		return userID != "" && t.Entity.ID == userID
	case model.EntityGroup:
		return slices.ContainsFunc(groups, func(g *group) bool { return g.ID == t.Entity.ID })
	case model.EntityIssuer:
		return by.ID != "" && t.Entity.ID == by.ID
	case model.EntitySource:
		return by.Source != "" && t.Entity.ID == by.Source
	default:
		return false
	}
}
