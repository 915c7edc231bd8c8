package ui

import (
	"context"
	"fmt"
	"maps"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/words"
)

// readersAtOnce is how many users' sessions are asked for side by side. The
// client keeps them under the API's limit, and leaves room for other calls.
const readersAtOnce = 12

// againSoon is when a reading that a failure cut goes on, at the earliest.
const againSoon = time.Minute

// everyone is the reading of all users' sessions, some users side by side.
type everyone struct {
	// on is set while everyone's sessions are shown.
	on  bool
	seq int
	// cancel ends the calls of the reading under way; nil before the first.
	ctx    context.Context
	cancel context.CancelFunc
	// users are the ids still to be asked for; open is the number under way.
	users []string
	open  int
	// total, read and denied count the users of this reading; lastErr is a failure
	// that is no refusal.
	total, read, denied int
	lastErr             error
	// started is when it began, on the boot clock.
	started time.Duration
	// quiet is set for a reading that nobody asked for; next is when that comes,
	// on the boot clock.
	quiet bool
	next  time.Duration
	// heard says by user when the last answer was asked for, on the boot clock; a
	// refusal is one. stopped is set where the person ended the reading: whoever was
	// not heard by then is asked again on request alone.
	heard   map[string]time.Duration
	stopped bool
	// oldest is the answer of longest ago among those, when the last reading ended.
	oldest time.Duration
	// acted says by user when the newest of the sessions that were seen in this run
	// was assumed. It outlives the view.
	acted map[string]time.Time
}

// othersReadMsg is the list of another user's sessions.
type othersReadMsg struct {
	seq      int
	userID   string
	sessions []model.Session
	sent     time.Duration
	err      error
}

// toggleEveryone shows everyone's sessions, or ends the reading of them, or shows
// mine alone again.
func (m Model) toggleEveryone() (Model, tea.Cmd) {
	switch {
	case m.everyone.stoppable():
		return m.stopEveryone()
	case m.everyone.on:
		m.everyone = m.everyone.ended()
		m.everyone = everyone{seq: m.everyone.seq, acted: m.everyone.acted}
		m.roster.KeepUser(m.me.ID)
		m.status = status{}
		return m.sync()
	}
	return m.readEveryone()
}

// stoppable reports that there are users left to ask, so that stopping saves
// something, in a reading that is shown.
func (e everyone) stoppable() bool { return e.shown() && len(e.users) > 0 }

// shown reports that a reading is under way that the screen tells of: one that was
// asked for, or that takes a while.
func (e everyone) shown() bool { return e.on && e.open > 0 && (!e.quiet || e.total > othersAtOnce) }

// ended is the reading with its calls cancelled; answers that come all the same
// find another number.
func (e everyone) ended() everyone {
	if e.cancel != nil {
		e.cancel()
	}
	e.seq++
	e.users, e.open = nil, 0
	return e
}

// stopEveryone ends the reading at the person's word. What arrived stays.
func (m Model) stopEveryone() (Model, tea.Cmd) {
	m.everyone = m.everyone.ended()
	m.everyone.stopped = true
	m.status = m.say(plain, "Stopped at "+m.partRead()+".", " ^r reads all.")
	return m.sync()
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
func (m Model) readEveryone() (Model, tea.Cmd) {
	m.everyone.stopped = false
	return m.readUsers(m.everyoneInOrder(), false)
}

// readUsers asks for the sessions of some users.
func (m Model) readUsers(users []string, quiet bool) (Model, tea.Cmd) {
	e := m.everyone.ended()
	e = e.remembering(m.directory)
	e.ctx, e.cancel = context.WithCancel(model.Patient(context.Background()))
	e.on, e.quiet, e.users, e.total = true, quiet, users, len(users)
	e.read, e.denied, e.lastErr = 0, 0, nil
	e.started, e.next = m.now.Boot, m.now.Boot+sessionsEvery
	m.everyone = e
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

// remembering is the reading with what it knows of each user; whom the list of users
// holds no more is forgotten.
func (e everyone) remembering(d *model.Directory) everyone {
	if e.heard == nil {
		e.heard = map[string]time.Duration{}
	}
	if e.acted == nil {
		e.acted = map[string]time.Time{}
	}
	maps.DeleteFunc(e.heard, func(id string, _ time.Duration) bool {
		_, known := d.User(id)
		return !known
	})
	return e
}

func (m Model) readNextUser() (Model, tea.Cmd) {
	if len(m.everyone.users) == 0 {
		return m, nil
	}
	id := m.everyone.users[0]
	m.everyone.users = m.everyone.users[1:]
	m.everyone.open++
	api, clock, seq, ctx := m.deps.API, m.deps.Clock, m.everyone.seq, m.everyone.ctx
	return m, func() tea.Msg {
		sent := clock.Now().Boot
		sessions, err := api.Sessions(ctx, id)
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
		m.everyone.heard[msg.userID] = msg.sent
		m.everyone.noteActed(msg.userID, msg.sessions)
		m.roster.MergeUser(msg.userID, msg.sessions, msg.sent)
		m = m.sayRevoked(msg.userID)
	case refused(msg.err):
		m.everyone.denied++
		m.everyone.heard[msg.userID] = msg.sent
	default:
		m = m.othersFailed(msg.err)
	}
	m, next := m.readNextUser()
	m = m.tellEveryone()
	m, synced := m.syncSoon()
	return m, tea.Batch(next, synced)
}

// othersFailed takes in a failure that is no refusal. Where the others would fail
// as well, they are not asked; the reading goes on once answers come again.
func (m Model) othersFailed(err error) Model {
	m.everyone.lastErr = err
	m = m.noteLink(err)
	if m.link.stopped || m.link.offline() {
		m.everyone.users = nil
		m.everyone.next = m.now.Boot + againSoon
	}
	return m
}

// tellEveryone says what the reading came to, once it has ended.
func (m Model) tellEveryone() Model {
	e := m.everyone
	failing := m.status.kind == failed && !m.status.reading && m.now.Boot-m.status.since < statusFor
	if e.open > 0 {
		return m
	}
	m.everyone.oldest = e.longestAgo(m.now.Boot)
	if e.quiet || failing && e.lastErr == nil {
		return m
	}
	count := words.Count(e.total + 1)
	switch {
	case e.lastErr != nil:
		m.status = m.say(failed, "Not all read: ", sentence(e.lastErr))
	case e.denied == e.total && e.total > 0:
		m.status = m.say(failed, "Not allowed: ", "this key may not read the sessions of other users.")
	case e.denied > 0:
		m.status = m.say(done, "Read", fmt.Sprintf(" everyone's sessions, but for %s of %s users, whose may not be read.", words.Count(e.denied), count))
	default:
		m.status = m.say(done, "Read", " everyone's sessions: "+count+" users. m shows yours alone.")
	}
	return m
}
