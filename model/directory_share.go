package model

import "slices"

// A text that is read from an answer, or from a cache, lies in memory by itself. An
// organisation of 100,000 roles tells the same names, addresses and policies over and
// over: held once each, they take a third of the room.

// common holds values that rows have had, while lists are read.
type common struct {
	texts     map[string]string
	addresses map[IPCondition][]IPCondition
	policies  map[string][]Policy
}

// mostTexts bounds how many values of a kind are looked for again.
const mostTexts = 1 << 14

// After makes a directory that is filled anew take over what is equal in another, so
// that both together take little more room than one. The other is let go of with Share.
func (d *Directory) After(before *Directory) { d.before = before }

// Share ends the reading of lists: what was remembered to find equal values is let go.
func (d *Directory) Share() { d.common, d.before = nil, nil }

func (d *Directory) sharing() *common {
	if d.common == nil {
		d.common = &common{map[string]string{}, map[IPCondition][]IPCondition{}, map[string][]Policy{}}
	}
	return d.common
}

// text makes a text the one of its kind.
func (a *common) text(s *string) {
	if *s == "" {
		return
	}
	if known, ok := a.texts[*s]; ok {
		*s = known
	} else if len(a.texts) < mostTexts {
		a.texts[*s] = *s
	}
}

// shareTrust replaces what a new trust has by what is equal and there already.
func (d *Directory) shareTrust(t *Trust) {
	if d.before != nil {
		if old, known := d.before.Trust(t.ID); known {
			takeOverTrust(t, &old)
		}
	}
	a := d.sharing()
	for _, s := range []*string{&t.Entity.ID, &t.Entity.Name, &t.Schedule.Zone} {
		a.text(s)
	}
	if len(t.SourceIPs) > 0 {
		key := t.SourceIPs[0]
		if known := a.addresses[key]; slices.Equal(known, t.SourceIPs) {
			t.SourceIPs = known
		} else if len(a.addresses) < mostTexts {
			a.addresses[key] = t.SourceIPs
		}
	}
	if role, known := d.Role(t.RoleID); known {
		takeOver(&t.RoleID, role.ID)
		takeOver(&t.RoleName, role.Name)
	} else if other, named := d.firstOf(t.RoleID); named {
		takeOver(&t.RoleID, other.RoleID)
		takeOver(&t.RoleName, other.RoleName)
	}
}

// firstOf is the first trust that names a role by its id.
func (d *Directory) firstOf(roleID string) (Trust, bool) {
	c, named := d.byRole[roleID]
	if !named || roleID == "" {
		return Trust{}, false
	}
	return d.trusts.items[c.first], true
}

// shareRole does for a new role what shareTrust does. Where trusts that name it came
// before, it takes their texts over: they may be being read, and stay as they are.
func (d *Directory) shareRole(r *Role) {
	if d.before != nil {
		if old, known := d.before.Role(r.ID); known {
			takeOverRole(r, &old)
		}
	}
	a := d.sharing()
	a.text(&r.Description)
	if len(r.Policies) > 0 {
		key := r.Policies[0].ID
		if known := a.policies[key]; slices.EqualFunc(known, r.Policies, Policy.equal) {
			r.Policies = known
		} else if len(a.policies) < mostTexts {
			a.policies[key] = r.Policies
		}
	}
	if first, named := d.firstOf(r.ID); named {
		takeOver(&r.ID, first.RoleID)
		takeOver(&r.Name, first.RoleName)
	}
}

// takeOver replaces a text by an equal one.
func takeOver(s *string, old string) {
	if *s == old {
		*s = old
	}
}

func takeOverTrust(t, old *Trust) {
	takeOver(&t.ID, old.ID)
	takeOver(&t.RoleID, old.RoleID)
	takeOver(&t.RoleName, old.RoleName)
	takeOver(&t.Entity.ID, old.Entity.ID)
	takeOver(&t.Entity.Name, old.Entity.Name)
	if slices.Equal(t.SourceIPs, old.SourceIPs) {
		t.SourceIPs = old.SourceIPs
	}
	if slices.Equal(t.Unknown, old.Unknown) {
		t.Unknown = old.Unknown
	}
}

func takeOverRole(r, old *Role) {
	takeOver(&r.ID, old.ID)
	takeOver(&r.Name, old.Name)
	takeOver(&r.Description, old.Description)
	if slices.EqualFunc(r.Policies, old.Policies, Policy.equal) {
		r.Policies = old.Policies
	}
}

func (p Policy) equal(other Policy) bool {
	return p.ID == other.ID && p.Name == other.Name && p.Description == other.Description &&
		slices.EqualFunc(p.Statements, other.Statements, func(a, b Statement) bool {
			return a.Effect == b.Effect && slices.Equal(a.Actions, b.Actions) && slices.Equal(a.Resources, b.Resources)
		})
}
