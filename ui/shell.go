package ui

import (
	"cmp"
	"errors"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/shellenv"
	"actas/ui/words"
)

// shellEndedMsg says that the shell of a session is left, or why it did not
// start.
type shellEndedMsg struct {
	session model.LiveSession
	// engine holds the session's token still; nil for none.
	engine Renewals
	err    error
}

// elsewhere reports that other programs must be told where the API is: it is not
// Vultr's own, or they could take it for another.
func (m Model) elsewhere() bool { return m.deps.Demo || !m.deps.DefaultEndpoint || m.deps.NameAPI }

// openShell hands the terminal to the person's shell. The dashboard stands still
// meanwhile; the renewal engine works on, and lets the session live even where it
// replaces it.
func (m Model) openShell(l model.LiveSession) (Model, tea.Cmd) {
	if m.deps.Shell == nil {
		m.status = m.say(plain, "No shell can be opened from here.", "")
		return m, nil
	}
	ends := l.Countdown.EndsAt(m.now)
	url := ""
	if m.elsewhere() {
		url = m.deps.API.URL()
	}
	vars := shellenv.Session(l.Session, cmp.Or(l.Expires, ends), url)
	notice := "Session " + l.Name + " until " + words.Clock(ends) + " UTC; exit returns to actas."
	engine := m.renewals.engine
	if engine != nil {
		engine.Hold(l.Token)
	}
	m.status = status{}
	return m, tea.Exec(m.deps.Shell(vars, notice), func(err error) tea.Msg {
		return shellEndedMsg{session: l, engine: engine, err: err}
	})
}

// shellEnded reads the sessions again: nobody knows what was done with them.
func (m Model) shellEnded(msg shellEndedMsg) (Model, tea.Cmd) {
	if msg.engine != nil {
		msg.engine.Release(msg.session.Token)
	}
	var why ShellError
	switch {
	case errors.As(msg.err, &why):
		m.status = m.say(failed, "No shell: ", why.Why)
	case msg.err != nil:
		m.status = m.say(failed, "Back from the shell", " of "+msg.session.Name+", but the terminal was not taken back whole.")
	case msg.session.Countdown.Left(m.now.Boot) == 0:
		m.status = m.say(plain, "Back from the shell of "+msg.session.Name+"; the session ended meanwhile.", "")
	default:
		m.status = m.say(plain, "Back from the shell of "+msg.session.Name+".", "")
		m.shellOf = msg.session.Key()
	}
	// The shell may have named the window otherwise.
	m.title = ""
	m, ask := m.askSessions()
	// A session that was renewed meanwhile is revoked only now; the second look
	// sees it gone.
	m.sessionsNext = m.now.Boot + afterShell
	m, synced := m.sync()
	return m, tea.Batch(ask, synced)
}

// afterShell is when the sessions are read once more after a shell.
const afterShell = 3 * time.Second

// sayShellsEnd says, once the sessions were read after a shell, that its session
// is gone.
func (m Model) sayShellsEnd() Model {
	l, ok := m.roster.Find(m.shellOf)
	if ok && l.Gone != "" {
		m.status = m.say(plain, "Back from the shell of "+l.Name+"; the session is "+string(l.Gone)+".", "")
	}
	m.shellOf = ""
	return m
}
