//go:build unix

package inuse

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"actas/client/private"
)

// lock is a shared lock on a file. The system gives it up with the last process
// that has the file open. A library's lock would be closed in a program that
// takes this one's place.
type lock struct{ file *os.File }

func (l lock) release() { _ = l.file.Close() }

// clear takes the file of a lock that is held alone away, and ends the lock.
func (l lock) clear() {
	if stands(l.file, l.file.Name()) {
		// Whoever opened it meanwhile sees that it is gone, and makes another.
		_ = os.Remove(l.file.Name())
	}
	l.release()
}

const (
	// Processes that look at the lock have it for microseconds. These are the tries
	// of who must not miss it, and of who looks, which may be wrong and say "held";
	// pause lies between two of them.
	holderTries, lookerTries = 20, 3
	pause                    = time.Millisecond
	// firstInherited is the lowest number of a descriptor that programs inherit:
	// scripts use the numbers below for files of their own.
	firstInherited = 64
)

// share takes the shared lock.
func share(path string, inherited bool) (lock, error) {
	l, err := patiently(path, unix.LOCK_SH, holderTries)
	if err != nil || !inherited {
		return l, err
	}
	// A descriptor that is made like this is not closed for programs that are
	// started, and shares the lock.
	fd, err := unix.FcntlInt(l.file.Fd(), unix.F_DUPFD, firstInherited)
	if err != nil {
		l.release()
		return lock{}, err
	}
	passed := lock{os.NewFile(uintptr(fd), path)}
	l.release()
	return passed, nil
}

// claim takes the lock alone, at once or not at all.
func claim(path string) (lock, error) { return take(path, unix.LOCK_EX) }

// patiently takes a lock although others look at it.
func patiently(path string, how, tries int) (l lock, err error) {
	for range tries {
		if l, err = take(path, how); !errors.Is(err, errTaken) {
			return l, err
		}
		time.Sleep(pause)
	}
	return l, err
}

// take locks the file that lies at a path, and makes it where there is none.
func take(path string, how int) (lock, error) {
	if err := private.Folder(path); err != nil {
		return lock{}, err
	}
	for {
		file, err := private.Open(path, os.O_CREATE|os.O_RDWR)
		if err != nil {
			return lock{}, err
		}
		if err = tryLock(file, how); err == nil && stands(file, path) {
			return lock{file}, nil
		}
		_ = file.Close()
		if err != nil {
			return lock{}, err
		}
		// It was cleared away between being opened and being locked.
	}
}

// tryLock does not wait; errTaken says that somebody else has it.
func tryLock(file *os.File, how int) error {
	err := unix.Flock(int(file.Fd()), how|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return errTaken
	}
	return err
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
	if _, err := os.Lstat(path); err != nil {
		return false
	}
	l, err := patiently(path, unix.LOCK_EX, lookerTries)
	if err != nil {
		return errors.Is(err, errTaken)
	}
	l.clear()
	return false
}
