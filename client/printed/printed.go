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

// shell runs a command line: sh, on Windows cmd.
var shell = func() [2]string {
	if runtime.GOOS == "windows" {
		return [2]string{"cmd.exe", "/C"}
	}
	return [2]string{"/bin/sh", "-c"}
}()

// Shell is the program that runs command lines.
func Shell() string { return shell[0] }

// By runs a command line with sh, on Windows with cmd, and gives the beginning of
// what it prints, at most limit bytes. Its standard input is empty, its standard
// error goes to stderr; a program that asks something does so on the terminal. The
// error is ErrLate, ErrNoShell, the context's, or an [exec.ExitError].
func By(ctx context.Context, c clock.Clock, line string, stderr io.Writer, limit int) ([]byte, error) {
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
	out := bounded{limit: limit}
	cmd := exec.CommandContext(timed, shell[0], shell[1], line)
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, stderr, lingering
	err := cmd.Run()
	var exited *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(context.Cause(timed), ErrLate):
		return nil, ErrLate
	case errors.As(err, &exited):
		return nil, exited
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
