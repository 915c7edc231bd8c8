package renewal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"actas/model"
)

// closingTime is how long Close takes at most.
const closingTime = 2 * time.Second

// RevokeAll ends every session of mine that is watched, and what renewals left
// alive, side by side. It returns when that is done, or with the context; the
// error names the sessions that may still live.
func (e *Engine) RevokeAll(ctx context.Context) error {
	e.rest.begin()
	defer e.rest.end()
	e.hush(true)
	defer e.hush(false)
	if err := e.await(ctx); err != nil {
		return err
	}
	return e.revokeEach(ctx, e.living(), e.cfg.Revoked)
}

// hush keeps the engine from beginning anything, or lets it go on.
func (e *Engine) hush(on bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.leaving = on
	e.rest.rouse(e.loop)
}

// await waits for the renewals under way.
func (e *Engine) await(ctx context.Context) error {
	for {
		j := e.anyJob()
		if j == nil {
			return nil
		}
		select {
		case <-j.done:
		case <-ctx.Done():
			return fmt.Errorf("revoke sessions: %w", ctx.Err())
		}
	}
}

func (e *Engine) anyJob() *job {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, j := range e.jobs {
		return j
	}
	return nil
}

// living are the sessions of mine that have time left and a token.
func (e *Engine) living() []model.Session {
	e.mu.Lock()
	defer e.mu.Unlock()
	boot := e.cfg.Clock.Now().Boot
	var live []model.Session
	add := func(s model.Session, left time.Duration) {
		if left > 0 && !s.Token.Empty() {
			live = append(live, s)
		}
	}
	for _, en := range e.entries {
		if e.mine(en.watched) {
			add(en.watched.Session, en.watched.Countdown.Left(boot))
		}
	}
	return append(live, e.spare(boot, func(*work) bool { return true })...)
}

// spare are the sessions that stand beside those that count: the replaced ones
// that live on, and the new ones of renewals that stopped half way. e.mu is held.
func (e *Engine) spare(boot time.Duration, counts func(*work) bool) []model.Session {
	var spare []model.Session
	for _, l := range e.leftovers {
		if l.until > boot {
			spare = append(spare, l.session)
		}
	}
	for _, w := range e.halves {
		if s := w.result.New; !s.Token.Empty() && s.Sent+s.Remaining > boot && counts(w) {
			spare = append(spare, s)
		}
	}
	return spare
}

// revokeEach revokes sessions side by side, and tells what became of each; tell
// may be nil.
func (e *Engine) revokeEach(ctx context.Context, sessions []model.Session, tell func(model.Session, error)) error {
	errs := make([]error, len(sessions))
	var all sync.WaitGroup
	for i, s := range sessions {
		all.Add(1)
		e.begin(func() {
			defer all.Done()
			err := e.cfg.API.Revoke(ctx, s.Token)
			if tell != nil {
				tell(s, err)
			}
			if err != nil {
				errs[i] = fmt.Errorf("%s: %w", s.Name, err)
				return
			}
			e.forget(s)
		})
	}
	all.Wait()
	return errors.Join(errs...)
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
	if en := e.entries[s.Key()]; en != nil {
		delete(e.entries, s.Key())
		for _, name := range names(s) {
			e.replaced[name] = s.Sent + s.Remaining
		}
	}
	e.publish()
}

// Close stops the engine and gives its place up. It lets renewals under way come
// to their end, and revokes the sessions that were to be revoked later, as far
// as two seconds allow.
func (e *Engine) Close() {
	e.closed.Do(func() {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		late := e.cfg.Clock.After(closingTime)
		go func() {
			select {
			case <-late:
				cancel()
			case <-ctx.Done():
			}
		}()
		e.hush(true)
		// Whoever is late is stopped below.
		_ = e.await(ctx)
		e.stop()
		<-e.finished
		_ = e.revokeEach(ctx, e.unneeded(), nil)
		e.cfg.Lock.Release()
		e.mu.Lock()
		defer e.mu.Unlock()
		e.acts = false
		e.publish()
	})
}

// unneeded are the sessions that nobody counts on when the engine closes: not
// those that another process acts with.
func (e *Engine) unneeded() []model.Session {
	e.mu.Lock()
	defer e.mu.Unlock()
	for token, release := range e.told {
		release()
		delete(e.told, token)
	}
	spare := e.spare(e.cfg.Clock.Now().Boot, func(w *work) bool { return w.result.Auto })
	return slices.DeleteFunc(spare, func(s model.Session) bool { return e.cfg.inUse(s.Token) })
}
