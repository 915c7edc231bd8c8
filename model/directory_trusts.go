package model

import "time"

// TrustsOf are the trusts of a role: those with its id, then those that carry
// no role id but the role's name, since govultr's trusts have none. It is nil
// for a role without trusts. The slice is the caller's.
func (d *Directory) TrustsOf(roleID string) []Trust {
	count := d.CountTrustsOf(roleID)
	if count == 0 {
		return nil
	}
	trusts := make([]Trust, 0, count)
	d.eachOf(roleID, func(place int32) { trusts = append(trusts, d.trusts.items[place]) })
	return trusts
}

// CountTrustsOf is how many trusts TrustsOf gives.
func (d *Directory) CountTrustsOf(roleID string) int {
	byID, byName := d.chainsOf(roleID)
	return int(byID.count + byName.count)
}

// PlacesOf are where those that TrustsOf gives stand among all trusts.
func (d *Directory) PlacesOf(roleID string) []int32 {
	places := make([]int32, 0, d.CountTrustsOf(roleID))
	d.eachOf(roleID, func(place int32) { places = append(places, place) })
	return places
}

// JudgeRole is [JudgeRole] of a role with its trusts in the directory.
func (d *Directory) JudgeRole(role Role, c Caller, now time.Time) Verdict {
	if role.Type.Assignable() {
		return JudgeRole(role, nil, c, now)
	}
	contest, at := newContest(), 0
	d.eachOf(role.ID, func(place int32) {
		contest.enter(at, JudgeTrust(d.trusts.items[place], c, now))
		at++
	})
	return contest.verdict()
}

// chainsOf are the trusts with a role's id, and those with its name alone.
func (d *Directory) chainsOf(roleID string) (byID, byName chain) {
	if roleID == "" {
		return chain{}, chain{}
	}
	if len(d.byName) > 0 {
		if role, ok := d.roles.get(roleID); ok && role.Name != "" {
			byName = d.byName[role.Name]
		}
	}
	return d.byRole[roleID], byName
}

// eachOf calls with the place of each trust of a role, in their order.
func (d *Directory) eachOf(roleID string, with func(place int32)) {
	byID, byName := d.chainsOf(roleID)
	for _, c := range [...]chain{byID, byName} {
		place := c.first
		for range c.count {
			with(place)
			place = d.next[place]
		}
	}
}
