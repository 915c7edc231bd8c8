package access

import (
	"testing"

	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// bodies are the bodies that the page can have.
var bodies = screentest.Bodies[Model]{
	"list":          func(tb testing.TB, w, h int) *page { return open(tb, w, h) },
	"of an issuer":  func(tb testing.TB, w, h int) *page { return open(tb, w, h).Press("end") },
	"in UTC":        func(tb testing.TB, w, h int) *page { return open(tb, w, h).Press("z") },
	"without match": func(tb testing.TB, w, h int) *page { return open(tb, w, h).Press("/", "z", "z", "z") },
	"nobody": func(tb testing.TB, w, h int) *page {
		return screentest.Open(tb, New("none", ""), sceneOf(w, h, organisation()))
	},
	"unknown role": func(tb testing.TB, w, h int) *page {
		return screentest.Open(tb, New("日本語の名前がとても長いロール", ""), sceneOf(w, h, organisation()))
	},
	"being read": func(tb testing.TB, w, h int) *page {
		s := sceneOf(w, h, &model.Directory{})
		s.Loading = scene.Progress{Active: true}
		return screentest.Open(tb, New("deploy", ""), s)
	},
}

func TestEveryWidthIsExact(t *testing.T) {
	t.Parallel()
	screentest.EveryWidthIsExact(t, bodies)
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	keys := []string{"up", "down", "end", "pgdown", "ctrl+d", "enter", "esc", "o", "z", "/", "a", "1", "backspace"}
	screentest.EverySizeIsExactAfterAnyKeys(t, func() Model { return New("deploy", "") }, keys, func(rt *rapid.T, width, height int) scene.Scene {
		s := sceneOf(width, height, organisation())
		s.Loading.Active = rapid.Bool().Draw(rt, "still reading")
		return s
	})
}

func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	screentest.NoSizeAtAll(t, bodies)
}
