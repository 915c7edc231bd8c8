package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// rememberingAPI is an organisation of which an earlier run read something.
type rememberingAPI struct {
	*fakeAPI
	read   time.Time
	before *fakeAPI
	owner  model.KeyOwner
	names  []model.Entity
	kept   *keptCalls
}

// keptCalls are what a dashboard handed to its API to be remembered.
type keptCalls struct {
	owners []model.KeyOwner
	names  []model.Entity
}

func (a rememberingAPI) Remembered() (model.Remembered, bool) {
	return model.Remembered{
		Read:   a.read,
		Roles:  pagesOf(context.Background(), a.before, callRoles, a.before.roles),
		Trusts: pagesOf(context.Background(), a.before, callTrusts, a.before.trusts),
		Owner:  a.owner, Names: func() []model.Entity { return a.names },
	}, !a.read.IsZero()
}

func (a rememberingAPI) Remember(owner model.KeyOwner, names func() []model.Entity, _ model.Moment) {
	a.kept.owners, a.kept.names = append(a.kept.owners, owner), names()
}

// remembering is a dashboard that was last used on the Monday before.
func remembering(t *testing.T) (*rig, *fakeAPI) {
	r := newRig(t)
	before := newFakeAPI(r.clock)
	before.roles = append(before.roles, model.Role{ID: "old", Name: "Deleted since", Type: model.RoleAssumable})
	r.m.deps.API = rememberingAPI{
		fakeAPI: r.api, read: r.clock.now.Wall.AddDate(0, 0, -4).Add(-5 * time.Hour), before: before, kept: &keptCalls{},
	}
	return r, before
}

func TestWhatTheLastRunReadIsShownWhileTheAPIIsNotThere(t *testing.T) {
	t.Parallel()
	r, _ := remembering(t)
	r.api.failAll(offline(), append(listCalls, callAccount, callSessions)...)
	r.start()
	r.press("2")
	r.shows("Deleted since", "Reader", "read Mon 09:03", "OFFLINE", "shown as read Mon 09:03.", "no trust")
	r.hides("trusts not readable", "nothing was read yet")
	r.api.failAll(nil, append(listCalls, callAccount, callSessions)...)
	r.press("ctrl+r")
	r.shows("Reader", "read 14:03")
	r.hides("Deleted since", "Mon 09:03")
}

func TestWhatTheLastRunReadGivesWayToTheAPI(t *testing.T) {
	t.Parallel()
	r, before := remembering(t)
	r.start()
	r.press("2")
	r.shows("Reader", "read 14:03")
	r.hides("Deleted since", "As read")
	if before.calls[callRoles] != 1 || r.api.calls[callRoles] != 1 {
		t.Errorf("read %d times from before, %d from the API", before.calls[callRoles], r.api.calls[callRoles])
	}
	if before.openLists != 0 {
		t.Errorf("%d lists are left open", before.openLists)
	}
}

// The API can be slower than everything that was remembered.
func TestWhatTheLastRunReadIsWholeBeforeTheAPIAnswers(t *testing.T) {
	t.Parallel()
	r, _ := remembering(t)
	r.send(tea.WindowSizeMsg{Width: 140, Height: 40})
	held := r.m.deps.API.(rememberingAPI)
	remembered, _ := held.Remembered()
	next, _ := r.m.Update(rememberedMsg{remembered}) // what it asks of the API is not answered
	r.m = next.(Model)
	r.run(rememberPages(roleList, remembered.Roles, adding((*model.Directory).AddRoles)))
	r.press("2")
	r.shows("Deleted since", "reading its trusts", "As read Mon 09:03; reading again: 0s, roles asked for, trusts asked for")
	r.run(rememberPages(trustList, remembered.Trusts, addTrusts))
	r.shows("Deleted since", "no trust", "As read Mon 09:03")
	r.hides("reading its trusts")
}

func TestNothingRememberedIsReadAtOnce(t *testing.T) {
	t.Parallel()
	r, _ := remembering(t)
	r.m.deps.API = rememberingAPI{fakeAPI: r.api, before: newFakeAPI(r.clock), kept: &keptCalls{}}
	r.start()
	r.press("2")
	r.shows("Reader", "read 14:03")
}

// A list that begins to arrive is shown at once, although the screens were brought up
// to date in the same moment; what follows waits.
func TestTheFirstRowsOfAListAreShownAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.send(tea.WindowSizeMsg{Width: 140, Height: 40})
	m, _ := r.m.startReading() // nothing of it is answered
	m, _ = m.sync()
	arrives := func(name string) string {
		next, _ := m.Update(pageReadMsg{
			seq: m.reading.seq, list: roleList, count: 1,
			add: func(d *model.Directory, _ *model.Access) {
				d.AddRoles([]model.Role{{ID: name, Name: name, Type: model.RoleAssumable}})
			},
		})
		m = next.(Model)
		return m.View()
	}
	if view := arrives("Auditor"); !strings.Contains(view, "Auditor") {
		t.Errorf("the first row is not there:\n%s", view)
	}
	if view := arrives("Reader"); strings.Contains(view, "Reader") || !m.stale {
		t.Errorf("each page costs the screens' work:\n%s", view)
	}
}

// Of a list that breaks off nothing is shown, nor of the other one: roles whose trusts
// are missing in part would look closed.
func TestAListThatBreaksOffIsNotRemembered(t *testing.T) {
	t.Parallel()
	for _, list := range []string{callRoles, callTrusts} {
		r, before := remembering(t)
		before.pageSize, before.cutAt[list] = 1, 1
		before.failAll(offline(), list)
		r.api.failAll(offline(), append(listCalls, callAccount, callSessions)...)
		r.start()
		r.press("2")
		r.shows("OFFLINE")
		r.hides("Deleted since", "Reader", "Mon 09:03", "no trust", "This organisation has no roles")
		r.api.failAll(nil, append(listCalls, callAccount, callSessions)...)
		r.press("ctrl+r")
		r.shows("Reader", "read 14:03")
	}
}

// What the API told meanwhile is shown in the place of a list that breaks off.
func TestWhatTheAPIToldTakesThePlaceOfAListThatBreaksOff(t *testing.T) {
	t.Parallel()
	r, _ := remembering(t)
	r.send(tea.WindowSizeMsg{Width: 140, Height: 40})
	held, _ := r.m.deps.API.(rememberingAPI).Remembered()
	m, _ := r.m.recalled(rememberedMsg{held})
	arrives := pageReadMsg{seq: m.reading.seq, list: roleList, count: 1, add: func(d *model.Directory, _ *model.Access) {
		d.AddRoles([]model.Role{{ID: "new", Name: "Auditor", Type: model.RoleAssumable}})
	}}
	for _, msg := range []tea.Msg{arrives, listReadMsg{seq: m.reading.seq, list: roleList}, rememberedPageMsg{list: trustList, damaged: true}} {
		next, _ := m.Update(msg)
		m = next.(Model)
	}
	if m.shown() || !m.whole[roleList] || m.whole[trustList] || !strings.Contains(m.View(), "Auditor") {
		t.Errorf("whole are %v:\n%s", m.whole, m.View())
	}
}

// A list that the API was quicker with is not read on.
func TestWhatTheAPIWasQuickerWithIsNotReadOn(t *testing.T) {
	t.Parallel()
	r, before := remembering(t)
	before.pageSize = 1
	held, _ := r.m.deps.API.(rememberingAPI).Remembered()
	page := rememberPages(roleList, held.Roles, adding((*model.Directory).AddRoles))().(rememberedPageMsg)
	if before.openLists != 1 {
		t.Fatalf("%d lists are open", before.openLists)
	}
	if _, stop := r.m.rememberedPage(page); stop == nil || stop() != nil || before.openLists != 0 {
		t.Errorf("%d lists are left open", before.openLists)
	}
}

// How old the rows are stands beside a filter as well.
func TestTheAgeStaysWhileAFilterIsOn(t *testing.T) {
	t.Parallel()
	for width, want := range map[int]string{
		80: "/ re│  1 of 4  As read Mon 09:03; reading again", 60: "/ re│  1 of 4  As read Mon 09:03; reading again",
		44: "/ re│  1 of 4  As read Mon 09:03",
	} {
		r, _ := remembering(t)
		r.hold = func(msg tea.Msg) bool {
			_, page := msg.(pageReadMsg)
			_, list := msg.(listReadMsg)
			return page || list
		}
		r.send(tea.WindowSizeMsg{Width: width, Height: 24})
		r.send(startMsg{})
		r.press("2", "/", "r", "e")
		r.shows(want)
		r.press("enter")
		r.shows(strings.Replace(want, "re│", "re ", 1))
		r.release()
		r.hides("As read")
	}
}

// Which roles are open depends on where I am, which my sessions tell.
func TestOpenRolesAreNotCountedBeforeItIsKnownFromWhere(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, forbidden()} {
		r, _ := remembering(t)
		r.hold = func(msg tea.Msg) bool { _, account := msg.(accountReadMsg); return account }
		r.start()
		r.press("2")
		r.shows("Open roles are counted once your sessions are read.")
		r.release()
		r.hides("counted once")

		r, _ = remembering(t)
		r.hold = func(msg tea.Msg) bool { _, sessions := msg.(sessionsReadMsg); return sessions }
		r.api.failAll(err, callSessions)
		r.start()
		r.press("2")
		r.shows("Open roles are counted once your sessions are read.")
		r.hides("open to you")
		r.release()
		r.hides("counted once")
		if err == nil {
			r.shows("open to you")
		}
	}
}
