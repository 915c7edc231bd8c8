package cache

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	// forgotten is the age of a list that nobody will want to see again: its key was
	// changed, or its organisation is not looked at any more.
	forgotten = 30 * 24 * time.Hour
	// abandoned is the age of a draft whose program was killed.
	abandoned = 24 * time.Hour
)

// sweep takes away lists that nobody reads any more, of whatever organisation, and
// folders that hold nothing then. Files that are not ours stay.
func sweep(folder string, now time.Time) {
	organisations, _ := os.ReadDir(folder) // one that cannot be read holds nothing to sweep
	for _, o := range organisations {
		if !o.IsDir() {
			continue
		}
		inside := filepath.Join(folder, o.Name())
		files, _ := os.ReadDir(inside)
		for _, f := range files {
			info, err := f.Info()
			if err != nil || !info.Mode().IsRegular() {
				continue
			}
			age, limit := now.Sub(info.ModTime()), forgotten
			if strings.HasPrefix(f.Name(), strings.TrimSuffix(draftName, "*")) {
				limit = abandoned
			}
			if age > limit {
				_ = os.Remove(filepath.Join(inside, f.Name()))
			}
		}
		_ = os.Remove(inside) // fails while there is something in it
	}
}
