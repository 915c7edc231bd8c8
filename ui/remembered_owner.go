package ui

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// nameList are the names of an earlier run; no API has a list of them.
const nameList listName = "names"

// remembers is the API, where it remembers anything.
func (m Model) remembers() (Remembers, bool) {
	api := m.deps.API
	if k, ok := api.(keeping); ok {
		api = k.API
	}
	remembers, can := api.(Remembers)
	return remembers, can
}

// rememberNames reads the names of an earlier run: they come in one go, and are few
// beside the trusts that they belong to.
func rememberNames(names func() []model.Entity) tea.Cmd {
	if names == nil {
		return nil
	}
	return func() tea.Msg {
		named := names()
		return rememberedPageMsg{list: nameList, add: func(d *model.Directory, _ *model.Access) { d.AddNames(named) }}
	}
}

// keyOwner is whose key it was in an earlier run, with the ids of the groups as a set.
type keyOwner struct {
	model.KeyOwner
	groups map[string]bool
}

// ownerBefore is that; the zero value for nobody known.
func (m Model) ownerBefore() keyOwner {
	if m.remembered.owner == nil {
		return keyOwner{}
	}
	return *m.remembered.owner
}

// takenFor is who I am as screens see it: as far as the API has not told, whom an
// earlier run knew. What I may by my groups is taken from it only while the lists are
// those of that run as well: it has their age then.
func (m Model) takenFor() (model.User, model.Caller) {
	me, caller, owner := m.me, m.caller, m.ownerBefore()
	switch {
	case owner.User.ID == "" || me.ID != "" && me.ID != owner.User.ID:
		return me, caller
	case me.ID == "" || me.DisplayName() == me.ID:
		me, caller.UserID = owner.User, owner.User.ID
	}
	if !caller.GroupsKnown && owner.GroupsKnown && m.shown() {
		caller.GroupIDs, caller.GroupsKnown = owner.groups, true
	}
	return me, caller
}

// meRemembered reports that an earlier run alone knew who I am.
func (m Model) meRemembered() bool { return m.me.ID == "" && m.ownerBefore().User.ID != "" }

// ownerOf is the owner that an earlier run knew, as far as it can be that of this one.
// Who was named then, and not found out, counts only where the same is named again.
func (m Model) ownerOf(owner model.KeyOwner) *keyOwner {
	if named := m.deps.UserID; owner.Said && named != owner.User.ID || named != "" && named != owner.User.ID {
		owner.User, owner.GroupIDs, owner.GroupsKnown = model.User{}, nil, false
	}
	before := &keyOwner{owner, map[string]bool{}}
	for _, id := range owner.GroupIDs {
		before.groups[id] = true
	}
	return before
}

// owner is whose key it is, as far as it is known now, without the ids of groups.
func (m Model) owner() model.KeyOwner {
	return model.KeyOwner{
		User: m.me, Said: m.account.Email == "" || !strings.EqualFold(m.me.Email, m.account.Email),
		Email: m.account.Email, Organization: m.org, Alone: m.orgID != "", GroupsKnown: m.caller.GroupsKnown,
	}
}

// ownerKept is what was handed to the cache last of whose key it is.
type ownerKept struct {
	// busy is set until that is done.
	busy bool
	seq  int
	user, email,
	organization string
	alone, groups bool
}

// ownerKeptMsg says that the cache has taken it.
type ownerKeptMsg struct{}

// keepOwner keeps for the next run whose key it is and what entities are called, once
// the lists that tell it were read; and again when more of it is known.
func (m Model) keepOwner() (Model, tea.Cmd) {
	api, can := m.remembers()
	last := m.ownerKept
	if !can || last != nil && last.busy || !m.ownerRead() {
		return m, nil
	}
	owner, since := m.owner(), m.directoryRead
	now := ownerKept{
		seq: m.reading.seq, user: owner.User.ID, email: owner.Email,
		organization: owner.Organization.ID, alone: owner.Alone, groups: owner.GroupsKnown,
	}
	if last != nil && now == *last {
		return m, nil
	}
	now.busy = true
	m.ownerKept = &now
	owner.GroupIDs = slices.Sorted(maps.Keys(m.caller.GroupIDs))
	names := m.directory.Snapshot().Names
	return m, func() tea.Msg {
		api.Remember(owner, names, since)
		return ownerKeptMsg{}
	}
}

// ownerRead reports that all that tells whose key it is was read or refused: what
// could not be read stays as it was kept.
func (m Model) ownerRead() bool {
	if m.reading.active() || m.directoryRead.Wall.IsZero() || m.directoryRead.Boot != m.reading.started.Boot || !m.accountRead {
		return false
	}
	return answered(m.accountErr) && answered(m.failed[userList]) && answered(m.failed[groupList]) && answered(m.failed[issuerList])
}

func (m Model) ownerTaken() (Model, tea.Cmd) {
	last := *m.ownerKept
	last.busy = false
	m.ownerKept = &last
	return m.keepOwner()
}

// doubt compares whose key it is by the API with whose it was in an earlier run.
// Where that was somebody else, all that is remembered goes at once, and everything is
// read anew, unless it was already.
func (m Model) doubt() (Model, tea.Cmd) {
	before := m.ownerBefore()
	switch {
	case !before.DiffersFrom(m.owner()):
		return m, nil
	case !m.shown():
		return m.disown(), nil
	}
	m.remembered = remembered{}
	m.directory, m.failed, m.whole = &model.Directory{}, nil, map[listName]bool{}
	m.policiesAsked = map[string]bool{}
	m.readOnce, m.directoryRead = false, model.Moment{}
	m.access.Reset()
	m = m.letGo()
	m.status = m.say(plain, "Not "+cmp.Or(before.Email, before.User.DisplayName(), before.Organization.Name, before.Organization.ID)+"'s key any more: ", "read anew.")
	m, read := m.startReading()
	m, synced := m.sync()
	return m, tea.Batch(read, synced)
}

// disown gives up whose key it was in an earlier run: the API was asked, and does not
// tell.
func (m Model) disown() Model {
	if m.remembered.owner != nil {
		m.remembered.owner = nil
		m.access.Reset()
	}
	return m
}

// ofEarlier marks what an earlier run knew, and this one does not know yet.
const ofEarlier = " (remembered)"

// whoRemembered is whose key it was in an earlier run, while nothing else tells; empty
// for nothing.
func (m Model) whoRemembered() string {
	me, _ := m.takenFor()
	if cmp.Or(m.me.Email, m.account.Email, m.me.Name) != "" {
		return ""
	}
	return cmp.Or(me.Email, m.ownerBefore().Email, me.Name)
}

// firstNameCell is who I am beside the tabs.
func (m Model) firstNameCell() string {
	if m.whoRemembered() == "" {
		return firstWord(m.me.DisplayName())
	}
	me, _ := m.takenFor()
	return firstWord(cmp.Or(me.Name, m.whoRemembered())) + ofEarlier
}
