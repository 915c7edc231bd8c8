package activity

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/words"
)

// rows are the entries as browse sees them.
type rows struct {
	entries []model.Activity
	// keys name the entries for good, role and user are the names shown.
	keys, role, user []string
	now              time.Time
}

func newRows(s scene.Scene) rows {
	r := rows{entries: s.Activity.Entries, now: s.Now.Wall}
	seen := map[string]int{}
	for _, a := range r.entries {
		key := fmt.Sprint(a.At.Unix(), " ", a.Kind, " ", a.Session, " ", idOf(a), " ", a.From)
		seen[key]++
		r.keys = append(r.keys, fmt.Sprint(key, " ", seen[key]))
		r.role = append(r.role, roleOf(s, a))
		r.user = append(r.user, principalOf(s, a))
	}
	return r
}

// roleOf is the role's name as it was then, or as far as it is known now.
func roleOf(s scene.Scene, a model.Activity) string { return cmp.Or(a.Role, s.RoleName(a.RoleID)) }

// principalOf is who the session is for.
func principalOf(s scene.Scene, a model.Activity) string {
	if a.IssuerID != "" {
		return s.Directory.EntityName(model.Entity{Kind: model.EntityIssuer, ID: a.IssuerID})
	}
	return s.UserName(a.UserID)
}

// The sort orders, as the header underlines them.
const (
	byTime = iota
	bySession
	byOutcome
	orders
)

// Len is the number of entries.
func (r rows) Len() int { return len(r.entries) }

// Key names the entry.
func (r rows) Key(row int) string { return r.keys[row] }

// Texts is the number of texts that an entry is filtered by.
func (r rows) Texts() int { return 9 }

// Text is one of them.
func (r rows) Text(row, i int) string {
	a := r.entries[row]
	return [...]string{
		words.Done(a), a.Session, a.Replaces, r.role[row], r.user[row], words.Outcome(a), a.From, a.By, a.Trust,
	}[i]
}

// Orders is the number of sort orders.
func (r rows) Orders() int { return orders }

// Compare compares two entries; what is equal stands newest first.
func (r rows) Compare(order, a, b int) int {
	x, y := r.entries[a], r.entries[b]
	c := 0
	switch order {
	case bySession:
		c = strings.Compare(sortName(x), sortName(y))
	case byOutcome:
		c = failedFirst(x, y)
	}
	return cmp.Or(c, y.At.Compare(x.At), cmp.Compare(b, a))
}

// sortName is what "by session" sorts by.
func sortName(a model.Activity) string { return strings.ToLower(cmp.Or(a.Session, a.Trust)) }

func failedFirst(x, y model.Activity) int {
	switch {
	case (x.Problem == "") == (y.Problem == ""):
		return 0
	case x.Problem != "":
		return -1
	}
	return 1
}
