package simulator

import (
	"sync"
	"time"
)

// vultrLimit is the documented limit: requests a second and source address.
const vultrLimit = 30

// limiter counts the requests of each source over the last second. A window
// that slides is the strictest reading of "30 a second".
type limiter struct {
	mu     sync.Mutex
	limit  int
	recent map[string][]time.Duration
}

// newLimiter takes 0 for Vultr's limit and a negative number for none.
func newLimiter(limit int) *limiter {
	if limit == 0 {
		limit = vultrLimit
	}
	return &limiter{limit: limit, recent: map[string][]time.Duration{}}
}

// admit counts a request made at the boot-clock reading unless the source has
// used up its second. Refused requests do not count.
func (l *limiter) admit(source string, now time.Duration) bool {
	if l.limit < 0 {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	times := l.recent[source]
	old := 0
	for old < len(times) && now-times[old] >= time.Second {
		old++
	}
	times = append(times[:0], times[old:]...)
	if len(times) >= l.limit {
		l.recent[source] = times
		return false
	}
	l.recent[source] = append(times, now)
	return true
}
