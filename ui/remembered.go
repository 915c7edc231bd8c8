package ui

import (
	"iter"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// Remembers is an API that can tell what an earlier run read. What it tells is on
// screen, marked with its age, until it has been read anew.
type Remembers interface {
	// Remembered is false where there is nothing.
	Remembered() (model.Remembered, bool)
	// Remember keeps whose key it is and what entities are called, as it was at a
	// moment of this run; names is called only where that is kept.
	Remember(owner model.KeyOwner, names func() []model.Entity, since model.Moment)
}

// remembered is what an earlier run read, as far as it is on screen.
type remembered struct {
	// read is when it was read; the zero time for nothing.
	read time.Time
	// into is filled with it.
	into *model.Directory
	// whole holds the lists of which it has all.
	whole map[listName]bool
	// owner is whose key it was; nil for nobody known.
	owner *keyOwner
}

// shown reports that what is on screen is what an earlier run read.
func (m Model) shown() bool { return !m.remembered.read.IsZero() && m.directoryRead.Wall.IsZero() }

type (
	// rememberedMsg brings what is remembered; its Read is the zero time for nothing.
	rememberedMsg struct{ model.Remembered }
	// rememberedPageMsg is a page of it, with the command for the next and that for
	// none; without them the list has come to its end.
	rememberedPageMsg struct {
		list listName
		// add is nil behind the last.
		add        func(*model.Directory, *model.Access)
		next, stop tea.Cmd
		// damaged is set where the list cannot be read: nothing of it counts.
		damaged bool
	}
)

// recall looks for what an earlier run read, before anything is asked of the API.
func (m Model) recall() tea.Cmd {
	api, can := m.remembers()
	if !can {
		return nil
	}
	return func() tea.Msg {
		r, _ := api.Remembered()
		return rememberedMsg{r}
	}
}

// recalled shows what an earlier run read, and reads it anew beside that.
func (m Model) recalled(msg rememberedMsg) (Model, tea.Cmd) {
	if msg.Read.IsZero() || m.reading.seq > 0 {
		return m.startReading()
	}
	m.remembered = remembered{read: msg.Read, into: m.directory, whole: map[listName]bool{}, owner: m.ownerOf(msg.Owner)}
	m.access.Reset()
	m, read := m.startReading()
	return m, tea.Batch(
		rememberPages(roleList, msg.Roles, adding((*model.Directory).AddRoles)),
		rememberPages(trustList, msg.Trusts, addTrusts),
		rememberNames(msg.Names),
		read,
	)
}

// rememberPages reads a list of an earlier run page by page, as readPages does with
// one of the API.
func rememberPages[T any](list listName, pages iter.Seq2[model.Page[T], error], add func(*model.Directory, *model.Access, []T)) tea.Cmd {
	next, stop := iter.Pull2(pages)
	leave := func() tea.Msg { stop(); return nil }
	var read tea.Cmd
	read = func() tea.Msg {
		page, err, more := next()
		if err != nil || !more {
			stop()
			return rememberedPageMsg{list: list, damaged: err != nil}
		}
		return rememberedPageMsg{
			list: list, next: read, stop: leave,
			add: func(d *model.Directory, a *model.Access) { add(d, a, page.Items) },
		}
	}
	return read
}

// rememberedPage takes a page in, unless the API was quicker with the list: nothing
// more of it is read then.
func (m Model) rememberedPage(msg rememberedPageMsg) (Model, tea.Cmd) {
	into := m.remembered.into
	switch {
	case into == nil || into != m.directory && (m.failed[msg.list] == nil || m.whole[msg.list]):
		return m, msg.stop
	case msg.damaged:
		return m.unremember().sync()
	case msg.add == nil:
		m.remembered.whole[msg.list] = true
		return m.sync()
	}
	msg.add(m.directory, m.access)
	m, synced := m.syncSoon()
	return m, tea.Batch(msg.next, synced)
}

// unremember drops all that an earlier run read, of which a part cannot be read: the
// rest would be shown as if it were all. What the API tells is shown as it arrives.
func (m Model) unremember() Model {
	m.remembered = remembered{}
	m.directory, m.policiesAsked = &model.Directory{}, map[string]bool{}
	if m.reading.active() {
		m.directory = m.reading.into
		for list, count := range m.reading.counts {
			m.whole[list] = count.Done && m.reading.failed[list] == nil
		}
	}
	m.access.Reset()
	return m.letGo()
}

// placeDue reports that my sessions are still to come, which tell my address where
// nobody said it: verdicts that rest on it are not known before.
func (m Model) placeDue() bool {
	if m.caller.SourceIP.IsValid() || m.deps.API == nil || !m.sessionsRead.Wall.IsZero() || m.sessionsErr != nil {
		return false
	}
	return m.sessionsAsked || m.iAmDue()
}

// iAmDue reports that who I am is still to come: my sessions are asked for then.
func (m Model) iAmDue() bool {
	failing := m.accountErr != nil || m.failed[userList] != nil || m.link.offline() || m.link.stopped
	return m.me.ID == "" && !failing && !m.unidentifiable()
}

// openPlaced says which roles are open to me once it can be known from where: before, it
// would be another number than a moment later.
func (m Model) openPlaced() string {
	if m.placeDue() && !m.deps.Storage {
		return "Open roles are counted once your sessions are read."
	}
	return m.openAsOf()
}
