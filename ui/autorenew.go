package ui

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// setAuto turns auto-renew on or off for sessions.
func (m Model) setAuto(sessions []model.LiveSession, on bool) (Model, tea.Cmd) {
	engine := m.renewals.engine
	if engine == nil {
		m.status = m.say(failed, "Not changed: ", "who you are is not known yet.")
		return m, nil
	}
	m.sessions = m.sessions.Unmark()
	return m, func() tea.Msg {
		msg := autoSetMsg{on: on, all: len(sessions)}
		for _, l := range sessions {
			if err := engine.SetAuto(l.Session, on); err != nil {
				if msg.err == nil {
					msg.err = err
				}
				continue
			}
			msg.names = append(msg.names, l.Name)
			if why := engine.State().Sessions[l.Key()].Trouble; on && why != "" {
				msg.idle++
				msg.why = why
			}
		}
		return msg
	}
}

func (m Model) autoSet(msg autoSetMsg) (Model, tea.Cmd) {
	what := fmt.Sprintf("%d sessions", len(msg.names))
	if len(msg.names) == 1 {
		what = msg.names[0]
	}
	switch {
	case msg.err != nil && len(msg.names) > 0:
		m.status = m.say(failed, fmt.Sprintf("Not remembered for %d of %d: ", msg.all-len(msg.names), msg.all), upperFirst(cause(msg.err)))
	case msg.err != nil:
		m.status = m.say(failed, "", upperFirst(cause(msg.err))+".")
	case !msg.on:
		m.status = m.say(done, "Auto-renew off", " for "+what+".")
	case msg.idle > 0 && msg.all == 1:
		m.status = m.say(done, "Auto-renew on", ", but idle: "+msg.why+".")
	case msg.idle > 0:
		m.status = m.say(done, "Auto-renew on", fmt.Sprintf(" for %s; %d cannot be renewed: %s.", what, msg.idle, msg.why))
	default:
		m.status = m.say(done, "Auto-renew on", " for "+what+", while an actas of yours runs.")
	}
	return m.sync()
}

// followEngine takes in what the engine did by itself since the last message.
func (m Model) followEngine() (Model, tea.Cmd) {
	if m.renewals.engine == nil {
		return m, nil
	}
	state := m.renewals.engine.State()
	if state == m.renewals.state {
		return m, nil
	}
	before := m.renewals.state
	if before == nil {
		before = &model.RenewalState{}
	}
	m.renewals.state = state
	switch {
	case state.Brief != "" && state.Brief != before.Brief:
		m.status = m.say(failed, "Auto-renew does not work", state.Brief+".")
	case state.UnrememberedBrief != "" && state.UnrememberedBrief != before.UnrememberedBrief:
		m.status = m.say(failed, "Auto-renew goes by this run's choices alone", ": "+state.UnrememberedBrief+".")
	}
	if state.First+len(state.Ended)-1 <= m.renewals.told {
		// The screens read how things stand when they are drawn.
		return m.wake()
	}
	var cmds []tea.Cmd
	for i, r := range state.Ended {
		if state.First+i <= m.renewals.told {
			continue
		}
		m.renewals.told = state.First + i
		var swapped tea.Cmd
		m, swapped = m.swap(r)
		m = m.tellAuto(r).noteRenewal(r.Err)
		cmds = append(cmds, swapped)
	}
	m, ask := m.askSessions()
	m, past := m.readPast()
	m, synced := m.sync()
	return m, tea.Batch(append(cmds, ask, past, synced)...)
}

// tellAuto says what a renewal that nobody asked for came to.
func (m Model) tellAuto(r model.RenewalResult) Model {
	if r.Done() {
		m.status = m.say(done, "Auto-renewed", " "+m.renewedText(r))
		return m
	}
	m.status = m.sayNotRenewed("Not auto-renewed: ", m.notRenewed(r))
	return m
}

// sayNotRenewed says why a renewal failed, under the given lead where nothing was
// renewed at all.
func (m Model) sayNotRenewed(lead, text string) status {
	if why, kept := strings.CutPrefix(text, "Not renewed: "); kept {
		return m.say(failed, lead, why)
	}
	return m.say(failed, "", text)
}

// autoRenewed are my live sessions that this process renews by itself.
func (m Model) autoRenewed() []model.LiveSession {
	if m.renewals.state == nil {
		return nil
	}
	var out []model.LiveSession
	for l := range m.roster.All() {
		if r := m.renewals.state.Sessions[l.Key()]; l.Gone == "" && r.Auto && !r.Stopped && m.renewals.state.ActsOn(r) {
			out = append(out, l)
		}
	}
	return out
}

// untilRenewal is how long until the engine has something to tell.
func (m Model) untilRenewal() (time.Duration, bool) {
	if len(m.renewals.asked) > 0 {
		return time.Second, true
	}
	if m.renewals.state == nil {
		return 0, false
	}
	wait, found := time.Duration(0), false
	for _, r := range m.renewals.state.Sessions {
		next := r.Due - m.now.Boot
		if r.Renewing || r.Due > 0 && next <= 0 {
			next = time.Second
		}
		if next > 0 && (!found || next < wait) {
			wait, found = next, true
		}
	}
	return wait, found
}
