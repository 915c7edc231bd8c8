package client

import (
	"context"
	"sync"
	"time"

	"actas/client/clock"
)

const (
	// requestsPerWindow and limitWindow are Vultr's limit a source.
	requestsPerWindow = 30
	limitWindow       = time.Second
)

// limiter lets at most 30 requests reach the API in any one second.
//
// It hands out 30 slots. A slot is busy until its request was answered, and for
// one second from then on. So it holds where the server counts, however long a
// request travels: between the arrivals of two requests that used the same slot
// lies at least a second.
type limiter struct {
	clock clock.Clock
	// slots holds the free slots, oldest first: each is the boot reading from
	// which it may be used again.
	slots chan time.Duration
}

func newLimiter(clk clock.Clock) *limiter {
	l := &limiter{clock: clk, slots: make(chan time.Duration, requestsPerWindow)}
	for range requestsPerWindow {
		l.slots <- 0
	}
	return l
}

// acquire waits for a slot. The caller must call used or unused once.
func (l *limiter) acquire(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case from := <-l.slots:
		wait := from - l.clock.Now().Boot
		if wait <= 0 {
			return nil
		}
		select {
		case <-l.clock.After(wait):
			return nil
		case <-ctx.Done():
			l.slots <- from
			return context.Cause(ctx)
		}
	}
}

// used gives the slot back after its request was answered or has failed.
func (l *limiter) used() { l.slots <- l.clock.Now().Boot + limitWindow }

// unused gives back a slot whose request was not sent.
func (l *limiter) unused() { l.slots <- l.clock.Now().Boot }

// gate holds all calls back after a 429, until the API's time is up.
type gate struct {
	clock clock.Clock
	mu    sync.Mutex
	until time.Duration
}

func newGate(clk clock.Clock) *gate { return &gate{clock: clk} }

// close keeps the gate shut for at least d from now.
func (g *gate) close(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.until = max(g.until, g.clock.Now().Boot+d)
}

// open lets calls pass again before the time is up.
func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.until = 0
}

func (g *gate) closedUntil() (time.Duration, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.until, g.until > g.clock.Now().Boot
}

// left is how long the gate stays shut; 0 when it is open.
func (g *gate) left() time.Duration {
	until, shut := g.closedUntil()
	if !shut {
		return 0
	}
	return until - g.clock.Now().Boot
}
