//go:build unix

package private

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadTrustedLooksAtTheFolder: whoever can write it can put another file there.
func TestReadTrustedLooksAtTheFolder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		mode os.FileMode
		why  string
	}{
		{"of its owner alone", 0o700, ""},
		{"for all to read", 0o755, ""},
		{"for all to write", 0o777, "lies in a folder that others can write, so that they can replace it; look at it first, and mend that with: chmod go-w '"},
		{"for the group to write", 0o775, "lies in a folder that others can write"},
		{"where each replaces one's own", 0o777 | os.ModeSticky, ""},
	} {
		folder, links := filepath.Join(t.TempDir(), "folder"), t.TempDir()
		path, link := filepath.Join(folder, "file"), filepath.Join(links, "link")
		if err := errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(path, []byte("content"), 0o600),
			os.Symlink(path, link), os.Chmod(folder, c.mode)); err != nil {
			t.Fatal(err)
		}
		for _, at := range []string{path, link} {
			data, err := ReadTrusted(at, 7)
			if c.why == "" && (err != nil || string(data) != "content") ||
				c.why != "" && (err == nil || data != nil || !strings.HasPrefix(err.Error(), at+" "+c.why)) {
				t.Errorf("%s: %q, %v", c.name, data, err)
			}
		}
	}
}

// TestReadTrustedLooksAtTheFolderOfALink: the file itself lies well.
func TestReadTrustedLooksAtTheFolderOfALink(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path, link := filepath.Join(t.TempDir(), "file"), filepath.Join(folder, "link")
	if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Symlink(path, link), os.Chmod(folder, 0o777)); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadTrusted(link, 1); err == nil || !strings.Contains(err.Error(), "chmod go-w '"+folder+"'") {
		t.Errorf("%v", err)
	}
}

// TestReadTrustedInSomebodyElsesFolder, where there can be one.
func TestReadTrustedInSomebodyElsesFolder(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		// The folder of the system's files is the system's.
		if _, err := ReadTrusted("/etc/passwd", 1<<20); err != nil {
			t.Errorf("%v", err)
		}
		return
	}
	folder := filepath.Join(t.TempDir(), "folder")
	path := filepath.Join(folder, "file")
	if err := errors.Join(os.Mkdir(folder, 0o755), os.WriteFile(path, nil, 0o600), os.Chown(folder, 1, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadTrusted(path, 1); err == nil || !strings.Contains(err.Error(), "lies in a folder of somebody else") {
		t.Errorf("%v", err)
	}
}
