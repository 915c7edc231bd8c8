package apikey

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"actas/model"
)

// commandWithin is how long a command may take: somebody may have to unlock
// something first.
const commandWithin = 30 * time.Second

// lingering is how long what a command left behind may hold its output open.
const lingering = time.Second

// errLate ends a command that took longer than commandWithin.
var errLate = errors.New("late")

// Command runs a command line with sh, on Windows with cmd, and takes the first
// line of what it prints for the key. Its standard input is empty; a program that
// asks something does so on the terminal.
func (p Places) Command(ctx context.Context, line string) (model.Secret, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	late := p.Clock.After(commandWithin)
	go func() {
		select {
		case <-late:
			stop(errLate)
		case <-ctx.Done():
		}
	}()
	var out bounded
	cmd := exec.CommandContext(ctx, shell[0], shell[1], line)
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, p.Stderr, lingering
	err := cmd.Run()
	switch {
	case errors.Is(context.Cause(ctx), errLate):
		return model.Secret{}, Error{fmt.Sprintf("the key command took longer than %d s, and was ended", int(commandWithin/time.Second))}
	case ctx.Err() != nil:
		return model.Secret{}, fmt.Errorf("read the key: %w", ctx.Err())
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return model.Secret{}, Error{ended(err)}
	}
	first, _, _ := strings.Cut(strings.TrimLeft(out.String(), "\r\n"), "\n")
	return key(first, "what the key command prints")
}

// shell runs a command line.
var shell = func() [2]string {
	if runtime.GOOS == "windows" {
		return [2]string{"cmd.exe", "/C"}
	}
	return [2]string{"/bin/sh", "-c"}
}()

// ended says how a command failed. What it said itself stands on standard error.
func ended(err error) string {
	var exited *exec.ExitError
	switch {
	case !errors.As(err, &exited):
		return "the key command could not be run: there is no " + shell[0]
	case exited.ExitCode() == 127:
		return "the key command was not found; see what the shell said (exit code 127)"
	case exited.ExitCode() < 0:
		return "the key command was ended by a signal"
	}
	return fmt.Sprintf("the key command failed with exit code %d", exited.ExitCode())
}

// bounded keeps the beginning of what is written, and takes the rest for nothing.
type bounded struct{ bytes.Buffer }

// Write never fails: a command that prints on would be ended by that.
func (b *bounded) Write(p []byte) (int, error) {
	_, _ = b.Buffer.Write(p[:min(len(p), max(0, fileCap-b.Len()))])
	return len(p), nil
}
