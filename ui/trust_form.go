package ui

import (
	"cmp"
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/trustform"
	"actas/ui/words"
)

// trustSavedMsg is what became of a trust that the form with a number sent.
type trustSavedMsg struct {
	form int
	// edited is the id of the trust that was changed; empty for a new one.
	edited string
	trust  model.Trust
	// change is what the edit does, in words.
	change string
	err    error
	unkept error
}

// openTrustForm opens the form for a new trust, or for a change of one.
func (m Model) openTrustForm(o trustform.Options) (Model, tea.Cmd) {
	m.trustDeeds.form++
	return m.openPage(pageOf[trustform.Model]{trustform.New(m.scene(), o)})
}

// submitTrust writes what the form says, once. An answer that comes after the
// form was left finds another number, and touches no newer form.
func (m Model) submitTrust(msg trustform.SubmitMsg) (Model, tea.Cmd) {
	m.trustDeeds.form++
	saved := trustSavedMsg{form: m.trustDeeds.form}
	kind, before, after := model.ActivityCreateTrust, model.Trust{}, msg.After
	if msg.Before != nil {
		kind, before = model.ActivityEditTrust, *msg.Before
		saved.edited = before.ID
		saved.change = words.TrustDifferenceLine(model.CompareTrusts(before, after), before, after, m.directory.EntityName, m.deps.Theme.Glyphs)
		m.trustDeeds = m.trustDeeds.begin(before.ID, scene.BeingChanged)
	}
	entry := m.trustEntry(kind, after, saved.change)
	api, note := m.deps.API, m.noter(after.RoleID)
	return m.write(func(ctx context.Context) tea.Msg {
		if saved.edited == "" {
			saved.trust, saved.err = api.CreateTrust(ctx, after)
		} else {
			saved.trust, saved.err = api.UpdateTrust(ctx, before, after)
		}
		if saved.err == nil {
			saved.trust = completeTrust(saved.trust, after)
			entry.TrustID = saved.trust.ID
		}
		saved.unkept = note(entry, saved.err)
		return saved
	})
}

// completeTrust fills in what an answer need not repeat of what was sent.
func completeTrust(t, sent model.Trust) model.Trust {
	t.ID, t.RoleID = cmp.Or(t.ID, sent.ID), cmp.Or(t.RoleID, sent.RoleID)
	if t.Entity.Kind == model.EntityUnknown {
		t.Entity = sent.Entity
	}
	return t
}

// deletedMeanwhile is what a form says whose trust is not there any more.
const deletedMeanwhile = "This trust was deleted meanwhile: there is nothing to edit. esc leaves the form; on Trusts, u brings back what was deleted from here, and n makes a new one."

// trustSaved shows the trust as it is now, or leaves the form with the API's
// words. Where the form was left, the status line alone tells it.
func (m Model) trustSaved(msg trustSavedMsg) (Model, tea.Cmd) {
	if msg.edited != "" {
		m.trustDeeds = m.trustDeeds.end(msg.edited)
	}
	if msg.err != nil {
		m = m.notSaved(msg)
		return m.afterTrustDeed(msg.err)
	}
	m = m.putTrust(msg.trust)
	form, shown := m.trustForm(msg.form)
	if shown {
		m.page, m.answerDue = nil, form.Asks()
	}
	m, synced := m.sync()
	offer := ""
	var selected tea.Cmd
	if shown {
		m, selected = m.selectTrust(msg.trust.ID)
		offer = m.offerAssume(msg.trust)
	}
	text := " " + m.trustName(msg.trust)
	if msg.change != "" {
		text += ": " + msg.change
	}
	m.status = m.say(done, "Saved", text+offer+".")
	m, cmd := m.afterTrustDeed(nil)
	return m, tea.Batch(synced, selected, cmd)
}

// trustForm is the form in front, if it is the one with a number.
func (m Model) trustForm(number int) (trustform.Model, bool) {
	p, ok := m.page.(pageOf[trustform.Model])
	return p.model, ok && number == m.trustDeeds.form
}

// notSaved says why a trust was not written: in its form, or where that was left
// in the status line.
func (m Model) notSaved(msg trustSavedMsg) Model {
	var changed *model.TrustChangedError
	elsewhere := errors.As(msg.err, &changed)
	if elsewhere {
		m.directory.PutTrust(changed.Now)
		m = m.forgetVerdicts(changed.Now)
	}
	form, shown := m.trustForm(msg.form)
	if !shown {
		return m.sayNotSaved(msg, elsewhere)
	}
	var problem *model.APIError
	switch text := refusal(msg.err); {
	case elsewhere:
		form = form.Changed(changed.Now)
	case errors.Is(msg.err, model.ErrNotFound) && msg.edited != "":
		form = form.Refused("", deletedMeanwhile)
	case lostAnswer(msg.err):
		form = form.Unanswered(text)
	case unreachable(msg.err):
		form = form.Failed(text)
	case errors.As(msg.err, &problem):
		form = form.Refused(problem.Field, text)
	default:
		form = form.Refused("", text)
	}
	m.page = pageOf[trustform.Model]{form}
	return m
}

func (m Model) sayNotSaved(msg trustSavedMsg, elsewhere bool) Model {
	switch {
	case elsewhere:
		m.status = m.say(failed, "Not saved: ", "the trust was changed elsewhere meanwhile.")
	case lostAnswer(msg.err):
		m.status = m.say(failed, "No answer: ", "whether the trust is saved, the next list will tell.")
	default:
		m.status = m.say(failed, "Not saved: ", refusal(msg.err))
	}
	return m
}
