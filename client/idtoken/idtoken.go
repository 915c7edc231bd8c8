// Package idtoken reads identity tokens, which OIDC issuers give out, from where
// they are kept. It takes them as they are: what they say is for others to judge.
package idtoken

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"actas/model"
	"actas/model/text"
)

const (
	// longest is how much is read: one byte more than any token that is taken.
	longest = 64<<10 + 1
	// commandWithin is how long a command may take: somebody may have to sign in.
	commandWithin = 30 * time.Second
	// lingering is how long what a command left behind may hold its output open.
	lingering = time.Second
)

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

// token is what was read without the blanks around it.
func token(raw []byte) model.Secret { return model.NewSecret(strings.TrimSpace(string(raw))) }

// Command gives the token that a command line prints, which is run by sh, on
// Windows by cmd, anew each time. Its standard input is empty, its standard error
// goes to stderr. Errors are in words for people, unless the context ended.
func Command(line string, stderr io.Writer) func(context.Context) (model.Secret, error) {
	return func(ctx context.Context) (model.Secret, error) {
		timed, stop := context.WithTimeout(ctx, commandWithin)
		defer stop()
		var out bounded
		cmd := exec.CommandContext(timed, shell[0], shell[1], line)
		cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, stderr, lingering
		err := cmd.Run()
		var exited *exec.ExitError
		switch {
		case ctx.Err() != nil:
			return model.Secret{}, ctx.Err()
		case timed.Err() != nil:
			return model.Secret{}, fmt.Errorf("the token command took longer than %v, and was ended", commandWithin)
		case errors.As(err, &exited):
			return model.Secret{}, fmt.Errorf("the token command failed (%v)", exited.ProcessState)
		case err != nil && !errors.Is(err, exec.ErrWaitDelay):
			return model.Secret{}, errors.New("the token command cannot be run: there is no " + shell[0])
		}
		return token(out.kept.Bytes()), nil
	}
}

// shell runs a command line.
var shell = func() [2]string {
	if runtime.GOOS == "windows" {
		return [2]string{"cmd.exe", "/C"}
	}
	return [2]string{"/bin/sh", "-c"}
}()

// bounded keeps the beginning of what is written, and takes the rest for nothing.
// It embeds no buffer, whose ReadFrom would go past Write.
type bounded struct{ kept bytes.Buffer }

// Write never fails: a command that prints on would be ended by that.
func (b *bounded) Write(p []byte) (int, error) {
	_, _ = b.kept.Write(p[:min(len(p), max(0, longest-b.kept.Len()))])
	return len(p), nil
}
