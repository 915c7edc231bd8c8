package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestBriefTellsNoPath: it stands in one line of a screen of 60 columns.
func TestBriefTellsNoPath(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	link, file := filepath.Join(folder, "link"), filepath.Join(folder, "file")
	if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Symlink(file, link)); err != nil {
		t.Fatal(err)
	}
	opened := func(path string) error {
		_, err := Open(path, os.O_RDWR)
		return err
	}
	failing := func(errno syscall.Errno) error {
		return unwritten(file, &fs.PathError{Op: "open", Path: file, Err: errno})
	}
	for want, err := range map[string]error{
		"":                                  nil,
		"the state folder is read-only":     failing(syscall.EROFS),
		"the disk is full":                  fmt.Errorf("keep: %w", failing(syscall.ENOSPC)),
		"no permission in the state folder": errors.Join(failing(syscall.EACCES), errors.New("more")),
		"a state file is a symbolic link":   opened(link),
		"a state file cannot be opened: is a directory": opened(folder),
		"a state file is open to others":                &Error{Path: file, Why: "is open to others; run chmod 600 " + file, Cause: fs.ErrPermission},
		"a state file cannot be made: not a directory":  Folder(filepath.Join(file, "below", "it")),
		"whatever else it is":                           errors.New("whatever else it is"),
	} {
		if got := Brief(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}
