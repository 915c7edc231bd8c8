package clock

import "time"

// sinceStart measures by the wall clock, without Go's monotonic reading.
type sinceStart struct{ start time.Time }

func newSinceStart() sinceStart { return sinceStart{start: time.Now().Round(0)} }

func (s sinceStart) read() time.Duration { return time.Now().Round(0).Sub(s.start) }
