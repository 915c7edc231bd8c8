package ui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/words"
)

type (
	// renewedMsg is what a renewal that was asked for came to; engine is whom it was
	// asked of, and key that of the session for which it was.
	renewedMsg struct {
		result model.RenewalResult
		engine Renewals
		key    string
	}
	// autoSetMsg says whether auto-renew was turned on or off for sessions.
	autoSetMsg struct {
		// names are those of the sessions for which it was, of all that were chosen.
		names []string
		all   int
		on    bool
		// idle counts those that cannot be renewed as things stand, and why says so of
		// one of them.
		idle int
		why  string
		// err is the first failure.
		err error
	}
)

// renewals is how renewals stand on screen.
type renewals struct {
	engine Renewals
	// userID is the user that the engine is for, once it was started.
	userID  string
	started bool
	// state is the engine's own account; nil while there is no engine.
	state *model.RenewalState
	// told is the number of the engine's last result that was taken in.
	told int
	// asked holds the keys of the sessions whose renewal was asked for here and
	// is under way.
	asked map[string]bool
	// done and all count the renewals of one press, lasting those that are done and
	// have left the old session alive.
	done, all, lasting int
	// said is the failure of this press that is told.
	said string
	// contexts are the addresses that sessions were asked for with, by key; empty
	// for none.
	contexts map[string]string
}

// startRenewals starts the engine once it is known whose sessions it is for, but
// where nothing may be changed.
// Nothing of the person before stays.
func (m Model) startRenewals() (Model, tea.Cmd) {
	if m.deps.Renewals == nil || m.deps.ReadOnly || m.deps.API == nil || m.nobody() || m.renewals.started && m.renewals.userID == m.me.ID {
		return m, nil
	}
	closing := m.renewals.close()
	if len(m.renewals.asked) > 0 {
		m.status = status{}
	}
	m.renewals = renewals{engine: m.deps.Renewals(m.deps.API, m.me.ID), userID: m.me.ID, started: true}
	return m, closing
}

// close ends an engine, which takes its time.
func (r renewals) close() tea.Cmd {
	if r.engine == nil {
		return nil
	}
	return func() tea.Msg {
		r.engine.Close()
		return nil
	}
}

// watchSessions tells the engine what is known of my sessions.
func (m Model) watchSessions() Model {
	if m.renewals.engine == nil {
		return m
	}
	w := model.Watch{Caller: m.caller}
	s := m.scene()
	for l := range m.roster.All() {
		if l.Gone != "" || !s.Mine(l) {
			continue
		}
		role, _ := m.directory.Role(l.RoleID)
		w.Sessions = append(w.Sessions, model.WatchedSession{
			LiveSession: l, Role: role, Trusts: m.directory.TrustsOf(l.RoleID),
			TrustsKnown: s.TrustsKnown() && !s.Loading.Active, ContextIP: m.renewals.contexts[l.Key()],
		})
	}
	m.renewals.engine.Watch(w)
	return m
}

// renew replaces sessions, side by side.
func (m Model) renew(sessions []model.LiveSession) (Model, tea.Cmd) {
	engine := m.renewals.engine
	if engine == nil {
		m.status = m.say(failed, "Not renewed: ", "who you are is not known yet.")
		return m, nil
	}
	if len(m.renewals.asked) == 0 {
		m.renewals.done, m.renewals.all, m.renewals.lasting, m.renewals.said = 0, 0, 0, ""
	}
	m.renewals.asked = maps.Clone(m.renewals.asked)
	if m.renewals.asked == nil {
		m.renewals.asked = map[string]bool{}
	}
	var cmds []tea.Cmd
	for _, l := range sessions {
		role, _ := m.directory.Role(l.RoleID)
		renewal := model.NewRenewal(l, role, m.renewals.contexts[l.Key()], m.deps.Suffix())
		m.renewals.asked[l.Key()] = true
		m.renewals.all++
		cmds = append(cmds, func() tea.Msg { return renewedMsg{engine.Renew(context.Background(), renewal), engine, l.Key()} })
	}
	m.status = m.say(plain, "Renewing "+nameOrCount(sessions)+".", "")
	m.sessions = m.sessions.Unmark()
	m, synced := m.sync()
	return m, tea.Batch(append(cmds, synced)...)
}

func nameOrCount(sessions []model.LiveSession) string {
	if len(sessions) == 1 {
		return sessions[0].Name
	}
	return fmt.Sprintf("%d sessions", len(sessions))
}

// renewed takes in what a renewal that was asked for came to.
func (m Model) renewed(msg renewedMsg) (Model, tea.Cmd) {
	if msg.engine != m.renewals.engine {
		// It was for somebody else, whose sessions are not on the list any more.
		return m, nil
	}
	r := msg.result
	m.renewals.asked = maps.Clone(m.renewals.asked)
	delete(m.renewals.asked, msg.key)
	var swapped tea.Cmd
	m = m.countRenewed(r)
	if !r.Auto {
		m, swapped = m.swap(r)
		m = m.tellRenewed(r).noteRenewal(r.Err)
	} else if m.renewals.all > 1 {
		// Where the engine was at it already, it has told of the one on its own, but
		// not of all.
		m = m.tellRenewed(r)
	}
	m, ask := m.askSessions()
	m, past := m.readPast()
	m, synced := m.sync()
	var leave tea.Cmd
	if m.leaving {
		m, leave = m.goSoon()
	}
	return m, tea.Batch(swapped, ask, past, synced, leave)
}

func (m Model) countRenewed(r model.RenewalResult) Model {
	switch {
	case !r.Done():
		m.renewals.said = m.notRenewed(r)
	case r.OldKept, r.Deferred:
		m.renewals.lasting++
		fallthrough
	default:
		m.renewals.done++
	}
	return m
}

// noteRenewal takes in how the API answered; the reads tell on their own
// whether it is there.
func (m Model) noteRenewal(err error) Model {
	if err == nil || errors.Is(err, model.ErrUnauthorised) {
		return m.noteLink(err)
	}
	return m
}

// swap puts a renewal's new session on the list, and takes the old one off it
// once that is gone. The cursor goes along.
func (m Model) swap(r model.RenewalResult) (Model, tea.Cmd) {
	if r.New.Key() == (model.Session{}).Key() || r.RolledBack {
		return m, nil
	}
	made := m.roster.Put(completeSession(r.New, r.Request))
	if ip := r.Request.SourceIP; ip != "" {
		m = m.keepContext(made.Session, ip)
	}
	if !r.Swapped() {
		return m, nil
	}
	old := m.roster.KeyOf(r.Old)
	m = m.inItsPlace(old, made)
	selected, ok := m.sessions.Selected()
	if r.Failed == "" && !r.Deferred && !r.OldKept {
		m.roster.Drop(r.Old)
		m.kept.seq++
	}
	m, synced := m.sync()
	if ok && selected.Key() == old {
		m.sessions = m.sessions.Select(made.Key())
	}
	return m, synced
}

// inItsPlace lets what is asked about a session that was replaced be asked about
// the new one.
func (m Model) inItsPlace(old string, made model.LiveSession) Model {
	m.sessions = m.sessions.Replace(old, made)
	if m.leave != nil {
		m.leave = m.leave.Replace(old, made)
	}
	if m.copyOf == old {
		m.copyOf = made.Key()
	}
	return m
}

// tellRenewed says what a press of the key came to so far.
func (m Model) tellRenewed(r model.RenewalResult) Model {
	n := m.renewals
	switch {
	case len(n.asked) > 0:
		m.status = m.say(plain, fmt.Sprintf("Renewing: %d of %d done.", n.all-len(n.asked), n.all), "")
	case n.all == 1 && r.Done():
		m.status = m.say(done, "Renewed", " "+m.renewedText(r))
	case n.said != "" && n.all == 1:
		m.status = m.sayNotRenewed("Not renewed: ", n.said)
	case n.said != "":
		m.status = m.say(failed, fmt.Sprintf("Renewed %d of %d. ", n.done, n.all), n.said)
	default:
		m.status = m.say(done, "Renewed", fmt.Sprintf(" %d sessions; %s.", n.done, n.olds(m.deps.Storage)))
	}
	return m
}

// olds says what became of the old sessions of several renewals that are all done.
func (r renewals) olds(storage bool) string {
	switch {
	case storage:
		return "the old ones last until their ends"
	case r.lasting == 0:
		return "the old ones are revoked"
	case r.lasting == r.done:
		return "the old ones last on"
	case r.lasting == 1:
		return "1 of the old ones lasts on, the others are revoked"
	}
	return fmt.Sprintf("%d of the old ones last on, the others are revoked", r.lasting)
}

// renewedText is a renewal that is done, in words: "ada-deploy-9c04 until 14:50
// UTC; the old session is revoked."
func (m Model) renewedText(r model.RenewalResult) string {
	text := r.Request.Name + " until " + words.Clock(m.endOf(r.New)) + " UTC"
	switch {
	case r.Shortened > 0:
		return text + ": " + words.Length(r.Request.Duration) + " is the longest now."
	case r.Deferred:
		return text + "; the old session stays while something uses it."
	case r.OldKept && !r.Old.Token.Empty():
		return text + "; the old one ends " + words.Clock(m.endOf(r.Old)) + "."
	case r.OldKept:
		return text + "; the old session's token is not known, it lasts on."
	}
	return text + "; the old session is revoked."
}

// endOf is when a session ends by its answer.
func (m Model) endOf(s model.Session) time.Time {
	return model.Countdown{}.Anchor(s.Sent, s.Remaining).EndsAt(m.now)
}

// notRenewed says why a renewal failed, and which sessions live on.
func (m Model) notRenewed(r model.RenewalResult) string {
	old := r.Old.Name
	switch {
	case r.Failed == model.StepRevoke:
		return "Renewed " + r.Request.Name + ", but " + old + " is not revoked and lasts on: " + refusal(r.Err)
	case r.Failed == model.StepCheck && r.RolledBack:
		return "Not renewed: the new session does not work and is revoked again; " + old + " stays. " + upperFirst(refusal(r.Err))
	case r.Failed == model.StepCheck:
		return "Not renewed: the new session could not be checked; " + old + " stays beside it. " + upperFirst(refusal(r.Err))
	}
	return "Not renewed: " + strings.TrimRight(refusal(r.Err), ".") + ". " + old + " stays."
}
