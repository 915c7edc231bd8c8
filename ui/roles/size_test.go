package roles

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/browse"
	"actas/ui/scene"
)

// bodies are the bodies that the screen can have.
var bodies = map[string]func(tb testing.TB, width, height int) *screen{
	"list": func(tb testing.TB, w, h int) *screen { return open(tb, sceneOf(w, h, organisation())) },
	"detail": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h, organisation())
		s.Roster.Put(session("日本語の長い名前のセッションと、もっと長い名前", "deploy", 51*time.Hour))
		return open(tb, s).send(browse.OpenMsg{})
	},
	"detail of a wide name": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, organisation())).press("o", "o", "home").send(browse.OpenMsg{})
	},
	"filter without a match": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, organisation())).press("/", "z", "z", "z")
	},
	"none": func(tb testing.TB, w, h int) *screen { return open(tb, sceneOf(w, h, &model.Directory{})) },
	"failure": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h, &model.Directory{})
		s.Failed["roles"] = "list them: the service is not available at the moment (503). Ein Wort: Donaudampfschifffahrt"
		return open(tb, s)
	},
	"being read": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h, &model.Directory{})
		s.Loading = scene.Progress{Active: true}
		return open(tb, s)
	},
}

func TestEveryWidthIsExact(t *testing.T) {
	t.Parallel()
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, height := range []int{0, 2, 30} {
				x := body(t, 80, height)
				for x.s.Width = 1; x.s.Width <= 200; x.s.Width++ {
					if why := misfit(x.sync().View(x.s), x.s); why != "" {
						t.Fatalf("%dx%d: %s", x.s.Width, height, why)
					}
				}
			}
		})
	}
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	pressed := rapid.SampledFrom([]string{"up", "down", "end", "pgdown", "ctrl+d", "enter", "esc", "o", "f", "/", "d", "1", "backspace"})
	rapid.Check(t, func(rt *rapid.T) {
		s := sceneOf(rapid.IntRange(1, 200).Draw(rt, "width"), rapid.IntRange(0, 60).Draw(rt, "height"), organisation())
		s.Theme = rapid.SampledFrom([]theme.Theme{plain, ascii, coloured}).Draw(rt, "theme")
		s.Loading.Trusts.Done = rapid.Bool().Draw(rt, "trusts read")
		s.Favourites["night"] = true
		x := open(t, s)
		for _, k := range rapid.SliceOfN(pressed, 0, 8).Draw(rt, "keys") {
			x.press(k)
		}
		if why := misfit(x.View(x.s), x.s); why != "" {
			rt.Fatal(why)
		}
		x.s.Width, x.s.Height = rapid.IntRange(1, 200).Draw(rt, "new width"), rapid.IntRange(0, 60).Draw(rt, "new height")
		if why := misfit(x.sync().View(x.s), x.s); why != "" {
			rt.Fatalf("after a resize: %s", why)
		}
	})
}

// A size that the root never asks for must not end the program either.
func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	for name, body := range bodies {
		for _, size := range [][2]int{{0, 0}, {0, 5}} {
			x := body(t, size[0], size[1])
			f := x.View(x.s)
			if size[1] > 0 && len(f.Body) != size[1] {
				t.Errorf("%s, %v: %d lines", name, size, len(f.Body))
			}
			x.send(tea.KeyMsg{Type: tea.KeyPgDown})
		}
	}
}
