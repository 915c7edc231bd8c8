package trusts

import (
	"testing"

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
		return open(tb, sceneOf(w, h, organisation())).Send(browse.OpenMsg{})
	},
	"detail in my zone": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, organisation())).Send(browse.OpenMsg{}, zoneMsg{})
	},
	"detail of an unreadable trust": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, organisation())).Press("o", "end").Send(browse.OpenMsg{})
	},
	"what is worth a look": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, organisation())).Send(lookMsg{})
	},
	"filter without a match": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, organisation())).Press("/", "z", "z", "z")
	},
	"none": func(tb testing.TB, w, h int) *screen { return open(tb, sceneOf(w, h, &model.Directory{})) },
	"failure": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h, &model.Directory{})
		s.Failed["role trusts"] = "list them: the service is not available at the moment (503). Ein Wort: Donaudampfschifffahrt"
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
	keys := []string{"up", "down", "end", "pgdown", "ctrl+d", "enter", "esc", "o", "z", "!", "/", "d", "1", "backspace"}
	screentest.EverySizeIsExactAfterAnyKeys(t, New, keys, func(rt *rapid.T, width, height int) scene.Scene {
		s := sceneOf(width, height, organisation())
		s.Loading.Active = rapid.Bool().Draw(rt, "still reading")
		return s
	})
}

func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	screentest.NoSizeAtAll(t, bodies)
}
