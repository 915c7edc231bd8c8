//go:build unix

package main

import (
	"errors"
	"reflect"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A terminal that takes nothing more: the connection has stalled, or somebody has
// pressed ctrl+s.

// stall has nobody read what the program writes, and fills what lies between.
func (s *ptySession) stall() {
	s.tb.Helper()
	if err := s.master.SetReadDeadline(time.Unix(1, 0)); err != nil {
		s.tb.Fatal(err)
	}
	select {
	case <-s.stalled:
	case <-s.readEnded:
		s.tb.Fatalf("the program has ended: %v", s.cmd.ProcessState)
	}
	// Opened anew, since whether writes wait is one thing for all copies of a file.
	fd, err := unix.Open(s.tty.Name(), unix.O_WRONLY|unix.O_NONBLOCK|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		s.tb.Fatal(err)
	}
	defer unix.Close(fd)
	// In small pieces: Linux takes those still when it takes no large ones any more.
	for full := false; !full; {
		if _, err := unix.Write(fd, make([]byte, 64)); err == nil || errors.Is(err, unix.EINTR) {
			continue
		} else if !errors.Is(err, unix.EAGAIN) {
			s.tb.Fatalf("fill the terminal: %v", err)
		}
		// The kernel moves some of it on, and has room again.
		ready, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}, 100)
		full = err == nil && ready == 0
	}
}

// heed has somebody read again.
func (s *ptySession) heed() {
	select {
	case <-s.heeded:
	default:
		_ = s.master.SetReadDeadline(time.Time{})
		close(s.heeded)
	}
}

// TestEndsWhileTheTerminalStalls: whoever ends a dashboard whose terminal is stuck
// finds no process left that waits for it.
func TestEndsWhileTheTerminalStalls(t *testing.T) {
	t.Parallel()
	for _, renderer := range []string{"cells", "tea"} {
		for name, sig := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP} {
			t.Run(renderer+", "+name, func(t *testing.T) {
				t.Parallel()
				s := startPTY(t, ptyOptions{env: []string{"ACTAS_RENDERER=" + renderer}}, demo...)
				s.waitFor(0, tabs...)
				s.waitFor(0, "ada-deploy-7f3c")
				s.stall()
				s.press("2")
				s.signal(sig)
				select {
				case <-s.exited:
				case <-time.After(patience):
					t.Fatal("it waits for the terminal")
				}
				if !s.cmd.ProcessState.Exited() {
					t.Errorf("it ended by %v", s.cmd.ProcessState)
				}
				if s.after == nil || !reflect.DeepEqual(s.after, s.before) {
					t.Errorf("the terminal's modes in the kernel are not restored: %+v, were %+v", s.after, s.before)
				}
			})
		}
	}
}

// TestTerminalStallsAndComesBack: the keys of the meantime count, and the screen is
// whole again.
func TestTerminalStallsAndComesBack(t *testing.T) {
	t.Parallel()
	s := startPTY(t, ptyOptions{}, demo...)
	s.waitFor(0, tabs...)
	s.waitFor(0, "ada-deploy-7f3c")
	s.stall()
	s.press("2/edge\r")
	s.heed()
	s.waitFor(0, "/ edge", "Edge Deploy", "1 of 1 ")
	s.press("\x03")
	s.wait()
	s.checkRestored()
}
