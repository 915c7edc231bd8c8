//go:build unix

package cli

import (
	"os"
	"os/signal"
	"time"

	"golang.org/x/sys/unix"
)

// jobControl reports that a shell waits to take over when actas is suspended:
// it put actas in a process group of its own. Without one, a suspended actas
// would hang for good.
func jobControl() bool {
	session, err := unix.Getsid(0)
	return err == nil && unix.Getpgrp() != session && !signal.Ignored(unix.SIGTSTP)
}

// stop stops actas and what runs with it, as the terminal does on ctrl+z, and returns
// when it was let go on, told to end, or it is late. Where nobody could let it go on, the
// system does not stop it.
func stop(told <-chan struct{}, late <-chan time.Time) {
	on := make(chan os.Signal, 1)
	signal.Notify(on, unix.SIGCONT)
	defer signal.Stop(on)
	_ = unix.Kill(0, unix.SIGTSTP)
	select {
	case <-on:
	case <-told:
	case <-late:
	}
}

// continues tells of each time that actas goes on after it was stopped.
func continues(c chan<- os.Signal) { signal.Notify(c, unix.SIGCONT) }

// mayBeForeground reports that the terminal is actas's own, or that nobody knows.
func mayBeForeground(tty *os.File) bool {
	group, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP)
	return err != nil || group == unix.Getpgrp()
}
