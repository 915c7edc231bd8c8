package clock

import (
	"time"

	"golang.org/x/sys/unix"
)

// bootClock reads CLOCK_BOOTTIME, which goes on while the machine is suspended.
// Go's own monotonic clock stands still then.
type bootClock struct{ fallback sinceStart }

func newBootClock() bootClock { return bootClock{fallback: newSinceStart()} }

func (b bootClock) read() time.Duration {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &ts); err != nil {
		// Kernels before 2.6.39 and some sandboxes have no such clock.
		return b.fallback.read()
	}
	return time.Duration(ts.Nano())
}
