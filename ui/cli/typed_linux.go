package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// discardTyped throws away what was typed and not read.
func discardTyped(tty *os.File) { _ = unix.IoctlSetInt(int(tty.Fd()), unix.TCFLSH, unix.TCIFLUSH) }
