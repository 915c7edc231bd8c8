package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// How often the API is read again.
const (
	sessionsEvery  = 5 * time.Minute
	directoryEvery = 15 * time.Minute
	// endedEvery is how often a session that should have ended is asked for.
	endedEvery = 10 * time.Second
)

// keepGone is how long a session that is gone stays on the list.
const keepGone = 15 * time.Minute

// suspendedFor is how late a tick must be for the machine, or actas, to have
// been asleep.
const suspendedFor = 30 * time.Second

// noticeSuspend sees that the tick is overdue before anything is done with what
// is known: whatever comes first after a suspend, a tick or a key.
func (m Model) noticeSuspend() (Model, tea.Cmd) {
	if m.wakeAt == 0 || m.now.Boot-m.wakeAt <= suspendedFor {
		return m, nil
	}
	m.wakeAt = 0
	return m.woke()
}

// woke reads the sessions again: nobody knows what became of them meanwhile.
func (m Model) woke() (Model, tea.Cmd) {
	m.unverified = m.roster.Live() > 0
	if m.unverified {
		m.status = m.say(plain, "Woke from suspend: reading the session list again.", "")
		m.status.woke = true
	}
	m, ask := m.askSessions()
	m, wake := m.wake()
	return m, tea.Batch(ask, wake)
}

// tickMsg wakes the dashboard; at is when it was meant to, on the boot clock.
type tickMsg struct{ at time.Duration }

// wake asks for the next tick, unless an earlier one is under way. There is
// one tick a second while a countdown moves on screen, otherwise one a minute.
func (m Model) wake() (Model, tea.Cmd) {
	if m.now.Wall.IsZero() {
		return m, nil
	}
	at := m.now.Boot + m.untilNext()
	if m.wakeAt > m.now.Boot && m.wakeAt <= at {
		return m, nil
	}
	m.wakeAt = at
	clock, wait := m.deps.Clock, at-m.now.Boot
	return m, func() tea.Msg {
		<-clock.After(wait)
		return tickMsg{at: at}
	}
}

// untilNext is how long nothing changes by itself.
func (m Model) untilNext() time.Duration {
	wait := time.Minute - time.Duration(m.now.Wall.Second())*time.Second - time.Duration(m.now.Wall.Nanosecond())
	if m.moving() {
		wait = min(wait, m.untilDigit())
	}
	if l, ok := m.roster.Soonest(m.now.Boot); ok {
		left := l.Countdown.Left(m.now.Boot)
		wait = min(wait, left)
		if left > model.CriticalAt {
			// From there on the tabs count it down.
			wait = min(wait, left-model.CriticalAt+time.Millisecond)
		}
	}
	if next, ok := m.untilAlert(); ok {
		wait = min(wait, next)
	}
	if next, ok := m.untilRenewal(); ok {
		wait = min(wait, next+time.Millisecond)
	}
	if m.assume != nil {
		if left, ok := m.assume.UntilChange(m.now.Boot); ok {
			wait = min(wait, left)
		}
	}
	if m.copyAs != nil && m.copyAs.MaskAt() > m.now.Boot {
		wait = min(wait, m.copyAs.MaskAt()-m.now.Boot)
	}
	if ends := m.alerts.since + alertFor; m.alerts.shown != "" && ends > m.now.Boot {
		wait = min(wait, ends-m.now.Boot)
	}
	if m.stale {
		wait = min(wait, m.syncedAt+m.untilSync()-m.now.Boot)
	}
	for _, next := range []time.Duration{m.link.retryAt, m.sessionsNext, m.directoryNext} {
		if next > m.now.Boot {
			wait = min(wait, next-m.now.Boot)
		}
	}
	return max(wait, 10*time.Millisecond)
}

// untilDigit is the time until the digits of the session that ends first
// change; the others follow with it, so that one redraw serves all.
func (m Model) untilDigit() time.Duration {
	if l, ok := m.roster.Soonest(m.now.Boot); ok {
		return l.Countdown.Left(m.now.Boot)%time.Second + time.Millisecond
	}
	return time.Second
}

// moving reports that something on screen changes every second.
func (m Model) moving() bool {
	if m.link.offline() || m.reading.active() || m.held > 0 || m.everyone.shown() {
		return true
	}
	soonest, ok := m.roster.Soonest(m.now.Boot)
	if !ok {
		return false
	}
	return soonest.Level(m.now.Boot) == model.UrgencyCritical || m.tab == sessionsTab || m.tab == rolesTab && m.roles.Moving(m.scene())
}

// tick does what is due.
func (m Model) tick(msg tickMsg) (Model, tea.Cmd) {
	before := m.ticked
	m.ticked = m.now
	if msg.at == m.wakeAt {
		m.wakeAt = 0
	}
	var cmds []tea.Cmd
	add := func(cmd tea.Cmd) { cmds = append(cmds, cmd) }
	m.roster.Prune(m.now.Boot, keepGone)
	m.status = m.status.at(m.now)
	m.roster.Settle(m.now.Boot)
	if m.sessionsNext-m.now.Boot > endedEvery && !m.sessionsAsked && m.roster.Ending(m.me.ID, m.now.Boot) {
		m.sessionsNext = m.now.Boot
	}
	m, cmd := m.readDue()
	add(cmd)
	m, cmd = m.assumeAgain()
	add(cmd)
	m, cmd = m.follow(before)
	add(cmd)
	m, cmd = m.alert()
	add(cmd)
	add(m.askHeirs())
	return m, tea.Batch(cmds...)
}

// assumeAgain sends the assume form again where it waits for a trust to count.
func (m Model) assumeAgain() (Model, tea.Cmd) {
	if m.assume == nil {
		return m, nil
	}
	form, cmd := m.assume.Tick(m.scene())
	m.assume = &form
	return m, cmd
}

// follow brings up to date what time alone changes: verdicts and the words for
// them once a minute, the sessions with every tick.
func (m Model) follow(before model.Moment) (Model, tea.Cmd) {
	if m.stale || !m.now.Wall.Truncate(time.Minute).Equal(before.Wall.Truncate(time.Minute)) {
		m, past := m.readPast()
		m, synced := m.sync()
		return m, tea.Batch(past, synced)
	}
	var cmds [2]tea.Cmd
	m.sessions, cmds[0] = m.sessions.Tick(m.scene())
	m, cmds[1] = m.wake()
	return m, tea.Batch(cmds[:]...)
}

// readDue reads again what is old, what failed, and what should have ended.
func (m Model) readDue() (Model, tea.Cmd) {
	if m.deps.API == nil || m.link.stopped {
		return m, nil
	}
	now := m.now.Boot
	var cmds []tea.Cmd
	due := m.link.retryAt > 0 && m.link.retryAt <= now
	if due {
		m.link.retryAt = 0
	}
	if (due && m.directoryFailed() || m.directoryNext > 0 && m.directoryNext <= now) && !m.reading.active() {
		var cmd tea.Cmd
		m, cmd = m.startReading()
		cmds = append(cmds, cmd)
	}
	if due || m.sessionsNext > 0 && m.sessionsNext <= now {
		var cmd tea.Cmd
		m, cmd = m.askSessions()
		cmds = append(cmds, cmd)
	}
	if m.everyone.on && m.everyone.open == 0 && m.everyone.next <= now && !m.link.offline() {
		var cmd tea.Cmd
		m, cmd = m.readEveryoneAgain()
		cmds = append(cmds, cmd)
	}
	return m, tea.Batch(cmds...)
}

// freshFor is how old the sessions may be when the person looks again.
const freshFor = 30 * time.Second

// focused reads the sessions again when the person comes back to the terminal, and draws
// the screen again: who knows what happened to it meanwhile.
func (m Model) focused() (Model, tea.Cmd) {
	m, cmd := m.readForFocus()
	return m, tea.Batch(cmd, tea.ClearScreen)
}

func (m Model) readForFocus() (Model, tea.Cmd) {
	if m.sessionsAsked || m.link.stopped || m.now.Boot-m.sessionsRead.Boot < freshFor {
		return m.wake()
	}
	m, ask := m.askSessions()
	m, wake := m.wake()
	return m, tea.Batch(ask, wake)
}
