package ui

import (
	"cmp"
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/model/text"
	"actas/ui/scene"
)

// past is what was done from here, as far as the ledger was read.
type past struct {
	seq     int
	read    bool
	entries []model.Activity
	unread  int
	err     error
	// said is set once it was told that the ledger takes nothing.
	said bool
}

// activityReadMsg is the ledger as it was read.
type activityReadMsg struct {
	seq     int
	entries []model.Activity
	unread  int
	err     error
}

// ReadLedger gives a ledger's entries, oldest first, and how many of its lines
// could not be read; 0 where the ledger does not tell. The error is the ledger's.
func ReadLedger(l Ledger) (entries []model.Activity, unread int, err error) {
	if counting, ok := l.(interface {
		Read() ([]model.Activity, int, error)
	}); ok {
		return counting.Read()
	}
	entries, err = l.Entries()
	return entries, 0, err
}

// readPast reads the ledger while a screen is in front that shows something of it:
// its own, and that of the trusts, which tells what can be brought back.
func (m Model) readPast() (Model, tea.Cmd) {
	if m.tab != activityTab && m.tab != trustsTab {
		return m, nil
	}
	return m.readLedger()
}

// readLedger reads the ledger.
func (m Model) readLedger() (Model, tea.Cmd) {
	if m.deps.Ledger == nil {
		return m, nil
	}
	m.past.seq++
	ledger, seq := m.deps.Ledger, m.past.seq
	return m, func() tea.Msg {
		entries, unread, err := ReadLedger(ledger)
		return activityReadMsg{seq: seq, entries: entries, unread: unread, err: err}
	}
}

// activityRead takes the ledger in. What was read before stays where it cannot
// be read again.
func (m Model) activityRead(msg activityReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.past.seq {
		return m, nil
	}
	m.past.err = msg.err
	if msg.err == nil {
		m.past.read, m.past.entries, m.past.unread = true, msg.entries, msg.unread
		m = m.recallDeleted()
	}
	return m.sync()
}

// pastScene is the ledger as the screen draws it.
func (m Model) pastScene() scene.Activity {
	a := scene.Activity{Kept: m.deps.Ledger != nil, Read: m.past.read, Entries: m.past.entries, Unread: m.past.unread}
	if m.past.err != nil {
		a.Failed = upperFirst(cause(m.past.err)) + "."
	}
	return a
}

// noter is what notes in the ledger what was done to sessions on some roles, or
// to their trusts, or why it failed. It captures values only, for a command.
func (m Model) noter(roleIDs ...string) func(a model.Activity, failure error) (unkept error) {
	ledger, clock, from := m.deps.Ledger, m.deps.Clock, m.deps.From
	if ledger == nil {
		return func(model.Activity, error) error { return nil }
	}
	names := map[string]string{}
	for _, id := range roleIDs {
		role, _ := m.directory.Role(id)
		names[id] = role.Name
	}
	endpoint, orgID := m.deps.API.Endpoint(), m.orgID
	return func(a model.Activity, failure error) error {
		a.Role = cmp.Or(names[a.RoleID], a.Role)
		a.At, a.By, a.From = clock.Now().Wall.UTC(), model.ByDashboard, from
		a.Endpoint, a.OrganizationID = endpoint, orgID
		if failure != nil {
			a.Problem, a.Failure = problem(failure), model.FailureOf(failure)
		}
		return ledger.Add(a)
	}
}

// problem is why something failed, as the ledger keeps it. What the person gave up
// is no failure of the connection.
func problem(err error) string {
	if errors.Is(err, context.Canceled) {
		return model.Problem(context.Canceled)
	}
	return cause(err)
}

// noted follows the answer to a write: the screen of the ledger reads it again, and a
// ledger that takes nothing is told of, once. Why something failed comes first.
func (m Model) noted(unkept, failure error, cmd tea.Cmd) (Model, tea.Cmd) {
	if unkept != nil && failure == nil && !m.past.said {
		m.past.said = true
		m.status = m.say(failed, "Done, but not noted: ", briefly(unkept)+".")
	}
	m, read := m.readPast()
	return m.answered(tea.Batch(cmd, read))
}

// briefly is why something was not written, in few words where it has them: one line
// has no room for the path of a file.
func briefly(err error) string {
	var brief interface{ Brief() string }
	if errors.As(err, &brief) {
		return text.Clean(brief.Brief())
	}
	return cause(err)
}

// tellUnkept tells, once, of a ledger that does not take what the engine did. What
// failed otherwise comes first.
func (m Model) tellUnkept() Model {
	n := m.renewals
	if n.state == nil || n.state.Unkept == "" || len(n.asked) > 0 || m.past.said || m.status.kind == failed {
		return m
	}
	lead := "Not noted: "
	if m.status.kind == done {
		lead = "Done, but not noted: "
	}
	m.past.said = true
	m.status = m.say(failed, lead, n.state.Unkept+".")
	return m
}
