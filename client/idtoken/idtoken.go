// Package idtoken reads identity tokens, which OIDC issuers give out, from where
// they are kept. It takes them as they are: what they say is for others to judge.
package idtoken

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"actas/client/clock"
	"actas/client/printed"
	"actas/model"
	"actas/model/text"
)

// longest is how much is read: one byte more than any token that is taken.
const longest = 64<<10 + 1

// File gives the token in a file, read anew each time: kubelets and pipelines
// replace it before it expires. Links are followed, since Kubernetes keeps its
// tokens behind some. Errors are in words for people.
func File(path string) func(context.Context) (model.Secret, error) {
	return func(context.Context) (model.Secret, error) {
		raw, err := read(path)
		if err != nil {
			return model.Secret{}, fmt.Errorf("the file %s %s", text.Clean(path), why(err))
		}
		return token(raw), nil
	}
}

// errNoFile is a path to something that may never end, or never begin.
var errNoFile = errors.New("not a file")

func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNoFile
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, longest))
}

func why(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is not there"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read by you"
	case errors.Is(err, errNoFile):
		return "is no regular file"
	}
	return "cannot be read"
}

// token is what was read without the blanks around it, and the mark that some
// editors and shells put before it.
func token(raw []byte) model.Secret {
	return model.NewSecret(strings.TrimSpace(strings.TrimPrefix(string(raw), "\ufeff")))
}

// Command gives the token that a command line prints, which is run by sh, on
// Windows by cmd, anew each time, in an environment ("NAME=value"; nil is this
// program's). Its standard input is empty. What it says goes to stderr; nil puts it
// into the error, and leaves the command no terminal. Errors are in words for
// people, unless the context ended.
func Command(line string, environ []string, c clock.Clock, stderr io.Writer) func(context.Context) (model.Secret, error) {
	run := printed.Command{Line: line, Environ: environ, Stderr: stderr, Limit: longest}
	return func(ctx context.Context) (model.Secret, error) {
		out, err := printed.By(ctx, c, run)
		switch {
		case err == nil:
			return token(out), nil
		case ctx.Err() != nil:
			return model.Secret{}, ctx.Err()
		}
		return model.Secret{}, errors.New(printed.Why("the token command", err))
	}
}
