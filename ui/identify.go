package ui

import (
	"context"
	"net/netip"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/identity"
)

type (
	accountReadMsg struct {
		seq     int
		account model.Account
		err     error
	}
	// organizationReadMsg brings the organisation that a key sees, alone if it sees
	// no other one.
	organizationReadMsg struct {
		seq   int
		org   model.Organization
		alone bool
	}
	groupsOfMeReadMsg struct {
		seq    int
		userID string
		groups []model.Group
		err    error
	}
)

// readIdentity asks whose key this is, and for the organisation's name.
func (m Model) readIdentity(ctx context.Context) tea.Cmd {
	if m.deps.Storage {
		return nil
	}
	api, seq := m.deps.API, m.reading.seq
	account := func() tea.Msg {
		a, err := api.Account(ctx)
		return accountReadMsg{seq: seq, account: a, err: err}
	}
	organization := func() tea.Msg {
		orgs, err := api.Organizations(ctx)
		if err != nil || len(orgs) == 0 {
			// The header would name it, and the ledger tells whose trusts are whose; both
			// do without.
			return organizationReadMsg{seq: seq}
		}
		return organizationReadMsg{seq: seq, org: orgs[0], alone: len(orgs) == 1}
	}
	return tea.Batch(account, organization)
}

func (m Model) accountAnswered(msg accountReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.reading.seq {
		return m, nil
	}
	m.accountRead, m.accountErr = true, msg.err
	var doubted tea.Cmd
	switch {
	case msg.err == nil:
		m.account = msg.account
		m, doubted = m.doubt()
	case unreachable(msg.err):
		m = m.retryLater(msg.err)
	default:
		m = m.noteRefusedKey(msg.err)
	}
	m, cmd := m.identify()
	m, synced := m.sync()
	return m, tea.Batch(doubted, cmd, synced)
}

func (m Model) organizationAnswered(msg organizationReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.reading.seq || msg.org.ID == "" {
		return m, nil
	}
	m.org, m.orgID = msg.org, ""
	if msg.alone {
		m.orgID = msg.org.ID
	}
	m, doubted := m.recallDeleted().doubt()
	m, keep := m.keepOwner()
	return m, tea.Batch(doubted, keep)
}

// identify finds out who I am, with what is known so far: the user that was
// named, or the user with the account's e-mail address. It is never guessed:
// where neither is known, the person is asked.
func (m Model) identify() (Model, tea.Cmd) {
	before := m.me.ID
	dir := m.reading.into
	if m.me.ID == "" && m.account.Email != "" {
		if u, ok := m.userOfAccount(dir); ok {
			m.me = u
		}
	}
	if u, ok := dir.User(m.me.ID); ok {
		m.me = u
	}
	m = m.membership()
	if m.me.ID == "" && m.unidentifiable() {
		m = m.disown()
	}
	if m.me.ID == "" && !m.whoAsked && !m.deps.Storage && m.unidentifiable() && !m.covered() && !m.captured() {
		m.whoAsked = true
		m.identity = identity.New(m.identityReason())
	}
	m, groups := m.askMyGroups()
	m, closing := m.startRenewals()
	m, keep := m.keepOwner()
	if m.me.ID == "" || m.me.ID == before {
		return m, tea.Batch(groups, closing, keep)
	}
	m, doubted := m.doubt()
	if !m.everyone.on {
		// Of what was kept, some may be another's.
		m.roster.KeepUser(m.me.ID)
	}
	m, ask := m.askSessions()
	return m, tea.Batch(groups, closing, keep, doubted, ask)
}

// userOfAccount is the user with the account's e-mail address, once all users
// are known: before that, one could be taken for the only one.
func (m Model) userOfAccount(dir *model.Directory) (model.User, bool) {
	if !m.counted(userList) {
		return model.User{}, false
	}
	return dir.UserByEmail(m.account.Email)
}

// counted reports that a list arrived whole.
func (m Model) counted(list listName) bool {
	return m.reading.counts[list].Done && m.reading.failed[list] == nil
}

// unidentifiable reports that reading on will not tell who I am.
func (m Model) unidentifiable() bool {
	if !m.accountRead || !m.reading.counts[userList].Done || m.link.offline() || m.link.stopped {
		return false
	}
	return answered(m.accountErr) && answered(m.reading.failed[userList])
}

func (m Model) identityReason() string {
	switch {
	case !m.accountRead:
		return "Whose key this is has not been read yet."
	case refused(m.accountErr):
		return "This key may not read its own account."
	case m.accountErr != nil:
		return "Whose key this is could not be read."
	case m.account.Email == "":
		return "The account of this key has no e-mail address."
	case refused(m.reading.failed[userList]):
		return "This key belongs to " + m.account.Email + ", and may not list users."
	case !m.counted(userList):
		return "This key belongs to " + m.account.Email + "; the users are not read yet."
	default:
		return "No single user has the account's address " + m.account.Email + "."
	}
}

// membership notes which groups I am in, once the list of groups is whole.
func (m Model) membership() Model {
	if m.me.ID == "" {
		return m
	}
	known := m.caller.GroupsKnown
	if m.counted(groupList) {
		m.caller.GroupIDs, known = m.reading.into.GroupsOf(m.me.ID), true
	}
	if known != m.caller.GroupsKnown || m.caller.UserID != m.me.ID {
		m.access.Reset()
	}
	m.caller.UserID, m.caller.GroupsKnown = m.me.ID, known
	return m
}

// askMyGroups asks for my groups alone where the list of all is refused.
func (m Model) askMyGroups() (Model, tea.Cmd) {
	if m.me.ID == "" || m.caller.GroupsKnown || m.groupsAsked == m.reading.seq || m.reading.failed[groupList] == nil {
		return m, nil
	}
	m.groupsAsked = m.reading.seq
	api, seq, id := m.deps.API, m.reading.seq, m.me.ID
	return m, func() tea.Msg {
		groups, err := api.UserGroups(context.Background(), id)
		return groupsOfMeReadMsg{seq: seq, userID: id, groups: groups, err: err}
	}
}

func (m Model) groupsOfMeAnswered(msg groupsOfMeReadMsg) (Model, tea.Cmd) {
	if msg.seq != m.reading.seq || msg.userID != m.me.ID || msg.err != nil {
		return m.noteRefusedKey(msg.err), nil
	}
	m.caller.GroupIDs, m.caller.GroupsKnown = map[string]bool{}, true
	for _, g := range msg.groups {
		m.caller.GroupIDs[g.ID] = true
	}
	m.access.Reset()
	m, keep := m.keepOwner()
	m, synced := m.sync()
	return m, tea.Batch(keep, synced)
}

// iAm takes the person's word for who they are.
func (m Model) iAm(userID string) (Model, tea.Cmd) {
	m.identity = nil
	m.me = model.User{ID: userID}
	// Nothing of the person before stays.
	m.caller = model.Caller{UserID: userID, SourceIP: m.deps.SourceIP}
	m.groupsAsked = 0
	m.access.Reset()
	if !m.everyone.on {
		m.roster.KeepUser(userID)
	}
	if u, ok := m.directory.User(userID); ok {
		m.me = u
	}
	m, closing := m.membership().startRenewals()
	m, groups := m.askMyGroups()
	m, ask := m.askSessions()
	m, synced := m.sync()
	return m, tea.Batch(closing, groups, ask, synced)
}

// locate takes my address from the newest of my sessions, unless it was said:
// no other answer of the API tells it.
func (m Model) locate() Model {
	if m.deps.SourceIP.IsValid() {
		return m
	}
	var newest model.LiveSession
	for l := range m.roster.All() {
		if l.UserID == m.me.ID && l.SourceIP != "" && l.Assumed.After(newest.Assumed) {
			newest = l
		}
	}
	addr, err := netip.ParseAddr(newest.SourceIP)
	if err == nil && addr != m.caller.SourceIP {
		m.caller.SourceIP = addr
		m.access.Reset()
	}
	return m
}
