package cli

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"actas/model"
	"actas/ui"
)

// leaping is a clock on which every wait is over at once, and has taken its time.
type leaping struct{ boot time.Duration }

func (l *leaping) Now() model.Moment { return model.Moment{Boot: l.boot} }

func (l *leaping) After(d time.Duration) <-chan time.Time {
	l.boot += d
	over := make(chan time.Time, 1)
	over <- time.Time{}
	return over
}

var _ ui.Clock = (*leaping)(nil)

// devNull is a standard error at which nobody watches.
func devNull(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestPatience(t *testing.T) {
	t.Parallel()
	limited := func(after time.Duration, lost bool) error {
		return &model.APIError{Kind: model.ErrRateLimited, RetryAfter: after, Lost: lost}
	}
	for name, tt := range map[string]struct {
		fault error
		// fails is how many tries do; negative all of them.
		fails, tries int
		took         time.Duration
	}{
		"it is taken at once":              {nil, 0, 1, 0},
		"it waits as asked":                {limited(7*time.Second, false), 1, 2, 7 * time.Second},
		"or for a second":                  {limited(0, false), 2, 3, 2 * time.Second},
		"four times more at most":          {limited(0, false), -1, 5, 4 * time.Second},
		"for 30 s at most":                 {limited(12*time.Second, false), -1, 3, 24 * time.Second},
		"not at all where that is longer":  {limited(31*time.Second, false), -1, 1, 0},
		"not where it may have been done":  {limited(time.Second, true), -1, 1, 0},
		"not where it is refused for good": {&model.APIError{Kind: model.ErrForbidden}, -1, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock, tries := &leaping{}, 0
			c := &command{out: Outside{Stderr: devNull(t)}}
			err := c.patiently(t.Context(), &remote{clock: clock}, func() error {
				if tries++; tt.fails < 0 || tries <= tt.fails {
					return tt.fault
				}
				return nil
			})
			if (err != nil) != (tt.fails < 0) || tries != tt.tries || clock.boot != tt.took {
				t.Errorf("%d tries in %s: %v", tries, clock.boot, err)
			}
		})
	}
}

func TestPatienceEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	fault := &model.APIError{Kind: model.ErrRateLimited}
	c := &command{out: Outside{Stderr: devNull(t)}}
	tries := 0
	err := c.patiently(ctx, &remote{clock: still{}}, func() error { tries++; return fault })
	if !errors.Is(err, fault) || tries != 1 {
		t.Errorf("%d tries: %v", tries, err)
	}
}
