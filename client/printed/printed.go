// Package printed runs a command line for what it prints: a key, or a token.
package printed

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"runtime"
	"time"

	"actas/client/clock"
)

// Within is how long a command may take: somebody may have to sign in, or to
// unlock something first.
const Within = 30 * time.Second

// lingering is how long what a command left behind may hold its output open.
const lingering = time.Second

var (
	// ErrLate ends a command that took longer than Within.
	ErrLate = errors.New("the command took too long")
	// ErrNoShell says that the machine has none.
	ErrNoShell = errors.New("there is no shell")
)

// Failed is the end of a command that took too long, or that ended otherwise than
// well. It wraps ErrLate or an [exec.ExitError].
type Failed struct {
	Cause error
	// Said is the last line of its standard error where nobody was shown it, cleaned
	// and without what looks like a secret; empty for none.
	Said string
}

// Error is the cause.
func (f *Failed) Error() string { return f.Cause.Error() }

// Unwrap is the cause.
func (f *Failed) Unwrap() error { return f.Cause }

// shell runs a command line: sh, on Windows cmd.
var shell = func() [2]string {
	if runtime.GOOS == "windows" {
		return [2]string{"cmd.exe", "/C"}
	}
	return [2]string{"/bin/sh", "-c"}
}()

// Command is a command line, and what it runs with.
type Command struct {
	Line string
	// Environ is its environment ("NAME=value"); nil is this program's.
	Environ []string
	// Stderr is shown what it says on its standard error, cleaned. Nil is nobody,
	// while the screen belongs to the dashboard: there is no terminal then that the
	// command could ask on.
	Stderr io.Writer
	// Limit is the most that is kept of what it prints, in bytes.
	Limit int
}

// By runs a command line with sh, on Windows with cmd, and gives the beginning of
// what it prints. Its standard input is empty; a program that asks something does
// so on the terminal. One that takes too long is ended with all that it started.
// The error is a [Failed], ErrNoShell, or the context's.
func By(ctx context.Context, c clock.Clock, run Command) ([]byte, error) {
	timed, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	late := c.After(Within)
	go func() {
		select {
		case <-late:
			stop(ErrLate)
		case <-timed.Done():
		}
	}()
	out, said := bounded{limit: run.Limit}, aside{to: run.Stderr}
	cmd := exec.CommandContext(timed, shell[0], shell[1], run.Line)
	cmd.Stdout, cmd.Stderr, cmd.Env, cmd.WaitDelay = &out, &said, run.Environ, lingering
	cmd.Cancel = func() error { return endAll(cmd.Process) }
	if run.Stderr == nil {
		apart(cmd)
	}
	err := cmd.Run()
	said.end()
	var exited *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(context.Cause(timed), ErrLate):
		return nil, &Failed{ErrLate, said.told()}
	case errors.As(err, &exited):
		return nil, &Failed{exited, said.told()}
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return nil, ErrNoShell
	}
	return out.kept.Bytes(), nil
}

// bounded keeps the beginning of what is written, and takes the rest for nothing.
// It embeds no buffer, whose ReadFrom would go past Write.
type bounded struct {
	kept  bytes.Buffer
	limit int
}

// Write never fails: a command that prints on would be ended by that.
func (b *bounded) Write(p []byte) (int, error) {
	_, _ = b.kept.Write(p[:min(len(p), max(0, b.limit-b.kept.Len()))])
	return len(p), nil
}
