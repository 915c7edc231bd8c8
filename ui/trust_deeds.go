package ui

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/words"
)

type (
	// trustDeletedMsg is what became of a deletion; entry is the ledger's.
	trustDeletedMsg struct {
		trust  model.Trust
		entry  model.Activity
		err    error
		unkept error
	}
	// trustRestoredMsg is what became of bringing a trust back.
	trustRestoredMsg struct {
		trust model.Trust
		entry model.Activity
		// there is set where it was back before anything was sent.
		there  bool
		err    error
		unkept error
	}
)

// trustDeeds is what becomes of trusts from here.
type trustDeeds struct {
	// form is the number of the form in front, or of what it sent last.
	form int
	// saved is when a trust of a role was last written from here, by the role's id,
	// on the boot clock.
	saved map[string]time.Duration
	// done are the deletions and restores of this run, which the ledger need not
	// keep; gone is what of them and of the ledger can be brought back.
	done, gone []model.Activity
	// underway says what is being done to a trust, by its id.
	underway map[string]string
}

// begin notes that something is under way with a trust, end that it is over.
func (d trustDeeds) begin(id, what string) trustDeeds {
	d.underway = cloned(d.underway)
	d.underway[id] = what
	return d
}

func (d trustDeeds) end(id string) trustDeeds {
	d.underway = cloned(d.underway)
	delete(d.underway, id)
	return d
}

func cloned[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}

// trustScene is that as the screens draw it.
func (m Model) trustScene() scene.TrustDeeds {
	there := func(a model.Activity) bool {
		_, back := m.directory.Trust(a.TrustID)
		unsure := a.Failure == model.FailureNoAnswer && !m.all(trustList)
		return back || unsure || m.trustDeeds.underway[a.TrustID] != ""
	}
	deleted := slices.DeleteFunc(slices.Clone(m.trustDeeds.gone), there)
	here := map[string]bool{}
	for _, a := range deleted {
		here[a.TrustID] = slices.ContainsFunc(m.trustDeeds.done, func(d model.Activity) bool {
			return d.Kind == a.Kind && d.TrustID == a.TrustID && !a.At.After(d.At)
		})
	}
	return scene.TrustDeeds{
		Deleted: deleted, Here: here,
		Unread:   m.deps.Ledger != nil && !m.past.read && m.past.err == nil,
		Underway: m.trustDeeds.underway,
	}
}

// recallDeleted brings up to date which trusts can be brought back.
func (m Model) recallDeleted() Model {
	if m.deps.API != nil {
		all := slices.Concat(m.past.entries, m.trustDeeds.done)
		m.trustDeeds.gone = model.DeletedTrusts(all, m.deps.API.Endpoint(), m.orgID)
	}
	return m
}

// remember keeps what was done in this run, or may have been.
func (m Model) remember(entry model.Activity, err error) Model {
	entry.At, entry.Endpoint, entry.OrganizationID = m.deps.Clock.Now().Wall.UTC(), m.deps.API.Endpoint(), m.orgID
	if err != nil {
		entry.Problem, entry.Failure = problem(err), model.FailureOf(err)
	}
	m.trustDeeds.done = append(slices.Clip(m.trustDeeds.done), entry)
	return m.recallDeleted()
}

// trustName names a trust in a sentence: "Production Deploy for group deployers".
func (m Model) trustName(t model.Trust) string {
	return words.Trust(m.scene().TrustRoleName(t), m.directory.EntityName(t.Entity))
}

// trustEntry is something done to a trust, for the ledger.
func (m Model) trustEntry(kind model.ActivityKind, t model.Trust, change string) model.Activity {
	return t.Activity(kind, m.directory.EntityName(t.Entity), change)
}

// deleteTrust deletes a trust. The person was asked.
func (m Model) deleteTrust(t model.Trust) (Model, tea.Cmd) {
	if m.trustDeeds.underway[t.ID] != "" {
		return m, nil
	}
	api, note, entry := m.deps.API, m.noter(t.RoleID), m.trustEntry(model.ActivityDeleteTrust, t, "")
	entry.Role = cmp.Or(entry.Role, m.scene().RoleName(t.RoleID))
	m.trustDeeds = m.trustDeeds.begin(t.ID, scene.BeingDeleted)
	m.status = m.say(plain, "Deleting "+m.trustName(t)+".", "")
	return m.write(func(ctx context.Context) tea.Msg {
		err := api.DeleteTrust(ctx, t.ID)
		return trustDeletedMsg{trust: t, entry: entry, err: err, unkept: note(entry, err)}
	})
}

func (m Model) trustDeleted(msg trustDeletedMsg) (Model, tea.Cmd) {
	m.trustDeeds = m.trustDeeds.end(msg.trust.ID)
	name := m.trustName(msg.trust)
	switch {
	case msg.err == nil:
		m.directory.DropTrust(msg.trust.ID)
		m = m.forgetVerdicts(msg.trust).remember(msg.entry, nil)
		m.status = m.say(done, "Deleted", " "+name+"; u brings it back.")
	case lostAnswer(msg.err):
		m = m.remember(msg.entry, msg.err)
		m.status = m.say(failed, "No answer: ", "whether "+name+" is deleted, the next list will tell.")
	default:
		m.status = m.say(failed, "Not deleted: ", name+": "+sentence(msg.err))
	}
	return m.afterTrustDeed(msg.err)
}

// restoreTrust brings a trust back, as the entry of its deletion names it.
func (m Model) restoreTrust(deleted model.Activity) (Model, tea.Cmd) {
	if m.trustDeeds.underway[deleted.TrustID] != "" {
		return m, nil
	}
	entry := model.Activity{
		Kind: model.ActivityRestoreTrust, TrustID: deleted.TrustID, Trust: deleted.Trust, RoleID: deleted.RoleID, Role: deleted.Role,
	}
	api, note, id := m.deps.API, m.noter(deleted.RoleID), deleted.TrustID
	m.trustDeeds = m.trustDeeds.begin(id, scene.BeingRestored)
	m.status = m.say(plain, "Restoring "+words.Trust(deleted.Role, deleted.Trust)+".", "")
	role := model.Role{ID: deleted.RoleID, Name: deleted.Role}
	return m.write(func(ctx context.Context) tea.Msg {
		if t, there := isThere(ctx, api, role, id); there {
			return trustRestoredMsg{trust: t, entry: entry, there: true}
		}
		t, err := api.RestoreTrust(ctx, id)
		t.ID, t.RoleID = cmp.Or(t.ID, id), cmp.Or(t.RoleID, entry.RoleID)
		return trustRestoredMsg{trust: t, entry: entry, err: err, unkept: note(entry, err)}
	})
}

// isThere looks for a trust among those of its role: somebody else may have brought
// it back meanwhile, and changed it. A list that cannot be read says no.
func isThere(ctx context.Context, api API, role model.Role, id string) (t model.Trust, there bool) {
	trusts, _ := api.TrustsOfRole(ctx, role)
	at := slices.IndexFunc(trusts, func(t model.Trust) bool { return t.ID == id })
	if at < 0 {
		return model.Trust{}, false
	}
	return trusts[at], true
}

func (m Model) trustRestored(msg trustRestoredMsg) (Model, tea.Cmd) {
	m.trustDeeds = m.trustDeeds.end(msg.entry.TrustID)
	name := words.Trust(msg.entry.Role, msg.entry.Trust)
	switch {
	case msg.there:
		m = m.putTrust(msg.trust).remember(msg.entry, nil)
		m.status = m.say(plain, "It is there already: "+name+". Nothing was changed.", "")
	case msg.err == nil:
		m = m.putTrust(msg.trust).remember(msg.entry, nil)
		var synced tea.Cmd
		m, synced = m.sync()
		var selected tea.Cmd
		m, selected = m.selectTrust(msg.trust.ID)
		m.status = m.say(done, "Restored", " "+name+m.offerAssume(msg.trust)+".")
		m, cmd := m.afterTrustDeed(nil)
		return m, tea.Batch(synced, selected, cmd)
	case lostAnswer(msg.err):
		m.status = m.say(failed, "No answer: ", "whether "+name+" is back, the next list will tell.")
	case errors.Is(msg.err, model.ErrNotFound):
		m = m.remember(msg.entry, msg.err)
		m.status = m.say(failed, "Not restored: ", name+" is not there to bring back: "+sentence(msg.err))
	default:
		m.status = m.say(failed, "Not restored: ", name+": "+sentence(msg.err))
	}
	return m.afterTrustDeed(msg.err)
}

// putTrust takes in a trust that was written from here.
func (m Model) putTrust(t model.Trust) Model {
	m.directory.PutTrust(t)
	m = m.forgetVerdicts(t)
	m.trustDeeds.saved = cloned(m.trustDeeds.saved)
	m.trustDeeds.saved[t.RoleID] = m.now.Boot
	return m
}

// forgetVerdicts judges a trust, and its role, anew.
func (m Model) forgetVerdicts(t model.Trust) Model {
	role, _ := m.scene().TrustRole(t)
	m.access.Forget(t.ID)
	m.access.Forget(cmp.Or(role.ID, t.RoleID))
	return m
}

// afterTrustDeed reads the organisation again, where the API can be reached, or
// may have done more than it answered.
func (m Model) afterTrustDeed(err error) (Model, tea.Cmd) {
	m = m.noteLink(err)
	var read tea.Cmd
	if (!unreachable(err) || lostAnswer(err)) && !m.link.stopped {
		m, read = m.startReading()
	}
	m, synced := m.sync()
	return m, tea.Batch(read, synced)
}

// offerAssume says that a trust that was just written lets me in, where the key
// for that is at hand.
func (m Model) offerAssume(t model.Trust) string {
	s := m.scene()
	atHand := false
	switch m.tab {
	case trustsTab:
		selected, ok := m.trusts.Selected()
		atHand = ok && selected.ID == t.ID
	case rolesTab:
		selected, ok := m.roles.Selected()
		atHand = ok && selected.ID == t.RoleID
	}
	if !atHand || s.TrustVerdict(t).State != model.VerdictOpen {
		return ""
	}
	return "; a assumes it"
}

// settlesWithin is how long a trust may not count yet after it was written.
const settlesWithin = 3 * time.Minute

// youngTrust reports that a role has a trust that need not count yet: one that
// was written from here, or made anywhere, a moment ago.
func (m Model) youngTrust(roleID string) bool {
	if at, ok := m.trustDeeds.saved[roleID]; ok && m.now.Boot-at < settlesWithin {
		return true
	}
	return slices.ContainsFunc(m.directory.TrustsOf(roleID), func(t model.Trust) bool {
		age := m.now.Wall.Sub(t.Created)
		return !t.Created.IsZero() && age > -settlesWithin && age < settlesWithin
	})
}

// mayPass reports a refusal that a trust which does not count yet explains. One
// that names a policy action does not pass by itself.
func mayPass(err error) bool {
	var problem *model.APIError
	return errors.As(err, &problem) && errors.Is(err, model.ErrForbidden) && namedAction(problem.Message) == ""
}

// lostAnswer reports that a call may have had its effect although no answer came.
func lostAnswer(err error) bool {
	var problem *model.APIError
	return errors.As(err, &problem) && problem.Lost
}
