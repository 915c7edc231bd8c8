//go:build !linux

package clock

import "time"

// bootClock is the wall clock since the start: the only one here that is sure
// to go on while the machine is suspended.
type bootClock struct{ since sinceStart }

func newBootClock() bootClock { return bootClock{since: newSinceStart()} }

func (b bootClock) read() time.Duration { return b.since.read() }

// BootID is empty: each process has a boot clock of its own here.
func BootID() string { return "" }
