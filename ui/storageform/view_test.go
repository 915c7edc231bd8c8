package storageform

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/exp/golden"

	"actas/ui/screentest"
)

// pictures are forms in every state that a person can bring them to.
var pictures = map[string]func(t testing.TB) *rig{
	"fresh":    func(t testing.TB) *rig { return open(t, backupARN) },
	"no-roles": func(t testing.TB) *rig { return openIn(t, sceneOf(80, 19), "") },
	"looking":  func(t testing.TB) *rig { return open(t, "").Types("r") },
	"narrowed": narrowed,
	"many": func(t testing.TB) *rig {
		return open(t, backupARN).at(arnsField).Pastes(strings.Repeat(ownPolicy+" ", 7)+readOnly).Keys(tea.KeyUp, tea.KeyUp)
	},
	"writing": func(t testing.TB) *rig {
		return open(t, backupARN).at(policyField).Pastes(strings.TrimSuffix(getObject, "}\n"))
	},
	"faults": func(t testing.TB) *rig {
		return open(t, backupARN).Types(" 界").at(lengthField).Types("13h").at(arnsField).Types("x").at(policyField).Pastes("{\n Statement").Keys(tea.KeyEnter)
	},
	"refused": func(t testing.TB) *rig {
		f := narrowed(t).Keys(tea.KeyEnter)
		f.Model = f.Refused("", "The session policies take 101% of the room for them (400).")
		return f
	},
	"refused-field": func(t testing.TB) *rig {
		f := narrowed(t).Keys(tea.KeyEnter)
		f.Model = f.Refused("", "DurationSeconds must be from 900 to 3600 (400).")
		return f
	},
	"unanswered": func(t testing.TB) *rig {
		f := open(t, backupARN).Keys(tea.KeyEnter)
		f.Model = f.Unanswered("No answer in 30s; a session may have been made, which cannot be looked for and ends by itself.")
		return f
	},
	"sending": func(t testing.TB) *rig { return narrowed(t).Keys(tea.KeyEnter) },
	"leave":   func(t testing.TB) *rig { return narrowed(t).Keys(tea.KeyEsc) },
}

// TestPictures compares the form in each state and at each size with its golden
// file: the body, the status line and the keys.
func TestPictures(t *testing.T) {
	t.Parallel()
	screentest.Pictures(t, pictures, func(f *rig, cols, rows int) string { return f.Size(cols, rows).Picture() }, golden.RequireEqual)
}

// TestColours is the form in true colour, at the width with everything in it.
func TestColours(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"narrowed", "faults", "refused-field"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := pictures[name](t).Size(120, 40)
			f.Scene.Theme = screentest.Coloured
			golden.RequireEqual(t, []byte(strings.Join(f.View(f.Scene).Body, "\n")+"\n"))
		})
	}
}

// Every frame has the size of the window, in every theme.
func TestEveryFrameHasItsExactSize(t *testing.T) {
	t.Parallel()
	for name, picture := range pictures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			picture(t).FitsEverySize()
		})
	}
}

// The focus is seen in the lowest window, on every field.
func TestTheFocusIsSeen(t *testing.T) {
	t.Parallel()
	f := pictures["faults"](t)
	for height := 2; height < 14; height++ {
		for range fields {
			f.Keys(tea.KeyTab)
			f.Scene.Width, f.Scene.Height = 60, height
			if n := strings.Count(f.Text(), "▌"); n != 1 {
				t.Errorf("height %d, %q: %d marks\n%s", height, labels[f.focus], n, f.Text())
			}
		}
	}
}

// The call by hand holds what would be sent, and the token by its variable.
func TestTheCallByHand(t *testing.T) {
	t.Parallel()
	f := narrowed(t).Size(120, 60)
	f.Shows("curl -X POST -G 'https://s3.example:4443/sts'", `-H "X-SDS-AUTH-TOKEN: ${ACTAS_ECS_TOKEN}"`,
		"DurationSeconds=3600", "an inline policy: 2 statements, 151 bytes")
	if n := strings.Count(f.Text(), "'PolicyArns="); n != 2 {
		t.Errorf("PolicyArns stands there %d times", n)
	}
	f.Size(120, 30).Shows(" more lines")
	f.Size(119, 40).Hides("What you get")
}
