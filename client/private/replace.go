package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace puts a file of this user's alone in the place of the one at a path, whole or
// not at all, so that it outlasts a crash of the machine. still, where it is not nil,
// is asked right before: with an error from it the file stays as it is. The error is
// that one, or an [Error].
func Replace(path string, data []byte, still func() error) error {
	return put(path, data, func(draft string) error {
		if still != nil {
			if err := still(); err != nil {
				return err
			}
		}
		return unwritten(path, os.Rename(draft, path))
	})
}

// Publish puts a file at a path as Replace does, unless there is one, which counts as
// done: what lies there is to be read. The error is an [Error].
func Publish(path string, data []byte) error {
	return put(path, data, func(draft string) error {
		// A link is never made over a file that is there.
		err := os.Link(draft, path)
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return unwritten(path, err)
	})
}

// put writes a draft beside a path, and has it put there. Of the draft nothing is
// left.
func put(path string, data []byte, place func(draft string) error) error {
	if err := Folder(path); err != nil {
		return err
	}
	folder := filepath.Dir(path)
	draft, err := os.CreateTemp(folder, "."+filepath.Base(path)+"-*") // for its owner alone
	if err != nil {
		return unwritten(path, err)
	}
	defer func() { _ = os.Remove(draft.Name()) }() // gone after a renaming
	_, err = draft.Write(data)
	// Without Sync a power cut may leave the name without the content.
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return unwritten(path, err)
	}
	if err = place(draft.Name()); err != nil {
		return err
	}
	keepName(folder)
	return nil
}

func unwritten(path string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Path: path, Why: "cannot be written, and is as it was: " + reason(err), Cause: err}
}

// keepName makes a rename outlast a crash of the machine, where the system can do
// that for a folder.
func keepName(folder string) {
	if d, err := os.Open(folder); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
