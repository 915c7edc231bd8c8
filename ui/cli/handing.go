package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"actas/model"
)

// handing hands a new session over. Where that fails, and nothing else has the
// session's secrets, the session is ended again: nobody could use it.
func (c *command) handing(ctx context.Context, on *assumption, l model.LiveSession, hand func() error) error {
	if l.Kept != model.KeptInMemory {
		return hand()
	}
	// A reader that has gone away would end actas before the session is.
	gone := make(chan os.Signal, 1)
	signal.Notify(gone, syscall.SIGPIPE)
	defer signal.Stop(gone)
	if err := hand(); err != nil {
		return c.undo(ctx, on, l, "could not be handed over: "+message(err)+"\n")
	}
	return nil
}

// undo ends a session whose secrets would be lost with this run, and says why, in words
// that go on after "and".
func (c *command) undo(ctx context.Context, on *assumption, l model.LiveSession, why string) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), revokeAfterWithin)
	defer stop()
	said := l.Name + " was assumed, and " + why
	if err := c.end(ctx, on.remote, l, on.role.Name); err != nil {
		return failure{exitFailed, said + "It is not revoked, and lasts until its end: " + message(err)}
	}
	return failure{exitFailed, said + "It is revoked again."}
}
