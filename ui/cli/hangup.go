package cli

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"actas/model"
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

const (
	// writesWithin is how long an answer may take after actas was told to end, and
	// notedWithin how long it may take to note that none came.
	writesWithin = 2 * time.Second
	notedWithin  = 300 * time.Millisecond
)

// endWrites waits for the answers to what was sent, and gives up what takes
// longer: the ledger then says that no answer came. Without a dashboard there is none.
func (c *command) endWrites(within time.Duration) {
	if c.writes == nil {
		return
	}
	answered, clock := c.writes.Ending(), c.out.SystemClock()
	select {
	case <-answered:
		return
	default:
	}
	select {
	case <-answered:
		return
	case <-clock.After(within):
	}
	c.writes.GiveUp()
	select {
	case <-answered:
	case <-clock.After(notedWithin):
	}
}

func (c *command) onHangup() string { return c.onHangupUnder(c.way.profile) }

// onHangupUnder is what becomes of my sessions while a profile holds.
func (c *command) onHangupUnder(p model.Profile) string {
	return c.setting("on-hangup", c.flags.onHangup, "ACTAS_ON_HANGUP", p.OnHangup, hangupKeep).value
}

// revokesUnder reports that my sessions are revoked while a profile holds.
func (c *command) revokesUnder(p model.Profile) bool { return c.onHangupUnder(p) == hangupRevoke }

func (c *command) checkHangup() error {
	if way := c.onHangup(); way != hangupKeep && way != hangupRevoke {
		return usageError{fmt.Sprintf("--on-hangup and ACTAS_ON_HANGUP take keep or revoke, not %q", text.Clean(way))}
	}
	if c.onHangup() == hangupRevoke {
		if err := c.revocable(); err != nil {
			return err
		}
	}
	if c.onHangup() == hangupRevoke && c.readOnly().on {
		return usageError{"read-only and --on-hangup revoke contradict each other: a revoke changes something"}
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

// engines holds the renewal engines of the dashboard that runs: one, and another
// one after somebody said to be somebody else, while the one before ends.
type engines struct {
	mu  sync.Mutex
	all []ui.Renewals
	// last is the newest of those that ended. It renews nothing any more, and still
	// revokes what it watched; nil for none.
	last ui.Renewals
}

// renewals makes the engine of a dashboard, and keeps it in reach of signals.
// remembers is asked when the engine starts: the first-run screen may have started
// the demo by then.
func (c *command) renewals(clock ui.Clock, remembers func() bool) func(ui.API, string) ui.Renewals {
	if c.out.Renewals == nil {
		return nil
	}
	return func(api ui.API, userID string) ui.Renewals {
		engine := c.out.Renewals(api, clock, c.whose(userID, api), remembers())
		c.engines.mu.Lock()
		defer c.engines.mu.Unlock()
		c.engines.all = append(c.engines.all, engine)
		return engine
	}
}

// newest is the engine of whoever the dashboard is for now, or was, where none runs;
// nil for none.
func (e *engines) newest() ui.Renewals {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.all) == 0 {
		return e.last
	}
	return e.all[len(e.all)-1]
}

func (e *engines) revokeAll(ctx context.Context) {
	if engine := e.newest(); engine != nil {
		_ = engine.RevokeAll(ctx)
	}
}

// close ends the engines side by side; for one that is closed already it waits.
func (e *engines) close() {
	e.mu.Lock()
	all := slices.Clone(e.all)
	e.mu.Unlock()
	var ended sync.WaitGroup
	for _, engine := range all {
		ended.Go(engine.Close)
	}
	ended.Wait()
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(all) > 0 {
		e.last = all[len(all)-1]
	}
	e.all = e.all[len(all):]
}

// leave lets go of the engine of a dashboard that another one follows.
func (e *engines) leave() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.last = nil
}
