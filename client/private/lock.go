package private

import (
	"context"
	"os"
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
