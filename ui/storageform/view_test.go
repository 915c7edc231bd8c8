package storageform

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"actas/theme"
	"actas/ui/screentest"
)

// pictures are forms in every state that a person can bring them to.
var pictures = map[string]func(t testing.TB) *rig{
	"fresh":    func(t testing.TB) *rig { return open(t, backupARN) },
	"no-roles": func(t testing.TB) *rig { return openIn(t, sceneOf(80, 19), "") },
	"looking":  func(t testing.TB) *rig { return open(t, "").types("r") },
	"narrowed": narrowed,
	"many": func(t testing.TB) *rig {
		return open(t, backupARN).at(arnsField).pastes(strings.Repeat(ownPolicy+" ", 7)+readOnly).keys(tea.KeyUp, tea.KeyUp)
	},
	"writing": func(t testing.TB) *rig {
		return open(t, backupARN).at(policyField).pastes(strings.TrimSuffix(getObject, "}\n"))
	},
	"faults": func(t testing.TB) *rig {
		return open(t, backupARN).types(" 界").at(lengthField).types("13h").at(arnsField).types("x").at(policyField).pastes("{\n Statement").keys(tea.KeyEnter)
	},
	"refused": func(t testing.TB) *rig {
		f := narrowed(t).keys(tea.KeyEnter)
		f.Model = f.Refused("", "The session policies take 101% of the room for them (400).")
		return f
	},
	"refused-field": func(t testing.TB) *rig {
		f := narrowed(t).keys(tea.KeyEnter)
		f.Model = f.Refused("", "DurationSeconds must be from 900 to 3600 (400).")
		return f
	},
	"unanswered": func(t testing.TB) *rig {
		f := open(t, backupARN).keys(tea.KeyEnter)
		f.Model = f.Unanswered("No answer in 30s; a session may have been made, which cannot be looked for and ends by itself.")
		return f
	},
	"sending": func(t testing.TB) *rig { return narrowed(t).keys(tea.KeyEnter) },
	"leave":   func(t testing.TB) *rig { return narrowed(t).keys(tea.KeyEsc) },
}

// TestPictures compares the form in each state and at each size with its golden
// file: the body, the status line and the keys.
func TestPictures(t *testing.T) {
	t.Parallel()
	count := 0
	// After all pictures: they may be made anew.
	t.Cleanup(func() {
		files, err := filepath.Glob("testdata/TestPictures/*.golden")
		if err != nil || len(files) != count {
			t.Errorf("%d golden files for %d pictures, %v", len(files), count, err)
		}
	})
	for name, picture := range pictures {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 20}} {
			count++
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				golden.RequireEqual(t, []byte(picture(t).size(size[0], size[1]).picture()))
			})
		}
	}
}

// picture is the frame as text.
func (f *rig) picture() string {
	frame := f.View(f.s)
	var b strings.Builder
	for _, l := range frame.Body {
		b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
	}
	var hints []string
	for _, h := range append(frame.Keys, frame.Back...) {
		hints = append(hints, h.Keys.Help().Key+" "+h.Keys.Help().Desc)
	}
	return b.String() + "\n" + ansi.Strip(frame.Status) + "\n" + strings.Join(hints, "  ") + "\n"
}

// TestColours is the form in true colour, at the width with everything in it.
func TestColours(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"narrowed", "faults", "refused-field"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := pictures[name](t).size(120, 40)
			f.s.Theme = screentest.Coloured
			golden.RequireEqual(t, []byte(strings.Join(f.View(f.s).Body, "\n")+"\n"))
		})
	}
}

// Every frame has the size of the window, in every theme.
func TestEveryFrameHasItsExactSize(t *testing.T) {
	t.Parallel()
	for name, picture := range pictures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := picture(t)
			rapid.Check(t, func(rt *rapid.T) {
				f.s.Width, f.s.Height = rapid.IntRange(1, 200).Draw(rt, "width"), rapid.IntRange(0, 60).Draw(rt, "height")
				f.s.Theme = rapid.SampledFrom([]theme.Theme{screentest.Plain, screentest.ASCII, screentest.Coloured}).Draw(rt, "theme")
				frame := f.View(f.s)
				if len(frame.Body) != f.s.Height {
					rt.Fatalf("%d lines of %d", len(frame.Body), f.s.Height)
				}
				for i, l := range frame.Body {
					if got := ansi.StringWidth(l); got != f.s.Width {
						rt.Fatalf("line %d has %d columns of %d: %q", i, got, f.s.Width, l)
					}
				}
			})
		})
	}
}

// The focus is seen in the lowest window, on every field.
func TestTheFocusIsSeen(t *testing.T) {
	t.Parallel()
	f := pictures["faults"](t)
	for height := 2; height < 14; height++ {
		for range fields {
			f.keys(tea.KeyTab)
			f.s.Width, f.s.Height = 60, height
			if n := strings.Count(f.text(), "▌"); n != 1 {
				t.Errorf("height %d, %q: %d marks\n%s", height, labels[f.focus], n, f.text())
			}
		}
	}
}

// The call by hand holds what would be sent, and the token by its variable.
func TestTheCallByHand(t *testing.T) {
	t.Parallel()
	f := narrowed(t).size(120, 60)
	f.shows("curl -X POST -G 'https://s3.example:4443/sts'", `-H "X-SDS-AUTH-TOKEN: ${ACTAS_ECS_TOKEN}"`,
		"DurationSeconds=3600", "an inline policy: 2 statements, 151 bytes")
	if n := strings.Count(f.text(), "'PolicyArns="); n != 2 {
		t.Errorf("PolicyArns stands there %d times", n)
	}
	f.size(120, 30).shows(" more lines")
	f.size(119, 40).hides("What you get")
}
