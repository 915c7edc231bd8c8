package main

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/client/renewal"
)

// watched is the dashboard, seen by its stage: what it draws, and which of its
// commands still run.
type watched struct {
	inner tea.Model
	stage *stage
	view  string
}

// answered is the result of a command.
type answered struct{ msg tea.Msg }

func (w watched) Init() tea.Cmd { return w.stage.track(w.inner.Init()) }

func (w watched) View() string { return w.view }

func (w watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	result, ran := msg.(answered)
	if ran {
		msg = result.msg
	}
	inner, cmd := w.inner.Update(msg)
	w.inner, w.view = inner, inner.View()
	cmd = w.stage.track(cmd)
	w.stage.note(func() {
		if ran {
			w.stage.running--
		} else {
			w.stage.unseen--
		}
		if w.view != w.stage.view {
			w.stage.view = w.view
			w.stage.frames = append(w.stage.frames, w.view)
		}
	})
	return w, cmd
}

// track counts a command, and those that it stands for, until its result was
// handled.
func (s *stage) track(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	s.note(func() { s.running++ })
	done := func() { s.note(func() { s.running-- }) }
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case nil:
			done()
			return nil
		case tea.BatchMsg:
			defer done()
			for i := range msg {
				msg[i] = s.track(msg[i])
			}
			return msg
		case tea.QuitMsg:
			done()
			return msg
		default:
			return answered{msg}
		}
	}
}

// note changes what the stage knows, and wakes who waits for it.
func (s *stage) note(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	close(s.changed)
	s.changed = make(chan struct{})
}

// await waits until something holds. Only a program that hangs reaches the end
// of the patience.
func (s *stage) await(what string, holds func() bool) {
	s.tb.Helper()
	late := time.NewTimer(stagePatience)
	defer late.Stop()
	for {
		s.mu.Lock()
		held, view, changed, running, asleep := holds(), s.view, s.changed, s.running, s.asleep()
		s.mu.Unlock()
		if held {
			return
		}
		select {
		case <-changed:
		case <-late.C:
			s.tb.Fatalf("never came: %s (%d commands run, %d of them wait for the clock); on screen:\n%s", what, running, asleep, view)
		}
	}
}

const stagePatience = 30 * time.Second

// asleep is how many commands wait for the clock. The stage must be locked.
func (s *stage) asleep() int {
	now := s.clock.Now().Boot
	over := func(due time.Duration) bool { return due <= now }
	for _, waits := range []*[]time.Duration{&s.sleeps, &s.pauses, &s.deadlines} {
		*waits = slices.DeleteFunc(*waits, over)
	}
	return len(s.sleeps) + len(s.pauses)
}

// settle waits until every key was acted on and every command has ended or
// waits for the clock.
func (s *stage) settle() {
	s.tb.Helper()
	s.settleBut(s.held)
	if engine := s.engine.Load(); engine != nil && s.held == 0 {
		s.settleEngine(engine)
		s.settleBut(s.held)
	}
}

// settleEngine waits until the renewal engine waits for the clock.
func (s *stage) settleEngine(engine *renewal.Engine) {
	s.tb.Helper()
	ctx, stop := context.WithTimeout(context.Background(), stagePatience)
	defer stop()
	if engine.Settle(ctx) != nil {
		s.tb.Fatalf("the renewal engine does not come to rest; on screen:\n%s", s.screen())
	}
}

// settleBut is settle while so many commands wait for answers held back.
func (s *stage) settleBut(held int) {
	s.tb.Helper()
	s.await("quiet", func() bool { return s.quiet(held) })
}

// quiet tells whether nothing more comes but the answers held back. The stage
// must be locked.
func (s *stage) quiet(held int) bool {
	busy := s.running - s.asleep()
	return s.unseen == 0 && (busy <= 0 || busy <= held && len(s.deadlines) >= held)
}

// see waits until all texts stand on screen, and fails once they cannot come.
func (s *stage) see(texts ...string) {
	s.tb.Helper()
	s.await(strings.Join(texts, ", "), func() bool { return containsAll(s.view, texts) || s.quiet(0) })
	if view := s.screen(); !containsAll(view, texts) {
		s.tb.Fatalf("not on screen: %q in:\n%s", texts, view)
	}
}

// lacks fails if one of the texts stands on the quiet screen.
func (s *stage) lacks(texts ...string) {
	s.tb.Helper()
	for _, text := range texts {
		if view := s.screen(); strings.Contains(view, text) {
			s.tb.Fatalf("%q is on screen:\n%s", text, view)
		}
	}
}

// screen is what is on screen now.
func (s *stage) screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view
}

// row is the one line on screen that holds a text.
func (s *stage) row(text string) string {
	s.tb.Helper()
	var found []string
	for _, line := range strings.Split(s.screen(), "\n") {
		if strings.Contains(line, text) {
			found = append(found, line)
		}
	}
	if len(found) != 1 {
		s.tb.Fatalf("%q stands in %d lines:\n%s", text, len(found), s.screen())
	}
	return found[0]
}

// everyFrame are all frames so far.
func (s *stage) everyFrame() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.frames)
}

// checkFits fails where a line of a frame is wider than the window.
func checkFits(t *testing.T, frame string, cols int) {
	t.Helper()
	for _, line := range strings.Split(frame, "\n") {
		if w := ansi.StringWidth(line); w > cols {
			t.Errorf("%d columns in a window of %d: %q", w, cols, line)
		}
	}
}
