package model

import (
	"slices"
	"time"
)

// LapsingWithin is how soon a trust must lapse to be worth a look.
const LapsingWithin = 14 * 24 * time.Hour

// The shortest prefixes that pass: one that leaves more of the public addresses
// open is very wide. A /16 is the network of a large company, a /32 that of a
// provider.
const (
	widestIPv4 = 16
	widestIPv6 = 32
)

// FindingKind is why a trust is worth a look.
type FindingKind string

// The kinds of finding, the gravest first: what nobody can tell or use, what
// leads nowhere, what stops soon, what lets in more than it need, and last what
// only clutters the list.
const (
	// FindingUnreadable: a part of the trust cannot be read, so that nobody can
	// tell whom it lets in.
	FindingUnreadable FindingKind = "unreadable"
	// FindingNeverOpen: its conditions contradict each other.
	FindingNeverOpen FindingKind = "never_open"
	// FindingRoleGone: there is no such role.
	FindingRoleGone FindingKind = "role_gone"
	// FindingEntityGone: there is no such user, group or issuer.
	FindingEntityGone FindingKind = "entity_gone"
	// FindingAssignable: the role is held, not assumed.
	FindingAssignable FindingKind = "assignable"
	// FindingLapsing: it lapses within [LapsingWithin].
	FindingLapsing FindingKind = "lapsing"
	// FindingEveryAddress: it can be used from every address of a family or of both.
	FindingEveryAddress FindingKind = "every_address"
	// FindingWideRange: a range of its list is very wide.
	FindingWideRange FindingKind = "wide_range"
	// FindingCovered: another trust of the role lets in all that it lets in.
	FindingCovered FindingKind = "covered"
	// FindingLapsed: it lets nobody in any more.
	FindingLapsed FindingKind = "lapsed"
)

// FindingKinds are all kinds, the gravest first. What most trusts have comes last.
func FindingKinds() []FindingKind {
	return []FindingKind{
		FindingUnreadable, FindingNeverOpen, FindingRoleGone, FindingEntityGone, FindingAssignable,
		FindingLapsing, FindingWideRange, FindingCovered, FindingLapsed, FindingEveryAddress,
	}
}

// FindingCause is what in a trust a finding is about, where its kind has more
// than one cause.
type FindingCause string

// The causes.
const (
	// CauseWindow: the window is empty (FindingNeverOpen).
	CauseWindow FindingCause = "window"
	// CauseSchedule: the schedule cannot be read.
	CauseSchedule FindingCause = "schedule"
	// CauseValidity: the end of validity cannot be read, or (FindingNeverOpen)
	// comes before the next opening.
	CauseValidity FindingCause = "validity"
	// CauseAddresses: entries of the list cannot be read; FindingNeverOpen where
	// none can.
	CauseAddresses FindingCause = "addresses"
	// CauseEntity: the trusted entity cannot be read.
	CauseEntity FindingCause = "entity"
	// CauseType: the trust type is not known.
	CauseType FindingCause = "type"
)

// Finding is one reason to look at a trust: facts, which the words are made of.
type Finding struct {
	Kind  FindingKind
	Cause FindingCause
	// Trust is the directory's own, and is not changed.
	Trust *Trust
	// At is when it lapsed or lapses; the zero time where that is not what it is
	// about.
	At time.Time
	// Opens is the opening that comes too late; zero where there is none.
	Opens time.Time
	// Ranges are the entries that are meant; nil for the whole list, which may be
	// empty.
	Ranges []IPCondition
	// Cover is the trust that does all that this one does; nil for none. Same says
	// that this one does all that the other does, too.
	Cover *Trust
	Same  bool
}

// Known says which lists of a directory arrived in full, so that what they lack
// does not exist.
type Known struct{ Roles, Users, Groups, Issuers bool }

// Audit finds the trusts that are worth a look at now, the gravest findings
// first, those of a kind in the order of the trusts, or by when they lapse. It looks ahead and never
// back: what a trust let in before now does not count.
func Audit(d *Directory, known Known, now time.Time) []Finding {
	found := byKind{}
	a := audit{Directory: d, known: known, now: now, found: found.add}
	a.all()
	found.soonestFirst()
	return found.gravestFirst()
}

// byKind gathers findings.
type byKind map[FindingKind][]Finding

func (b byKind) add(_ int, f Finding) { b[f.Kind] = append(b[f.Kind], f) }

// soonestFirst orders the trusts that lapse by when they do.
func (b byKind) soonestFirst() {
	slices.SortStableFunc(b[FindingLapsing], func(x, y Finding) int { return x.At.Compare(y.At) })
	// Of those that have lapsed, the one that did last is the likeliest to be missed.
	slices.SortStableFunc(b[FindingLapsed], func(x, y Finding) int { return y.At.Compare(x.At) })
}

func (b byKind) gravestFirst() []Finding {
	var all []Finding
	for _, kind := range FindingKinds() {
		all = append(all, b[kind]...)
	}
	return all
}

// audit is one run of Audit.
type audit struct {
	*Directory
	known Known
	now   time.Time
	// found takes in what is found in the trust at a place, place is the one that is
	// looked at.
	found func(place int, f Finding)
	place int
	// byRoleName finds roles for trusts that carry no role id; nil until one comes.
	byRoleName map[string]*Role
	// within remembers which schedules lie within which.
	within map[[2]scheduleKey]bool
}

// all looks at every trust.
func (a *audit) all() {
	trusts := a.Trusts()
	live := make([]bool, len(trusts))
	for i := range trusts {
		a.place = i
		live[i] = a.trust(&trusts[i])
	}
	a.overlaps(trusts, live)
}

func (a *audit) names() {
	roles := a.Roles()
	a.byRoleName = make(map[string]*Role, len(roles))
	for i := range roles {
		if _, taken := a.byRoleName[roles[i].Name]; !taken {
			a.byRoleName[roles[i].Name] = &roles[i]
		}
	}
}

func (a *audit) add(f Finding) { a.found(a.place, f) }

// trust looks at one trust by itself, and reports whether it lets anybody in
// who can be told, now or later. Of a lapsed one nothing else counts, and how
// widely one is open that never opens does not either.
func (a *audit) trust(t *Trust) (live bool) {
	if t.ValidUntilProblem == "" && !t.ValidUntil.IsZero() && !a.now.Before(t.ValidUntil) {
		a.add(Finding{Kind: FindingLapsed, Trust: t, At: t.ValidUntil})
		return false
	}
	present := a.references(t)
	readable := a.unreadable(t)
	if !a.opens(t) {
		return false
	}
	if t.ValidUntilProblem == "" && !t.ValidUntil.IsZero() && t.ValidUntil.Sub(a.now) <= LapsingWithin {
		a.add(Finding{Kind: FindingLapsing, Trust: t, At: t.ValidUntil})
	}
	a.addresses(t)
	return present && readable
}

// references looks at what a trust names. It is false for a trust that names
// what is gone or can use no trust.
func (a *audit) references(t *Trust) (present bool) {
	present = true
	role, known := a.roleOf(t)
	switch {
	case !known && a.known.Roles && (t.RoleID != "" || t.RoleName != ""):
		a.add(Finding{Kind: FindingRoleGone, Trust: t})
		present = false
	case known && role.Type.Assignable():
		a.add(Finding{Kind: FindingAssignable, Trust: t})
		present = false
	}
	if a.entityGone(t.Entity) {
		a.add(Finding{Kind: FindingEntityGone, Trust: t})
		present = false
	}
	return present
}

// roleOf is the role of a trust, by its id, or by its name where it has no id.
func (a *audit) roleOf(t *Trust) (*Role, bool) {
	if t.RoleID != "" {
		i, ok := a.roles.index[t.RoleID]
		if !ok {
			return nil, false
		}
		return &a.roles.items[i], true
	}
	if a.byRoleName == nil {
		a.names()
	}
	role, ok := a.byRoleName[t.RoleName]
	return role, ok
}

func (a *audit) entityGone(e Entity) bool {
	var there, known bool
	switch e.Kind {
	case EntityUser:
		_, there = a.User(e.ID)
		known = a.known.Users
	case EntityGroup:
		_, there = a.Group(e.ID)
		known = a.known.Groups
	case EntityIssuer:
		_, there = a.Issuer(e.ID)
		known = a.known.Issuers
	}
	return known && !there && e.ID != ""
}

// unreadable looks for what cannot be read; it is true where all can.
func (a *audit) unreadable(t *Trust) (readable bool) {
	readable = true
	found := func(is bool, cause FindingCause, ranges []IPCondition) {
		if is {
			a.add(Finding{Kind: FindingUnreadable, Cause: cause, Trust: t, Ranges: ranges})
			readable = false
		}
	}
	found(t.Schedule.Problem != "", CauseSchedule, nil)
	found(t.ValidUntilProblem != "", CauseValidity, nil)
	found(t.Entity.Kind == EntityUnknown || t.Entity.ID == "", CauseEntity, nil)
	switch t.Type {
	case TemporaryAssumption, IAMAssumption, FederatedAssumption, "":
	default:
		found(true, CauseType, nil)
	}
	malformed := entriesWith(t.SourceIPs, func(c IPCondition) bool { return c.Problem != "" })
	found(len(malformed) > 0 && len(malformed) < len(t.SourceIPs), CauseAddresses, malformed)
	return readable
}

// opens looks for conditions that contradict each other; it is true where none
// do.
func (a *audit) opens(t *Trust) bool {
	s := t.Schedule
	found := Finding{Kind: FindingNeverOpen, Trust: t}
	malformed := entriesWith(t.SourceIPs, func(c IPCondition) bool { return c.Problem != "" })
	switch {
	case s.Problem == "" && s.Start == s.End && s.Start != 0:
		found.Cause = CauseWindow
	case len(malformed) > 0 && len(malformed) == len(t.SourceIPs):
		found.Cause, found.Ranges = CauseAddresses, malformed
	case s.Problem == "" && t.ValidUntilProblem == "" && !t.ValidUntil.IsZero() && !s.OpenAt(a.now):
		found.Opens = s.opensAfter(a.now, t.ValidUntil)
		if !found.Opens.IsZero() && found.Opens.Before(t.ValidUntil) {
			return true
		}
		found.Cause, found.At = CauseValidity, t.ValidUntil
	default:
		return true
	}
	a.add(found)
	return false
}

// opensAfter is the next opening of a closed schedule, looked for beyond the
// horizon as long as end is: a change of the clock can skip a window's week.
func (s Schedule) opensAfter(now, end time.Time) time.Time {
	const weeks = 3
	at := now
	for range weeks {
		if next := s.NextOpening(at); !next.IsZero() || at.After(end) {
			return next
		}
		at = at.Add(Horizon)
	}
	return time.Time{}
}

// addresses looks for lists that let in everybody, or nearly so.
func (a *audit) addresses(t *Trust) {
	if len(t.SourceIPs) == 0 {
		a.add(Finding{Kind: FindingEveryAddress, Trust: t})
		return
	}
	every := entriesWith(t.SourceIPs, func(c IPCondition) bool { return c.Problem == "" && c.Prefix.Bits() == 0 })
	if len(every) > 0 {
		a.add(Finding{Kind: FindingEveryAddress, Trust: t, Ranges: every})
	}
	if wide := entriesWith(t.SourceIPs, IPCondition.wide); len(wide) > 0 {
		a.add(Finding{Kind: FindingWideRange, Trust: t, Ranges: wide})
	}
}

// wide reports that an entry leaves very many public addresses open, though not
// all of them.
func (c IPCondition) wide() bool {
	if c.Problem != "" || c.Prefix.Bits() == 0 {
		return false
	}
	widest := widestIPv6
	if c.Prefix.Addr().Is4() {
		widest = widestIPv4
	}
	return c.Prefix.Bits() < widest && c.Category() == "public"
}

// entriesWith are the entries that are so; nil for none.
func entriesWith(list []IPCondition, so func(IPCondition) bool) []IPCondition {
	var out []IPCondition
	for _, entry := range list {
		if so(entry) {
			out = append(out, entry)
		}
	}
	return out
}
