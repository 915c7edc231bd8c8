package renewal

import "time"

// backoff is how long to wait before a try: the first wait, doubled with each
// failure up to the last, of which the upper half is random.
type backoff struct{ first, last time.Duration }

var (
	// shortBackoff lies between the tries of one run.
	shortBackoff = backoff{500 * time.Millisecond, 8 * time.Second}
	// longBackoff lies between the runs of an automatic renewal: 5 s, 10 s, 20 s,
	// 40 s, 60 s and so on.
	longBackoff = backoff{5 * time.Second, time.Minute}
)

const (
	// patientTries is how often a step is tried for somebody who waits for it.
	patientTries = 4
	// longestPatience is the longest that somebody is kept waiting between tries.
	longestPatience = time.Minute
)

// wait is the wait after so many failures, counted from 0; random is in [0,1).
func (b backoff) wait(failures int, random func() float64) time.Duration {
	d := b.last
	if failures < 8 {
		d = min(b.first<<failures, b.last)
	}
	return d/2 + time.Duration(random()*float64(d/2))
}
