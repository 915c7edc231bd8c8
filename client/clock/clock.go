// Package clock is where actas gets the time from: the system's clocks, a
// system clock that begins at a time of one's choice, and one that tests move
// by hand.
package clock

import (
	"time"

	"actas/model"
)

// Clock reads the wall clock and the boot clock together, and waits.
// Implementations are safe for use by several goroutines.
type Clock interface {
	// Now reads both clocks. Wall is in UTC and holds no monotonic reading, so
	// that differences show steps of the wall clock.
	Now() model.Moment
	// After returns a channel that receives the wall time once d has passed. A
	// d of zero or less fires at once.
	After(d time.Duration) <-chan time.Time
}

// System is the machine's clock.
func System() Clock {
	return system{boot: newBootClock()}
}

type system struct{ boot bootClock }

func (s system) Now() model.Moment {
	return model.Moment{Wall: time.Now().UTC().Round(0), Boot: s.boot.read()}
}

func (s system) After(d time.Duration) <-chan time.Time { return time.After(d) }

// StartingAt is a clock whose wall clock reads t now and runs on with the boot
// clock, so it neither follows steps of the machine's wall clock nor loses the
// time of a suspend.
func StartingAt(t time.Time) Clock {
	boot := newBootClock()
	return shifted{boot: boot, wall: t.UTC().Round(0), start: boot.read()}
}

type shifted struct {
	boot  bootClock
	wall  time.Time
	start time.Duration
}

func (s shifted) Now() model.Moment {
	boot := s.boot.read()
	return model.Moment{Wall: s.wall.Add(boot - s.start), Boot: boot}
}

// After waits in real time and answers in the shifted clock's time.
func (s shifted) After(d time.Duration) <-chan time.Time {
	fired := make(chan time.Time, 1)
	time.AfterFunc(d, func() { fired <- s.Now().Wall })
	return fired
}
