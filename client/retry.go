package client

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"actas/model"
)

const (
	maxRetries = 2
	// firstBackoff doubles with each retry, up to lastBackoff.
	firstBackoff = 500 * time.Millisecond
	lastBackoff  = 8 * time.Second
	// longestRetryAfter is the most that a server's Retry-After can ask for.
	longestRetryAfter = 24 * time.Hour
)

// backoff is how long to wait before retry number attempt, counted from 0: the
// doubled base, of which the upper half is random.
func (c *Client) backoff(attempt int) time.Duration {
	base := min(firstBackoff<<attempt, lastBackoff)
	return base/2 + time.Duration(c.rand()*float64(base/2))
}

// retryAfter reads the header: seconds or a date. A date is measured by the
// server's own Date where there is one, so that a wrong local clock does no
// harm. False: absent, negative, in the past or not to be read.
func retryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		// The comparison is false for NaN as well.
		if !(seconds > 0) {
			return 0, false
		}
		return time.Duration(min(seconds, longestRetryAfter.Seconds()) * float64(time.Second)), true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	wait := at.Sub(now)
	return min(wait, longestRetryAfter), wait > 0
}

// retriable reports whether sending a read again can help.
func retriable(err *model.APIError) bool {
	return errors.Is(err, model.ErrRateLimited) || errors.Is(err, model.ErrUnavailable) ||
		errors.Is(err, model.ErrOffline)
}

// pause decides on a failed attempt and waits before the next one. It returns
// nil to try again, otherwise the error to hand on. Only reads are repeated: a
// write whose answer was lost may have been carried out.
func (c *Client) pause(ctx context.Context, cl call, attempt int, end time.Duration, fault *model.APIError) error {
	limited := errors.Is(fault, model.ErrRateLimited)
	wait := fault.RetryAfter
	if wait <= 0 {
		wait = c.backoff(attempt)
	}
	if limited {
		fault.RetryAfter = wait
		c.gate.close(wait)
	}
	left := end - c.clock.Now().Boot
	if cl.writes() || attempt >= maxRetries || !retriable(fault) || wait >= left {
		return fault
	}
	if limited {
		// The gate holds this call back together with all others.
		return nil
	}
	return c.sleep(ctx, wait)
}

// sleep waits for d; the error is the context's cause.
func (c *Client) sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-c.clock.After(d):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
