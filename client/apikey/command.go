package apikey

import (
	"context"
	"fmt"
	"strings"

	"actas/client/printed"
	"actas/model"
)

// Command runs a command line with sh, on Windows with cmd, in an environment
// ("NAME=value"; nil is this program's), and takes the first line of what it prints
// for the key. Its standard input is empty; a program that asks something does so on
// the terminal. The error is an [Error], or holds the context's.
func (p Places) Command(ctx context.Context, line string, environ []string) (model.Secret, error) {
	out, err := printed.By(ctx, p.Clock, printed.Command{Line: line, Environ: environ, Stderr: p.Stderr, Limit: fileCap})
	switch {
	case err != nil && ctx.Err() != nil:
		return model.Secret{}, fmt.Errorf("read the key: %w", ctx.Err())
	case err != nil:
		return model.Secret{}, Error{printed.Why("the key command", err)}
	}
	first, _, _ := strings.Cut(strings.TrimLeft(string(out), "\r\n"), "\n")
	return key(first, "what the key command prints")
}
