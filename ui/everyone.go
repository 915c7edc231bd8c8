package ui

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// readersAtOnce is how many users' sessions are asked for side by side. The
// client keeps them under the API's limit.
const readersAtOnce = 8

// everyone is the reading of all users' sessions, one user after the other.
type everyone struct {
	// on is set while everyone's sessions are shown.
	on  bool
	seq int
	// users are the ids still to be asked for; open is the number under way.
	users []string
	open  int
	// total, read and denied count users; lastErr is a failure that is no
	// refusal.
	total, read, denied int
	lastErr             error
	// quiet is set for a reading that nobody asked for; next is when that comes,
	// on the boot clock.
	quiet bool
	next  time.Duration
}

// othersReadMsg is the list of another user's sessions.
type othersReadMsg struct {
	seq      int
	userID   string
	sessions []model.Session
	sent     time.Duration
	err      error
}

// toggleEveryone shows everyone's sessions, or mine alone again.
func (m Model) toggleEveryone() (Model, tea.Cmd) {
	if m.everyone.on {
		m.everyone = everyone{seq: m.everyone.seq + 1}
		m.roster.KeepUser(m.me.ID)
		m.status = status{}
		return m.sync()
	}
	return m.readEveryone(false)
}

// whyNotEveryone says why everyone's sessions cannot be shown.
func (m Model) whyNotEveryone() string {
	switch {
	case m.everyone.on:
		return ""
	case m.deps.Storage:
		return "the object storage lists no sessions: these were assumed from here"
	case m.me.ID == "":
		return "who you are is not known"
	case m.link.stopped:
		return "the key is not accepted"
	case m.whole[userList]:
		return ""
	case refused(m.failed[userList]):
		return "this key may not list users"
	default:
		return "the users are not read yet"
	}
}

// readEveryone asks for the sessions of every user but me, whose sessions are
// read anyway.
func (m Model) readEveryone(quiet bool) (Model, tea.Cmd) {
	m.everyone = everyone{on: true, seq: m.everyone.seq + 1, quiet: quiet, next: m.now.Boot + sessionsEvery}
	for _, u := range m.directory.Users() {
		if u.ID != m.me.ID {
			m.everyone.users = append(m.everyone.users, u.ID)
		}
	}
	m.everyone.total = len(m.everyone.users)
	var cmds []tea.Cmd
	for range readersAtOnce {
		var cmd tea.Cmd
		m, cmd = m.readNextUser()
		cmds = append(cmds, cmd)
	}
	m = m.tellEveryone()
	m, synced := m.sync()
	return m, tea.Batch(append(cmds, synced)...)
}

func (m Model) readNextUser() (Model, tea.Cmd) {
	if len(m.everyone.users) == 0 {
		return m, nil
	}
	id := m.everyone.users[0]
	m.everyone.users = m.everyone.users[1:]
	m.everyone.open++
	api, clock, seq := m.deps.API, m.deps.Clock, m.everyone.seq
	return m, func() tea.Msg {
		sent := clock.Now().Boot
		sessions, err := api.Sessions(context.Background(), id)
		return othersReadMsg{seq: seq, userID: id, sessions: sessions, sent: sent, err: err}
	}
}

// othersAnswered takes in one user's sessions. A refusal for one user is no
// error for the others.
func (m Model) othersAnswered(msg othersReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.everyone.seq || !m.everyone.on {
		return m, nil
	}
	m.everyone.open--
	switch {
	case msg.err == nil:
		m.everyone.read++
		m.roster.MergeUser(msg.userID, msg.sessions, msg.sent)
		m = m.sayRevoked(msg.userID)
	case refused(msg.err):
		m.everyone.denied++
	default:
		m.everyone.lastErr = msg.err
		m = m.noteLink(msg.err)
		if m.link.stopped || m.link.offline() {
			m.everyone.users = nil
		}
	}
	m, next := m.readNextUser()
	m = m.tellEveryone()
	m, synced := m.syncSoon()
	return m, tea.Batch(next, synced)
}

// tellEveryone says how far the reading is, and what it came to.
func (m Model) tellEveryone() Model {
	e := m.everyone
	if e.quiet {
		return m
	}
	asked := e.total - len(e.users) - e.open
	switch {
	case e.open > 0:
		m.status = m.say(plain, fmt.Sprintf("Reading everyone's sessions: %d of %d users. m stops.", asked, e.total), "")
	case e.lastErr != nil:
		m.status = m.say(failed, "Not all read: ", sentence(e.lastErr))
	case e.denied == e.total && e.total > 0:
		m.status = m.say(failed, "Not allowed: ", "this key may not read the sessions of other users.")
	case e.denied > 0:
		m.status = m.say(done, "Read", fmt.Sprintf(" everyone's sessions, but for %d of %d users, whose may not be read.", e.denied, e.total))
	default:
		m.status = m.say(done, "Read", fmt.Sprintf(" the sessions of %d users and your own. m shows yours alone.", e.read))
	}
	return m
}
