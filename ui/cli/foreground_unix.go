//go:build unix

package cli

import (
	"os"
	"os/signal"

	"golang.org/x/sys/unix"
)

// takeForeground makes actas the terminal's foreground again, where a shell made
// it its own and was killed before it gave it back. A program in the background
// that asks for it is stopped, unless it ignores that signal.
func takeForeground(tty *os.File) {
	group, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP)
	if err != nil || group == unix.Getpgrp() {
		return
	}
	signal.Ignore(unix.SIGTTOU)
	_ = unix.IoctlSetPointerInt(int(tty.Fd()), unix.TIOCSPGRP, unix.Getpgrp())
	signal.Reset(unix.SIGTTOU)
}

// inForeground reports that the terminal is actas's own to set.
func inForeground(tty *os.File) bool {
	group, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}

// hangUp sends SIGHUP to a child and to what it runs in the foreground. What is
// stopped goes on to hear it.
func hangUp(child *os.Process, tty *os.File) {
	_ = child.Signal(unix.SIGHUP)
	_ = child.Signal(unix.SIGCONT)
	group, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP)
	if err == nil && group > 1 && group != unix.Getpgrp() {
		_ = unix.Kill(-group, unix.SIGHUP)
		_ = unix.Kill(-group, unix.SIGCONT)
	}
}
