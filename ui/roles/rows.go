package roles

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/words"
)

// rows are the roles as browse sees them. They are not changed once they are made,
// so that they may be read beside the event loop.
type rows struct {
	roles []model.Role
	// standing and byName are of each role: the verdict, and where it stands when all
	// are put in order by name, whatever the case. Both are nil while they are being
	// gathered: roles stand as they arrived then.
	standing []scene.Standing
	byName   []int32
	// trusts is of how many trusts each verdict was made.
	trusts []int32
	// favourite are favourites; nil where there is none.
	favourite []bool
	// assumable counts roles for the summary.
	assumable int
	// in is what they rest on, now the time.
	in  basis
	now time.Time
	// storage is set where they are those of an object storage, which are alike but
	// for what they are called.
	storage bool
}

// basis is what rows rest on beside the time: from the same the same are made.
type basis struct {
	directory *model.Directory
	lists     int
	caller    string
	known     bool
	marked    string
	// trusts is the first of them: a trust is never changed where it is. roles is the
	// first as well: with what they allow they lie elsewhere.
	trusts *model.Trust
	roles  *model.Role
}

// alike reports that nothing else has changed than what roles allow.
func (in basis) alike(other basis) bool {
	in.roles, other.roles = nil, nil
	return in == other
}

func basisOf(s scene.Scene) basis {
	marked := slices.Sorted(maps.Keys(s.Favourites))
	in := basis{
		directory: s.Directory, lists: s.Directory.ListsVersion(), caller: s.CallerKey(), known: s.TrustsKnown(), marked: strings.Join(marked, " "),
	}
	if trusts := s.Directory.Trusts(); len(trusts) > 0 {
		in.trusts = &trusts[0]
	}
	if roles := s.Directory.Roles(); len(roles) > 0 {
		in.roles = &roles[0]
	}
	return in
}

// newRows makes the rows of a directory, which is the basis's own or a snapshot of
// it. before is what they were: what still holds is not judged again.
func newRows(s scene.Scene, in basis, before *rows) *rows {
	r := &rows{roles: s.Directory.Roles(), in: in, now: s.Now.Wall, storage: s.Storage}
	order := before.byName
	if !r.grownFrom(before) {
		before = &rows{}
	}
	r.stand(s, before)
	if len(s.Favourites) > 0 {
		r.favourite = make([]bool, len(r.roles))
		for i := range r.roles {
			r.favourite[i] = s.Favourites[r.roles[i].ID]
		}
	}
	for i := range r.roles {
		if !r.roles[i].Type.Assignable() {
			r.assumable++
		}
	}
	switch name := func(i int) string { return strings.ToLower(shownName(r.roles[i])) }; {
	case before.byName == nil:
		r.byName = r.inNameOrder(order)
	case len(before.byName) == len(r.roles):
		r.byName = before.byName
	default:
		r.byName = browse.PlacesGrown(len(r.roles), before.byName, func(a, b int) int { return strings.Compare(name(a), name(b)) })
	}
	return r
}

// allowing are the same rows with what the roles allow as it is now.
func (r *rows) allowing(roles []model.Role, in basis) *rows {
	now := *r
	now.roles, now.in = roles, in
	return &now
}

// bare reports that the rows are still being gathered.
func (r *rows) bare() bool { return r.standing == nil && len(r.roles) > 0 }

// grownFrom reports that rows are made of the same roles as before and of more, with
// the same trusts and more, and judged for the same caller.
func (r *rows) grownFrom(before *rows) bool {
	return r.in.caller == before.in.caller && r.in.known == before.in.known && r.in.directory == before.in.directory &&
		r.in.trusts == before.in.trusts && r.storage == before.storage && len(before.roles) <= len(r.roles)
}

// inNameOrder says of each role where it stands among all when they are put in order
// by name. before is the same as it was earlier.
func (r *rows) inNameOrder(before []int32) []int32 {
	lower := make([]string, len(r.roles))
	for i := range r.roles {
		lower[i] = strings.ToLower(shownName(r.roles[i]))
	}
	return browse.Places(len(lower), before, func(a, b int) int { return strings.Compare(lower[a], lower[b]) })
}

// stand judges the roles of which the verdict from before does not hold any more, or
// which have got trusts since.
func (r *rows) stand(s scene.Scene, before *rows) {
	n := len(r.roles)
	r.standing, r.trusts = before.standing, before.trusts
	fresh := len(before.standing) != n
	if fresh {
		r.standing, r.trusts = make([]scene.Standing, n), make([]int32, n)
		copy(r.standing, before.standing)
		copy(r.trusts, before.trusts)
	}
	looked := r.in.lists != before.in.lists
	judge := scene.NewStander(r.now)
	for i := range r.roles {
		count := r.trusts[i]
		if looked {
			count = int32(s.Directory.CountTrustsOf(r.roles[i].ID))
		}
		if count == r.trusts[i] && r.standing[i].Holds(r.now) {
			continue
		}
		if !fresh {
			r.standing, r.trusts, fresh = slices.Clone(r.standing), slices.Clone(r.trusts), true
		}
		r.standing[i], r.trusts[i] = judge.Of(s.JudgeRole(r.roles[i])), count
	}
}

// minute reports that rows were made in the present minute: verdicts are told to it.
func (r *rows) minute(s scene.Scene) bool {
	return r.now.Truncate(time.Minute).Equal(s.Now.Wall.Truncate(time.Minute))
}

// longest is the longest session of a role in words; empty where it is not known.
func longest(role model.Role) string {
	if role.MaxSession <= 0 {
		return ""
	}
	return words.Length(role.MaxSession)
}

// The sort orders, as the header underlines them.
const (
	byAccess = iota
	byName
	byLongest
	orders
)

// Len is the number of roles.
func (r *rows) Len() int { return len(r.roles) }

// Key is the role's id.
func (r *rows) Key(row int) string { return r.roles[row].ID }

// Texts is the number of texts that a role is filtered by.
func (r *rows) Texts() int { return 3 }

// Text is one of them.
func (r *rows) Text(row, i int) string { return r.Column(i)(row) }

// Column is one of the texts, of any row.
func (r *rows) Column(i int) func(row int) string {
	switch {
	case i == 0:
		return func(row int) string { return shownName(r.roles[row]) }
	case i == 1:
		return func(row int) string { return string(r.roles[row].Type) }
	case r.storage:
		return r.Key
	}
	if r.bare() {
		return func(int) string { return "" }
	}
	told := words.Verdicts(r.now)
	return func(row int) string { return told(r.standing[row].Verdict()) }
}

// shownName is what stands in the list for a role.
func shownName(r model.Role) string { return cmp.Or(r.Name, r.ID) }

// Orders is the number of sort orders.
func (r *rows) Orders() int {
	if r.storage {
		return 1
	}
	return orders
}

// Compare compares two roles; favourites come first in every order.
func (r *rows) Compare(order, a, b int) int {
	if r.bare() {
		return 0
	}
	if r.favourite != nil && r.favourite[a] != r.favourite[b] {
		if r.favourite[a] {
			return -1
		}
		return 1
	}
	c := 0
	switch order {
	case byAccess:
		c = r.standing[a].Compare(r.standing[b])
	case byLongest:
		c = cmp.Compare(r.roles[b].MaxSession, r.roles[a].MaxSession)
	}
	return cmp.Or(c, cmp.Compare(r.byName[a], r.byName[b]))
}
