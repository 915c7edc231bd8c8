package model

import "slices"

// TakeRoles replaces the roles by those of another directory, whole; the other
// is not used afterwards. It and its siblings keep a list that could not be
// read anew.
func (d *Directory) TakeRoles(from *Directory) {
	d.roles = from.roles
	d.took(from)
}

// TakeTrusts replaces the trusts by those of another directory.
func (d *Directory) TakeTrusts(from *Directory) {
	d.trusts, d.byRole, d.byName, d.next = from.trusts, from.byRole, from.byName, from.next
	d.took(from)
}

// TakeUsers replaces the users by those of another directory.
func (d *Directory) TakeUsers(from *Directory) {
	d.users = from.users
	d.took(from)
}

// TakeGroups replaces the groups by those of another directory.
func (d *Directory) TakeGroups(from *Directory) {
	d.groups = from.groups
	d.took(from)
}

// TakeIssuers replaces the OIDC issuers by those of another directory.
func (d *Directory) TakeIssuers(from *Directory) {
	d.issuers = from.issuers
	d.took(from)
}

// took notes that a list of another directory was taken. A snapshot of that one may
// read it.
func (d *Directory) took(from *Directory) {
	d.frozen = d.frozen || from.frozen
	d.changed()
}

// SetPolicies says what roles allow, by their ids, where their list did not. An id
// that the directory does not know changes nothing. Slices and snapshots that were
// handed out before stay as they are.
func (d *Directory) SetPolicies(of map[string][]Policy) {
	roles := slices.Clone(d.roles.items)
	for id, policies := range of {
		if i, ok := d.roles.index[id]; ok && id != "" {
			roles[i].Policies = policies
		}
	}
	d.roles.items = roles
	d.version++
}
