package main

import (
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestTerminalTakesNoOutput stops a terminal's output, as Ctrl+S does: SIGTERM
// must end the program all the same.
func TestTerminalTakesNoOutput(t *testing.T) {
	t.Parallel()
	s := startPTY(t, ptyOptions{}, demo...)
	s.waitFor(0, tabs...)
	if err := unix.IoctlSetInt(int(s.tty.Fd()), unix.TCXONC, unix.TCOOFF); err != nil {
		t.Fatal(err)
	}
	s.press("3") // a frame that cannot be written
	s.signal(syscall.SIGTERM)
	s.wait()
}
