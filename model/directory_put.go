package model

import "slices"

// PutTrust takes in a trust as it is now: in the place of the one with its id,
// or at the end. Slices that were handed out before stay as they are.
func (d *Directory) PutTrust(t Trust) {
	trusts := slices.Clone(d.trusts.items)
	if i, known := d.trusts.index[t.ID]; known && t.ID != "" {
		trusts[i] = t
	} else {
		trusts = append(trusts, t)
	}
	d.setTrusts(trusts)
}

// DropTrust takes every trust with an id out. An id that the directory does not
// know, and the empty one, change nothing.
func (d *Directory) DropTrust(id string) {
	if _, known := d.trusts.index[id]; !known || id == "" {
		return
	}
	d.setTrusts(slices.DeleteFunc(slices.Clone(d.trusts.items), func(t Trust) bool { return t.ID == id }))
}

// setTrusts replaces the trusts and their chains.
func (d *Directory) setTrusts(trusts []Trust) {
	anew := &Directory{}
	anew.ExpectTrusts(len(trusts))
	anew.addTrusts(trusts, nil) // what is alike is shared already
	d.TakeTrusts(anew)
}
