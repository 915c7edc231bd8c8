//go:build unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// mostLinks is how many symbolic links are followed to a file, as Linux does.
const mostLinks = 40

// inSafeFolders refuses a file that others can put another one in the place of: its
// folder, or that of a symbolic link to it, is somebody else's, or one that others
// can write without the sticky bit. The error is an [Error].
func inSafeFolders(path string) error {
	at := path
	for range mostLinks {
		folder := filepath.Dir(at)
		info, err := os.Stat(folder)
		switch {
		case err != nil:
			return refusal(folder, err)
		case frozen(folder):
			// Nobody can put anything there, as in a volume of Kubernetes.
		case !mine(info) && !systems(info):
			return &Error{Path: path, Why: "lies in a folder of somebody else, who can replace it; look at it, and move it to one of yours: " + word(folder)}
		case info.Mode().Perm()&0o022 != 0 && info.Mode()&fs.ModeSticky == 0:
			return &Error{Path: path, Why: "lies in a folder that others can write, so that they can replace it; look at it first, and mend that with: chmod go-w " + word(folder)}
		}
		target, err := os.Readlink(at)
		if err != nil {
			return nil
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(folder, target)
		}
		at = target
	}
	return &Error{Path: path, Why: "is behind too many symbolic links"}
}

// frozen reports a folder on a file system that is mounted for reading alone.
func frozen(folder string) bool { return errors.Is(unix.Access(folder, unix.W_OK), unix.EROFS) }
