package sessions

import (
	"time"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/shellenv"
	"actas/ui/words"
)

// nearChance is from when on the list tells by when a session must be renewed.
const nearChance = 30 * time.Minute

// renewableUntil is when a session of mine can no longer be renewed, where that comes
// before its own end; the zero time otherwise.
func renewableUntil(s scene.Scene, l model.LiveSession) time.Time {
	if l.Gone != "" || !s.Mine(l) {
		return time.Time{}
	}
	if r := s.Renewable(l); r.Limited {
		return r.Until
	}
	return time.Time{}
}

// lastChance is the time by which a session of mine must be renewed, where that
// is near and comes before its own end; empty otherwise.
func (m Model) lastChance(s scene.Scene, row int) string {
	until := m.rows.told[row].until
	if until.IsZero() || until.Sub(s.Now.Wall) > nearChance || !until.After(s.Now.Wall) || s.Renewal(m.rows.live[row]).Auto {
		return ""
	}
	return words.Clock(until)
}

// near reports that the list has a last chance to tell.
func (m Model) near(s scene.Scene) bool {
	for row := range m.rows.live {
		if m.lastChance(s, row) != "" {
			return true
		}
	}
	return false
}

// renewal is the detail's part on renewing: until when it can be done, and
// whether it is done by itself.
func (d detail) renewal() []string {
	if d.l.Gone != "" || !d.s.Mine(d.l) {
		return nil
	}
	page := d.s.Theme.Page
	out := []string{browse.Heading("RENEW", "an estimate", d.width, d.s)}
	for _, part := range line.Wrap(d.chance(), d.width) {
		out = append(out, page.Text.On(part))
	}
	said, calm := d.auto()
	pen := page.Muted
	if !calm {
		pen = page.Warn
	}
	for _, part := range line.Wrap(said, d.width) {
		out = append(out, pen.On(part))
	}
	return append(out, "")
}

// chance says until when the session can be renewed.
func (d detail) chance() string {
	r, now := d.s.Renewable(d.l), d.s.Now.Wall
	when := func(t time.Time) string { return words.When(t, now, nil) }
	switch {
	case d.s.Storage:
		return "It can be tried until its end, " + when(r.Until) + " UTC. The old session lasts on beside the new one."
	case r.Until.IsZero() && !r.Opens.IsZero():
		return "Window closed; it can be assumed again from " + when(r.Opens) + " UTC."
	case r.Until.IsZero():
		return "It cannot be renewed: " + words.Verdict(r.Now, now) + "."
	case r.Now.State == model.VerdictClosed:
		return "Window opens " + when(r.Now.Opens) + "; renew from then until " + when(r.Until) + " UTC."
	case !r.Limited && r.Now.State == model.VerdictUnknown:
		return "Whether it can be renewed is not known: " + r.Now.Reason + "."
	case !r.Limited:
		return "It can be renewed until its end, " + when(r.Until) + " UTC."
	case r.Opens.IsZero():
		return "Window closes " + when(r.Until) + " UTC; renew by then, no later opening is in sight."
	}
	return "Window closes " + when(r.Until) + " UTC; renew by then or wait until " + when(r.Opens) + "."
}

// neverAgain reports that a session can be renewed neither now nor later.
func neverAgain(r model.Renewable) bool { return r.Until.IsZero() && r.Opens.IsZero() }

// auto says how auto-renew stands, and whether all is well with it.
func (d detail) auto() (said string, calm bool) {
	r, s := d.s.Renewal(d.l), d.s
	if s.Renewals != nil && s.Renewals.TroubleOf(r) != "" && !s.IsRenewing(d.l) {
		return "Auto-renew does not work: " + s.Renewals.TroubleOf(r), false
	}
	switch {
	case s.IsRenewing(d.l):
		return "It is being renewed.", true
	case !r.Auto && neverAgain(s.Renewable(d.l)):
		return "Auto-renew can do nothing here", true
	case !r.Auto && s.Tokenless(d.l):
		return "It needs an identity token: " + shellenv.TokenFile + " names its file", true
	case !r.Auto:
		return "Auto-renew off, A turns it on", true
	case r.Stopped:
		return "Auto-renew stopped: " + r.Trouble + ". A tries again", false
	case !s.Renewals.ActsOn(r) && s.Renewals.HolderOf(r) != "":
		return "Auto-renew on, by " + s.Renewals.HolderOf(r), true
	case !s.Renewals.ActsOn(r):
		return "Auto-renew on, once another actas gives its place up", true
	case r.Trouble != "" && r.Due > s.Now.Boot:
		return "Auto-renew on, trying again in " + words.ApproxUp(r.Due-s.Now.Boot) + ": " + r.Trouble, false
	case r.Trouble != "":
		return "Auto-renew on: " + r.Trouble, false
	case s.Renewals.Unremembered != "":
		return "Auto-renew on, for this run only: " + s.Renewals.Unremembered, false
	case r.Due > s.Now.Boot:
		return "Auto-renew on: at about " + words.Clock(s.Now.Wall.Add(r.Due-s.Now.Boot)) + " UTC, A turns it off", true
	}
	return "Auto-renew on, A turns it off", true
}
