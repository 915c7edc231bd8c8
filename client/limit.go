package client

import (
	"context"
	"sync"
	"time"

	"actas/client/clock"
	"actas/model"
)

const (
	// requestsPerWindow and limitWindow are Vultr's limit a source.
	requestsPerWindow = 30
	limitWindow       = time.Second
	// patientPerWindow is how many of those a long row of reads may use. The others
	// are for what somebody waits for: a renewal is three calls.
	patientPerWindow = 26
)

// limiter lets at most 30 requests reach the API in any one second, and at most
// 26 of those that are patient (see [model.Patient]): so one that is not finds a
// slot that is ready, however many of the others wait.
type limiter struct{ all, patient slots }

// slots are handed out, each to one request at a time. A slot is busy until its
// request was answered, and for one second from then on. So the limit holds where
// the server counts, however long a request travels: between the arrivals of two
// requests that used the same slot lies at least a second.
type slots struct {
	clock clock.Clock
	// free holds the free slots, oldest first: each is the boot reading from
	// which it may be used again.
	free chan time.Duration
}

func newLimiter(clk clock.Clock) *limiter {
	return &limiter{all: newSlots(clk, requestsPerWindow), patient: newSlots(clk, patientPerWindow)}
}

func newSlots(clk clock.Clock, n int) slots {
	s := slots{clock: clk, free: make(chan time.Duration, n)}
	for range n {
		s.free <- 0
	}
	return s
}

// acquire waits for a slot. The caller must call used or unused once, with the
// same context.
func (l *limiter) acquire(ctx context.Context) error {
	if !model.IsPatient(ctx) {
		return l.all.acquire(ctx)
	}
	if err := l.patient.acquire(ctx); err != nil {
		return err
	}
	err := l.all.acquire(ctx)
	if err != nil {
		l.patient.giveBack(0)
	}
	return err
}

// used gives the slot back after its request was answered or has failed.
func (l *limiter) used(ctx context.Context) { l.giveBack(ctx, limitWindow) }

// unused gives back a slot whose request was not sent.
func (l *limiter) unused(ctx context.Context) { l.giveBack(ctx, 0) }

func (l *limiter) giveBack(ctx context.Context, rest time.Duration) {
	l.all.giveBack(rest)
	if model.IsPatient(ctx) {
		l.patient.giveBack(rest)
	}
}

func (s slots) acquire(ctx context.Context) error {
	if ctx.Err() != nil {
		return context.Cause(ctx) // although there may be a slot
	}
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case from := <-s.free:
		wait := from - s.clock.Now().Boot
		if wait <= 0 {
			return nil
		}
		select {
		case <-s.clock.After(wait):
			return nil
		case <-ctx.Done():
			s.free <- from
			return context.Cause(ctx)
		}
	}
}

// giveBack makes a slot free that may be used again after a rest.
func (s slots) giveBack(rest time.Duration) { s.free <- s.clock.Now().Boot + rest }

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
