package sessions

import (
	"cmp"
	"strings"
	"time"

	"actas/model"
	"actas/ui/scene"
)

// rows are the sessions as browse sees them.
type rows struct {
	live []model.LiveSession
	// told is what else is known of each.
	told []told
	// version is that of the roster that they are from.
	version int
	now     model.Moment
}

// told is what is known of a session beside the API's answer. It changes with the
// directory and from one minute to the next, but not with each second.
type told struct {
	// role and user are the names shown.
	role, user string
	// until is when the session can no longer be renewed; the zero time where only its
	// own end, or nothing known, limits that, and for those of others.
	until time.Time
}

// newRows are the sessions of a scene.
func newRows(s scene.Scene) rows {
	r := rows{live: s.Roster.List(), version: s.Roster.Version(), now: s.Now}
	r.told = make([]told, len(r.live))
	for i, l := range r.live {
		r.told[i] = told{role: s.RoleName(l.RoleID), user: s.UserName(l.UserID), until: renewableUntil(s, l)}
	}
	return r
}

// later are the rows some seconds later: the same ones, unless the roster changed.
func (r rows) later(s scene.Scene) rows {
	if r.version != s.Roster.Version() {
		return newRows(s)
	}
	r.now = s.Now
	return r
}

// The sort orders, as the header underlines them.
const (
	byEnd = iota
	byName
	byRole
	byStart
	orders
)

// Len is the number of sessions.
func (r rows) Len() int { return len(r.live) }

// Key is the session's key.
func (r rows) Key(row int) string { return r.live[row].Key() }

// Texts is the number of texts that a session is filtered by.
func (r rows) Texts() int { return 6 }

// Text is one of them.
func (r rows) Text(row, i int) string {
	l := r.live[row]
	return [...]string{
		l.Name, r.told[row].role, r.told[row].user, l.AuthMethod, l.SourceIP,
		string(l.State(r.now.Boot, false)),
	}[i]
}

// Orders is the number of sort orders.
func (r rows) Orders() int { return orders }

// Compare compares two sessions; those that are gone come last in every order.
func (r rows) Compare(order, a, b int) int {
	x, y := r.live[a], r.live[b]
	if c := boolOrder(x.Gone != "", y.Gone != ""); c != 0 {
		return c
	}
	switch order {
	case byName:
		return strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
	case byRole:
		return strings.Compare(strings.ToLower(r.told[a].role), strings.ToLower(r.told[b].role))
	case byStart:
		return y.Assumed.Compare(x.Assumed)
	}
	return cmp.Compare(x.Countdown.Left(r.now.Boot), y.Countdown.Left(r.now.Boot))
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}
