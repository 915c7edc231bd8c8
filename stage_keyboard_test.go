package main

import (
	"io"
	"slices"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/teatest"

	"actas/client/simulator"
	"actas/ui/screentest"
)

// send sends a message, and counts it until it was handled.
func (s *stage) send(msg tea.Msg) {
	s.note(func() { s.unseen++ })
	s.tm.Send(msg)
}

// strike presses keys, by their names, and waits for nothing.
func (s *stage) strike(keys ...string) {
	for _, key := range keys {
		s.send(screentest.Key(key))
	}
}

// press presses keys, one after the other, each once the last one was acted on.
func (s *stage) press(keys ...string) {
	s.tb.Helper()
	for _, key := range keys {
		s.strike(key)
		s.settle()
	}
}

// write types a text.
func (s *stage) write(text string) {
	s.tb.Helper()
	for _, r := range text {
		s.press(string(r))
	}
}

// paste pastes a text.
func (s *stage) paste(text string) {
	s.tb.Helper()
	s.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
	s.settle()
}

// resize changes the size of the window.
func (s *stage) resize(cols, rows int) {
	s.tb.Helper()
	s.send(tea.WindowSizeMsg{Width: cols, Height: rows})
}

// look is a message that means nothing to the dashboard: it only draws anew.
type look struct{}

// pass lets time pass, from one thing that is due to the next, as it does for
// a program that is awake.
func (s *stage) pass(d time.Duration) {
	s.tb.Helper()
	end := s.clock.Now().Boot + d
	for {
		s.settle()
		now := s.clock.Now().Boot
		if now >= end {
			// Digits follow the session that ends first; whoever looks now sees
			// all of them as they are.
			s.send(look{})
			s.settle()
			return
		}
		s.mu.Lock()
		s.asleep()
		next := end
		for _, due := range slices.Concat(s.sleeps, s.pauses) {
			next = min(next, due)
		}
		s.mu.Unlock()
		s.clock.Advance(next - now)
		s.note(func() {})
	}
}

// end leaves the dashboard as a person would, and gives its last view.
func (s *stage) end() string {
	s.tb.Helper()
	if !s.ended {
		s.ended = true
		// The first one may warn, and the next one ask; the last one leaves.
		s.strike("ctrl+c", "ctrl+c", "ctrl+c")
	}
	return s.tm.FinalModel(s.tb, teatest.WithFinalTimeout(stagePatience)).View()
}

// output ends the dashboard and gives all that it wrote to the terminal.
func (s *stage) output() string {
	s.tb.Helper()
	s.end()
	all, err := io.ReadAll(s.tm.FinalOutput(s.tb))
	if err != nil {
		s.tb.Fatal(err)
	}
	return string(all)
}

// hold holds the answers to all requests that match, until they are released or
// the test ends.
func hold(s *stage, match string) (release func()) {
	held := make(chan struct{})
	release = sync.OnceFunc(func() {
		s.server.Heal()
		close(held)
	})
	s.tb.Cleanup(release)
	s.server.Next(match, simulator.Fault{Hold: held, Times: -1})
	return release
}
