package model

import (
	"cmp"
	"slices"
	"time"
)

// aheadFor is how far windows are compared that lie in different zones: every
// change of the clocks comes within a year.
const aheadFor = 53 * 7 * 24 * time.Hour

// mostRemembered bounds how many pairs of schedules in different zones are kept
// in mind: few organisations have more than a handful.
const mostRemembered = 4096

// scheduleKey is what a schedule says, as a key.
type scheduleKey struct {
	zone       *time.Location
	days       DaySet
	start, end int
}

func (s Schedule) key() scheduleKey {
	hours := hoursOf(s)
	return scheduleKey{s.Location(), daysOf(s), hours[0], hours[1]}
}

// roleTrusts are places of the live trusts of one role, by their entity.
type roleTrusts struct {
	entities []Entity
	of       map[Entity][]int32
}

// overlaps finds the trusts that do nothing, because another one of the role
// does all that they do. live says which of the trusts let anybody in.
func (a *audit) overlaps(trusts []Trust, live []bool) {
	a.within = map[[2]scheduleKey]bool{}
	shared := a.shared(trusts, live)
	holding := a.holding(trusts, shared)
	for _, places := range shared {
		r := roleTrusts{of: map[Entity][]int32{}}
		for _, place := range places {
			r.add(&trusts[place], place)
		}
		a.overlapsOf(&r, holding)
	}
}

// shared are the places of the live trusts of each role that has more than one of
// them, in the order of the first. Few roles of a large organisation do.
func (a *audit) shared(trusts []Trust, live []bool) [][]int32 {
	number, count := map[string]int32{}, []int32{}
	of := make([]int32, len(trusts)) // the number of the trust's role, counted from 1
	for i := range trusts {
		id := ""
		if live[i] {
			id = a.roleID(&trusts[i])
		}
		if id == "" {
			continue
		}
		n := number[id]
		if n == 0 {
			count = append(count, 0)
			n = int32(len(count))
			number[id] = n
		}
		count[n-1]++
		of[i] = n
	}
	return grouped(of, count)
}

// grouped are the places that have one number in common with others, by numbers.
func grouped(of, count []int32) [][]int32 {
	groups := make([][]int32, 0, len(count)/4)
	group := make([]int32, len(count)) // the place in groups, counted from 1
	for n, c := range count {
		if c > 1 {
			groups = append(groups, make([]int32, 0, c))
			group[n] = int32(len(groups))
		}
	}
	for place, n := range of {
		if n > 0 && group[n-1] > 0 {
			g := &groups[group[n-1]-1]
			*g = append(*g, int32(place))
		}
	}
	return groups
}

// roleID is the id of a trust's role, or its name where that is all that is
// known; empty where nothing is.
func (a *audit) roleID(t *Trust) string {
	if role, known := a.roleOf(t); known {
		return role.ID
	}
	return cmp.Or(t.RoleID, t.RoleName)
}

// add enters a trust. The API's name of an entity does not tell it apart.
func (r *roleTrusts) add(t *Trust, place int32) {
	entity := bare(t.Entity)
	if len(r.of[entity]) == 0 {
		r.entities = append(r.entities, entity)
	}
	r.of[entity] = append(r.of[entity], place)
}

// bare is an entity without its name.
func bare(e Entity) Entity { return Entity{Kind: e.Kind, ID: e.ID} }

// holding are the groups that hold a user, for the users and groups that share
// a role.
func (a *audit) holding(trusts []Trust, shared [][]int32) map[string][]string {
	users, groups := map[string]bool{}, map[string]bool{}
	for _, places := range shared {
		for _, place := range places {
			switch e := &trusts[place].Entity; e.Kind {
			case EntityUser:
				users[e.ID] = true
			case EntityGroup:
				groups[e.ID] = true
			}
		}
	}
	in := map[string][]string{}
	for _, group := range a.Groups() {
		if !groups[group.ID] {
			continue
		}
		for _, member := range group.MemberIDs {
			if users[member] && !slices.Contains(in[member], group.ID) {
				in[member] = append(in[member], group.ID)
			}
		}
	}
	return in
}

// overlapsOf compares the trusts of one role: those of each entity with each
// other, and what is left of a user's with those of the groups that hold the
// user.
func (a *audit) overlapsOf(r *roleTrusts, holding map[string][]string) {
	widest := make(map[Entity][]*candidate, len(r.entities))
	for _, e := range r.entities {
		if len(r.entities) > 1 || len(r.of[e]) > 1 {
			widest[e] = a.widest(r.of[e])
		}
	}
	for _, e := range r.entities {
		if e.Kind != EntityUser {
			continue
		}
		for _, c := range widest[e] {
			a.coveredByGroup(c, widest, holding[e.ID])
		}
	}
}

func (a *audit) coveredByGroup(c *candidate, widest map[Entity][]*candidate, groups []string) {
	for _, id := range groups {
		for _, other := range widest[Entity{Kind: EntityGroup, ID: id}] {
			if a.covers(other, c) {
				a.place = c.place
				a.add(Finding{Kind: FindingCovered, Trust: c.Trust, Cover: other.Trust})
				return
			}
		}
	}
}

// widest are those of one entity's trusts that no other covers. Of two that do
// the same the first stays.
func (a *audit) widest(places []int32) []*candidate {
	var kept []*candidate
	for _, place := range places {
		c := newCandidate(&a.trusts.items[place], a.now)
		c.place = int(place)
		if at := slices.IndexFunc(kept, func(k *candidate) bool { return a.covers(k, c) }); at >= 0 {
			a.place = c.place
			a.add(Finding{Kind: FindingCovered, Trust: c.Trust, Cover: kept[at].Trust, Same: a.covers(c, kept[at])})
			continue
		}
		kept = slices.DeleteFunc(kept, func(k *candidate) bool {
			covered := a.covers(c, k)
			if covered {
				a.place = k.place
				a.add(Finding{Kind: FindingCovered, Trust: k.Trust, Cover: c.Trust})
			}
			return covered
		})
		kept = append(kept, c)
	}
	return kept
}

// covers reports that a trust lets in, from now on, whenever and from wherever
// the other does, in the same way. Whom they trust is the caller's to compare.
func (a *audit) covers(big, small *candidate) bool {
	if big.excludes(small, a.now) || kindOf(big.Trust) != kindOf(small.Trust) || !big.ValidUntil.IsZero() &&
		(small.ValidUntil.IsZero() || small.ValidUntil.After(big.ValidUntil)) {
		return false
	}
	for _, condition := range big.Unknown {
		if !slices.Contains(small.Unknown, condition) {
			return false
		}
	}
	return (len(big.SourceIPs) == 0 || coverAll(ranges(big.SourceIPs), ranges(small.SourceIPs))) &&
		a.opensWithin(big.Schedule, small.Schedule, small.ValidUntil)
}

// kindOf is a trust's type; one without counts as Vultr's plain kind.
func kindOf(t *Trust) TrustType {
	if t.Type == "" {
		return TemporaryAssumption
	}
	return t.Type
}

// opensWithin reports that a schedule is open whenever the small one is, from
// now until end, the zero time standing for no end.
func (a *audit) opensWithin(big, small Schedule, end time.Time) bool {
	if big.Kind() == ScheduleAlways {
		return true
	}
	near := 2 * Horizon
	if big.Location() != small.Location() {
		near = aheadFor
	}
	if !end.IsZero() && end.Sub(a.now) < near {
		return big.holdsWindows(small, a.now, end)
	}
	if big.Location() == small.Location() {
		return big.holdsWeekOf(small)
	}
	key := [2]scheduleKey{big.key(), small.key()}
	within, known := a.within[key]
	if !known {
		within = big.holdsWindows(small, a.now, a.now.Add(aheadFor))
		if len(a.within) < mostRemembered {
			a.within[key] = within
		}
	}
	return within
}

// holdsWeekOf reports that a schedule is open whenever another one of the same
// zone is. A week by its clock tells all, from boundary to boundary of either.
func (s Schedule) holdsWeekOf(small Schedule) bool {
	for local := int64(0); local < 7*daySeconds; local = min(s.nextBoundary(local), small.nextBoundary(local)) {
		if small.openAtLocal(local) && !s.openAtLocal(local) {
			return false
		}
	}
	return true
}

// holdsWindows walks through the windows of another schedule between two
// instants, and reports that each lies within the schedule's own.
func (s Schedule) holdsWindows(small Schedule, from, to time.Time) bool {
	for at := from; at.Before(to); {
		if !small.OpenAt(at) {
			next := small.NextOpening(at)
			if next.IsZero() {
				// A change of the clock can skip the window of a week.
				next = at.Add(Horizon)
			}
			at = next
			continue
		}
		end := small.ClosesAt(at)
		if end.IsZero() {
			end = at.Add(Horizon)
		}
		if to.Before(end) {
			end = to
		}
		if closes := s.ClosesAt(at); !s.OpenAt(at) || !closes.IsZero() && closes.Before(end) {
			return false
		}
		at = end
	}
	return true
}
