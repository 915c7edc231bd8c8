package screentest

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/theme"
	"actas/ui/scene"
)

// Bodies are the bodies that a screen can have, by name: each opens the screen
// at a size and brings it to where it has that body.
type Bodies[M Subject[M]] map[string]func(tb testing.TB, width, height int) *Screen[M]

// EveryWidthIsExact fails a test where a line is not as wide as the window.
func EveryWidthIsExact[M Subject[M]](t *testing.T, bodies Bodies[M]) {
	t.Helper()
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, height := range []int{0, 2, 30} {
				x := body(t, 80, height)
				for x.Scene.Width = 1; x.Scene.Width <= 200; x.Scene.Width++ {
					if why := x.Sync().Misfit(); why != "" {
						t.Fatalf("%dx%d: %s", x.Scene.Width, height, why)
					}
				}
			}
		})
	}
}

// EverySizeIsExactAfterAnyKeys fails a test where a frame does not have the
// size of the window, after some of the keys and once more after a resize. The
// scenes are drawn in all themes.
func EverySizeIsExactAfterAnyKeys[M Subject[M]](t *testing.T, fresh func() M, keys []string, sceneOf func(rt *rapid.T, width, height int) scene.Scene) {
	t.Helper()
	width, height, pressed := rapid.IntRange(1, 200), rapid.IntRange(0, 60), rapid.SampledFrom(keys)
	rapid.Check(t, func(rt *rapid.T) {
		s := sceneOf(rt, width.Draw(rt, "width"), height.Draw(rt, "height"))
		s.Theme = rapid.SampledFrom([]theme.Theme{Plain, ASCII, Coloured}).Draw(rt, "theme")
		x := Open(t, fresh(), s).Press(rapid.SliceOfN(pressed, 0, 8).Draw(rt, "keys")...)
		if why := x.Misfit(); why != "" {
			rt.Fatal(why)
		}
		x.Scene.Width, x.Scene.Height = width.Draw(rt, "new width"), height.Draw(rt, "new height")
		x.Model = x.Model.Resize(x.Scene)
		if why := x.Misfit(); why != "" {
			rt.Fatalf("after a resize: %s", why)
		}
		if why := x.Sync().Misfit(); why != "" {
			rt.Fatalf("after a resize, all taken in anew: %s", why)
		}
	})
}

// NoSizeAtAll gives a screen sizes that the root never asks for: they must not
// end the program either.
func NoSizeAtAll[M Subject[M]](t *testing.T, bodies Bodies[M]) {
	t.Helper()
	for name, body := range bodies {
		for _, size := range [][2]int{{0, 0}, {0, 5}} {
			x := body(t, size[0], size[1])
			if lines := len(x.Frame().Body); size[1] > 0 && lines != size[1] {
				t.Errorf("%s, %v: %d lines", name, size, lines)
			}
			x.Send(tea.KeyMsg{Type: tea.KeyPgDown})
		}
	}
}
