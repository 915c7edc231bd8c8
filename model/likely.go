package model

import "time"

// OpenTo are the ids of the users whom a TemporaryAssumption trust that is open at
// a moment names, alone or through a group: those who can be acting as a role.
// Source IPs are not looked at, since nobody knows where others are.
func (d *Directory) OpenTo(now time.Time) map[string]bool {
	users, groups := map[string]bool{}, map[string]bool{}
	for i := range d.trusts.items {
		t := &d.trusts.items[i]
		into := users
		switch t.Entity.Kind {
		case EntityGroup:
			into = groups
		case EntityUser:
		default:
			continue
		}
		// One open trust says it all: the schedules of the others are not looked at.
		if !into[t.Entity.ID] && t.Type == TemporaryAssumption && t.openAt(now) {
			into[t.Entity.ID] = true
		}
	}
	for i := range d.groups.items {
		if g := &d.groups.items[i]; groups[g.ID] {
			for _, id := range g.MemberIDs {
				users[id] = true
			}
		}
	}
	return users
}

// openAt reports that the trust has not lapsed at a moment and that its schedule is
// open.
func (t *Trust) openAt(now time.Time) bool {
	return (t.ValidUntil.IsZero() || now.Before(t.ValidUntil)) && t.Schedule.OpenAt(now)
}
