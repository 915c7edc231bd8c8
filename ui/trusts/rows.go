package trusts

import (
	"cmp"
	"strings"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/words"
)

// rows are the trusts as browse sees them.
type rows struct {
	trusts []model.Trust
	// role and entity are the names shown, rank the verdicts in their order.
	role, entity []string
	rank         []scene.Rank
	verdict      func(row int) string
	schedule     func(model.Schedule) string
	// worth is set where only trusts that are worth a look are shown. findings say
	// why each is, found is how many of the trusts are.
	worth    bool
	findings findings
	found    int
}

// newRows are all trusts, or those of one role only, or those of these that are
// worth a look by the findings.
func newRows(s scene.Scene, only *model.Role, worth bool, found findings) rows {
	r := rows{trusts: s.Directory.Trusts(), schedule: words.Schedules(s.Theme.Glyphs), worth: worth, findings: found}
	if only != nil {
		r.trusts = s.Directory.TrustsOf(only.ID)
	}
	r = r.narrow()
	r.role = make([]string, len(r.trusts))
	r.entity = make([]string, len(r.trusts))
	r.rank = make([]scene.Rank, len(r.trusts))
	for i, t := range r.trusts {
		r.role[i] = cmp.Or(t.RoleName, s.RoleName(t.RoleID))
		r.entity[i] = s.Directory.EntityName(t.Entity)
		r.rank[i] = scene.RankOf(s.TrustVerdict(t), s.Now.Wall)
	}
	told := words.Verdicts(s.Now.Wall)
	r.verdict = func(row int) string { return told(s.TrustVerdict(r.trusts[row])) }
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

// Len is the number of trusts.
func (r rows) Len() int { return len(r.trusts) }

// Key is the trust's id.
func (r rows) Key(row int) string { return r.trusts[row].ID }

// Texts is the number of texts that a trust is filtered by.
func (r rows) Texts() int { return 6 }

// Text is one of them.
func (r rows) Text(row, i int) string {
	switch i {
	case 0:
		return r.role[row]
	case 1:
		return r.entity[row]
	case 2:
		return string(r.trusts[row].Type)
	case 3:
		return r.schedule(r.trusts[row].Schedule)
	case 4:
		if !r.worth {
			// Nobody looks for words that are not on screen.
			return ""
		}
		return r.findings.kinds(r.trusts[row].ID)
	}
	return r.verdict(row)
}

// Orders is the number of sort orders.
func (r rows) Orders() int { return orders }

// Compare compares two trusts.
func (r rows) Compare(order, a, b int) int {
	names := func() int {
		return cmp.Or(strings.Compare(r.role[a], r.role[b]), strings.Compare(r.entity[a], r.entity[b]))
	}
	switch order {
	case byRole:
		return names()
	case byEntity:
		return cmp.Or(strings.Compare(r.entity[a], r.entity[b]), names())
	case byEnd:
		return cmp.Or(compareEnd(r.trusts[a].ValidUntil, r.trusts[b].ValidUntil), names())
	}
	if r.worth {
		return cmp.Or(r.findings.compare(r.trusts[a].ID, r.trusts[b].ID), names())
	}
	if c := r.rank[a].Compare(r.rank[b]); c != 0 {
		return c
	}
	return names()
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
