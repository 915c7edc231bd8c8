package model

import (
	"math"
	"time"
)

// anchorSlack is how much later than before an answer may put a session's end
// without moving the countdown. Answers come in whole seconds and after a
// varying delay, so that without it the digits would hop at every refresh.
const anchorSlack = 2 * time.Second

// Countdown is the end of a session on the boot clock. It is anchored once per
// answer and never decremented. The zero value has not been anchored.
type Countdown struct {
	ends     time.Duration
	anchored bool
}

// Anchored reports whether any answer has set the end.
func (c Countdown) Anchored() bool { return c.anchored }

// Anchor returns the countdown after an answer: sent is the boot-clock reading
// taken just before the request was sent, remaining what the API then said is
// left, a negative value counting as nothing. The end is at most the request's
// way too early, and never too late. It replaces the one before only if it is
// the first, or earlier, or later by more than two seconds.
func (c Countdown) Anchor(sent, remaining time.Duration) Countdown {
	ends := sent + max(0, remaining)
	if ends < sent { // overflow: further away than the clock can count
		ends = math.MaxInt64
	}
	if c.anchored && ends >= c.ends && ends-c.ends <= anchorSlack {
		return c
	}
	return Countdown{ends: ends, anchored: true}
}

// Left is the time left at a boot-clock reading, never negative; 0 when the
// countdown has not been anchored.
func (c Countdown) Left(boot time.Duration) time.Duration {
	if !c.anchored || boot >= c.ends {
		return 0
	}
	return c.ends - boot
}

// Over is how long the countdown has stood at zero; 0 while it runs and for one
// that was never anchored.
func (c Countdown) Over(boot time.Duration) time.Duration {
	if !c.anchored {
		return 0
	}
	return max(0, boot-c.ends)
}

// EndsAt is the wall time at which the countdown ends or ended, for display;
// the zero time when it has not been anchored.
func (c Countdown) EndsAt(now Moment) time.Time {
	if !c.anchored {
		return time.Time{}
	}
	return now.Wall.Add(c.ends - now.Boot)
}
