//go:build unix

package cli

import "golang.org/x/sys/unix"

// jobControl reports that a shell waits to take over when actas is suspended:
// it put actas in a process group of its own. Without one, a suspended actas
// would hang for good.
func jobControl() bool {
	session, err := unix.Getsid(0)
	return err == nil && unix.Getpgrp() != session
}
