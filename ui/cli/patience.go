package cli

import (
	"context"
	"errors"
	"time"

	"actas/model"
	"actas/ui/words"
)

const (
	// patientTries is how often a write that is refused for its number is sent.
	patientTries = 5
	// patientFor is the longest that such a write waits in all.
	patientFor = 30 * time.Second
	// shortestWait is the wait where the API asks for less, or does not say.
	shortestWait = time.Second
)

// patiently sends a write again while the API refuses it because there are too
// many requests: nothing was done then. It waits as long as the API asks, unless
// that is too long altogether. The error is the last one.
func (c *command) patiently(ctx context.Context, r *remote, write func() error) error {
	end := r.clock.Now().Boot + patientFor
	for try := 1; ; try++ {
		err := write()
		wait, again := waitFor(err)
		if !again || try == patientTries || r.clock.Now().Boot+wait > end {
			return err
		}
		c.progress("too many requests; trying again in " + words.Length(wait))
		select {
		case <-r.clock.After(wait):
		case <-ctx.Done():
			return err
		}
	}
}

// waitFor is how long to wait before a write is sent again, if it may be.
func waitFor(err error) (wait time.Duration, again bool) {
	var fault *model.APIError
	if !errors.As(err, &fault) || !errors.Is(fault, model.ErrRateLimited) || fault.Lost {
		return 0, false
	}
	return max(fault.RetryAfter, shortestWait), true
}
