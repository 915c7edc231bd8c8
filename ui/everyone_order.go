package ui

import (
	"cmp"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// othersAtOnce is how many of the users without sessions are read again each time
// that those with sessions are: all of them in an organisation of that size, the
// ones that were heard longest ago in a larger one.
const othersAtOnce = 150

// everyoneInOrder are the users whose sessions are to be read, where sessions are
// likely first: those who had some, the newest first, those whom the ledger names,
// the newest first, and those to whom a role is open. Of the others, those who were
// not heard so far come first.
func (m Model) everyoneInOrder() []string {
	order := m.acting()
	for _, a := range slices.Backward(m.past.entries) {
		order = append(order, a.UserID)
	}
	open, users := m.directory.OpenTo(m.now.Wall), m.directory.Users()
	for i := range users {
		if open[users[i].ID] {
			order = append(order, users[i].ID)
		}
	}
	return m.eachOnce(append(order, m.longestUnheard()...))
}

// eachOnce drops who is named a second time, me, and whom the list of users does not
// hold.
func (m Model) eachOnce(ids []string) []string {
	seen := map[string]bool{m.me.ID: true, "": true}
	return slices.DeleteFunc(ids, func(id string) bool {
		_, known := m.directory.User(id)
		drop := seen[id] || !known
		seen[id] = true
		return drop
	})
}

// acting are the users who had sessions in this run, who assumed last first.
func (m Model) acting() []string {
	ids := make([]string, 0, len(m.everyone.acted))
	for id := range m.everyone.acted {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(m.everyone.acted[b].Compare(m.everyone.acted[a]), cmp.Compare(a, b))
	})
	return ids
}

// longestUnheard are all users, those first who were heard never or longest ago.
func (m Model) longestUnheard() []string {
	users := m.directory.Users()
	ids := make([]string, len(users))
	for i := range users {
		ids[i] = users[i].ID
	}
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(m.everyone.heard[a], m.everyone.heard[b]) })
	return ids
}

// noteActed notes when a user with sessions assumed the newest of them.
func (e everyone) noteActed(userID string, sessions []model.Session) {
	for _, s := range sessions {
		if known, ok := e.acted[userID]; !ok || s.Assumed.After(known) {
			e.acted[userID] = s.Assumed
		}
	}
}

// readEveryoneAgain reads the sessions again of those who have some, of those who
// were not heard so far, and in turn of the others: in a large organisation, to read
// all of them each time would take the API's limit for minutes.
func (m Model) readEveryoneAgain() (Model, tea.Cmd) {
	live := map[string]bool{}
	for l := range m.roster.All() {
		live[l.Owner()] = true
	}
	var with, others []string
	rest := othersAtOnce
	for _, id := range m.eachOnce(m.longestUnheard()) {
		_, heard := m.everyone.heard[id]
		switch {
		case live[id]:
			with = append(with, id)
		case !heard && !m.everyone.stopped:
			others = append(others, id)
		case heard && rest > 0:
			others = append(others, id)
			rest--
		}
	}
	return m.readUsers(append(with, others...), true)
}

// longestAgo is when the answer of longest ago was asked for, on the boot clock; now
// where there is none.
func (e everyone) longestAgo(now time.Duration) time.Duration {
	for _, at := range e.heard {
		now = min(now, at)
	}
	return now
}
