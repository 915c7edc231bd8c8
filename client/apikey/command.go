package apikey

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"actas/client/printed"
	"actas/model"
)

// Command runs a command line with sh, on Windows with cmd, and takes the first
// line of what it prints for the key. Its standard input is empty; a program that
// asks something does so on the terminal.
func (p Places) Command(ctx context.Context, line string) (model.Secret, error) {
	out, err := printed.By(ctx, p.Clock, line, p.Stderr, fileCap)
	switch {
	case err != nil && ctx.Err() != nil:
		return model.Secret{}, fmt.Errorf("read the key: %w", ctx.Err())
	case err != nil:
		return model.Secret{}, Error{ended(err)}
	}
	first, _, _ := strings.Cut(strings.TrimLeft(string(out), "\r\n"), "\n")
	return key(first, "what the key command prints")
}

// ended says how a command failed. What it said itself stands on standard error.
func ended(err error) string {
	var exited *exec.ExitError
	switch {
	case errors.Is(err, printed.ErrLate):
		return fmt.Sprintf("the key command took longer than %d s, and was given up", int(printed.Within/time.Second))
	case !errors.As(err, &exited):
		return "the key command could not be run: there is no " + printed.Shell()
	case exited.ExitCode() == 127:
		return "the key command was not found; see what the shell said (exit code 127)"
	case exited.ExitCode() < 0:
		return "the key command was ended by a signal"
	}
	return fmt.Sprintf("the key command failed with exit code %d", exited.ExitCode())
}
