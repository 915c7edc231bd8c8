// Package ledger keeps what was done from here: which sessions were assumed,
// renewed and revoked, when, from where, and why something failed. It holds no
// secrets.
//
// The file has one JSON object a line, with the fields of [model.Activity]. Its
// readers step over lines that they cannot read.
package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"

	"actas/client/private"
	"actas/model"
	"actas/model/text"
)

const (
	fileName = "activity.jsonl"
	// olderName is the one generation that a rotation keeps.
	olderName = "activity.1.jsonl"
	lockName  = "activity.lock"
	// maxSize is how long the file becomes, in bytes.
	maxSize = 1 << 20
)

// lockWait is how long another process may hold the lock: it needs a moment, unless
// it was stopped in the middle of it.
const lockWait = 5 * time.Second

// File is a ledger in a state folder. Several processes may use it at once. Make
// it with At.
type File struct {
	folder string
	// max is maxSize, less in tests.
	max int64
	mu  sync.Mutex
}

// At is the ledger in a state folder, as in $XDG_STATE_HOME/actas. Nothing is
// opened yet.
func At(folder string) *File { return &File{folder: folder, max: maxSize} }

// sessionToken matches what a session token looks like. No text here should hold
// one; what is kept for long is looked at twice.
var sessionToken = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\bars-[A-Za-z0-9_-]{8,}`) })

// Add writes one entry, in one piece. The error is in words for people.
func (f *File) Add(a model.Activity) error {
	data, err := json.Marshal(clean(a))
	if err != nil {
		return fmt.Errorf("the entry cannot be written: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := private.Folder(f.path(fileName)); err != nil {
		return err
	}
	unlock, err := f.lock()
	if err != nil {
		return err
	}
	defer unlock()
	return f.add(append(data, '\n'))
}

// add writes a line while the ledger is locked.
func (f *File) add(entry []byte) error {
	file, err := private.Open(f.path(fileName), os.O_RDWR|os.O_APPEND|os.O_CREATE)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err == nil && info.Size() > 0 && info.Size()+int64(len(entry)) > f.max {
		if file, err = f.rotate(file); err != nil {
			return err
		}
		info, err = file.Stat()
	}
	defer func() { _ = file.Close() }()
	if err != nil {
		return fmt.Errorf("%s cannot be read", text.Clean(f.path(fileName)))
	}
	if cutOff(file, info.Size()) {
		entry = append([]byte{'\n'}, entry...)
	}
	if _, err := file.Write(entry); err != nil {
		return &private.Error{Path: f.path(fileName), Why: "cannot be written; is the disk full?", Cause: err}
	}
	return nil
}

// rotate makes the file the older one, and begins a new one.
func (f *File) rotate(full *os.File) (*os.File, error) {
	_ = full.Close() // nothing was written to it
	if err := os.Rename(f.path(fileName), f.path(olderName)); err != nil {
		return nil, fmt.Errorf("%s is full and cannot be renamed to %s", text.Clean(f.path(fileName)), olderName)
	}
	return private.Open(f.path(fileName), os.O_RDWR|os.O_APPEND|os.O_CREATE)
}

// cutOff reports that the last line has no end, because whoever wrote it died or
// the disk was full.
func cutOff(file *os.File, size int64) bool {
	var last [1]byte
	if size == 0 {
		return false
	}
	_, err := file.ReadAt(last[:], size-1)
	return err == nil && last[0] != '\n'
}

// lock keeps other processes out until unlock is called.
func (f *File) lock() (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	return private.Lock(ctx, f.path(lockName))
}

func (f *File) path(name string) string { return filepath.Join(f.folder, name) }

// Entries are what is kept, oldest first. It fails as Read does.
func (f *File) Entries() ([]model.Activity, error) {
	entries, _, err := f.Read()
	return entries, err
}

// Read is Entries with the number of lines that could not be read and were left
// out. A ledger that was never written holds nothing. It fails where a file of the
// ledger cannot be opened or read.
func (f *File) Read() (entries []model.Activity, unread int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := os.Stat(f.path(fileName)); err == nil {
		// The lock keeps a rotation out between the two files. A ledger that can
		// only be read is read without.
		if unlock, err := f.lock(); err == nil {
			defer unlock()
		}
	}
	for _, name := range []string{olderName, fileName} {
		more, skipped, err := readFile(f.path(name))
		if err != nil {
			return nil, 0, err
		}
		entries, unread = append(entries, more...), unread+skipped
	}
	return entries, unread, nil
}

// mostRead bounds what is read of one file, in bytes, from its end. A file of
// ours is never so long.
const mostRead = 4 * maxSize

func readFile(path string) (entries []model.Activity, unread int, err error) {
	if _, err := os.Lstat(path); os.IsNotExist(err) {
		return nil, 0, nil
	}
	file, err := private.Open(path, os.O_RDONLY)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err == nil && info.Size() > mostRead {
		_, err = file.Seek(info.Size()-mostRead, io.SeekStart)
	}
	if err == nil {
		entries, unread, err = read(file)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("%s cannot be read", text.Clean(path))
	}
	return entries, unread, nil
}

// parse reads one line; ok is false for what is no entry.
func parse(line []byte) (a model.Activity, ok bool) {
	line = bytes.TrimSpace(line)
	if len(line) == 0 || line[0] != '{' || json.Unmarshal(line, &a) != nil {
		return model.Activity{}, false
	}
	return clean(a), true
}

// clean makes every text of an entry fit to be shown: a file is outside. Secrets
// go first, as cleaning may cut a long text in one's middle.
func clean(a model.Activity) model.Activity {
	a.Kind = model.ActivityKind(text.Clean(string(a.Kind)))
	a.Failure = model.ActivityFailure(text.Clean(string(a.Failure)))
	a.Problem = sessionToken().ReplaceAllString(a.Problem, "[redacted]")
	for _, s := range []*string{
		&a.By, &a.From, &a.Endpoint, &a.OrganizationID, &a.SessionID, &a.Session, &a.Replaces,
		&a.TrustID, &a.Trust, &a.Change, &a.RoleID, &a.Role, &a.UserID, &a.IssuerID, &a.ContextIP, &a.Problem,
	} {
		*s = text.Clean(*s)
	}
	return a
}
