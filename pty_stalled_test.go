//go:build unix

package main

import "time"

// A terminal that takes nothing more: the connection has stalled, or somebody has
// pressed ctrl+s.

// ignore has nobody read what the program writes.
func (s *ptySession) ignore() {
	s.tb.Helper()
	if err := s.master.SetReadDeadline(time.Unix(1, 0)); err != nil {
		s.tb.Fatal(err)
	}
	select {
	case <-s.stalled:
	case <-s.readEnded:
		s.tb.Fatalf("the program has ended: %v", s.cmd.ProcessState)
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
