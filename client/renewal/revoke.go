package renewal

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"actas/model"
)

// Revoke ends a session of mine and whatever takes its place: the successor that
// it has by now, what a renewal of it that stopped half way has left, and what one
// that is under way still makes. Auto-renew goes off for all of them, whether or
// not that can be remembered. A replaced session that lives on, because something
// uses it, is ended alone. Each session is in the result once, the one that counts
// first; it returns when all is done, or with the context.
func (e *Engine) Revoke(ctx context.Context, s model.Session) []model.RevokeResult {
	e.rest.begin()
	defer e.rest.end()
	e.mu.Lock()
	s = e.standing(s)
	key := s.Key()
	e.ending[key]++
	j, half := e.jobs[key], e.halves[key]
	known := []model.Session{s}
	if j != nil {
		e.halt(j)
		known = together(known, j.made)
	}
	if half != nil {
		// From here on the work is this call's alone.
		delete(e.halves, key)
		known = together(known, half.result.New)
	}
	e.mu.Unlock()
	defer e.released(key)
	var results []model.RevokeResult
	var beside sync.WaitGroup
	beside.Add(1)
	e.begin(func() {
		defer beside.Done()
		results = e.revokeEach(ctx, known, nil)
	})
	e.unchoose(known)
	late := e.lateOf(ctx, j, half, known)
	e.unchoose(late)
	beside.Wait()
	results = append(results, e.revokeEach(ctx, late, nil)...)
	for _, r := range results {
		if r.Err == nil {
			// The renewal may have spoken of it once more.
			e.forget(r.Session)
		}
	}
	return results
}

// unchoose turns auto-renew off for sessions that are about to end. A choice that
// cannot be forgotten is for a session that is gone.
func (e *Engine) unchoose(sessions []model.Session) {
	for _, s := range sessions {
		if choice := e.cfg.choiceOf(s); e.cfg.Choices.On(s, choice.Expires) {
			_ = e.cfg.Choices.Set(choice, false)
		}
	}
}

// released lets a session be renewed again that could not be revoked.
func (e *Engine) released(key string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ending[key]--; e.ending[key] <= 0 {
		delete(e.ending, key)
	}
	e.rest.rouse(e.loop)
}

// standing is the session that stands for another one by now. e.mu is held.
func (e *Engine) standing(s model.Session) model.Session {
	for range e.replaced {
		next := e.replaced[s.Key()].by
		if e.leftovers[s.Token] != nil || next.Token.Empty() {
			break
		}
		s = next
	}
	return s
}

// together is a list of sessions with one more, unless there is none, it is in the
// list already or cannot be revoked.
func together(list []model.Session, s model.Session) []model.Session {
	if s.Token.Empty() {
		return list
	}
	for _, known := range list {
		if known.Token == s.Token {
			return list
		}
	}
	return append(list, s)
}

// halt lets a renewal under way begin nothing more. e.mu is held.
func (e *Engine) halt(j *job) {
	select {
	case <-j.halt:
	default:
		close(j.halt)
		e.rest.rouse(j.sleeper)
	}
}

// lateOf waits for a renewal, and gives what it has made besides what is known:
// also what an assume whose answer was lost has made, as far as that is listed.
// Both j and half may be nil.
func (e *Engine) lateOf(ctx context.Context, j *job, half *work, known []model.Session) []model.Session {
	if j != nil {
		select {
		case <-j.done:
		case <-ctx.Done():
			return nil
		}
		e.mu.Lock()
		half = e.halves[j.key]
		delete(e.halves, j.key)
		made := j.made
		e.mu.Unlock()
		if late := together(known, made); len(late) > len(known) {
			return late[len(known):]
		}
	}
	if half == nil || half.lost == nil {
		return nil
	}
	if found, err := half.lookFor(ctx); err != nil || !found {
		return nil
	}
	return together(known, half.result.New)[len(known):]
}

// RevokeAll ends every session of mine that is watched, and what renewals left
// alive or are about to make, side by side: what is known at once, and the rest as
// it comes. It returns when that is done, or with the context; the error names the
// sessions that may still live.
func (e *Engine) RevokeAll(ctx context.Context) error {
	e.rest.begin()
	defer e.rest.end()
	e.hush(true)
	defer e.hush(false)
	e.haltAll()
	known := e.living()
	var first []model.RevokeResult
	var beside sync.WaitGroup
	beside.Add(1)
	e.begin(func() {
		defer beside.Done()
		first = e.revokeEach(ctx, known, e.noter(model.ByHangup))
	})
	missed := e.await(ctx)
	e.seekLost(ctx)
	all := known
	for _, s := range e.living() {
		all = together(all, s)
	}
	second := e.revokeEach(ctx, all[len(known):], e.noter(model.ByHangup))
	beside.Wait()
	return errors.Join(missed, faults(first), faults(second))
}

// haltAll lets no renewal begin anything more.
func (e *Engine) haltAll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, j := range e.jobs {
		e.halt(j)
	}
}

// seekLost looks for what assumes whose answers were lost have made.
func (e *Engine) seekLost(ctx context.Context) {
	e.mu.Lock()
	var lost []*work
	for key, w := range e.halves {
		if w.lost != nil {
			lost = append(lost, w)
			delete(e.halves, key)
		}
	}
	e.mu.Unlock()
	for _, w := range lost {
		if found, err := w.lookFor(ctx); err == nil && found {
			e.mu.Lock()
			e.leftovers[w.result.New.Token] = newLeftover(w.result.New)
			e.mu.Unlock()
		}
	}
}

// living are the sessions of mine that have time left and a token.
func (e *Engine) living() []model.Session {
	e.mu.Lock()
	defer e.mu.Unlock()
	boot := e.cfg.Clock.Now().Boot
	var live []model.Session
	add := func(s model.Session, left time.Duration) {
		if left > 0 {
			live = together(live, s)
		}
	}
	for _, en := range e.entries {
		if e.mine(en.watched) {
			add(en.watched.Session, en.watched.Countdown.Left(boot))
		}
	}
	for _, j := range e.jobs {
		add(j.made, j.made.Sent+j.made.Remaining-boot)
	}
	for _, s := range e.spare(boot, func(*work) bool { return true }) {
		live = together(live, s)
	}
	return live
}

// revokeEach revokes sessions side by side, and notes what became of each; note
// may be nil.
func (e *Engine) revokeEach(ctx context.Context, sessions []model.Session, note func(model.Session, error)) []model.RevokeResult {
	results := make([]model.RevokeResult, len(sessions))
	var all sync.WaitGroup
	for i, s := range sessions {
		all.Add(1)
		e.begin(func() {
			defer all.Done()
			err := e.cfg.API.Revoke(ctx, s.Token)
			if note != nil && !errors.Is(err, model.ErrUnsupported) {
				note(s, err)
			}
			results[i] = model.RevokeResult{Session: s, Err: err}
			if err == nil {
				e.forget(s)
			}
		})
	}
	all.Wait()
	return results
}

// faults names the sessions that may still live, and says why; nil for none.
func faults(results []model.RevokeResult) error {
	var errs []error
	for _, r := range results {
		if r.Err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", r.Session.Name, r.Err))
		}
	}
	return errors.Join(errs...)
}

// noter notes in the ledger what a part of actas revoked.
func (e *Engine) noter(by string) func(model.Session, error) {
	return func(s model.Session, err error) { e.keep(e.cfg.revoked(s, by, err)) }
}

// forget drops a session that was revoked from here.
func (e *Engine) forget(s model.Session) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.leftovers, s.Token)
	for key, w := range e.halves {
		if w.result.New.Token == s.Token || key == s.Key() {
			delete(e.halves, key)
		}
	}
	delete(e.entries, find(e.entries, s))
	for _, name := range names(s) {
		e.replaced[name] = replacement{until: s.Sent + s.Remaining}
	}
	e.publish()
}
