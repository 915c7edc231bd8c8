package cli

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWhyTheStateFolderCannotBeMade asks the nearest folder that is there.
func TestWhyTheStateFolderCannotBeMade(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	folder := filepath.Join(home, "state", "actas")
	file := filepath.Join(home, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, folder string
		says         error
		want         string
	}{
		{"it can", folder, nil, ""},
		{"read-only", folder, syscall.EROFS, home + " is on a read-only file system"},
		{"somebody else's", folder, syscall.EACCES, "nothing can be written in " + home},
		{"a file above", filepath.Join(file, "actas"), nil, file + " is no folder"},
	} {
		got := whyNotMade(c.folder, func(above string) error {
			if above != home {
				t.Errorf("%s: %s is asked", c.name, above)
			}
			return c.says
		})
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
