package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// block has nobody read what the program writes, and goes from screen to screen until it
// stands still: two keys in succession are not read, and none of its threads runs. It
// waits for the terminal then, for good once the system can move on nothing of what lies
// between.
func (s *ptySession) block() {
	s.tb.Helper()
	s.ignore()
	late := time.NewTimer(patience)
	defer late.Stop()
	for left := 0; left < 2; {
		s.press("\t") // no letter: those that arrive together may be one message
		left++
		if s.takes() || s.heldBack() < allHeldBack {
			left = 0
		}
		select {
		case <-s.exited:
			s.tb.Fatalf("the program has ended: %v", s.cmd.ProcessState)
		case <-late.C:
			s.tb.Fatal("the program never waits for the terminal")
		default:
		}
	}
}

// allHeldBack is how much the system takes over from the program's side of a terminal to
// the one that nobody reads.
const allHeldBack = 4095

// heldBack is how much lies on the side that nobody reads.
func (s *ptySession) heldBack() (bytes int) {
	s.tb.Helper()
	side, err := s.master.SyscallConn()
	if err != nil {
		s.tb.Fatal(err)
	}
	_ = side.Control(func(fd uintptr) { bytes, err = unix.IoctlGetInt(int(fd), unix.TIOCINQ) })
	if err != nil {
		s.tb.Fatal(err)
	}
	return bytes
}

// takes reports that the program reads what is typed, once it has, or stands still.
func (s *ptySession) takes() bool {
	s.tb.Helper()
	for {
		switch unread, err := unix.IoctlGetInt(s.ttyFD, unix.TIOCINQ); {
		case err != nil:
			s.tb.Fatal(err)
		case unread == 0:
			return true
		case s.asleep():
			return false
		}
		runtime.Gosched()
	}
}

// asleep reports that none of the program's threads runs or could: each sleeps, and after
// all were looked at, each sleeps still and has not run.
func (s *ptySession) asleep() bool {
	before, asleep := s.threads()
	after, still := s.threads()
	return asleep && still && before == after
}

// threads is what the system tells of the program's threads, how often they have run
// among it, and whether all of them sleep.
func (s *ptySession) threads() (told string, asleep bool) {
	all, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", s.cmd.Process.Pid))
	for _, path := range all {
		status, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(status, []byte("State:\tS")) {
			return "", false // also one that has just ended
		}
		told += string(status)
	}
	return told, true
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
				s.block()
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
	s.block()
	s.press("2/edge\r")
	s.heed()
	s.waitFor(0, "/ edge", "Edge Deploy", "1 of 1 ")
	s.press("\x03")
	s.wait()
	s.checkRestored()
}
