package renewal

import (
	"os"

	"github.com/gofrs/flock"

	"actas/client/private"
	"actas/model"
)

// lockOf is the lock on a file that is there.
func lockOf(path string) *flock.Flock {
	return flock.New(path, flock.SetFlag(os.O_RDWR), flock.SetPermissions(private.FileMode))
}

// queuePath is the file that those who wait keep locked, together.
func (l *Lock) queuePath() string { return l.path + ".waits" }

// enqueue says to who acts that this process waits. It is a courtesy: where it cannot
// be said, nobody is known to wait. l.mu is held.
func (l *Lock) enqueue() {
	if l.queue != nil || touch(l.queuePath()) != nil {
		return
	}
	queue := lockOf(l.queuePath())
	if shared, err := queue.TryRLock(); err != nil || !shared {
		// Somebody looks at it just now. It is tried again with the lock.
		_ = queue.Close()
		return
	}
	l.queue = queue
}

// dequeue takes that back. l.mu is held.
func (l *Lock) dequeue() {
	if l.queue != nil {
		// The end of the process does it in any case.
		_ = l.queue.Unlock()
		l.queue = nil
	}
}

// Awaited reports that another process waits for this one, which acts, to end.
func (l *Lock) Awaited() bool {
	if l == nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return false
	}
	file, err := private.Open(l.queuePath(), os.O_RDWR)
	if err != nil {
		return false
	}
	_ = file.Close() // opened to look at it
	queue := lockOf(l.queuePath())
	defer func() { _ = queue.Close() }()
	alone, err := queue.TryLock()
	return err == nil && !alone
}

// Heir reports that another process renews a session by itself once this one has
// ended: it waits for its place, and finds the session and the choice for it.
func (e *Engine) Heir(s model.Session) bool {
	return e.lockFor(s).Awaited()
}

// lockFor is the lock of who renews a session that is watched; nil where others cannot.
func (e *Engine) lockFor(s model.Session) *Lock {
	e.mu.Lock()
	defer e.mu.Unlock()
	en := e.entries[find(e.entries, s)]
	switch {
	case en == nil, e.trouble != nil, e.apart(en) && en.watched.Kept == model.KeptInMemory:
		return nil
	case e.apart(en):
		return e.cfg.KeptLock
	}
	return e.cfg.Lock
}
