//go:build unix

package main

import (
	"errors"
	"fmt"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// endless is how long a program is watched that does not end.
const endless = 20 * time.Second

// stalledSignals are the signals that a program gets whose terminal is stalled.
var stalledSignals = []struct {
	figure string
	signal syscall.Signal
}{{endsTerminated, syscall.SIGTERM}, {endsHungUp, syscall.SIGHUP}}

// measureStalled takes the time from a signal to the end of a dashboard whose
// terminal takes nothing.
func measureStalled(b *testing.B, table *figures) {
	for _, c := range stalledSignals {
		var took []float64
		for range 3 {
			s := startPTY(b, ptyOptions{}, demo...)
			s.waitFor(0, tabs...)
			s.waitFor(0, "ada-deploy-7f3c")
			took = append(took, s.endsIn(c.signal, "2").Seconds())
		}
		table.add(b, c.figure, percentile(took, 50), "s", 3)
	}
}

// stall has nobody read what the program writes, and fills what lies between.
func (s *ptySession) stall() {
	s.tb.Helper()
	s.ignore()
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

// endsIn stalls the terminal, has the program write by a key, and gives how long it
// takes to end from a signal on, endless at most.
func (s *ptySession) endsIn(signal syscall.Signal, key string) time.Duration {
	s.tb.Helper()
	s.stall()
	s.press(key)
	// A countdown goes on meanwhile, so that surely something waits to be written.
	<-time.After(1500 * time.Millisecond)
	sent := time.Now()
	s.signal(signal)
	select {
	case <-s.exited:
	case <-time.After(endless):
	}
	took := time.Since(sent)
	s.close()
	return took
}

// seconds is a time to the end as a peer's value.
func seconds(took time.Duration) string {
	if took >= endless {
		return fmt.Sprintf(">%.0f", endless.Seconds())
	}
	return fmt.Sprintf("%.3f", took.Seconds())
}
