package model

import (
	"math/bits"
	"sync"
	"time"
)

// Marks say of each trust of a directory, by its place among its trusts, what [Audit]
// finds in it, in a small part of the room that the findings take. They may be read
// side by side. The nil Marks have nothing on any trust.
type Marks struct {
	audit audit
	of    []mark
	// covers are the findings that rest on other trusts, by place.
	covers map[int32]covered
}

// mark is a bit for each kind of finding, by its place in FindingKinds, and how many
// there are.
type mark struct {
	kinds uint16
	count uint8
}

type covered struct {
	by   *Trust
	same bool
}

// mostCounted is the highest number of findings that a mark can tell.
const mostCounted = 255

// Mark looks at all trusts of a directory, as [Audit] does.
func Mark(d *Directory, known Known, now time.Time) *Marks {
	m := &Marks{of: make([]mark, len(d.Trusts())), covers: map[int32]covered{}}
	m.audit = audit{Directory: d, known: known, now: now, found: m.add}
	m.audit.all()
	m.audit.within = nil
	return m
}

// gravity is the place of a kind in FindingKinds.
var gravity = sync.OnceValue(func() map[FindingKind]int {
	order := map[FindingKind]int{}
	for i, kind := range FindingKinds() {
		order[kind] = i
	}
	return order
})

func (m *Marks) add(place int, f Finding) {
	at := &m.of[place]
	at.kinds |= 1 << gravity()[f.Kind]
	at.count = min(at.count, mostCounted-1) + 1
	if f.Kind == FindingCovered {
		m.covers[int32(place)] = covered{f.Cover, f.Same}
	}
}

func (m *Marks) at(place int) mark {
	if m == nil || place < 0 || place >= len(m.of) {
		return mark{}
	}
	return m.of[place]
}

// Any reports that something was found in the trust at a place.
func (m *Marks) Any(place int) bool { return m.at(place).count > 0 }

// Count is how many findings the trust at a place has.
func (m *Marks) Count(place int) int { return int(m.at(place).count) }

// Kinds are the kinds of finding of the trust at a place, the gravest first; nil for
// none.
func (m *Marks) Kinds(place int) []FindingKind {
	var kinds []FindingKind
	for i, kind := range FindingKinds() {
		if m.at(place).kinds&(1<<i) != 0 {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// Of are the findings of the trust at a place in full, the gravest first; nil for
// none.
func (m *Marks) Of(place int) []Finding {
	if !m.Any(place) {
		return nil
	}
	found := byKind{}
	a := m.audit
	a.found = found.add
	t := &a.trusts.items[place]
	a.trust(t)
	if c, is := m.covers[int32(place)]; is {
		a.add(Finding{Kind: FindingCovered, Trust: t, Cover: c.by, Same: c.same})
	}
	return found.gravestFirst()
}

// Compare puts the trust with the gravest finding first, of those that lapse the
// one that does soonest, and of two alike the one with more. A trust without
// findings comes last.
func (m *Marks) Compare(a, b int) int {
	x, y := m.at(a), m.at(b)
	if x.count == 0 || y.count == 0 {
		return int(y.count) - int(x.count)
	}
	gravest := bits.TrailingZeros16
	if c := gravest(x.kinds) - gravest(y.kinds); c != 0 {
		return c
	}
	if gravest(x.kinds) == gravity()[FindingLapsing] {
		trusts := m.audit.trusts.items
		if c := trusts[a].ValidUntil.Compare(trusts[b].ValidUntil); c != 0 {
			return c
		}
	}
	return int(y.count) - int(x.count)
}
