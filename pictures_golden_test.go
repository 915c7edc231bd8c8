package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// The golden screens: every screen in every state, as it stands when nothing
// more comes.

// size is a window's, in columns and rows.
type size struct{ cols, rows int }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.cols, s.rows) }

var sizes = []size{{120, 40}, {80, 24}, {60, 20}}

// picture is one screen in one state.
type picture struct {
	name     string
	scenario scenario
	// act brings the dashboard to the state; nil only lets it read.
	act func(*stage)
	// sizes are those of the golden files; nil is all three.
	sizes []size
}

// TestScreens compares each screen in each state with its golden file.
func TestScreens(t *testing.T) {
	t.Parallel()
	named := map[string]size{}
	t.Cleanup(func() { checkGoldens(t, named) })
	for _, pictures := range [][]picture{
		sessionPictures(), rolePictures(), trustPictures(), trustDeedPictures(), activityPictures(), formPictures(), overlayPictures(), troublePictures(), edgePictures(), colourPictures(), understandingPictures(), whyPictures(), firstKeyPictures(), storagePictures(), everyonePictures(), rememberedPictures(),
	} {
		for _, p := range pictures {
			if p.sizes == nil {
				p.sizes = sizes
			}
			for _, size := range p.sizes {
				name := p.name + "-" + size.String()
				named[name] = size
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					p.compare(t, size)
				})
			}
		}
	}
}

// compare plays one picture and compares the last view with the golden file.
func (p picture) compare(t *testing.T, size size) {
	p.scenario.cols, p.scenario.rows = size.cols, size.rows
	s := raise(t, p.scenario)
	if p.act == nil {
		s.settle()
	} else {
		p.act(s)
	}
	seen := s.screen()
	left := s.end()
	if left != seen && !slices.ContainsFunc(partings, func(said string) bool { return strings.Contains(left, said) }) {
		t.Errorf("quitting changes what is on screen, from:\n%s\nto:\n%s", seen, left)
	}
	address := strings.TrimPrefix(s.server.URL(), "http://")
	golden.RequireEqual(t, []byte(strings.ReplaceAll(seen, address, "127.0.0.1:40000")))
}

// partings are what is said to who leaves: a question while sessions are renewed by
// themselves, and where something is typed or under way.
var partings = []string{"that is renewed by itself?", "that are renewed by themselves?", "What you typed is lost;", "Leaving when it is done;"}

// checkGoldens checks every golden file: it belongs to a picture, and no line
// of it is wider than the window that its name states.
func checkGoldens(t *testing.T, named map[string]size) {
	t.Helper()
	files, err := filepath.Glob("testdata/TestScreens/*.golden")
	if err != nil || len(files) != len(named) {
		t.Errorf("%d golden files for %d pictures, %v", len(files), len(named), err)
	}
	for _, file := range files {
		window, known := named[strings.TrimSuffix(filepath.Base(file), ".golden")]
		if !known {
			t.Errorf("%s belongs to no picture", file)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if rows := strings.Count(string(text), "\n") + 1; rows > window.rows {
			t.Errorf("%s has %d lines", file, rows)
		}
		checkFits(t, string(text), window.cols)
	}
}

// keys lets the dashboard read, and presses keys.
func keys(keys ...string) func(*stage) {
	return func(s *stage) {
		s.settle()
		s.press(keys...)
	}
}

// then does one thing after another.
func then(steps ...func(*stage)) func(*stage) {
	return func(s *stage) {
		for _, step := range steps {
			step(s)
		}
	}
}

// typed types a text.
func typed(text string) func(*stage) {
	return func(s *stage) { s.write(text) }
}

// on puts the cursor of a list on the first row that holds all texts.
func on(texts ...string) func(*stage) {
	return func(s *stage) {
		s.tb.Helper()
		s.press("g")
		for before := ""; ; s.press("j") {
			marked := s.marked()
			if containsAll(marked, texts) {
				return
			}
			if marked == before {
				s.tb.Fatalf("no row has %q:\n%s", texts, s.screen())
			}
			before = marked
		}
	}
}

func containsAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// marked is the row under the cursor, empty where there is none.
func (s *stage) marked() string {
	for _, line := range strings.Split(s.screen(), "\n") {
		if plain := ansi.Strip(line); strings.HasPrefix(plain, "▌") || strings.HasPrefix(plain, ">") {
			return plain
		}
	}
	return ""
}

// opened opens the detail where it does not stand beside the list.
func opened(s *stage) {
	if cols, _ := s.dimensions(); cols < 120 {
		s.press("enter")
	}
}

// dimensions are the size of what is on screen.
func (s *stage) dimensions() (cols, rows int) {
	lines := strings.Split(s.screen(), "\n")
	return ansi.StringWidth(lines[0]), len(lines)
}
