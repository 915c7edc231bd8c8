package model

import "maps"

// AddNames adds the names of users, groups and issuers of which no list told, as an
// earlier run knew them. They count last: see [Directory.EntityName].
func (d *Directory) AddNames(named []Entity) {
	d.changed()
	// A snapshot may be reading those that are there.
	all := make(map[Entity]string, len(d.named)+len(named))
	maps.Copy(all, d.named)
	for _, e := range named {
		all[Entity{Kind: e.Kind, ID: e.ID}] = e.Name
	}
	d.named = all
}

// TakeNames replaces those names by the ones of another directory, as TakeRoles does
// with the roles.
func (d *Directory) TakeNames(from *Directory) {
	d.named = from.named
	d.changed()
}

// Names are the entities that a trust trusts without telling a name, with those that
// the lists tell: what AddNames needs for them to be called the same without the
// lists. Each stands once; nil for none.
func (d *Directory) Names() []Entity {
	var named []Entity
	seen := map[Entity]bool{}
	for i := range d.trusts.items {
		e := d.trusts.items[i].Entity
		if e.ID == "" || e.Name != "" || seen[e] {
			continue
		}
		seen[e] = true
		if name := d.listed(e); name != "" {
			named = append(named, Entity{Kind: e.Kind, ID: e.ID, Name: name})
		}
	}
	return named
}

// listed is the name of an entity as a list tells it, or for an issuer the API with
// the trust; empty for none.
func (d *Directory) listed(e Entity) string {
	switch e.Kind {
	case EntityUser:
		if user, ok := d.User(e.ID); ok && user.DisplayName() != user.ID {
			return user.DisplayName()
		}
	case EntityGroup:
		group, _ := d.Group(e.ID)
		return group.Name
	case EntityIssuer:
		return d.issuerName(e)
	}
	return ""
}
