package model

import (
	"slices"
	"time"
)

// TrustLoss is who loses a role when one of its trusts goes. It goes by whom the
// trusts name alone: schedules and addresses are not looked at. A trust that is
// taken on through a call makes up for none that is automatic, nor the other way
// round, and a lapsed one for nothing.
type TrustLoss struct {
	// Lapsed is set where the trust let nobody in any more: then nobody loses
	// anything, and the rest is empty.
	Lapsed bool
	// Losing are the ids of the users whom no other trust names, Keeping of those
	// whom another one does; in the order of the group's members.
	Losing, Keeping []string
	// Me says that the caller is among those who lose it.
	Me bool
	// MembersUnknown is set where it is not known who is in the trust's group.
	MembersUnknown bool
	// UnknownGroups are the ids of the groups of other trusts whose members are not
	// known: somebody in Losing may keep the role through them.
	UnknownGroups []string
	// Machine is set for an entity that is no user and no group, MachineKeeps where
	// another trust names the same one.
	Machine, MachineKeeps bool
}

// LoseTrust says who loses the role of a trust with it. all are the role's trusts,
// with or without this one.
func (d *Directory) LoseTrust(t Trust, all []Trust, c Caller, now time.Time) TrustLoss {
	if t.lapsed(now) {
		return TrustLoss{Lapsed: true}
	}
	others := slices.DeleteFunc(slices.Clone(all), func(o Trust) bool {
		return o.ID == t.ID || o.lapsed(now) || o.automatic() != t.automatic()
	})
	if machineEntity(t.Entity) != "" {
		same := func(o Trust) bool { return o.Entity.Kind == t.Entity.Kind && o.Entity.ID == t.Entity.ID }
		return TrustLoss{Machine: true, MachineKeeps: slices.ContainsFunc(others, same)}
	}
	people, known := d.people(t.Entity, c)
	loss := TrustLoss{MembersUnknown: !known}
	kept, unknown := map[string]bool{}, map[string]bool{}
	for _, o := range others {
		named, known := d.people(o.Entity, c)
		for _, id := range named {
			kept[id] = true
		}
		if !known && !unknown[o.Entity.ID] {
			unknown[o.Entity.ID] = true
			loss.UnknownGroups = append(loss.UnknownGroups, o.Entity.ID)
		}
	}
	for _, id := range people {
		if kept[id] {
			loss.Keeping = append(loss.Keeping, id)
			continue
		}
		loss.Losing = append(loss.Losing, id)
		loss.Me = loss.Me || id == c.UserID
	}
	return loss
}

// people are the ids of the users that an entity names, and whether that is all of
// them. The caller's own groups are known even where the members are not.
func (d *Directory) people(e Entity, c Caller) (ids []string, known bool) {
	switch e.Kind {
	case EntityUser:
		return []string{e.ID}, true
	case EntityGroup:
	default:
		return nil, true
	}
	group, _ := d.Group(e.ID)
	named := make(map[string]bool, len(group.MemberIDs))
	add := func(id string) {
		if !named[id] {
			named[id] = true
			ids = append(ids, id)
		}
	}
	for _, id := range group.MemberIDs {
		add(id)
	}
	if c.UserID != "" && c.GroupIDs[e.ID] {
		add(c.UserID)
	}
	return ids, len(group.MemberIDs) > 0
}

// lapsed reports that the trust lets nobody in any more.
func (t Trust) lapsed(now time.Time) bool {
	return !t.ValidUntil.IsZero() && !now.Before(t.ValidUntil)
}

// automatic reports that the role is taken on without a call.
func (t Trust) automatic() bool {
	return t.Type == IAMAssumption || t.Type == FederatedAssumption
}
