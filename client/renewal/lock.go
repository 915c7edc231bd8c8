package renewal

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/gofrs/flock"

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

	mu   sync.Mutex
	file *flock.Flock
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

// NewLock is the lock for a user at an endpoint under a state folder. pid and
// place say to others who holds it. Without a folder it is nil, and who has no
// lock acts alone. Nothing is opened yet.
func NewLock(folder, endpoint, userID string, pid int, place string) *Lock {
	path := stateFile(folder, "renewals", endpoint, userID, ".lock")
	if path == "" {
		return nil
	}
	return &Lock{path: path, self: holder{PID: pid, Place: place}}
}

// Try takes the lock if it is free, and reports whether this process may act.
// Where nothing can be locked, as on a file system that is read-only, it may.
func (l *Lock) Try() bool {
	if l == nil {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		return true
	}
	if os.MkdirAll(filepath.Dir(l.path), 0o700) != nil {
		return true
	}
	file := flock.New(l.path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	held, err := file.TryLock()
	switch {
	case err != nil:
		return true
	case !held:
		// A file that is not locked by us is closed, and this cannot fail usefully.
		_ = file.Close()
		return false
	}
	l.file = file
	if data, err := json.Marshal(l.self); err == nil {
		// The name is a courtesy to other processes; the lock holds without it.
		_ = os.WriteFile(l.path, data, 0o600)
	}
	return true
}

// Holder names the process that holds the lock, as in "actas 4242 on
// bastion:pts/3"; empty while that is not known.
func (l *Lock) Holder() string {
	if l == nil {
		return ""
	}
	data, err := os.ReadFile(l.path)
	var h holder
	if err != nil || len(data) > longestHolder || json.Unmarshal(data, &h) != nil || h.PID == 0 {
		return ""
	}
	return h.String()
}

// Release lets another process act. It does nothing for a lock that is not held.
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
}
