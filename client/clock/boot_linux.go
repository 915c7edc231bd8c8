package clock

import (
	"os"
	"strings"
	"sync"
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

// BootID names this run of the machine, so that readings of the boot clock can be
// compared across processes; empty where they cannot.
func BootID() string { return bootID() }

var bootID = sync.OnceValue(func() string {
	var ts unix.Timespec
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil || unix.ClockGettime(unix.CLOCK_BOOTTIME, &ts) != nil {
		return ""
	}
	return strings.TrimSpace(string(id))
})
