package cli

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"actas/model/text"
	"actas/ui"
)

// What becomes of my sessions when the terminal goes away or actas is told to
// end: they last until their end, or they are revoked.
const (
	hangupKeep   = "keep"
	hangupRevoke = "revoke"
)

// revokeWithin is how long revoking may take before the process ends.
const revokeWithin = 2 * time.Second

func (c *command) onHangup() string {
	return cmp.Or(c.flags.onHangup, c.out.Getenv("ACTAS_ON_HANGUP"), hangupKeep)
}

func (c *command) checkHangup() error {
	if way := c.onHangup(); way != hangupKeep && way != hangupRevoke {
		return usageError{fmt.Sprintf("--on-hangup and ACTAS_ON_HANGUP take keep or revoke, not %q", text.Clean(way))}
	}
	return nil
}

// revokeOnHangup revokes my sessions where that is the policy. Nobody is there
// any more who could be told what failed.
func (c *command) revokeOnHangup() {
	if c.onHangup() != hangupRevoke {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), revokeWithin)
	defer stop()
	c.engines.revokeAll(ctx)
}

// engines holds the renewal engine of the dashboard that runs: there is one at
// a time, and another one after somebody said to be somebody else.
type engines struct {
	mu  sync.Mutex
	now ui.Renewals
}

// renewals makes the engine of a dashboard, and keeps it in reach of signals.
// remembers is asked when the engine starts: the first-run screen may have started
// the demo by then.
func (c *command) renewals(clock ui.Clock, remembers func() bool) func(ui.API, string) ui.Renewals {
	if c.out.Renewals == nil {
		return nil
	}
	return func(api ui.API, userID string) ui.Renewals {
		engine := c.out.Renewals(api, clock, userID, remembers())
		c.engines.mu.Lock()
		defer c.engines.mu.Unlock()
		c.engines.now = engine
		return engine
	}
}

func (e *engines) running() ui.Renewals {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.now
}

func (e *engines) revokeAll(ctx context.Context) {
	if engine := e.running(); engine != nil {
		_ = engine.RevokeAll(ctx)
	}
}

func (e *engines) close() {
	if engine := e.running(); engine != nil {
		engine.Close()
	}
}
