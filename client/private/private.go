// Package private opens files that are for their owner alone: what lies in a
// state folder tells others nothing, and others cannot put something else in
// its place.
package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"actas/model/text"
)

// The permissions of files and of their folder.
const (
	FileMode   fs.FileMode = 0o600
	FolderMode fs.FileMode = 0o700
)

// Error says in words for people why a file is not used. It wraps the cause,
// where there is one.
type Error struct {
	Path string
	// Why ends the sentence that begins with the file's name.
	Why   string
	Cause error
}

// Error is the file and the reason.
func (e *Error) Error() string { return text.Clean(e.Path) + " " + e.Why }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Open opens a regular file of ours, as os.OpenFile does, and makes it with
// FileMode where the flags say so. A symbolic link, anything but a regular file
// and somebody else's file are refused; permissions that are too wide are put
// right. The error is an [Error].
func Open(path string, flag int) (*os.File, error) {
	f, err := os.OpenFile(path, flag|noFollow, FileMode)
	if err != nil {
		return nil, refusal(path, err)
	}
	if err := check(f, path); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func check(f *os.File, path string) error {
	info, err := f.Stat()
	switch {
	case err != nil:
		return refusal(path, err)
	case !info.Mode().IsRegular():
		return &Error{Path: path, Why: "is no regular file; move it away"}
	case !mine(info):
		return &Error{Path: path, Why: "belongs to somebody else; move it away"}
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := f.Chmod(FileMode); err != nil {
			return &Error{Path: path, Why: fmt.Sprintf("is open to others; run chmod 600 %s", text.Clean(path)), Cause: err}
		}
	}
	return nil
}

// Folder makes the folder of a file, for its owner alone. One that is there is
// left as it is. The error is an [Error].
func Folder(path string) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, FolderMode); err != nil {
		return &Error{Path: folder, Why: "cannot be made: " + reason(err), Cause: err}
	}
	return nil
}

// linked says that a path is a symbolic link.
const linked = "is a symbolic link, which is not followed"

// refusal puts an error of the system into words.
func refusal(path string, err error) error {
	if info, lstatErr := os.Lstat(path); lstatErr == nil && info.Mode()&fs.ModeSymlink != 0 {
		return &Error{Path: path, Why: linked + "; move it away", Cause: err}
	}
	return &Error{Path: path, Why: "cannot be opened: " + reason(err), Cause: err}
}

// reason is the system's own word for it, without the path, which stands before.
func reason(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	}
	return text.Clean(err.Error())
}
