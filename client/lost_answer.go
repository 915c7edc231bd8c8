package client

import (
	"context"
	"errors"

	"actas/model"
)

// outcome is what a look at the API tells about a write whose answer was lost.
type outcome int

const (
	// notYet: as far as can be seen, the write was not carried out.
	notYet outcome = iota
	// carriedOut: it was.
	carriedOut
	// untold: it cannot be told.
	untold
)

// resolve looks at what a failed write on a trust came to, if it may have been
// carried out. Lost is taken back only by a look that told that it was not, and
// only where the connection broke: an API that gave up waiting for its own answer
// (a gateway's 504), or that actas gave up waiting for, may still come to it. An
// error of a context that has ended is handed on as it is.
func (c *Client) resolve(
	ctx context.Context, failed error, look func() (model.Trust, outcome),
) (model.Trust, error) {
	fault, doubtful := doubtOf(failed)
	if !doubtful {
		return model.Trust{}, failed
	}
	fault.Lost = true
	if ctx.Err() != nil {
		return model.Trust{}, failed
	}
	var slow slowError
	atWork := errors.Is(fault, model.ErrUnavailable) || errors.As(failed, &slow)
	for _, wait := range lookupWaits {
		if c.sleep(ctx, wait) != nil {
			fault.Lost = true
			break
		}
		found, told := look()
		if told == carriedOut {
			return found, nil
		}
		fault.Lost = told == untold || atWork
	}
	if ctx.Err() != nil {
		fault.Lost = true
		return model.Trust{}, cancelled(call{name: fault.Call}, ctx.Err(), fault)
	}
	return model.Trust{}, fault
}

// doubtOf is the failure of a write that may have been carried out all the same;
// false for any other error, and for none.
func doubtOf(err error) (fault *model.APIError, doubtful bool) {
	doubtful = errors.As(err, &fault) && mayHaveActed(fault)
	return fault, doubtful
}
