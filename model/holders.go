package model

// Holder is somebody who can assume a role through one of its trusts: a user, by
// themselves or through a group, an OIDC issuer, or a machine. A group whose
// members are not known, and one that has none, stands for itself.
type Holder struct {
	Entity Entity
	// Group is the group through which a user is trusted; the zero value for none.
	Group Entity
	Trust Trust
}

// Holders are all who can assume a role, in the order of its trusts, those of a
// group in the order of its members. Somebody whom several trusts let in is
// there for each of them. A trust of an entity that cannot be read is left out.
func (d *Directory) Holders(roleID string) []Holder {
	var all []Holder
	for _, t := range d.TrustsOf(roleID) {
		switch t.Entity.Kind {
		case EntityUnknown:
		case EntityGroup:
			all = append(all, d.members(t)...)
		default:
			all = append(all, Holder{Entity: t.Entity, Trust: t})
		}
	}
	return all
}

// members are the holders through a group.
func (d *Directory) members(t Trust) []Holder {
	group, known := d.Group(t.Entity.ID)
	if !known || len(group.MemberIDs) == 0 {
		return []Holder{{Entity: t.Entity, Trust: t}}
	}
	out := make([]Holder, len(group.MemberIDs))
	for i, id := range group.MemberIDs {
		out[i] = Holder{Entity: Entity{Kind: EntityUser, ID: id}, Group: t.Entity, Trust: t}
	}
	return out
}

// AnyCaller is what a trust is to those whom it trusts, wherever they are: a
// trust like it of a caller who is in it. Its verdict says when they are let in,
// and nothing of their addresses, unless none of its list can be read.
func (h Holder) AnyCaller() (Trust, Caller) {
	const holder = "holder"
	t := h.Trust
	t.Entity, t.Type = Entity{Kind: EntityUser, ID: holder}, TemporaryAssumption
	for _, entry := range t.SourceIPs {
		if entry.Problem == "" {
			t.SourceIPs = nil
			break
		}
	}
	return t, Caller{UserID: holder, GroupsKnown: true}
}
