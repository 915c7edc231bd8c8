package renewal

import (
	"context"
	"sync"
	"time"

	"actas/client/clock"
)

// rest is where the engine's goroutines wait. It knows whether all of them do,
// and can wake each of them.
type rest struct {
	clock clock.Clock

	mu sync.Mutex
	// busy is how many goroutines are at work.
	busy     int
	sleepers map[*sleeper]bool
	// changed is closed, and made anew, when somebody stops or begins to work.
	changed chan struct{}
}

// sleeper is a goroutine that can wait.
type sleeper struct {
	asleep bool
	until  time.Duration
	wake   chan struct{}
	// roused is set by a call that came while it did not sleep.
	roused bool
}

func newRest(clk clock.Clock) *rest {
	return &rest{clock: clk, sleepers: map[*sleeper]bool{}, changed: make(chan struct{})}
}

// begin counts a goroutine that works from now on; end counts it out.
func (r *rest) begin() { r.count(1) }
func (r *rest) end()   { r.count(-1) }

func (r *rest) count(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy += n
	close(r.changed)
	r.changed = make(chan struct{})
}

// sleep waits until a boot-clock reading, or until the sleeper is roused. It
// returns the context's error when that ends first.
func (r *rest) sleep(ctx context.Context, s *sleeper, until time.Duration) error {
	wake, ok := r.lie(s, until)
	if !ok {
		return ctx.Err()
	}
	select {
	case <-r.clock.After(until - r.clock.Now().Boot):
	case <-wake:
	case <-ctx.Done():
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.sleepers, s)
	if s.asleep {
		s.asleep = false
		r.busy++
	}
	return ctx.Err()
}

// lie puts a sleeper down, unless it was roused already.
func (r *rest) lie(s *sleeper, until time.Duration) (wake <-chan struct{}, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.roused {
		s.roused = false
		return nil, false
	}
	s.asleep, s.until, s.wake = true, until, make(chan struct{})
	r.sleepers[s] = true
	r.busy--
	close(r.changed)
	r.changed = make(chan struct{})
	return s.wake, true
}

// rouse makes a sleeper look up now, or instead of sleeping the next time.
func (r *rest) rouse(s *sleeper) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !s.asleep {
		s.roused = true
		return
	}
	r.raise(s)
}

// raise wakes a sleeper, which counts as busy from now on. r.mu is held.
func (r *rest) raise(s *sleeper) {
	s.asleep = false
	delete(r.sleepers, s)
	r.busy++
	close(s.wake)
}

// settle rouses whoever's time has come, and waits until everybody sleeps until
// later. It returns the context's error when that ends first.
func (r *rest) settle(ctx context.Context) error {
	for {
		quiet, changed := r.look()
		if quiet {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (r *rest) look() (quiet bool, changed <-chan struct{}) {
	now := r.clock.Now().Boot
	r.mu.Lock()
	defer r.mu.Unlock()
	for s := range r.sleepers {
		if s.until <= now {
			r.raise(s)
		}
	}
	return r.busy == 0, r.changed
}
