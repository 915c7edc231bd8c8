//go:build unix

package private

import (
	"io/fs"
	"os"
	"syscall"
)

// noFollow refuses a symbolic link at the end of a path, and does not wait for
// the other end of a named pipe.
const noFollow = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// mine reports whether a file is this user's.
func mine(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(stat.Uid) == os.Geteuid()
}

// noWait does not wait for the other end of a named pipe.
const noWait = syscall.O_NONBLOCK

// systems reports whether a file is the system's own.
func systems(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Uid == 0
}
