package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/browse"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// resultFor is how long the result of something else stands in the place of the
// progress of reading everyone's sessions.
const resultFor = 5 * time.Second

// escEveryone ends the reading of everyone's sessions, where that is in front and esc
// has nothing to close.
func (m Model) escEveryone() (Model, tea.Cmd) {
	if m.tab != sessionsTab || !m.everyone.stoppable() {
		return m, nil
	}
	return m.stopEveryone()
}

// progressLook is how the progress is told in windows of a width and more.
type progressLook struct {
	from int
	lead string
	bar  int
	// short leaves words out, timeless the time left as well.
	short, timeless bool
}

var progressLooks = [...]progressLook{
	{from: 100, lead: "Reading everyone's sessions  ", bar: 30},
	{from: 76, lead: "Reading  ", bar: 14},
	{from: 56, bar: 12, short: true},
	{bar: 6, short: true, timeless: true},
}

// everyoneLine is the progress of reading everyone's sessions; empty where there is
// none to show, or where something was said a moment ago.
func (m Model) everyoneLine(s scene.Scene) string {
	e := m.everyone
	fresh := m.status != (status{}) && m.status.since > e.started && m.now.Boot-m.status.since < resultFor
	if m.tab != sessionsTab || !e.shown() || fresh {
		return ""
	}
	at := 0
	for m.width < progressLooks[at].from {
		at++
	}
	look, page := progressLooks[at], s.Theme.Page
	asked := e.total - len(e.users) - e.open
	text, stop := "  "+look.count(asked+1, e.total+1)+look.left(e.timeLeft(m.now.Boot)), ""
	if e.stoppable() {
		stop = page.Accent.On(m.stopKey(s)) + page.Muted.On(" stops")
	}
	room := m.width - 4 - line.Width(look.lead) - line.Width(text) - len("  esc stops")
	bar := countdown.ProgressBar(float64(asked+1)/float64(e.total+1), min(look.bar, room), page, s.Theme.Glyphs)
	return page.Muted.On(look.lead) + bar + page.Text.On(text+"  ") + stop
}

func (l progressLook) count(asked, total int) string {
	text := words.Of(asked, total)
	if l.short {
		return text
	}
	return text + " users"
}

func (l progressLook) left(left time.Duration) string {
	switch {
	case left == 0 || l.timeless:
		return ""
	case l.short:
		return ", " + roughly(left) + " left"
	}
	return ", about " + roughly(left) + " left"
}

// roughly is a time as exactly as somebody who waits for its end wants to know it.
func roughly(d time.Duration) string {
	switch {
	case d <= 10*time.Second:
		return inSeconds(d)
	case d <= 100*time.Second:
		return inSeconds((d + 5*time.Second - 1).Truncate(5 * time.Second))
	}
	return words.ApproxUp(d)
}

// stopKey is the key that ends the reading now: esc closes what is open first.
func (m Model) stopKey(s scene.Scene) string {
	if m.sessions.Blocked(browse.BackMsg{}, s) == "" {
		return "m"
	}
	return "esc"
}

// timeLeft is about how long the reading will take still, by how long it took so far;
// 0 while that says nothing.
func (e everyone) timeLeft(boot time.Duration) time.Duration {
	asked, over := e.total-len(e.users)-e.open, boot-e.started
	if asked < 2*readersAtOnce || over < time.Second {
		return 0
	}
	return time.Duration(float64(over) / float64(asked) * float64(e.total-asked))
}

// partRead is of how many users the sessions are known, me among them.
func (m Model) partRead() string {
	return words.Of(len(m.everyone.heard)+1, len(m.directory.Users())) + " users"
}

// everyonePart is partRead where some were not heard and nobody is asking them.
func (m Model) everyonePart() string {
	if !m.everyone.on || m.everyone.shown() || len(m.everyone.heard)+1 >= len(m.directory.Users()) {
		return ""
	}
	return m.partRead()
}

// everyoneNote says, where nothing else is to be said, of whom the sessions on screen
// are and how old that is. In a small organisation all of it is as old as the header
// tells.
func (m Model) everyoneNote(s scene.Scene) string {
	page := s.Theme.Page
	if part := m.everyonePart(); part != "" && m.tab == sessionsTab {
		return page.Warn.On("The sessions of "+part+".") + page.Text.On(" ^r reads all.")
	}
	users := len(m.directory.Users())
	if !m.everyone.on || m.tab != sessionsTab || users <= othersAtOnce || m.everyone.shown() {
		return ""
	}
	with := map[string]bool{}
	for l := range s.Roster.All() {
		if l.Gone == "" && l.Owner() != "" {
			with[l.Owner()] = true
		}
	}
	text := words.Of(len(with), users) + " users have sessions"
	if m.width >= scene.SplitAt {
		text += ", read every 5m"
	}
	text += "; others read " + words.Clock(s.Now.Wall.Add(m.everyone.oldest-s.Now.Boot))
	if m.width >= 72 {
		text += " or later"
	}
	return page.Muted.On(text + ".")
}
