//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// readSide is FREAD of sys/fcntl.h: what waits to be read.
const readSide = 1

// discardTyped throws away what was typed and not read.
func discardTyped(tty *os.File) {
	_ = unix.IoctlSetPointerInt(int(tty.Fd()), unix.TIOCFLUSH, readSide)
}
