// Package inuse says across processes that something acts with a session's
// token: a command of `actas exec`, a shell that a dashboard opened. A renewal
// elsewhere then lets the old session run out instead of taking it away from
// under them. It is a courtesy between the processes of one person: where it
// cannot be kept, nothing is held.
package inuse

import (
	"errors"
	"path/filepath"
	"sync"

	"actas/model"
)

// errTaken says of a lock that it is somebody else's.
var errTaken = errors.New("locked by another process")

// Tokens are the tokens in use on this machine. Make it with In.
type Tokens struct {
	folder string
	name   func(model.Secret) string

	mu sync.Mutex
	// kept are the locks that outlive this process's code: whatever takes its
	// place holds them on.
	kept []lock
}

// In keeps the locks in a state folder, under names that do not tell the token
// (as fingerprint gives them). Without a folder nothing is held.
func In(folder string, name func(model.Secret) string) *Tokens {
	return &Tokens{folder: folder, name: name}
}

// Hold says that a token is in use until release is called or the process has
// ended. With inherited, the programs that this process starts, or that take its
// place, hold it on, each until it ends.
func (t *Tokens) Hold(token model.Secret, inherited bool) (release func()) {
	path := t.path(token)
	if path == "" {
		return func() {}
	}
	l, err := share(path, inherited)
	if err != nil {
		return func() {}
	}
	if inherited {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.kept = append(t.kept, l)
	}
	return sync.OnceFunc(l.release)
}

// Held reports that any process uses the token, this one among them.
func (t *Tokens) Held(token model.Secret) bool {
	path := t.path(token)
	return path != "" && taken(path)
}

// Renewing says that the session of a token is being renewed, until release is
// called or the process has ended. It is not ok while another renewal of it is
// under way, here or in another process. Where nothing can be locked, each goes
// ahead.
func (t *Tokens) Renewing(token model.Secret) (release func(), ok bool) {
	path := t.path(token)
	if path == "" {
		return func() {}, true
	}
	l, err := claim(path + ".renewing")
	switch {
	case errors.Is(err, errTaken):
		return nil, false
	case err != nil:
		return func() {}, true
	}
	return sync.OnceFunc(l.clear), true
}

func (t *Tokens) path(token model.Secret) string {
	if t.folder == "" || token.Empty() {
		return ""
	}
	return filepath.Join(t.folder, "in-use", t.name(token))
}
