package model

import "maps"

// Snapshot is the directory as it is now, for reading beside the event loop: nothing
// that becomes of the directory changes it.
func (d *Directory) Snapshot() *Directory {
	d.frozen = true
	now := *d
	return &now
}

// thaw makes ready for a change: what a snapshot may read is copied. The tables need
// none, since a snapshot does not look behind its own length.
func (d *Directory) thaw() {
	d.changed()
	if !d.frozen {
		return
	}
	d.frozen = false
	for _, index := range []*map[string]int32{
		&d.roles.index, &d.trusts.index, &d.users.index, &d.groups.index, &d.issuers.index,
	} {
		*index = maps.Clone(*index)
	}
	d.byRole, d.byName = maps.Clone(d.byRole), maps.Clone(d.byName)
	// The links of trusts that are there already change with those that come.
	d.next = append(make([]int32, 0, cap(d.next)), d.next...)
}
