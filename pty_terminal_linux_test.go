package main

import (
	"fmt"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// endings are the signals that tell a program to end.
var endings = []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT}

// flow stops a terminal's output, as Ctrl+S does, or lets it go on.
func (s *ptySession) flow(action int) {
	s.tb.Helper()
	if err := unix.IoctlSetInt(s.ttyFD, unix.TCXONC, action); err != nil {
		s.tb.Fatal(err)
	}
}

// TestTerminalTakesNoOutput stops a terminal's output: what tells the program to end
// must do so all the same.
func TestTerminalTakesNoOutput(t *testing.T) {
	t.Parallel()
	for _, renderer := range []string{"cells", "tea"} {
		for _, sig := range endings {
			t.Run(renderer+" "+sig.String(), func(t *testing.T) {
				t.Parallel()
				s := startPTY(t, ptyOptions{env: []string{"ACTAS_RENDERER=" + renderer}}, demo...)
				s.waitFor(0, tabs...)
				s.flow(unix.TCOOFF)
				s.press("3") // a frame that cannot be written
				s.signal(sig)
				if code := s.wait(); code != 1 {
					t.Errorf("exit code %d", code)
				}
			})
		}
	}
}

// TestTerminalTakesNoOutputBeforeTheFirstFrame: nor may a key command that is waited for
// hold it up, nor what is to be written after that.
func TestTerminalTakesNoOutputBeforeTheFirstFrame(t *testing.T) {
	t.Parallel()
	for _, sig := range endings {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			_, s, _ := locked(t, ptyOptions{}, "stty -echo </dev/tty;")
			s.waitFor(0, "waits")
			s.flow(unix.TCOOFF)
			s.signal(sig)
			if code := s.wait(); code != 1 {
				t.Errorf("exit code %d", code)
			}
			s.checkKernelModes()
		})
	}
}

// TestTerminalTakesOutputAgain stops a terminal's output for a while, in which the
// person goes on. A shell's program may have set it to refuse at once what it
// cannot take.
func TestTerminalTakesOutputAgain(t *testing.T) {
	t.Parallel()
	for _, refuses := range []bool{false, true} {
		t.Run(fmt.Sprintf("it refuses at once: %v", refuses), func(t *testing.T) {
			t.Parallel()
			s := startPTY(t, ptyOptions{}, demo...)
			s.waitFor(0, tabs...)
			if err := unix.SetNonblock(s.ttyFD, refuses); err != nil {
				t.Fatal(err)
			}
			s.flow(unix.TCOOFF)
			s.press("3?")
			s.resize(100, 30)
			s.flow(unix.TCOON)
			s.waitFor(0, "EVERYWHERE")
			s.press("\x1b")
			s.waitUntil(0, "the trusts behind the help", func(text string) bool {
				return strings.Contains(text, "ENTITY") && !strings.Contains(text, "EVERYWHERE")
			})
			s.press("q")
			s.wait()
			s.checkRestored()
		})
	}
}
