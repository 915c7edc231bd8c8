package renewal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"actas/model"
)

// closingTime is how long Close takes at most.
const closingTime = 2 * time.Second

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
		e.revokeEach(ctx, e.unneeded(), e.noter(model.ByDashboard))
		e.giveUp()
		e.mu.Lock()
		defer e.mu.Unlock()
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
