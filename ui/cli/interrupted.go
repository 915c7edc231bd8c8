package cli

import (
	"context"
	"errors"
	"os/signal"
	"syscall"
	"time"

	"actas/model"
)

// lookWithin is how long it may take, after a signal, to look for the session that
// an assume may have made all the same, and to revoke it.
const lookWithin = 2500 * time.Millisecond

// cutShort is the end after a signal of a command that did something, or may have:
// what is to be said of it, cleaned.
type cutShort struct{ text string }

func (e cutShort) Error() string { return errInterrupted.Error() + "; " + e.text }

// Unwrap is the failure that it ends with.
func (e cutShort) Unwrap() error { return failure{exitFailed, e.Error()} }

// interruptible does work whose context ends with SIGINT, SIGTERM and SIGHUP. A
// second one ends the program at once.
func interruptible(ctx context.Context, work func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(ctx, heeded(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)...)
	defer stop()
	context.AfterFunc(ctx, stop)
	err := work(ctx)
	if err != nil && ctx.Err() != nil {
		return interrupted(err)
	}
	return err
}

// interrupted is the end of work that a signal broke off. A call that may have been
// carried out is named.
func interrupted(err error) error {
	var said cutShort
	switch {
	case errors.As(err, &said):
		return said
	case lostCall(err):
		return cutShort{message(err)}
	}
	return errInterrupted
}

// lostCall reports a call that may have been carried out although no answer came.
func lostCall(err error) bool {
	var fault *model.APIError
	return errors.As(err, &fault) && fault.Lost
}

// looking is a context for what is still to be looked at after a signal.
func looking(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), lookWithin)
}

// madeAllTheSame looks for the session of an assume that was broken off, by its name:
// at once, and a second later, since the API may be at work on it still. False: none
// is listed.
func (r *remote) madeAllTheSame(ctx context.Context, userID, name string) (model.LiveSession, bool) {
	if userID == "" || r.storage {
		return model.LiveSession{}, false
	}
	for range 2 {
		sessions, _ := r.sessionsOf(ctx, userID) // a list that cannot be read tells none
		for _, l := range sessions {
			if l.Name == name {
				return l, true
			}
		}
		select {
		case <-r.clock.After(time.Second):
		case <-ctx.Done():
		}
	}
	return model.LiveSession{}, false
}

// takeAway revokes the session that an assume for a command made although a signal
// broke it off, and says so. Err is how the assume ended, and is returned where no
// signal came, or no session is found.
func (c *command) takeAway(ctx context.Context, r *remote, userID, name string, err error) error {
	if ctx.Err() == nil || !lostCall(err) {
		return err
	}
	ctx, stop := looking(ctx)
	defer stop()
	l, found := r.madeAllTheSame(ctx, userID, name)
	if !found {
		return err
	}
	said := "nothing was run; " + l.Name + " was started all the same, and is "
	if err := c.end(ctx, r, l, ""); err != nil {
		return cutShort{said + "not revoked: " + message(err)}
	}
	return cutShort{said + "revoked"}
}

// beside ends the session that a renewal made although a signal broke it off, so that
// the old one is there alone as before, and says so; empty where no signal came, or no
// session is found.
func (c *command) beside(ctx context.Context, r *remote, result model.RenewalResult) string {
	if ctx.Err() == nil || result.Swapped() || result.RolledBack {
		return ""
	}
	ctx, stop := looking(ctx)
	defer stop()
	made, found := live(result.New), true
	if result.New.Token.Empty() {
		if !lostCall(result.Err) || result.Request.Dialect != model.DialectNative {
			return ""
		}
		if made, found = r.madeAllTheSame(ctx, result.Request.UserID, result.Request.Name); !found {
			return ""
		}
	}
	said := made.Name + " was started all the same, and is "
	err := c.end(ctx, r, made, result.RoleName)
	switch {
	case err == nil:
		return said + "revoked; " + result.Old.Name + " stays"
	case r.storage || made.Kept == model.KeptInMemory:
		return said + "not revoked, and lives beside " + result.Old.Name + " until its end: " + message(err)
	}
	return said + "not revoked, and lives beside " + result.Old.Name + ": " + message(err) + "\nactas revoke " + made.Name + " ends it"
}

// settleOld ends the old session of a renewal that a signal broke off when no more than
// that was left to do.
func (c *command) settleOld(ctx context.Context, r *remote, result model.RenewalResult) model.RenewalResult {
	if ctx.Err() == nil || result.Failed != model.StepRevoke {
		return result
	}
	ctx, stop := looking(ctx)
	defer stop()
	if result.Err = c.end(ctx, r, live(result.Old), result.RoleName); result.Err == nil {
		result.Failed = ""
	}
	return result
}
