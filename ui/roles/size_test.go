package roles

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// bodies are the bodies that the screen can have.
var bodies = screentest.Bodies[Model]{
	"list": func(tb testing.TB, w, h int) *screen { return open(tb, sceneOf(w, h, organisation())) },
	"detail": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h, organisation())
		s.Roster.Put(session("日本語の長い名前のセッションと、もっと長い名前", "deploy", 51*time.Hour))
		return open(tb, s).Send(browse.OpenMsg{})
	},
	"detail of a wide name": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, organisation())).Press("o", "o", "home").Send(browse.OpenMsg{})
	},
	"filter without a match": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, organisation())).Press("/", "z", "z", "z")
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
	screentest.EveryWidthIsExact(t, bodies)
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	keys := []string{"up", "down", "end", "pgdown", "ctrl+d", "enter", "esc", "o", "f", "/", "d", "1", "backspace"}
	screentest.EverySizeIsExactAfterAnyKeys(t, New, keys, func(rt *rapid.T, width, height int) scene.Scene {
		s := sceneOf(width, height, organisation())
		s.Loading.Trusts.Done = rapid.Bool().Draw(rt, "trusts read")
		s.Favourites["night"] = true
		return s
	})
}

func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	screentest.NoSizeAtAll(t, bodies)
}
