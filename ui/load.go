package ui

import (
	"context"
	"iter"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
)

// listName names a list that is read, as people call it.
type listName string

const (
	roleList   listName = "roles"
	trustList  listName = "role trusts"
	userList   listName = "users"
	groupList  listName = "groups"
	issuerList listName = "OIDC issuers"
)

// directoryLists are read side by side, and anew with every refresh.
var directoryLists = [...]listName{roleList, trustList, userList, groupList, issuerList}

// reading is one pass over the organisation's lists. Its pages go to the
// directory as they arrive the first time, and to a new one afterwards, which
// takes the old one's place when it is whole.
type reading struct {
	seq     int
	cancel  context.CancelFunc
	started model.Moment
	// into is filled; it is the directory on screen during the first reading.
	into   *model.Directory
	counts map[listName]scene.Count
	failed map[listName]error
	open   int
}

// active reports that lists are still being read.
func (r reading) active() bool { return r.open > 0 }

type (
	// pageReadMsg is a page of a list.
	pageReadMsg struct {
		seq   int
		list  listName
		add   func(*model.Directory, *model.Access)
		count int
		total int
		next  tea.Cmd
	}
	// listReadMsg ends a list; err is nil when all of it arrived.
	listReadMsg struct {
		seq  int
		list listName
		err  error
	}
)

// readLists starts reading every list of the directory.
func readLists(ctx context.Context, api API, seq int) tea.Cmd {
	return tea.Batch(
		readPages(seq, roleList, api.Roles(ctx), adding((*model.Directory).AddRoles)),
		readPages(seq, trustList, api.Trusts(ctx), addTrusts),
		readPages(seq, userList, api.Users(ctx), adding((*model.Directory).AddUsers)),
		readPages(seq, groupList, api.Groups(ctx), adding((*model.Directory).AddGroups)),
		readPages(seq, issuerList, api.Issuers(ctx), adding((*model.Directory).AddIssuers)),
	)
}

// adding takes in a page that no verdict rests on.
func adding[T any](add func(*model.Directory, []T)) func(*model.Directory, *model.Access, []T) {
	return func(d *model.Directory, _ *model.Access, items []T) { add(d, items) }
}

// addTrusts takes in a page of trusts; the verdicts on their roles are judged
// anew.
func addTrusts(d *model.Directory, a *model.Access, trusts []model.Trust) {
	d.AddTrusts(trusts)
	for _, t := range trusts {
		a.Forget(t.RoleID)
	}
}

// readPages reads a list page by page. Each page is a message of its own that
// brings the command for the next, so that the screen sets the pace.
func readPages[T any](seq int, list listName, pages iter.Seq2[model.Page[T], error], add func(*model.Directory, *model.Access, []T)) tea.Cmd {
	var next func() (model.Page[T], error, bool)
	var stop func()
	var read tea.Cmd
	read = func() tea.Msg {
		if next == nil {
			next, stop = iter.Pull2(pages)
		}
		page, err, more := next()
		if err != nil || !more {
			stop()
			return listReadMsg{seq: seq, list: list, err: err}
		}
		return pageReadMsg{
			seq: seq, list: list, count: len(page.Items), total: page.Total, next: read,
			add: func(d *model.Directory, a *model.Access) { add(d, a, page.Items) },
		}
	}
	return read
}

// startReading reads the organisation anew. What is on screen stays until the
// new reading is whole.
func (m Model) startReading() (Model, tea.Cmd) {
	if m.reading.cancel != nil {
		m.reading.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	into := m.directory
	if len(into.Roles()) > 0 || len(into.Trusts()) > 0 || len(into.Users()) > 0 || into == m.remembered.into {
		into = &model.Directory{}
		into.After(m.directory)
	}
	m.directoryNext = m.now.Boot + directoryEvery
	m.reading = reading{
		seq: m.reading.seq + 1, cancel: cancel, started: m.now, into: into,
		counts: map[listName]scene.Count{}, failed: map[listName]error{}, open: len(directoryLists),
	}
	return m, tea.Batch(readLists(ctx, m.deps.API, m.reading.seq), m.readIdentity(ctx))
}

// pageRead takes a page into the directory and asks for the next.
func (m Model) pageRead(msg pageReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.reading.seq {
		// A reading that was given up: its next step ends and clears up.
		return m, msg.next
	}
	switch msg.list {
	case roleList:
		m.reading.into.ExpectRoles(msg.total)
	case trustList:
		m.reading.into.ExpectTrusts(msg.total)
	}
	msg.add(m.reading.into, m.access)
	count := m.reading.counts[msg.list]
	count.Have += msg.count
	count.Total = max(msg.total, count.Have)
	m.reading.counts[msg.list] = count
	m, cmd := m.identify()
	m, synced := m.syncSoon()
	return m, tea.Batch(msg.next, cmd, synced)
}

// listRead ends a list, and with the last one the reading.
func (m Model) listRead(msg listReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.reading.seq {
		return m, nil
	}
	count := m.reading.counts[msg.list]
	count.Done = true
	m.reading.counts[msg.list] = count
	m.reading.open--
	switch {
	case msg.err != nil:
		m.reading.failed[msg.list] = msg.err
	case m.reading.into == m.directory:
		m.whole[msg.list] = true
	}
	if m.reading.active() {
		m, cmd := m.identify()
		m, synced := m.sync()
		return m, tea.Batch(cmd, synced)
	}
	return m.readingDone()
}

// readingDone puts the new directory in the place of the old one. A list that
// failed keeps what was known of it.
func (m Model) readingDone() (Model, tea.Cmd) {
	m.reading.into.Share()
	if m.reading.into != m.directory {
		keepFailed(m.reading.into, m.directory, m.reading.failed)
		keepNames(m.reading.into, m.directory, m.reading.failed)
		keepPolicies(m.reading.into, m.directory, m.policiesAsked)
		m.directory = m.reading.into
		m = m.letGo()
	}
	m.access.Reset()
	m.readOnce, m.failed = true, m.reading.failed
	for _, list := range directoryLists {
		m.whole[list] = m.whole[list] || m.failed[list] == nil
	}
	if m.failed[roleList] == nil && m.failed[trustList] == nil {
		m.directoryRead = m.reading.started
		m.remembered.into = nil // nothing more of it is shown, and it takes room
	}
	m = m.noteReading().sayLeftOut()
	m, cmd := m.identify()
	m, synced := m.sync()
	return m, tea.Batch(cmd, synced)
}

// known are the lists of which the last reading brought all, so that what they
// lack does not exist.
func (m Model) known() model.Known {
	return model.Known{Roles: m.all(roleList), Users: m.all(userList), Groups: m.all(groupList), Issuers: m.all(issuerList)}
}

// all reports that the last reading brought all of a list.
func (m Model) all(list listName) bool { return m.readOnce && m.whole[list] && m.failed[list] == nil }

// keepPolicies takes along the policies that were asked for one by one, where
// the list does not tell them.
func keepPolicies(into, before *model.Directory, asked map[string]bool) {
	kept := map[string][]model.Policy{}
	for id := range asked {
		known, _ := before.Role(id)
		if anew, ok := into.Role(id); ok && len(anew.Policies) == 0 {
			kept[id] = known.Policies
		}
	}
	if len(kept) > 0 {
		into.SetPolicies(kept)
	}
}

// keepNames takes along what an earlier run called entities, while a list that tells
// it may yet be read.
func keepNames(into, before *model.Directory, failed map[listName]error) {
	for _, list := range [...]listName{userList, groupList, issuerList} {
		if !answered(failed[list]) {
			into.TakeNames(before)
		}
	}
}

// keepFailed takes the lists that failed from the directory before.
func keepFailed(into, before *model.Directory, failed map[listName]error) {
	take := map[listName]func(*model.Directory){
		roleList: into.TakeRoles, trustList: into.TakeTrusts, userList: into.TakeUsers,
		groupList: into.TakeGroups, issuerList: into.TakeIssuers,
	}
	for list := range failed {
		take[list](before)
	}
}
