//go:build unix

package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// shown is the text of the screen and, below the tabs with their clock, what it
// looks like; changed is closed when it is another.
func (s *ptySession) shown() (text, picture string, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, below, _ := strings.Cut(s.screen.Picture(), "\n")
	return s.screen.Text(), below, s.changed
}

// agree waits until two dashboards have a text on screen and show the same.
func agree(t *testing.T, sees string, a, b *ptySession) {
	t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		text, one, aChanged := a.shown()
		_, other, bChanged := b.shown()
		if one == other && strings.Contains(text, sees) {
			return
		}
		select {
		case <-aChanged:
		case <-bChanged:
		case <-late.C:
			t.Fatalf("with %q on one, the screens are\n%s\nand\n%s", sees, one, other)
		}
	}
}

// TestRenderersShowTheSame does the same with a dashboard that is drawn cell by
// cell and with one that Bubble Tea draws, and expects the same screens, in every
// way of drawing.
func TestRenderersShowTheSame(t *testing.T) {
	t.Parallel()
	// He has no sessions: nothing is counted down.
	d := newDesk(t).as("Linus Berg")
	for name, options := range map[string]ptyOptions{
		"true colour":     {},
		"256 colours":     {env: []string{"COLORTERM="}},
		"a light page":    {env: []string{"COLORFGBG=0;15"}},
		"NO_COLOR":        {env: []string{"NO_COLOR=1"}},
		"a large window":  {columns: 200, rows: 50},
		"a narrow window": {columns: 60, rows: 24},
		"GNU screen":      {env: []string{"TERM=screen", "COLORTERM="}},
		"tmux":            {env: []string{"TERM=tmux-256color", "TMUX=/tmp/tmux-1/default,1,0"}},
	} {
		for _, flags := range [][]string{nil, {"--ascii"}} {
			t.Run(fmt.Sprint(name, flags), func(t *testing.T) {
				t.Parallel()
				own := options // two of these tests share it
				own.env = append(slices.Clone(d.env), options.env...)
				compareRenderers(t, own, flags)
			})
		}
	}
}

// compareRenderers goes through screens on which nothing moves by itself.
func compareRenderers(t *testing.T, options ptyOptions, flags []string) {
	t.Helper()
	environment := slices.Clip(options.env)
	options.env = append(environment, "ACTAS_RENDERER=cells")
	ours := startPTY(t, options, flags...)
	options.env = append(environment, "ACTAS_RENDERER=tea")
	teas := startPTY(t, options, flags...)
	for _, step := range []struct{ keys, sees string }{
		{"3", "opens Sat"}, {"jjjj", "5 of 21"}, {"/deploy", "/ deploy"}, {"\r", "1 of 5"}, {"G", "5 of 5"}, {"\x1b", "Backup"},
		{"?", "MOVE"}, {"\x1b", "ENTITY"},
	} {
		for _, s := range []*ptySession{ours, teas} {
			s.press(step.keys)
		}
		agree(t, step.sees, ours, teas)
	}
	for _, s := range []*ptySession{ours, teas} {
		s.press("q")
		if code := s.wait(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		s.checkRestored()
		if len(s.screen.Unknown) > 0 {
			t.Errorf("it writes %q", s.screen.Unknown)
		}
	}
	if less, more := ours.size(), teas.size(); less >= more {
		t.Errorf("cell by cell %d bytes are written, Bubble Tea writes %d", less, more)
	}
}

// TestRendererIsChosen refuses a renderer that there is not.
func TestRendererIsChosen(t *testing.T) {
	t.Parallel()
	s := startPTY(t, ptyOptions{env: []string{"ACTAS_RENDERER=curses"}}, demo...)
	if code := s.wait(); code != 2 || !bytes.Contains(s.raw(), []byte(`ACTAS_RENDERER takes cells or tea, not "curses"`)) {
		t.Errorf("exit code %d, it says %s", code, s.raw())
	}
}
