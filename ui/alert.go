package ui

import (
	"maps"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/action"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sessions"
	"actas/ui/words"
)

// alertAt are the times left at which the end of a session is announced.
var alertAt = [...]time.Duration{10 * time.Minute, 5 * time.Minute, time.Minute}

// alertFor is how long the banner of an alert stays; that of the last minute stays
// to the end.
const alertFor = 20 * time.Second

// alertSlack is how late an alert may come and still tell the round number: a tick
// takes its time.
const alertSlack = 5 * time.Second

// alerts is what was announced. The zero value has announced nothing.
type alerts struct {
	// reached counts, by a session's key, how many of alertAt are behind it.
	reached map[string]int
	// shown is the key of the session on the banner, empty for none; at is the
	// time left that it is about, said what was left in words, since when it is
	// shown.
	shown string
	at    time.Duration
	said  string
	since time.Duration
}

// alertedMsg says that an alert went to the terminal.
type alertedMsg struct{ err error }

// alert announces my sessions that came near their end since the last look. A
// session that is near it when it is first seen is on the list in full view,
// and one that is renewed by itself needs nobody. Nothing is announced of what
// has to be read again first.
func (m Model) alert() (Model, tea.Cmd) {
	if m.unverified {
		return m, nil
	}
	s := m.scene()
	reached, own := m.alerts.reached, false
	var cmds []tea.Cmd
	for l := range m.roster.All() {
		if l.Gone != "" || !s.Mine(l) {
			continue
		}
		left := l.Countdown.Left(m.now.Boot)
		now := behind(left)
		before, known := reached[l.Key()]
		if known && now == before {
			continue
		}
		if !own {
			reached, own = maps.Clone(reached), true
			if reached == nil {
				reached = map[string]int{}
			}
		}
		reached[l.Key()] = now
		if !known || now <= before || left == 0 || s.IsRenewing(l) || m.cared(l) {
			continue
		}
		at := alertAt[now-1]
		said := leftWords(at, left)
		cmds = append(cmds, m.callOut(l, said))
		if first, ok := m.roster.Find(m.alerts.shown); ok && first.Countdown.Left(m.now.Boot) < left {
			// What ends first is what the banner is for.
			continue
		}
		m.alerts.shown, m.alerts.at, m.alerts.said, m.alerts.since = l.Key(), at, said, m.now.Boot
	}
	m.alerts.reached = reached
	return m, tea.Batch(cmds...)
}

// leftWords is how much is left when a threshold was reached: after an absence that
// is less than the threshold.
func leftWords(at, left time.Duration) string {
	if at-left < alertSlack {
		return words.Length(at)
	}
	return words.ApproxDown(left)
}

// untilAlert is how long until a session of mine comes to a time at which its end
// is announced; ok is false where none does.
func (m Model) untilAlert() (wait time.Duration, ok bool) {
	s := m.scene()
	for l := range m.roster.All() {
		if l.Gone != "" || !s.Mine(l) {
			continue
		}
		left := l.Countdown.Left(m.now.Boot)
		for _, at := range alertAt {
			if left > at && (!ok || left-at < wait) {
				wait, ok = left-at, true
			}
		}
	}
	return wait, ok
}

// behind is how many of alertAt a time left has passed.
func behind(left time.Duration) int {
	n := 0
	for _, at := range alertAt {
		if left <= at {
			n++
		}
	}
	return n
}

// cared reports that a session is renewed by itself and that all is well with it.
func (m Model) cared(l model.LiveSession) bool {
	if m.renewals.state == nil {
		return false
	}
	r := m.renewals.state.Sessions[l.Key()]
	return r.Auto && !r.Stopped && r.Trouble == "" && r.Barred == "" && (m.renewals.state.ActsOn(r) || m.renewals.state.HolderOf(r) != "")
}

// callOut rings the bell and notifies, where that is configured.
func (m Model) callOut(l model.LiveSession, left string) tea.Cmd {
	call := m.deps.Alert
	if call == nil {
		return nil
	}
	text := l.Name + " ends in " + left + ", at " + words.Clock(l.Countdown.EndsAt(m.now)) + " UTC"
	return func() tea.Msg { return alertedMsg{call(text)} }
}

// alerted says that a notification did not go out.
func (m Model) alerted(msg alertedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		m.status = m.say(failed, "Not notified: ", "the terminal took nothing.")
	}
	return m, nil
}

// dropAlert takes the banner away once it has been seen, or its session is
// renewed or gone.
func (m Model) dropAlert() Model {
	if m.alerts.shown != "" && !m.alertStands() {
		m.alerts.shown = ""
	}
	return m
}

// alertStands reports that the banner's session is still about to end.
func (m Model) alertStands() bool {
	l, ok := m.roster.Find(m.alerts.shown)
	seen := m.now.Boot-m.alerts.since >= alertFor && m.alerts.at > time.Minute
	return ok && l.Gone == "" && l.Countdown.Left(m.now.Boot) > 0 && !seen && !m.scene().IsRenewing(l)
}

// alertShown reports that the alert has a banner now: forms and menus stay where
// they are, and a link that is down comes first.
func (m Model) alertShown() bool {
	return m.alerts.shown != "" && !m.covered() && !m.captured() && m.height >= smallestHeight+4
}

// alertKey gives the banner its key on every screen that it stands on; taken is
// false for any other key. The Sessions screen has that key anyway.
func (m Model) alertKey(msg tea.KeyMsg) (_ Model, _ tea.Cmd, taken bool) {
	a, ok := action.Find(m.sessions.Actions(), msg)
	if _, renews := a.Intent.(sessions.AskExpiringMsg); !ok || !renews || !m.alertShown() || m.bannerShown() {
		return m, nil, false
	}
	s := m.scene()
	if why := m.sessions.Blocked(a.Intent, s); why != "" {
		m.status = m.say(plain, upperFirst(why)+".", "")
		return m, nil, true
	}
	var cmd tea.Cmd
	m.sessions, cmd = m.sessions.Update(a.Intent, s)
	return m, cmd, true
}

// alertBanner says which session ends when, and the key that renews it.
func (m Model) alertBanner(s scene.Scene) string {
	page := s.Theme.Page
	l, _ := m.roster.Find(m.alerts.shown)
	pen := page.WarnStrong
	if l.Level(s.Now.Boot) == model.UrgencyCritical {
		pen = page.CritStrong
	}
	said := m.alerts.said
	if left := l.Countdown.Left(s.Now.Boot); left < time.Minute-alertSlack {
		said = words.ApproxDown(left)
	}
	lead := "  " + s.Theme.Chip.On(" "+said+" LEFT ") + "  "
	at := " ends at " + words.Clock(l.Countdown.EndsAt(s.Now))
	renews := "  " + page.Accent.On("R") + page.Muted.On(" renews")
	soon := renews + page.Muted.On(" what ends soon")
	text := ""
	for _, try := range [...]struct{ said, key string }{
		{", " + s.RoleName(l.RoleID) + "," + at + " UTC.", soon}, {at + " UTC.", soon}, {at + " UTC.", renews}, {at + ".", renews}, {".", renews},
	} {
		text = lead + pen.On(l.Name) + page.Text.On(try.said) + try.key
		if ansi.StringWidth(text) <= m.width-2 {
			break
		}
	}
	return line.FitPainted(text, m.width, s.Theme.Glyphs)
}

// windowTitle tells the soonest end, in words that do not change every second.
func (m Model) windowTitle() string {
	l, ok := m.roster.SoonestOf(m.me.ID, m.now.Boot)
	if !ok {
		return "actas"
	}
	state := l.State(m.now.Boot, m.unverified)
	title := l.Name + " until " + words.Clock(l.Countdown.EndsAt(m.now)) + " UTC"
	if sign := countdown.Sign(state, l.Level(m.now.Boot)); sign != "" {
		title = sign + " " + title
	}
	return title + " (actas)"
}

// retitle sets the window's title where it changed.
func (m Model) retitle() (Model, tea.Cmd) {
	title := m.windowTitle()
	if title == m.title || m.now.Wall.IsZero() {
		return m, nil
	}
	m.title = title
	return m, tea.SetWindowTitle(title)
}
