package private

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplace: a file is put in the place of another one whole, or the old one stays;
// no draft is left.
func TestReplace(t *testing.T) {
	t.Parallel()
	changed := errors.New("changed")
	for _, c := range []struct {
		name, want, why string
		put             func(path string) error
		still           func() error
	}{
		{"in the place of another", "new", "", func(path string) error { return os.WriteFile(path, []byte("old"), 0o644) }, nil},
		{"where there is none", "new", "", os.Remove, nil},
		{"still as it was read", "new", "", func(string) error { return nil }, func() error { return nil }},
		{"no longer as it was read", "before", "changed", func(string) error { return nil }, func() error { return changed }},
		{"in the place of a folder", "", "cannot be written, and is as it was: ", func(path string) error {
			return errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(path, "in"), FolderMode))
		}, nil},
	} {
		folder := filepath.Join(t.TempDir(), "folder")
		path := filepath.Join(folder, "file")
		if err := errors.Join(Folder(path), os.WriteFile(path, []byte("before"), FileMode), c.put(path)); err != nil {
			t.Fatal(err)
		}
		err := Replace(path, []byte("new"), c.still)
		if (err == nil) != (c.why == "") || err != nil && (!strings.Contains(err.Error(), c.why) || strings.Contains(err.Error(), ".file-")) {
			t.Errorf("%s: %v", c.name, err)
		}
		if got, _ := os.ReadFile(path); string(got) != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
		if info, err := os.Stat(path); c.want == "new" && (err != nil || info.Mode().Perm() != FileMode) {
			t.Errorf("%s: %v, %v", c.name, info, err)
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
			t.Errorf("%s: %v are left, %v", c.name, left, err)
		}
	}
}

// TestPublish: the first file at a path stays.
func TestPublish(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "folder", "file")
	for _, data := range []string{"first", "second"} {
		if err := Publish(path, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	left, listErr := os.ReadDir(filepath.Dir(path))
	if string(got) != "first" || errors.Join(err, listErr) != nil || len(left) != 1 {
		t.Errorf("%q, %v, %v", got, left, errors.Join(err, listErr))
	}
}
