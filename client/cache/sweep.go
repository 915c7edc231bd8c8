package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// draftPrefix begins the name of a list that is being written; the number of the
	// process that writes it follows.
	draftPrefix = ".draft-"
	// forgotten is the age of a list that nobody will want to see again: its key was
	// changed, or its organisation is not looked at any more.
	forgotten = 30 * 24 * time.Hour
	// abandoned is the age of a draft that no reading takes so long to write.
	abandoned = time.Hour
)

// sweep takes away lists that nobody reads any more, of whatever organisation, drafts
// whose program was killed, and folders that hold nothing then. Files that are not ours
// stay.
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
			if age := now.Sub(info.ModTime()); age > forgotten || isDraft(f) && (age > abandoned || orphaned(f)) {
				_ = os.Remove(filepath.Join(inside, f.Name()))
			}
		}
		_ = os.Remove(inside) // fails while there is something in it
	}
}

func isDraft(f fs.DirEntry) bool { return strings.HasPrefix(f.Name(), draftPrefix) }

// orphaned reports that the process of a draft has ended. Where two machines share the
// folder it may live all the same: it then keeps nothing this time.
func orphaned(f fs.DirEntry) bool {
	number, _, ours := strings.Cut(strings.TrimPrefix(f.Name(), draftPrefix), "-")
	pid, err := strconv.Atoi(number)
	if !ours || err != nil || pid <= 0 {
		return false
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	defer func() { _ = process.Release() }()
	return errors.Is(process.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
