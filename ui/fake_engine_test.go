package ui

import (
	"context"
	"slices"

	"actas/model"
)

// fakeEngine is a renewal engine that answers at once, as a test wants it to.
type fakeEngine struct {
	api   *fakeAPI
	state *model.RenewalState
	// fails is what the next renewals come to instead of a new session.
	fails func(model.Renewal) model.RenewalResult
	// setFails is the failure of SetAuto; refuses is the one session that it fails
	// for, where it does not for all.
	setFails error
	refuses  string
	watch    model.Watch
	asked    []model.Renewal
	auto     map[string]bool
	closed   bool
	// revoked are the names of what was to be revoked, besides what that takes with
	// it.
	revoked []string
	besides []model.RevokeResult
	// holds are the tokens that were held and released, in their order.
	holds []string
	// heirs are the names of the sessions that another process takes over.
	heirs []string
}

func (e *fakeEngine) Renew(_ context.Context, r model.Renewal) model.RenewalResult {
	e.asked = append(e.asked, r)
	if e.fails != nil {
		return e.fails(r)
	}
	return e.swap(r)
}

// swap replaces the old session by a new one, as the API then lists it.
func (e *fakeEngine) swap(r model.Renewal) model.RenewalResult {
	made := sessionOf(r.Request.Name, r.Request.UserID, r.Request.Duration)
	made.RoleID, made.Sent = r.Request.RoleID, e.api.clock.now.Boot
	user := r.Request.UserID
	e.api.sessions[user] = append(slices.DeleteFunc(e.api.sessions[user], func(s model.Session) bool { return s.ID == r.Old.ID }), made)
	return model.RenewalResult{Renewal: r, New: made}
}

func (e *fakeEngine) Watch(w model.Watch) { e.watch = w }

func (e *fakeEngine) SetAuto(s model.Session, on bool) error {
	if s.Name == e.refuses {
		return failure(model.ErrInvalid, 0)
	}
	if e.setFails == nil {
		e.auto[s.Name] = on
	}
	return e.setFails
}

// Revoke ends a session, and turns auto-renew off for it.
func (e *fakeEngine) Revoke(ctx context.Context, s model.Session) []model.RevokeResult {
	e.revoked = append(e.revoked, s.Name)
	if e.state.Sessions[s.Key()].Auto {
		e.auto[s.Name] = false
	}
	return append([]model.RevokeResult{{Session: s, Err: e.api.Revoke(ctx, s.Token)}}, e.besides...)
}

func (e *fakeEngine) Heir(s model.Session) bool       { return slices.Contains(e.heirs, s.Name) }
func (e *fakeEngine) State() *model.RenewalState      { return e.state }
func (e *fakeEngine) Hold(t model.Secret)             { e.holds = append(e.holds, "hold "+t.Reveal()) }
func (e *fakeEngine) Release(t model.Secret)          { e.holds = append(e.holds, "release "+t.Reveal()) }
func (e *fakeEngine) RevokeAll(context.Context) error { return nil }
func (e *fakeEngine) Close()                          { e.closed = true }

// says gives the engine another account of itself.
func (e *fakeEngine) says(change func(*model.RenewalState)) {
	next := *e.state
	next.Sessions = map[string]model.SessionRenewal{}
	for key, s := range e.state.Sessions {
		next.Sessions[key] = s
	}
	change(&next)
	e.state = &next
}
