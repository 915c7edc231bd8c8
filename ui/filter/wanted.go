package filter

import "sync/atomic"

// wanted tells a match beside the event loop whether its answer is still waited
// for. The nil value is.
type wanted struct{ outdated atomic.Bool }

// giveUp says that nobody waits for the answer any more.
func (w *wanted) giveUp() {
	if w != nil {
		w.outdated.Store(true)
	}
}

// no reports that nobody does.
func (w *wanted) no() bool { return w != nil && w.outdated.Load() }
