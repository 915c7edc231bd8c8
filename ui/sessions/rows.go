package sessions

import (
	"cmp"
	"strings"

	"actas/model"
	"actas/ui/scene"
)

// rows are the sessions as browse sees them.
type rows struct {
	live []model.LiveSession
	// role and user are the names shown, ends the boot time of each end.
	role, user []string
	now        model.Moment
}

func newRows(s scene.Scene) rows {
	r := rows{live: s.Roster.List(), now: s.Now}
	for _, l := range r.live {
		r.role = append(r.role, s.RoleName(l.RoleID))
		r.user = append(r.user, s.UserName(l.UserID))
	}
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
		l.Name, r.role[row], r.user[row], l.AuthMethod, l.SourceIP,
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
		return strings.Compare(strings.ToLower(r.role[a]), strings.ToLower(r.role[b]))
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
