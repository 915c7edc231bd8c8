package week

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"actas/model"
	"actas/ui/scene"
)

// daysShown is how many days the timeline has, today first.
const daysShown = 7

// row is a role with my live sessions on it.
type row struct {
	role     model.Role
	name     string
	verdict  model.Verdict
	sessions []model.LiveSession
	// favourite comes first, soonest is when it can be assumed next.
	favourite bool
	soonest   time.Time
}

// read takes in the roles that I can assume within the week or have a session
// on, and names the others that a trust holds out to me.
func (m Model) read(s scene.Scene) Model {
	m.rows, m.leftOut = nil, map[string][]string{}
	zone, _ := m.zone(s)
	end := weekEnds(s.Now.Wall, zone)
	on := sessionsByRole(s)
	for _, role := range s.Directory.Roles() {
		v := s.RoleVerdict(role)
		r := row{role: role, name: cmp.Or(role.Name, role.ID), verdict: v, sessions: on[role.ID], favourite: s.Favourites[role.ID]}
		delete(on, role.ID)
		switch {
		case v.State == model.VerdictOpen:
			r.soonest = s.Now.Wall
		case v.State == model.VerdictClosed && !v.Opens.IsZero() && v.Opens.Before(end):
			r.soonest = v.Opens
		case len(r.sessions) > 0:
			r.soonest = end
		default:
			m.leaveOut(r)
			continue
		}
		m.rows = append(m.rows, r)
	}
	for id, sessions := range on {
		// A role that is not in the list any more can still be acted with.
		m.rows = append(m.rows, row{role: model.Role{ID: id}, name: id, sessions: sessions, soonest: end,
			verdict: model.Verdict{State: model.VerdictUnknown, Reason: "the role is not known"}})
	}
	slices.SortStableFunc(m.rows, compare)
	for _, names := range m.leftOut {
		slices.Sort(names)
	}
	return m
}

// leaveOut names a role below the timeline where more than time is in the way of it.
func (m Model) leaveOut(r row) {
	why := ""
	switch r.verdict.State {
	case model.VerdictIPNotAllowed:
		why = "Not from here"
	case model.VerdictUnknown:
		// Reasons are clauses of the model, and never empty here.
		why = strings.ToUpper(r.verdict.Reason[:1]) + r.verdict.Reason[1:]
	default:
		return
	}
	m.leftOut[why] = append(m.leftOut[why], r.name)
}

// compare puts favourites first, then what can be assumed soonest.
func compare(a, b row) int {
	if a.favourite != b.favourite {
		if a.favourite {
			return -1
		}
		return 1
	}
	return cmp.Or(a.soonest.Compare(b.soonest), strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)))
}

// sessionsByRole are my live sessions by the role's id, the first to end first.
func sessionsByRole(s scene.Scene) map[string][]model.LiveSession {
	on := map[string][]model.LiveSession{}
	for l := range s.Roster.All() {
		if l.Gone == "" && s.Mine(l) && l.RoleID != "" {
			on[l.RoleID] = append(on[l.RoleID], l)
		}
	}
	for _, sessions := range on {
		slices.SortStableFunc(sessions, func(a, b model.LiveSession) int {
			return cmp.Compare(a.Countdown.Left(s.Now.Boot), b.Countdown.Left(s.Now.Boot))
		})
	}
	return on
}
