package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/assume"
	"actas/ui/browse"
	"actas/ui/copyas"
	"actas/ui/filter"
	"actas/ui/firstrun"
	"actas/ui/identity"
	"actas/ui/leave"
	"actas/ui/palette"
	"actas/ui/profiles"
	"actas/ui/roles"
	"actas/ui/scene"
	"actas/ui/sessions"
	"actas/ui/trustform"
	"actas/ui/trusts"
)

// Update is the table of contents of what can happen.
func (m Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m = m.lookAtClocks()
	var cmds [5]tea.Cmd
	m, cmds[0] = m.noticeSuspend()
	m, cmds[1] = m.followEngine()
	m, cmds[2] = m.handle(msg)
	m, cmds[3] = m.catchUp(m.tab)
	m, cmds[4] = m.dropAlert().tellUnkept().retitle()
	return m, tea.Batch(cmds[:]...)
}

func (m Model) handle(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case startMsg:
		return m.start()
	case tea.WindowSizeMsg:
		return m.resize(msg)
	case tea.KeyMsg:
		return m.typed(msg)
	case tea.ResumeMsg:
		return m.resumed()
	case tea.FocusMsg:
		return m.focused()
	case tickMsg:
		return m.tick(msg)
	case filter.MatchedMsg, browse.OrderedMsg:
		return m.matched(msg)
	case trusts.AuditedMsg:
		var cmd tea.Cmd
		m.trusts, cmd = m.trusts.Update(msg, m.scene())
		return m, cmd
	case browse.GatheredMsg:
		return m.gathered(msg)
	}
	return m.answer(msg)
}

// answer takes in what the API tells, and what was kept of it.
func (m Model) answer(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case pageReadMsg:
		return m.pageRead(msg)
	case listReadMsg:
		return m.listRead(msg)
	case rememberedMsg:
		return m.recalled(msg)
	case rememberedPageMsg:
		return m.rememberedPage(msg)
	case ownerKeptMsg:
		return m.ownerTaken()
	case accountReadMsg:
		return m.accountAnswered(msg)
	case organizationReadMsg:
		return m.organizationAnswered(msg)
	case groupsOfMeReadMsg:
		return m.groupsOfMeAnswered(msg)
	case sessionsReadMsg:
		return m.sessionsAnswered(msg)
	case keptFoundMsg:
		return m.keptFound(msg)
	case keptReadMsg:
		return m.keptRead(msg)
	case othersReadMsg:
		return m.othersAnswered(msg)
	case policiesReadMsg:
		return m.policiesAnswered(msg)
	case policiesDueMsg:
		return m.policiesDue(msg)
	}
	return m.besides(msg)
}

// besides takes in what this machine tells: its files, a key, the clipboard, a shell.
func (m Model) besides(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case activityReadMsg:
		return m.activityRead(msg)
	case contextsReadMsg:
		return m.contextsRead(msg)
	case favouritesReadMsg:
		return m.favouritesAnswered(msg)
	case favouritesKeptMsg:
		return m.favouritesKept(msg)
	case claimsReadMsg:
		return m.claimsRead(msg)
	case connectedMsg:
		return m.connected(msg)
	case keyTriedMsg:
		return m.keyTried(msg)
	case keyKeptMsg:
		m, cmd := m.keyKept(msg)
		return m.answered(cmd)
	case copiedMsg:
		return m.copied(msg)
	case shellEndedMsg:
		return m.shellEnded(msg)
	}
	return m.deed(msg)
}

// deed takes in what became of something that was done to sessions and trusts.
func (m Model) deed(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case assumedMsg:
		m, cmd := m.assumed(msg)
		return m.noted(msg.unkept, msg.err, cmd)
	case revokedMsg:
		m, cmd := m.revoked(msg)
		return m.noted(msg.unkept, msg.err(), cmd)
	case trustSavedMsg:
		m, cmd := m.trustSaved(msg)
		return m.noted(msg.unkept, msg.err, cmd)
	case trustDeletedMsg:
		m, cmd := m.trustDeleted(msg)
		return m.noted(msg.unkept, msg.err, cmd)
	case trustRestoredMsg:
		m, cmd := m.trustRestored(msg)
		return m.noted(msg.unkept, msg.err, cmd)
	case renewedMsg:
		return m.renewed(msg)
	case heirsMsg:
		return m.heirsTold(msg), nil
	case autoSetMsg:
		return m.autoSet(msg)
	case alertedMsg:
		return m.alerted(msg)
	case leftMsg:
		return m.left(msg)
	}
	return m.request(msg)
}

// request carries out what a screen asks of the root.
func (m Model) request(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case scene.CopyMsg:
		return m.copyText(msg)
	case sessions.CopyAsMsg:
		return m.copySessionAs(msg.Session)
	case trusts.CopyAsMsg:
		return m.copyTrustAs(msg.Trust)
	case sessions.ShellMsg:
		return m.openShell(msg.Session)
	case scene.CloseMsg:
		return m.closePage()
	case scene.SayMsg:
		m.status = m.say(plain, msg.Text, "")
		return m, nil
	case sessions.RevokeMsg:
		return m.revoke(msg.Sessions)
	case sessions.RenewMsg:
		return m.renew(msg.Sessions)
	case sessions.AutoMsg:
		return m.setAuto(msg.Sessions, msg.On)
	case sessions.EveryoneMsg:
		return m.toggleEveryone()
	case sessions.AssumeMsg:
		return m.show(rolesTab)
	case roles.AssumeMsg:
		return m.openAssume(msg.RoleID, "")
	case roles.TrustsMsg:
		return m.showTrustsOf(msg.Role)
	case roles.FavouriteMsg:
		return m.favourite(msg.RoleID)
	case roles.OpenedMsg:
		return m, m.readPoliciesSoon(msg.RoleID)
	}
	return m.trustRequest(msg)
}

// trustRequest carries out what is to be done to or through trusts.
func (m Model) trustRequest(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case trusts.AssumeMsg:
		return m.openAssume(msg.RoleID, msg.TrustID)
	case trusts.NewMsg:
		return m.openTrustForm(trustform.Options{RoleID: msg.RoleID})
	case roles.NewTrustMsg:
		return m.openTrustForm(trustform.Options{RoleID: msg.RoleID})
	case trusts.EditMsg:
		return m.openTrustForm(trustform.Options{Trust: &msg.Trust})
	case trustform.SubmitMsg:
		return m.submitTrust(msg)
	case trusts.DeleteMsg:
		return m.deleteTrust(msg.Trust)
	case trusts.RestoreMsg:
		return m.restoreTrust(msg.Deleted)
	}
	return m.pageRequest(msg)
}

// overlayRequest carries out what an overlay asks of the root.
func (m Model) overlayRequest(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case assume.SubmitMsg:
		return m.submitAssume(msg)
	case assume.ReadTokenMsg:
		return m, m.readClaims(msg.File)
	case assume.CloseMsg:
		m.assume = nil
		m.assumeSeq++
		return m.sync()
	case identity.ChosenMsg:
		return m.iAm(msg.UserID)
	case identity.CloseMsg:
		m.identity = nil
		return m, nil
	case palette.RunMsg:
		return m.runFromPalette(msg)
	case palette.CloseMsg:
		m.palette = nil
		return m, nil
	case copyas.CloseMsg:
		m.copyAs = nil
		return m, nil
	case profiles.ChosenMsg:
		return m.switchProfile(msg.Name)
	case profiles.CloseMsg:
		m.profiles = nil
		return m, nil
	case leave.RevokeMsg, leave.KeepMsg, leave.StayMsg:
		return m.leaveRequest(msg)
	}
	return m.firstRunRequest(msg)
}

// firstRunRequest carries out what is asked where there is no key yet.
func (m Model) firstRunRequest(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case firstrun.DemoMsg:
		return m, startDemo(m.deps.StartDemo)
	case firstrun.TryMsg:
		return m, m.tryKey(msg)
	case firstrun.UseMsg:
		return m, connect(m.deps.Connect, msg.Key)
	case firstrun.KeepMsg:
		return m.keepKey(msg)
	}
	return m.awsMessage(msg)
}

// start begins reading, once the first frame is on its way.
func (m Model) start() (Model, tea.Cmd) {
	m.pressedAt = m.now.Boot
	if m.deps.API == nil {
		return m.wake()
	}
	// Bubble Tea holds the model that it began with until the end. That one's directory
	// stays empty, or it would outlive those that take its place.
	m.directory = &model.Directory{}
	m, closing := m.sayInside().startRenewals()
	m, favourites := m.readFavourites()
	read := m.recall()
	if read == nil {
		m, read = m.startReading()
	}
	m, ask := m.askSessions()
	m, past := m.readLedger()
	m, wake := m.sayNotice().wake()
	return m, tea.Batch(closing, favourites, m.findKept(), read, ask, past, wake)
}

func (m Model) resize(msg tea.WindowSizeMsg) (Model, tea.Cmd) {
	m.width, m.height = max(0, msg.Width), max(0, msg.Height)
	s := m.scene()
	m.sessions, m.roles, m.trusts = m.sessions.Resize(s), m.roles.Resize(s), m.trusts.Resize(s)
	m.activity = m.activity.Resize(s)
	if m.assume != nil {
		form := m.assume.Sync(s)
		m.assume = &form
	}
	m, page := m.syncPage()
	m, wake := m.wake()
	return m, tea.Batch(page, wake)
}

// matched hands an answer of a filter, or an order, to every screen: the one that
// asked knows it.
func (m Model) matched(msg tea.Msg) (Model, tea.Cmd) {
	s := m.scene()
	var cmds [5]tea.Cmd
	m.sessions, cmds[0] = m.sessions.Update(msg, s)
	m.roles, cmds[1] = m.roles.Update(msg, s)
	m.trusts, cmds[2] = m.trusts.Update(msg, s)
	m.activity, cmds[3] = m.activity.Update(msg, s)
	m, cmds[4] = m.updatePage(msg)
	if m.assume != nil {
		form, cmd := m.assume.Update(msg, s)
		m.assume = &form
		return m, tea.Batch(append(cmds[:], cmd)...)
	}
	return m, tea.Batch(cmds[:]...)
}

// sync brings every screen up to date with what is known and with the size.
func (m Model) sync() (Model, tea.Cmd) {
	m = m.countOpen().watchSessions().followCopyAs()
	s := m.scene()
	var cmds [6]tea.Cmd
	m.sessions, cmds[0] = m.sessions.Sync(s)
	m.behind = laggards{roles: true, trusts: true}
	m, cmds[1] = m.catchUp(m.tab)
	m, cmds[5] = m.prepare()
	m.activity, cmds[2] = m.activity.Sync(s)
	if m.assume != nil {
		form := m.assume.Sync(s)
		m.assume = &form
	}
	m, cmds[3] = m.syncPage()
	m.syncedAt, m.stale, m.begun = m.now.Boot, false, m.lists()
	m, cmds[4] = m.wake()
	return m, tea.Batch(cmds[:]...)
}

// syncEvery is how often screens follow a list that is still arriving, and syncRow
// how much more seldom for each row that is there: putting all of them in their
// places for each page would leave no time for keys.
const (
	syncEvery = 100 * time.Millisecond
	syncRow   = 5 * time.Microsecond
)

// untilSync is how long after a sync the next one comes.
func (m Model) untilSync() time.Duration {
	rows := len(m.directory.Roles()) + len(m.directory.Trusts())
	return syncEvery + time.Duration(rows)*syncRow
}

// begun says which lists have begun to arrive.
type begun struct{ roles, trusts bool }

func (m Model) lists() begun {
	return begun{roles: len(m.directory.Roles()) > 0, trusts: len(m.directory.Trusts()) > 0}
}

// syncSoon is sync, unless there was one a moment ago: then the next tick does it. The
// first rows of a list are shown at once.
func (m Model) syncSoon() (Model, tea.Cmd) {
	if m.begun == m.lists() && m.syncedAt > 0 && m.now.Boot-m.syncedAt < m.untilSync() {
		m.stale = true
		return m.wake()
	}
	return m.sync()
}
