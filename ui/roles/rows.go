package roles

import (
	"cmp"
	"strings"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/words"
)

// rows are the roles as browse sees them.
type rows struct {
	roles []model.Role
	// lower are the names in lower case, rank the verdicts in their order.
	lower []string
	rank  []scene.Rank
	// marked are favourites, by id; favourite is nil where there is none.
	marked    map[string]bool
	favourite []bool
	// assumable and open count roles for the summary.
	assumable int
	verdict   func(row int) string
	// storage is set where they are those of an object storage, which are alike but
	// for what they are called.
	storage bool
}

// newRows are all roles. before is what they were, whose names need not be made anew.
func newRows(s scene.Scene, before rows) rows {
	r := rows{
		roles:  s.Directory.Roles(),
		marked: s.Favourites,
	}
	r.lower = make([]string, len(r.roles))
	r.rank = make([]scene.Rank, len(r.roles))
	if len(r.marked) > 0 {
		r.favourite = make([]bool, len(r.roles))
	}
	for i, role := range r.roles {
		if i < len(before.roles) && shownName(before.roles[i]) == shownName(role) {
			r.lower[i] = before.lower[i]
		} else {
			r.lower[i] = strings.ToLower(shownName(role))
		}
		if r.favourite != nil {
			r.favourite[i] = r.marked[role.ID]
		}
		if !role.Type.Assignable() {
			r.assumable++
		}
		r.rank[i] = scene.RankOf(s.RoleVerdict(role), s.Now.Wall)
	}
	if s.Storage {
		r.verdict, r.storage = r.Key, true
		return r
	}
	told := words.Verdicts(s.Now.Wall)
	r.verdict = func(row int) string { return told(s.RoleVerdict(r.roles[row])) }
	return r
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
func (r rows) Len() int { return len(r.roles) }

// Key is the role's id.
func (r rows) Key(row int) string { return r.roles[row].ID }

// Texts is the number of texts that a role is filtered by.
func (r rows) Texts() int { return 3 }

// Text is one of them.
func (r rows) Text(row, i int) string {
	switch i {
	case 0:
		return shownName(r.roles[row])
	case 1:
		return string(r.roles[row].Type)
	}
	return r.verdict(row)
}

// shownName is what stands in the list for a role.
func shownName(r model.Role) string { return cmp.Or(r.Name, r.ID) }

// Orders is the number of sort orders.
func (r rows) Orders() int {
	if r.storage {
		return 1
	}
	return orders
}

// Compare compares two roles; favourites come first in every order.
func (r rows) Compare(order, a, b int) int {
	if r.favourite != nil && r.favourite[a] != r.favourite[b] {
		if r.favourite[a] {
			return -1
		}
		return 1
	}
	c := 0
	switch order {
	case byAccess:
		c = r.rank[a].Compare(r.rank[b])
	case byLongest:
		c = cmp.Compare(r.roles[b].MaxSession, r.roles[a].MaxSession)
	}
	if c != 0 {
		return c
	}
	return strings.Compare(r.lower[a], r.lower[b])
}
