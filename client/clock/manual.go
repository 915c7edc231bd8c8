package clock

import (
	"sync"
	"time"

	"actas/model"
)

// Manual is a clock that stands still until a test moves it. Both of its
// clocks begin together: Boot at zero, Wall at the start. It is safe for use
// by several goroutines.
type Manual struct {
	mu      sync.Mutex
	now     model.Moment
	waiters []waiter
	changed chan struct{}
}

type waiter struct {
	due   time.Duration
	fired chan time.Time
}

// NewManual returns a clock that stands at start.
func NewManual(start time.Time) *Manual {
	return &Manual{
		now:     model.Moment{Wall: start.UTC().Round(0)},
		changed: make(chan struct{}),
	}
}

// Now reads both clocks.
func (m *Manual) Now() model.Moment {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// After fires when Advance has moved the boot clock by d. A step of the wall
// clock alone fires nothing, as on a real system.
func (m *Manual) After(d time.Duration) <-chan time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	fired := make(chan time.Time, 1)
	if d <= 0 {
		fired <- m.now.Wall
		return fired
	}
	m.waiters = append(m.waiters, waiter{due: m.now.Boot + d, fired: fired})
	close(m.changed)
	m.changed = make(chan struct{})
	return fired
}

// Advance moves both clocks by d and fires every After that is due, each with
// the wall time that the clock then shows.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.move(d)
	left := m.waiters[:0]
	for _, w := range m.waiters {
		if w.due > m.now.Boot {
			left = append(left, w)
			continue
		}
		w.fired <- m.now.Wall
	}
	clear(m.waiters[len(left):])
	m.waiters = left
}

// Step moves the wall clock alone, as a correction of the system time does.
func (m *Manual) Step(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now.Wall = m.now.Wall.Add(d)
}

// Suspend moves both clocks without firing anything, as a suspended machine
// does: what came due meanwhile fires at the next Advance, even one of zero.
func (m *Manual) Suspend(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.move(d)
}

func (m *Manual) move(d time.Duration) {
	m.now.Wall = m.now.Wall.Add(d)
	m.now.Boot += d
}

// Waiting blocks until n or more Afters wait to fire, so that a test can move
// the clock when the code under test has begun to wait.
func (m *Manual) Waiting(n int) {
	for {
		m.mu.Lock()
		enough, changed := len(m.waiters) >= n, m.changed
		m.mu.Unlock()
		if enough {
			return
		}
		<-changed
	}
}
