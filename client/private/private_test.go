package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, why string
		put       func(path string) error
	}{
		{"a new file", "", func(string) error { return nil }},
		{"ours", "", func(path string) error { return os.WriteFile(path, nil, 0o600) }},
		{"open to others", "", func(path string) error { return os.WriteFile(path, nil, 0o666) }},
		{"a link to ours", "is a symbolic link", func(path string) error {
			return errors.Join(os.WriteFile(path+".to", nil, 0o600), os.Symlink(path+".to", path))
		}},
		{"a link to nothing", "is a symbolic link", func(path string) error { return os.Symlink(path+".to", path) }},
		{"a folder", "cannot be opened: is a directory", func(path string) error { return os.Mkdir(path, 0o700) }},
		{"not to be opened", "cannot be opened: no such file or directory", func(path string) error {
			return os.Remove(filepath.Dir(path))
		}},
	} {
		path := filepath.Join(t.TempDir(), "folder", "file")
		if err := errors.Join(Folder(path), c.put(path)); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path, os.O_RDWR|os.O_CREATE)
		if c.why != "" {
			var refused *Error
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), path+" "+c.why) {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if info, err := f.Stat(); err != nil || info.Mode().Perm() != FileMode {
			t.Errorf("%s: %v, %v", c.name, info.Mode(), err)
		}
		_ = f.Close()
	}
}

// TestSomebodyElses checks the file of another user, where there is one that may
// be opened.
func TestSomebodyElses(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		path := filepath.Join(t.TempDir(), "file")
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chown(path, 1, 1)); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, os.O_RDWR); err == nil || !strings.Contains(err.Error(), "belongs to somebody else") {
			t.Errorf("%v", err)
		}
		return
	}
	if _, err := Open("/etc/passwd", os.O_RDONLY); err == nil || !strings.Contains(err.Error(), "belongs to somebody else") {
		t.Errorf("%v", err)
	}
}

func TestNothingIsThereYet(t *testing.T) {
	t.Parallel()
	if _, err := Open(filepath.Join(t.TempDir(), "file"), os.O_RDONLY); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func TestReadTrusted(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	for _, c := range []struct {
		name string
		mode os.FileMode
		why  string
	}{
		{"ours", 0o600, ""},
		{"for all to read", 0o644, ""},
		{"for the group to write", 0o664, "can be written by others; mend it with: chmod go-w '" + path + "'"},
		{"for all to write", 0o646, "can be written by others"},
	} {
		if err := errors.Join(os.WriteFile(path, []byte("content"), 0o600), os.Chmod(path, c.mode)); err != nil {
			t.Fatal(err)
		}
		data, err := ReadTrusted(path, 7)
		if c.why == "" && (err != nil || string(data) != "content") || c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
			t.Errorf("%s: %q, %v", c.name, data, err)
		}
	}
}

// TestReadSomebodyElses checks the files of another user, where there can be some.
func TestReadSomebodyElses(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		if _, err := ReadSecret("/etc/passwd", 1<<20); err == nil || !strings.Contains(err.Error(), "belongs to somebody else") {
			t.Errorf("%v", err)
		}
		// What is the system's can be trusted.
		if _, err := ReadTrusted("/etc/passwd", 1<<20); err != nil {
			t.Errorf("%v", err)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "file")
	if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chown(path, 1, 1)); err != nil {
		t.Fatal(err)
	}
	want := `belongs to somebody else; look at it first, then make it yours with: sudo chown "$(id -u)" '` + path + "'"
	for name, read := range map[string]func(string, int64) ([]byte, error){"a secret": ReadSecret, "what is to be done": ReadTrusted} {
		if _, err := read(path, 1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
