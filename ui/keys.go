package ui

import (
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/form"
	"actas/ui/help"
	"actas/ui/palette"
	"actas/ui/scene"
)

// The intents that work on every screen.
type (
	showMsg    struct{ tab tab }
	turnMsg    struct{ by int }
	refreshMsg struct{}
	helpMsg    struct{}
	paletteMsg struct{}
	whoMsg     struct{}
	quitMsg    struct{}
	suspendMsg struct{}
)

// everywhere are the actions that work on every screen.
var everywhere = sync.OnceValue(func() []action.Action {
	return []action.Action{
		action.New("1", "1", "sessions", "Show the sessions", showMsg{sessionsTab}),
		action.New("2", "2", "roles", "Show the roles", showMsg{rolesTab}),
		action.New("3", "3", "trusts", "Show the role trusts", showMsg{trustsTab}),
		action.New("4", "4", "activity", "Show what was done from here", showMsg{activityTab}),
		action.New("tab", "tab", "next screen", "Show the next screen", turnMsg{1}),
		action.New("shift+tab", "shift+tab", "screen before", "Show the screen before", turnMsg{-1}),
		action.New(":", ":", "commands", "Command palette", paletteMsg{}),
		action.New("ctrl+r", "^r", "read again", "Read everything again", refreshMsg{}),
		action.New("?", "?", "keys", "All keys", helpMsg{}),
		action.New("ctrl+l", "^l", "draw again", "Draw the whole screen again", repaintMsg{}),
		action.New("ctrl+z", "^z", "suspend", "Suspend; fg comes back", suspendMsg{}),
		action.New("q", "q", "quit", "Quit", quitMsg{}),
	}
})

// usualBack are the hints at the right end of the key line.
func (m Model) usualBack() []action.Hint {
	all := everywhere()
	back := []action.Hint{{Action: all[tabs+2]}, {Action: all[tabs+4]}}
	if m.width < 72 {
		return back[1:]
	}
	return back
}

// burst is how many characters that arrive in one read may be keys that were
// pressed fast, as they are over ssh. More is a paste into a terminal that does
// not mark pastes.
const burst = 32

// key takes one key, or several that arrived together.
func (m Model) key(msg tea.KeyMsg) (Model, tea.Cmd) {
	if msg.Type != tea.KeyRunes || msg.Paste || len(msg.Runes) < 2 {
		return m.oneKey(msg)
	}
	if len(msg.Runes) > burst {
		msg.Paste = true
		return m.oneKey(msg)
	}
	cmds := make([]tea.Cmd, 0, len(msg.Runes))
	for _, r := range msg.Runes {
		one := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: msg.Alt}
		last := m.decides(one)
		var cmd tea.Cmd
		m, cmd = m.oneKey(one)
		cmds = append(cmds, cmd)
		if last {
			break
		}
	}
	return m, tea.Batch(cmds...)
}

// decides reports that a key opens something to be looked at first, a question
// or a form: keys that were pressed before it was there do not answer it.
func (m Model) decides(key tea.KeyMsg) bool {
	if m.covered() || m.captured() {
		return false
	}
	if a, ok := action.Find(m.everywhere(), key); ok {
		switch a.Intent.(type) {
		case showMsg, turnMsg:
			return false
		}
		return true
	}
	a, ok := action.Find(m.screenActions(m.tab), key)
	return ok && !browse.Shared(a.Intent)
}

// oneKey gives a key to whoever it is for: what lies over the screen, the screen
// where text is typed, the actions of every screen, the screen's own actions,
// and last the movement in its list.
func (m Model) oneKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	if msg.Type == tea.KeyCtrlC {
		return m.interrupt()
	}
	if msg.Type == tea.KeyCtrlL {
		// In every form as well: it says nothing to any.
		return m, tea.ClearScreen
	}
	if m.answerDue {
		m.answerDue = false
		if form.AnswerOf(msg) != form.NoAnswer {
			return m, nil
		}
	}
	m = m.stays()
	if m, cmd, taken := m.overlayKey(msg); taken {
		m, wake := m.wake()
		return m, tea.Batch(cmd, wake)
	}
	// Who has begun to work is not taken to another screen.
	m.landed = true
	if msg.Paste {
		// A paste is text, never a row of commands.
		return m.screenKey(msg, m.captured())
	}
	if !m.captured() {
		if a, ok := action.Find(m.everywhere(), msg); ok {
			return m.intent(a.Intent)
		}
		if a, ok := action.Find(m.screenActions(m.tab), msg); ok {
			return m.act(a)
		}
		if m, cmd, taken := m.alertKey(msg); taken {
			return m, cmd
		}
	}
	return m.screenKey(msg, true)
}

// act carries out an action of the screen in front, or says why it cannot.
func (m Model) act(a action.Action) (Model, tea.Cmd) {
	if why := m.blocked(m.tab, a.Intent); why != "" {
		if _, back := a.Intent.(browse.BackMsg); back {
			// Where nothing is open there is nothing to say.
			return m.escEveryone()
		}
		m.status = m.say(plain, upperFirst(why)+".", "")
		return m, nil
	}
	return m.request(a.Intent)
}

// overlayKey gives a key to what lies over the screen.
func (m Model) overlayKey(msg tea.KeyMsg) (Model, tea.Cmd, bool) {
	s := m.scene()
	var cmd tea.Cmd
	switch {
	case m.firstRun != nil:
		if msg.String() == "q" && !m.firstRun.Captures() {
			m, cmd = m.quit()
			return m, cmd, true
		}
		m.firstRun, cmd = updated(m.firstRun, msg, s)
	case m.leave != nil:
		return m, m.leave.Update(msg), true
	case m.help != nil:
		next, closed := m.help.Update(msg, s)
		m.help = &next
		if closed {
			m.help = nil
		}
		return m, nil, true
	case m.profiles != nil:
		next, cmd := m.profiles.Update(msg)
		m.profiles = &next
		return m, cmd, true
	case m.copyAs != nil:
		m.copyAs, cmd = updated(m.copyAs, msg, s)
	case m.palette != nil:
		m.palette, cmd = updated(m.palette, msg, s)
	case m.identity != nil:
		m.identity, cmd = updated(m.identity, msg, s)
	case m.assume != nil:
		m.assume, cmd = updated(m.assume, msg, s)
	case m.page != nil:
		m, cmd = m.pageKey(msg)
	default:
		return m, nil, false
	}
	return m, cmd, true
}

// updated is what lies over the screen after a key. What was there before is
// left as it was.
func updated[M interface {
	Update(msg tea.Msg, s scene.Scene) (M, tea.Cmd)
}](of *M, msg tea.Msg, s scene.Scene) (*M, tea.Cmd) {
	next, cmd := (*of).Update(msg, s)
	return &next, cmd
}

// covered reports that something lies over the screen.
func (m Model) covered() bool {
	return m.firstRun != nil || m.help != nil || m.palette != nil || m.identity != nil || m.assume != nil ||
		m.leave != nil || m.copyAs != nil || m.page != nil || m.profiles != nil
}

// captured reports that the screen in front takes keys as text or an answer.
func (m Model) captured() bool {
	switch m.tab {
	case rolesTab:
		return m.roles.Captures()
	case trustsTab:
		return m.trusts.Captures()
	case activityTab:
		return m.activity.Captures()
	}
	return m.sessions.Captures()
}

func (m Model) screenActions(t tab) []action.Action {
	switch t {
	case rolesTab:
		return m.roles.Actions()
	case trustsTab:
		return m.trusts.Actions()
	case activityTab:
		return m.activity.Actions()
	}
	return m.sessions.Actions()
}

// blocked says why an intent can do nothing now on a screen.
func (m Model) blocked(t tab, intent tea.Msg) string {
	s := m.scene()
	switch t {
	case rolesTab:
		return m.roles.Blocked(intent, s)
	case trustsTab:
		return m.trusts.Blocked(intent, s)
	case activityTab:
		return m.activity.Blocked(intent, s)
	}
	return m.sessions.Blocked(intent, s)
}

// screenKey gives a key to the screen in front.
func (m Model) screenKey(msg tea.KeyMsg, wanted bool) (Model, tea.Cmd) {
	if !wanted {
		return m, nil
	}
	return m.screenUpdate(msg)
}

func (m Model) screenUpdate(msg tea.Msg) (Model, tea.Cmd) {
	s := m.scene()
	var cmd tea.Cmd
	switch m.tab {
	case rolesTab:
		m.roles, cmd = m.roles.Update(msg, s)
	case trustsTab:
		m.trusts, cmd = m.trusts.Update(msg, s)
	case activityTab:
		m.activity, cmd = m.activity.Update(msg, s)
	default:
		m.sessions, cmd = m.sessions.Update(msg, s)
	}
	m, wake := m.wake()
	return m, tea.Batch(cmd, wake)
}

// intent carries out what a key stands for.
func (m Model) intent(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case showMsg:
		return m.show(msg.tab)
	case turnMsg:
		return m.show((m.tab + tab(msg.by) + tabs) % tabs)
	case refreshMsg:
		return m.refresh()
	case helpMsg:
		m, cmd := m.catchUpAll()
		m.help = help.New(m.helpGroups())
		return m, cmd
	case paletteMsg:
		m, cmd := m.catchUpAll()
		m.palette = palette.New(m.paletteEntries())
		return m, cmd
	case whoMsg:
		return m.askIdentity()
	case profilesMsg:
		return m.openProfiles()
	case repaintMsg:
		return m, tea.ClearScreen
	case suspendMsg:
		return m.suspend()
	case quitMsg:
		return m.quit()
	}
	return m.screenUpdate(msg)
}

func (m Model) show(t tab) (Model, tea.Cmd) {
	m.tab, m.landed = t, true
	m, past := m.readPast()
	m, wake := m.wake()
	return m, tea.Batch(past, wake, m.repaintUnseen())
}

// refresh reads everything again, at once, and draws it.
func (m Model) refresh() (Model, tea.Cmd) {
	if m.deps.API == nil {
		return m, tea.ClearScreen
	}
	m.link.retryAt, m.link.stopped = 0, false
	m.deps.API.Resume()
	if kept := KeptOf(m.deps.API); kept != nil {
		kept.AskAgain()
	}
	m.held = 0
	m.status = m.say(plain, "Reading again.", "")
	m.status.reading = true
	m, read := m.startReading()
	m, ask := m.askSessions()
	var others tea.Cmd
	if m.everyone.on {
		m, others = m.readEveryone()
	}
	m, past := m.readPast()
	m, wake := m.wake()
	return m, tea.Batch(read, ask, others, past, wake, tea.ClearScreen)
}

// suspend hands the terminal to the shell, if one waits for it.
func (m Model) suspend() (Model, tea.Cmd) {
	if m.deps.Suspend == nil {
		m.status = m.say(plain, "No shell waits here that could bring actas back.", "")
		return m, nil
	}
	return m, tea.Exec(m.deps.Suspend(), func(error) tea.Msg { return tea.ResumeMsg{} })
}

// resumed reads the sessions again: nobody knows for how long actas slept. The window
// has the name that the shell gave it.
func (m Model) resumed() (Model, tea.Cmd) {
	m.title = ""
	m, woken := m.woke()
	m, synced := m.sync()
	return m, tea.Batch(woken, synced)
}
