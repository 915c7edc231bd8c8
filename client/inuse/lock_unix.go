//go:build unix

package inuse

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"

	"actas/client/private"
)

// lock is a shared lock on a file. The system gives it up with the last process
// that has the file open. A library's lock would be closed in a program that
// takes this one's place.
type lock struct{ file *os.File }

func (l lock) release() { _ = l.file.Close() }

// attempts bound the race with a process that clears the file away meanwhile.
const attempts = 5

var errCleared = errors.New("the lock was cleared away")

// share takes the shared lock.
func share(path string, inherited bool) (lock, error) {
	if err := private.Folder(path); err != nil {
		return lock{}, err
	}
	for range attempts {
		file, err := private.Open(path, os.O_CREATE|os.O_RDWR)
		if err != nil {
			return lock{}, err
		}
		if err := unix.Flock(int(file.Fd()), unix.LOCK_SH|unix.LOCK_NB); err == nil && stands(file, path) {
			if inherited {
				// Programs that are started get only what is not to be closed for them.
				_, err = unix.FcntlInt(file.Fd(), unix.F_SETFD, 0)
			}
			return lock{file}, err
		}
		_ = file.Close()
	}
	return lock{}, errCleared
}

// stands reports that the file at the path is still the one that is open.
func stands(file *os.File, path string) bool {
	there, err := os.Lstat(path)
	if err != nil {
		return false
	}
	ours, err := file.Stat()
	return err == nil && os.SameFile(there, ours)
}

// taken reports that somebody holds the lock. A file that nobody holds is cleared
// away.
func taken(path string) bool {
	file, err := private.Open(path, os.O_RDWR)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	if unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil {
		return true
	}
	// Whoever opened it meanwhile sees that it is gone, and makes another.
	_ = os.Remove(path)
	return false
}
