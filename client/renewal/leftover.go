package renewal

import (
	"errors"
	"time"

	"actas/model"
)

// leftover is a session that has been replaced, or could not be used, and still
// lives.
type leftover struct {
	session model.Session
	// until is the boot reading at which it ends by itself.
	until time.Duration
	// next is the boot reading before which it is not revoked again.
	next     time.Duration
	failures int
	// busy is set while it is being revoked.
	busy bool
}

func newLeftover(s model.Session) *leftover {
	return &leftover{session: s, until: s.Sent + s.Remaining}
}

// clear begins to revoke a leftover if its time has come, and returns the boot
// reading of the next look, 0 for none. e.mu is held.
func (e *Engine) clear(l *leftover, boot time.Duration) time.Duration {
	token := l.session.Token
	switch {
	case l.until <= boot:
		delete(e.leftovers, token)
		return 0
	case l.busy || e.leaving || e.held[token] > 0:
		return 0
	case l.next > boot:
		return l.next
	case e.cfg.inUse(token):
		// Nobody tells when it is not any more.
		return boot + beat
	}
	l.busy = true
	e.begin(func() {
		err := e.cfg.API.Revoke(e.ctx, token)
		if err == nil {
			e.keep(e.cfg.revoked(l.session, model.ByDashboard, nil))
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		l.busy = false
		if err == nil || errors.Is(err, model.ErrUnsupported) {
			delete(e.leftovers, token)
			return
		}
		l.next = e.cfg.Clock.Now().Boot + max(longBackoff.wait(l.failures, e.cfg.Rand), retryAfter(err))
		l.failures++
		e.rest.rouse(e.loop)
	})
	return 0
}

// Hold keeps the session with a token alive although it is replaced, because
// something uses the token. Each Hold needs a Release.
func (e *Engine) Hold(token model.Secret) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.held[token]++
	if e.held[token] == 1 && e.cfg.InUseHere != nil {
		e.told[token] = e.cfg.InUseHere(token)
	}
}

// Release ends one Hold. The session is revoked if it was replaced meanwhile and
// nothing else holds it.
func (e *Engine) Release(token model.Secret) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.held[token]--; e.held[token] <= 0 {
		delete(e.held, token)
		if release := e.told[token]; release != nil {
			release()
			delete(e.told, token)
		}
	}
	e.rest.rouse(e.loop)
}

func (e *Engine) isHeld(token model.Secret) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.held[token] > 0
}
