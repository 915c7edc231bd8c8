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
	"object storage": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h, &model.Directory{})
		s.Storage = true
		return open(tb, s)
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
	"deletion": func(tb testing.TB, w, h int) *screen {
		x := open(tb, sceneOf(w, h, organisation()))
		x.Model = x.Model.Select("4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0041")
		return x.Send(askDeleteMsg{})
	},
	"restore": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h, organisation())
		s.Trusts.Deleted = deleted(12)
		return open(tb, s).Send(askRestoreMsg{})
	},
	"no trust of the role": func(tb testing.TB, w, h int) *screen {
		x := open(tb, sceneOf(w, h, organisation()))
		x.Model, _ = x.Model.ShowRole(model.Role{ID: "none", Name: "日本語の名前がとても長いロール"}, x.Scene)
		return x
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
	keys := []string{"up", "down", "end", "pgdown", "ctrl+d", "enter", "esc", "o", "z", "!", "/", "d", "D", "u", "n", "1", "backspace"}
	screentest.EverySizeIsExactAfterAnyKeys(t, New, keys, func(rt *rapid.T, width, height int) scene.Scene {
		s := sceneOf(width, height, organisation())
		s.Trusts.Deleted = deleted(3)
		s.Loading.Active = rapid.Bool().Draw(rt, "still reading")
		return s
	})
}

func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	screentest.NoSizeAtAll(t, bodies)
}
