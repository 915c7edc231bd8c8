package private

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// lockRetry is how often a lock is tried.
const lockRetry = 2 * time.Millisecond

// Lock keeps other processes out of what a file stands for, until unlock is called or
// the process has ended. It waits for them as long as the context lasts. Each call has
// a lock of its own, so that it holds among goroutines as well. The error is an
// [Error].
func Lock(ctx context.Context, path string) (unlock func(), err error) {
	if err := Folder(path); err != nil {
		return nil, err
	}
	file, err := Open(path, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, err
	}
	_ = file.Close() // opened to look at it
	lock := flock.New(path, flock.SetPermissions(FileMode), flock.SetFlag(os.O_RDWR))
	if held, err := lock.TryLockContext(ctx, lockRetry); err != nil || !held {
		return nil, &Error{Path: path, Why: "stays locked by another actas", Cause: err}
	}
	return func() { _ = lock.Close() }, nil
}

// Replace puts a file in the place of the one at a path, whole or not at all. The
// error is an [Error].
func Replace(path string, data []byte) error {
	if err := Folder(path); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return &Error{Path: path, Why: "cannot be written: " + reason(err), Cause: err}
	}
	_, err = draft.Write(data)
	if err = errors.Join(err, draft.Close()); err == nil {
		err = os.Rename(draft.Name(), path)
	}
	if err != nil {
		_ = os.Remove(draft.Name()) // what is left of it is no file of ours
		return &Error{Path: path, Why: "cannot be written; is the disk full?", Cause: err}
	}
	return nil
}
