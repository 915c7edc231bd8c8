package private

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/gofrs/flock"

	"actas/model/text"
)

const (
	// lockWait is how long another process may hold a lock: it needs a moment,
	// unless it was stopped in the middle of it.
	lockWait = 5 * time.Second
	// lockRetry is how often the lock is tried.
	lockRetry = 2 * time.Millisecond
)

// Lock keeps other processes out until unlock is called, by a lock on a file of
// ours that is made where there is none. Each call has a lock of its own, so that
// it holds among goroutines as well. The error is in words for people.
func Lock(path string) (unlock func(), err error) {
	file, err := Open(path, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, err
	}
	_ = file.Close() // opened to look at it
	lock := flock.New(path, flock.SetPermissions(FileMode), flock.SetFlag(os.O_RDWR))
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	if held, err := lock.TryLockContext(ctx, lockRetry); err != nil || !held {
		return nil, fmt.Errorf("%s stays locked by another actas", text.Clean(path))
	}
	return func() { _ = lock.Close() }, nil
}
