package private

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"actas/model/text"
)

// ReadSecret reads a file that holds a secret, of at most limit bytes. It mends
// nothing: a symbolic link, somebody else's file, and one that others can open are
// refused, with the command that mends it. The error is an [Error].
func ReadSecret(path string, limit int64) ([]byte, error) {
	return read(path, limit, noFollow, func(info fs.FileInfo) *Error {
		switch {
		case !mine(info):
			return &Error{Path: path, Why: `belongs to somebody else; look at it first, then make it yours with: sudo chown "$(id -u)" ` + word(path)}
		case info.Mode().Perm()&0o077 != 0:
			return &Error{Path: path, Why: "can be opened by others; mend it with: chmod 600 " + word(path)}
		}
		return nil
	})
}

// ReadTrusted reads a file that says what is to be done, of at most limit bytes.
// Others may read it, and it may be a link to where somebody keeps such files, but
// only its owner may write it, who is this user or the system's, and nobody else put
// another one in its place. The error is an [Error].
func ReadTrusted(path string, limit int64) ([]byte, error) {
	data, err := read(path, limit, noWait, func(info fs.FileInfo) *Error {
		switch {
		case !mine(info) && !systems(info):
			return &Error{Path: path, Why: `belongs to somebody else; look at it first, then make it yours with: sudo chown "$(id -u)" ` + word(path)}
		case info.Mode().Perm()&0o022 != 0:
			return &Error{Path: path, Why: "can be written by others; mend it with: chmod go-w " + word(path)}
		}
		return nil
	})
	if err == nil {
		err = inSafeFolders(path)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// ReadOwn reads a file of this user's, whoever else may read it, of at most limit
// bytes. A symbolic link at its path is refused. The error is an [Error].
func ReadOwn(path string, limit int64) ([]byte, error) {
	return read(path, limit, noFollow, func(info fs.FileInfo) *Error {
		if !mine(info) {
			return &Error{Path: path, Why: "belongs to somebody else; it is left alone"}
		}
		return nil
	})
}

func read(path string, limit int64, flag int, check func(fs.FileInfo) *Error) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|flag, 0)
	if err != nil {
		return nil, unlinked(refusal(path, err))
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, refusal(path, err)
	case !info.Mode().IsRegular():
		return nil, &Error{Path: path, Why: "is no regular file"}
	}
	if refused := check(info); refused != nil {
		return nil, refused
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return nil, &Error{Path: path, Why: "cannot be read: " + reason(err), Cause: err}
	case int64(len(data)) > limit:
		return nil, &Error{Path: path, Why: fmt.Sprintf("is longer than %d bytes", limit)}
	}
	return data, nil
}

// unlinked adds to the refusal of a symbolic link the command that puts the file
// in the link's place.
func unlinked(err error) error {
	var refused *Error
	if errors.As(err, &refused) && strings.HasPrefix(refused.Why, linked) {
		at, beside := word(refused.Path), word(refused.Path+".new")
		refused.Why = linked + "; mend it with: umask 077 && cp " + at + " " + beside + " && mv " + beside + " " + at
	}
	return err
}

// word is a path as sh takes it.
func word(path string) string {
	return "'" + strings.ReplaceAll(text.Clean(path), "'", `'\''`) + "'"
}
