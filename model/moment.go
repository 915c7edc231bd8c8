package model

import "time"

// Moment is one reading of the two clocks that actas lives by, taken together.
//
// Schedules and verdicts read Wall; countdowns read Boot and nothing else, so
// a wrong or stepped wall clock never changes the time that a session has left.
type Moment struct {
	// Wall is the wall clock in UTC. The zero value means "never read".
	Wall time.Time
	// Boot is the time since an arbitrary start on a clock that goes on while
	// the machine is suspended (Linux: CLOCK_BOOTTIME).
	Boot time.Duration
}
