package renewal

import (
	"encoding/json"
	"io"
	"os"
	"strconv"
	"sync"

	"github.com/gofrs/flock"

	"actas/client/private"
	"actas/model/text"
)

// longestHolder is more than a lock file of ours can hold, in bytes.
const longestHolder = 4096

// Lock lets one engine of a user act. It is a file that the acting process
// keeps locked, so that the system gives it up with the process, however that
// ends.
type Lock struct {
	path string
	self holder

	mu sync.Mutex
	// file is held while this process acts, queue, which is shared, while it waits for
	// that; nil for neither.
	file, queue *flock.Flock
}

// holder is what the lock's file says of the process that holds it.
type holder struct {
	PID int `json:"pid"`
	// Place is where it runs, as in "bastion:pts/3"; empty where it is not known.
	Place string `json:"place"`
}

func (h holder) String() string {
	name := "actas " + strconv.Itoa(h.PID)
	if h.Place != "" {
		name += " on " + text.Clean(h.Place)
	}
	return name
}

// NewLock is the lock for a user at an endpoint under a state folder; where nobody is
// a user, whose says whose sessions they are. pid and place say to others who holds
// it. Without a folder it is nil, and who has no lock acts alone. Nothing is opened
// yet.
func NewLock(folder, endpoint, whose string, pid int, place string) *Lock {
	path := stateFile(folder, "renewals", endpoint, whose, ".lock")
	if path == "" {
		return nil
	}
	return &Lock{path: path, self: holder{PID: pid, Place: place}}
}

// Try takes the lock if it is free, and reports whether this process may act. The
// error, in words for people, says that it is not known whether another one does:
// then this one may not.
func (l *Lock) Try() (acts bool, err error) {
	if l == nil {
		return true, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		return true, nil
	}
	if err := touch(l.path); err != nil {
		return false, err
	}
	file := lockOf(l.path)
	held, err := file.TryLock()
	if err != nil || !held {
		// A file that is not locked by us is closed, and this cannot fail usefully.
		_ = file.Close()
	}
	if err != nil {
		return false, &private.Error{Path: l.path, Why: "cannot be locked", Cause: err}
	}
	if held {
		l.file = file
		l.sign()
		l.dequeue()
	} else {
		l.enqueue()
	}
	return held, nil
}

// touch makes a file of ours, with its folder, where there is none, and refuses
// anything else that lies there.
func touch(path string) error {
	if err := private.Folder(path); err != nil {
		return err
	}
	file, err := private.Open(path, os.O_CREATE|os.O_RDWR)
	if err != nil {
		return err
	}
	_ = file.Close() // opened to look at it
	return nil
}

// sign writes into the lock who holds it. The name is a courtesy to other
// processes; the lock holds without it.
func (l *Lock) sign() {
	data, err := json.Marshal(l.self)
	if err != nil {
		return
	}
	file, err := private.Open(l.path, os.O_WRONLY|os.O_TRUNC)
	if err != nil {
		return
	}
	_, _ = file.Write(data)
	_ = file.Close()
}

// Holder names the process that holds the lock, as in "actas 4242 on
// bastion:pts/3"; empty while that is not known.
func (l *Lock) Holder() string {
	if l == nil {
		return ""
	}
	file, err := private.Open(l.path, os.O_RDONLY)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, longestHolder+1))
	var h holder
	if err != nil || len(data) > longestHolder || json.Unmarshal(data, &h) != nil || h.PID == 0 {
		return ""
	}
	return h.String()
}

// Release lets another process act, or waits for that no longer.
func (l *Lock) Release() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		// The end of the process releases it in any case.
		_ = l.file.Unlock()
		l.file = nil
	}
	l.dequeue()
}
