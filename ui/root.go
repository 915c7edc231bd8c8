// Package ui is what people see: the root of the dashboard, which owns what is
// known of the organisation and hands it to one screen at a time.
//
// An action goes one way through the house: key, intent, the screen's Update,
// a command that captures values only, the API, one result message with its
// sequence number, and the View, which reads no clock and does no I/O.
package ui

import (
	"cmp"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/activity"
	"actas/ui/assume"
	"actas/ui/copyas"
	"actas/ui/firstrun"
	"actas/ui/help"
	"actas/ui/identity"
	"actas/ui/leave"
	"actas/ui/palette"
	"actas/ui/profiles"
	"actas/ui/roles"
	"actas/ui/scene"
	"actas/ui/sessions"
	"actas/ui/trusts"
)

// tab is a screen that has a number.
type tab int

const (
	sessionsTab tab = iota
	rolesTab
	trustsTab
	activityTab
	tabs
)

// Model is the root. Make one with New.
type Model struct {
	deps          *Deps // a copy is changed, never what it points to
	width, height int
	now           model.Moment
	// pressedAt is when the last key came, on the boot clock.
	pressedAt time.Duration

	tab      tab
	sessions sessions.Model
	roles    roles.Model
	trusts   trusts.Model
	activity activity.Model

	// The overlays: at most one is open, and takes the keys.
	firstRun *firstrun.Model
	assume   *assume.Model
	identity *identity.Model
	palette  *palette.Model
	help     *help.Model
	leave    *leave.Model
	copyAs   *copyas.Model
	profiles *profiles.Model
	// copyOf is the key of the session that the sheet is of; empty for a trust.
	copyOf string
	// page is a screen without a tab; nil for none. A form may lie over it.
	page page
	// answerDue is set while a key may come that answers a question which is gone:
	// the form that asked it was closed by the API's answer.
	answerDue bool

	directory *model.Directory
	access    *model.Access
	roster    *model.Roster
	me        model.User
	caller    model.Caller
	account   model.Account
	// accountRead is set once the account was asked for, with whatever result.
	accountRead bool
	accountErr  error
	// whoAsked is set once the person was asked who they are: by itself, the
	// question comes once.
	whoAsked bool
	org      model.Organization
	// orgID is the id of the organisation that this key acts in; empty where the key
	// sees several, and while it is not known.
	orgID      string
	favourites map[string]bool
	store      Favourites
	// policiesAsked holds the ids of roles whose policies were asked for.
	policiesAsked map[string]bool

	reading    reading
	remembered remembered
	ownerKept  *ownerKept
	// leftOutSaid is what was said last of rows that cannot be read.
	leftOutSaid string
	// failed are the failures of the last reading that came to its end; readOnce
	// is set from the first on. whole holds the lists that arrived in full once.
	failed   map[listName]error
	readOnce bool
	whole    map[listName]bool
	// directoryRead and sessionsRead are when what is on screen was asked for.
	directoryRead, sessionsRead model.Moment
	sessionsSeq, assumeSeq      int
	everyone                    everyone
	// groupsAsked is the reading in which my groups were asked for alone.
	groupsAsked   int
	sessionsAsked bool
	kept          keptReading
	sessionsErr   error
	sessionsNext  time.Duration
	// unsure is a session whose revoke was not answered; nil is none.
	unsure        *model.Session
	directoryNext time.Duration

	// landed is set once the dashboard chose its first screen, or the person did.
	landed bool
	link   link
	// skew is how far the API's clock is ahead of ours, 0 while that is not known.
	skew time.Duration
	// held is how long all calls wait still, because there were too many.
	held   time.Duration
	status status
	// open says how many roles are open to me, which openRoles counted.
	open      string
	openRoles openRoles
	// wakeAt is when the one pending tick comes, on the boot clock; 0 for none.
	wakeAt time.Duration
	// syncedAt is when the screens were last brought up to date, stale that more
	// has come since.
	syncedAt time.Duration
	// begun are the lists that had begun to arrive then.
	begun begun
	stale bool
	// behind are the screens that have not been brought up to date with them.
	behind laggards
	// ticked is when the last tick came.
	ticked model.Moment
	// renewals and alerts are how renewals stand and what was announced, title is
	// that of the window.
	renewals renewals
	alerts   alerts
	title    string
	// shellOf is the key of the session whose shell was just left, until the
	// sessions were read again.
	shellOf string
	// past is what was done from here, as far as it was read.
	past past
	// trustDeeds is what was done to trusts from here.
	trustDeeds trustDeeds
	// switchTo is the profile that another dashboard goes on with; empty for none.
	switchTo string
	// leaving is set once somebody wants to go and waits for something to end:
	// revoking counts the sessions that are being revoked for that.
	leaving  bool
	revoking int
	// writes is how much else was sent that changes something and is not answered.
	writes int
	// warned is set once it was said that leaving loses what is typed, until the
	// next key.
	warned bool
	// unverified is set between a suspend and the next list of sessions.
	unverified bool
}

// New makes the dashboard.
func New(deps Deps) Model {
	m := Model{
		deps: &deps, tab: rolesTab,
		sessions: sessions.New(), roles: roles.New(), trusts: trusts.New(), activity: activity.New(),
		directory: &model.Directory{}, access: model.NewAccess(), roster: &model.Roster{},
		favourites: map[string]bool{}, policiesAsked: map[string]bool{},
		whole: map[listName]bool{},
	}
	if deps.Local == nil {
		m.deps.Local = time.UTC
	}
	m.caller.SourceIP = deps.SourceIP
	m.caller.UserID = deps.UserID
	m.me.ID = deps.UserID
	if deps.Kept == nil {
		m.deps.Kept = KeptOf(deps.API)
	}
	if deps.API == nil {
		m.firstRun = firstrun.New(deps.LookedIn, whole(deps.KeyTrouble), deps.rest())
	}
	return m
}

// Init starts reading.
func (m Model) Init() tea.Cmd {
	return func() tea.Msg { return startMsg{} }
}

// startMsg begins the work: Init may not change the model.
type startMsg struct{}

// scene is everything that screens draw from, at this moment.
func (m Model) scene() scene.Scene {
	failed := make(map[string]string, len(m.failed))
	for list, err := range m.failed {
		failed[string(list)] = sentence(err)
	}
	if m.sessionsErr != nil {
		failed["sessions"] = sentence(m.sessionsErr)
	}
	me, caller := m.takenFor()
	s := scene.Scene{
		Theme: m.deps.Theme, Now: m.now,
		Width: m.width, Height: m.bodyHeight(),
		Directory: m.directory, Access: m.access, Roster: m.roster,
		Caller: caller, Me: me, MeRemembered: m.meRemembered(), Local: m.deps.Local, OrganizationID: cmp.Or(m.deps.OrganizationID, m.orgID),
		Loading: m.progress(), ReadOnly: m.deps.ReadOnly, Storage: m.deps.Storage,
		Unverified: m.unverified, Failed: failed, TrustsCut: m.trustsCut(), Known: m.known(),
		Everyone: m.everyone.on, EveryonePart: m.everyonePart(), WhyNotEveryone: m.whyNotEveryone(),
		Open: m.openPlaced(), Favourites: m.favourites, Activity: m.pastScene(),
		Trusts:   m.trustScene(),
		Renewals: m.renewals.state, Renewing: m.renewals.asked, NoToken: m.deps.Identity == nil,
	}
	if s.OrganizationID == "" {
		s.WhyNoOrganization = m.noOrganization()
	}
	if m.deps.API != nil {
		s.Endpoint = m.deps.API.Endpoint()
	}
	return s
}

// trustsCut reports that the role trusts never arrived in full, from the API or from
// an earlier run.
func (m Model) trustsCut() bool {
	return m.readOnce && !m.whole[trustList] && !m.remembered.whole[trustList]
}

// progress is how far the first reading has come. Later readings are silent:
// what is on screen stays until they are whole.
func (m Model) progress() scene.Progress {
	p := scene.Progress{
		Active:   m.deps.API != nil && !m.readOnce,
		Since:    max(0, m.now.Boot-m.reading.started.Boot),
		Roles:    m.reading.counts[roleList],
		Trusts:   m.reading.counts[trustList],
		Sessions: scene.Count{Done: !m.sessionsRead.Wall.IsZero(), Have: m.roster.Live()},
	}
	if m.reading.seq == 0 {
		p.Since = 0
	}
	if m.shown() {
		p.AsOf = m.remembered.read
	}
	p.Roles.Done = p.Roles.Done || m.readOnce || m.remembered.whole[roleList]
	p.Trusts.Done = p.Trusts.Done || m.readOnce || m.remembered.whole[trustList]
	return p
}
