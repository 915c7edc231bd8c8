package trusts

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"actas/model"
	"actas/theme"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/words"
)

// rows are the trusts as browse sees them. They are not changed once they are
// made, so that they may be read beside the event loop.
type rows struct {
	// trusts are those that rows are made of: all, or those of one role. places are
	// where they stand in the directory; nil where they are all of it.
	trusts []model.Trust
	places []int32
	// shown are those of trusts that are rows; nil for all.
	shown []int32
	// entity, standing and byName are of each of trusts: the name of the entity, the
	// verdict, and where it stands when all are put in order by their names. All are
	// nil while they are being gathered: rows stand as they arrived then.
	entity []string
	// role are the names of their roles; nil where all trusts tell them.
	role     []string
	standing []scene.Standing
	byName   []int32
	// in is what they rest on, now the time, and glyphs what they are told with.
	in     basis
	now    time.Time
	glyphs theme.Glyphs
	// found is how many of the trusts are worth a look.
	found int
}

// basis is what rows rest on beside the time: from the same the same are made.
type basis struct {
	directory *model.Directory
	lists     int
	caller    string
	// only is the id of the role whose trusts alone are shown, empty for all. worth
	// is set where only trusts that are worth a look are shown, which marks tell.
	only  string
	worth bool
	marks *model.Marks
}

// rows are what newRows needs of what is known now.
func (m Model) basis(s scene.Scene) basis {
	b := basis{directory: s.Directory, lists: s.Directory.ListsVersion(), caller: s.CallerKey(), worth: m.worth, marks: m.findings.marks}
	if m.only != nil {
		b.only = m.only.ID
	}
	return b
}

// newRows makes the rows of a directory, which is the basis's own or a snapshot of
// it. before is what they were: what still holds is not judged again.
func newRows(s scene.Scene, in basis, before *rows) *rows {
	r := &rows{trusts: s.Directory.Trusts(), in: in, now: s.Now.Wall, glyphs: s.Theme.Glyphs}
	if in.only != "" {
		r.places = s.Directory.PlacesOf(in.only)
		r.trusts = s.Directory.TrustsOf(in.only)
	}
	order := before.byName
	if !r.grownFrom(before) {
		before = &rows{}
	}
	r.standing = r.stand(s.Caller, before)
	if r.entity = before.entity; len(before.entity) != len(r.trusts) || in.lists != before.in.lists {
		r.entity = entities(s.Directory, r.trusts)
	}
	if r.role, r.byName = before.role, before.byName; len(before.byName) != len(r.trusts) || in.lists != before.in.lists {
		r.role = roleNames(s, r.trusts)
		r.byName = r.inNameOrder(order)
	}
	return r.narrow()
}

// bareRows are the rows that can be told at once. What they rest on is left out, so
// that they are never taken for those that are gathered.
func bareRows(s scene.Scene, in basis) *rows {
	r := &rows{trusts: s.Directory.Trusts(), now: s.Now.Wall, glyphs: s.Theme.Glyphs}
	r.in.worth, r.in.marks = in.worth, in.marks
	return r.narrow()
}

// bare reports that the rows are still being gathered.
func (r *rows) bare() bool { return r.standing == nil && len(r.trusts) > 0 }

// grownFrom reports that rows are made of the same trusts as before, and of more.
func (r *rows) grownFrom(before *rows) bool {
	return r.in.caller == before.in.caller && r.in.only == "" && before.in.only == "" &&
		len(before.trusts) > 0 && len(before.trusts) <= len(r.trusts) && &before.trusts[0] == &r.trusts[0]
}

// stand judges the trusts of which the verdict from before does not hold any more.
func (r *rows) stand(caller model.Caller, before *rows) []scene.Standing {
	all := before.standing
	if len(all) != len(r.trusts) {
		all = make([]scene.Standing, len(r.trusts))
		copy(all, before.standing)
	}
	fresh := len(before.standing) == 0 || &all[0] != &before.standing[0]
	judge := scene.NewStander(r.now)
	for i := range all {
		if all[i].Holds(r.now) {
			continue
		}
		if !fresh {
			all, fresh = slices.Clone(all), true
		}
		all[i] = judge.Of(model.JudgeTrust(r.trusts[i], caller, r.now))
	}
	return all
}

// entities names whom trusts trust. Those that are alike share a name.
func entities(d *model.Directory, trusts []model.Trust) []string {
	names, told := make([]string, len(trusts)), map[model.Entity]string{}
	for i := range trusts {
		e := trusts[i].Entity
		name, known := told[e]
		if !known {
			name = d.EntityName(e)
			told[e] = name
		}
		names[i] = name
	}
	return names
}

// roleNames names the roles of trusts; nil where all of them tell the name.
func roleNames(s scene.Scene, trusts []model.Trust) []string {
	if !slices.ContainsFunc(trusts, func(t model.Trust) bool { return t.RoleName == "" }) {
		return nil
	}
	names := make([]string, len(trusts))
	for i := range trusts {
		names[i] = roleOf(s, trusts[i].RoleID, trusts[i].RoleName)
	}
	return names
}

// roleName is what stands for the role of one of the trusts.
func (r *rows) roleName(i int) string {
	if r.role != nil {
		return r.role[i]
	}
	return r.trusts[i].RoleName
}

// entityName is what stands for the entity of one of the trusts.
func (r *rows) entityName(i int) string {
	if r.entity != nil {
		return r.entity[i]
	}
	return r.trusts[i].Entity.Name
}

// inNameOrder says of each trust where it stands among all when they are put in order
// by their roles' names and their entities'. before is the same as it was earlier.
func (r *rows) inNameOrder(before []int32) []int32 {
	return browse.Places(len(r.trusts), before, func(a, b int) int {
		return cmp.Or(strings.Compare(r.roleName(a), r.roleName(b)), strings.Compare(r.entity[a], r.entity[b]))
	})
}

// minute reports that rows were made in the present minute: verdicts are told to it.
func (r *rows) minute(s scene.Scene) bool {
	return r.now.Truncate(time.Minute).Equal(s.Now.Wall.Truncate(time.Minute))
}

// narrow leaves the trusts that are worth a look, where only those are wanted,
// and counts them.
func (r *rows) narrow() *rows {
	for i := range r.trusts {
		if !r.in.marks.Any(r.placeOf(i)) {
			continue
		}
		r.found++
		if r.in.worth {
			r.shown = append(r.shown, int32(i))
		}
	}
	if r.in.worth && r.shown == nil {
		r.shown = []int32{}
	}
	return r
}

// The sort orders, as the header underlines them.
const (
	byAccess = iota
	byRole
	byEntity
	byEnd
	orders
)

// at is which of the trusts a row is.
func (r *rows) at(row int) int {
	if r.shown != nil {
		return int(r.shown[row])
	}
	return row
}

// trust is the trust of a row.
func (r *rows) trust(row int) *model.Trust { return &r.trusts[r.at(row)] }

// placeOf is where one of the trusts stands in the directory.
func (r *rows) placeOf(i int) int {
	if r.places != nil {
		return int(r.places[i])
	}
	return i
}

// place is where the trust of a row stands in the directory.
func (r *rows) place(row int) int { return r.placeOf(r.at(row)) }

// Len is the number of trusts.
func (r *rows) Len() int {
	if r.shown != nil {
		return len(r.shown)
	}
	return len(r.trusts)
}

// Key is the trust's id.
func (r *rows) Key(row int) string { return r.trust(row).ID }

// Texts is the number of texts that a trust is filtered by.
func (r *rows) Texts() int { return 6 }

// Text is one of them.
func (r *rows) Text(row, i int) string { return r.Column(i)(row) }

// Column is one of the texts, of any row.
func (r *rows) Column(i int) func(row int) string {
	switch i {
	case 0:
		return func(row int) string { return r.roleName(r.at(row)) }
	case 1:
		return func(row int) string { return r.entityName(r.at(row)) }
	case 2:
		return func(row int) string { return string(r.trust(row).Type) }
	case 3:
		told := words.Schedules(r.glyphs)
		return func(row int) string { return told(r.trust(row).Schedule) }
	case 4:
		if !r.in.worth {
			// Nobody looks for words that are not on screen.
			return func(int) string { return "" }
		}
		return func(row int) string { return kinds(r.in.marks, r.place(row)) }
	}
	if r.bare() {
		return func(int) string { return "" }
	}
	told := words.Verdicts(r.now)
	return func(row int) string { return told(r.standing[r.at(row)].Verdict()) }
}

// Orders is the number of sort orders.
func (r *rows) Orders() int { return orders }

// Compare compares two trusts.
func (r *rows) Compare(order, a, b int) int {
	if r.bare() {
		return 0
	}
	a, b = r.at(a), r.at(b)
	c := 0
	switch order {
	case byRole:
	case byEntity:
		c = strings.Compare(r.entityName(a), r.entityName(b))
	case byEnd:
		c = compareEnd(r.trusts[a].ValidUntil, r.trusts[b].ValidUntil)
	default:
		if r.in.worth {
			c = r.in.marks.Compare(r.placeOf(a), r.placeOf(b))
		} else {
			c = r.standing[a].Compare(r.standing[b])
		}
	}
	return cmp.Or(c, cmp.Compare(r.byName[a], r.byName[b]))
}

// compareEnd puts the trust that lapses first first, and those without an end
// last.
func compareEnd(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}
