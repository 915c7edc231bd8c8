package ui

import (
	"context"
	"errors"
	"net/netip"
	"time"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/model/text"
	"actas/ui/assume"
	"actas/ui/identity"
)

type (
	policiesReadMsg struct {
		roleID   string
		policies []model.Policy
		err      error
	}
	connectedMsg struct {
		api  API
		demo bool
		err  error
	}
)

// openAssume opens the form for a role, or for a role through a trust.
func (m Model) openAssume(roleID, trustID string) (Model, tea.Cmd) {
	if m.deps.Storage {
		return m.openStorageForm(roleID)
	}
	form := assume.New(m.scene(), assume.Options{
		RoleID: roleID, TrustID: trustID, Suffix: m.deps.Suffix(), Sourced: m.deps.Identity != nil,
	})
	m.assume = &form
	m.assumeSeq++
	m.status = status{}
	return m, tea.Batch(m.readPolicies(roleID), m.readClaims(""))
}

// restFor is how long the cursor rests on a role before its policies are asked
// for: who runs down a list asks for none.
const restFor = 200 * time.Millisecond

// policiesDueMsg says that a role's detail has been in sight for a moment.
type policiesDueMsg struct{ roleID string }

// readPoliciesSoon asks for the policies of a role that stays in sight.
func (m Model) readPoliciesSoon(roleID string) tea.Cmd {
	if m.policiesAsked[roleID] || m.deps.Storage {
		return nil
	}
	clock := m.deps.Clock
	return func() tea.Msg {
		<-clock.After(restFor)
		return policiesDueMsg{roleID: roleID}
	}
}

func (m Model) policiesDue(msg policiesDueMsg) (Model, tea.Cmd) {
	if r, ok := m.roles.Selected(); !ok || r.ID != msg.roleID {
		return m, nil
	}
	return m, m.readPolicies(msg.roleID)
}

// readPolicies reads what a role allows, where its list did not say.
func (m Model) readPolicies(roleID string) tea.Cmd {
	role, ok := m.directory.Role(roleID)
	if !ok || len(role.Policies) > 0 || m.policiesAsked[roleID] {
		return nil
	}
	m.policiesAsked[roleID] = true
	api := m.deps.API
	return func() tea.Msg {
		policies, err := api.RolePolicies(context.Background(), roleID)
		return policiesReadMsg{roleID: roleID, policies: policies, err: err}
	}
}

func (m Model) policiesAnswered(msg policiesReadMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		if !refused(msg.err) {
			// The role can be assumed all the same; opening it again asks again.
			delete(m.policiesAsked, msg.roleID)
		}
		m.status = m.say(failed, "Policies not read: ", sentence(msg.err))
		return m.noteRefusedKey(msg.err), nil
	}
	m.directory.SetPolicies(map[string][]model.Policy{msg.roleID: msg.policies})
	return m.sync()
}

// showTrustsOf shows the trusts of one role.
func (m Model) showTrustsOf(role model.Role) (Model, tea.Cmd) {
	m, shown := m.show(trustsTab)
	var cmd tea.Cmd
	m.trusts, cmd = m.trusts.ShowRole(role, m.scene())
	return m, tea.Batch(shown, cmd)
}

func (m Model) askIdentity() (Model, tea.Cmd) {
	reason := "You are " + m.scene().UserName(m.me.ID) + " so far."
	if m.me.ID == "" {
		reason = m.identityReason()
	}
	m.identity = identity.New(reason)
	return m, nil
}

func startDemo(start func() (API, error)) tea.Cmd {
	return func() tea.Msg {
		api, err := start()
		return connectedMsg{api: api, demo: true, err: err}
	}
}

func connect(dial func(model.Secret) (API, error), key model.Secret) tea.Cmd {
	return func() tea.Msg {
		api, err := dial(key)
		return connectedMsg{api: api, err: err}
	}
}

// connected leaves the first-run screen for the dashboard.
func (m Model) connected(msg connectedMsg) (Model, tea.Cmd) {
	if m.firstRun == nil {
		return m, nil
	}
	if msg.err != nil {
		next := m.firstRun.Failed(cause(msg.err))
		m.firstRun = &next
		return m, nil
	}
	m.firstRun = nil
	closing := m.renewals.close()
	m.renewals, m.kept = renewals{}, keptReading{}
	deps := *m.deps
	m.deps = &deps
	m.deps.API, m.deps.Demo, m.landed = msg.api, msg.demo, false
	m.deps.KeyFrom, m.deps.Kept = "the paste", KeptOf(msg.api)
	if msg.demo {
		m.deps.Identity, m.deps.OrganizationID = nil, ""
		// Who I am elsewhere says nothing there.
		m.me, m.caller = model.User{}, model.Caller{}
		m.deps.SourceIP = netip.Addr{}
		m.deps.Favourites = nil
		m.deps.Profile, m.deps.ReadOnly, m.deps.Storage = "", false, false
		m.deps.Ledger = m.deps.DemoLedger
	}
	m, synced := m.sync()
	m, cmd := m.start()
	return m, tea.Batch(closing, synced, cmd)
}

// cause is why connecting or starting the demo failed.
func cause(err error) string {
	var problem *model.APIError
	if errors.As(err, &problem) {
		return sentence(err)
	}
	return text.Clean(model.Problem(err))
}

// whole makes a sentence of a reason; empty for none.
func whole(reason string) string {
	if reason == "" {
		return ""
	}
	return upperFirst(reason) + "."
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
