package sessions

import (
	"testing"

	"pgregory.net/rapid"

	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// bodies are the bodies that the screen can have.
var bodies = screentest.Bodies[Model]{
	"list": func(tb testing.TB, w, h int) *screen { return open(tb, sceneOf(w, h, fiveSessions()...)) },
	"detail": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, fiveSessions()...)).Send(browse.OpenMsg{})
	},
	"question": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, fiveSessions()...)).Send(AskRevokeMsg{})
	},
	"filter without a match": func(tb testing.TB, w, h int) *screen {
		return open(tb, sceneOf(w, h, fiveSessions()...)).Press("/", "z", "z", "z")
	},
	"none": func(tb testing.TB, w, h int) *screen { return open(tb, sceneOf(w, h)) },
	"failure": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h)
		s.Failed["sessions"] = "list sessions: the service is not available at the moment (503). Ein Wort: Donaudampfschifffahrt"
		return open(tb, s)
	},
	"nobody known": func(tb testing.TB, w, h int) *screen {
		s := sceneOf(w, h)
		s.Me.ID = ""
		return open(tb, s)
	},
}

func TestEveryWidthIsExact(t *testing.T) {
	t.Parallel()
	screentest.EveryWidthIsExact(t, bodies)
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	keys := []string{"up", "down", "end", "pgdown", "ctrl+d", "enter", "esc", "o", "x", "n", "/", "d", "1", "backspace"}
	screentest.EverySizeIsExactAfterAnyKeys(t, New, keys, func(rt *rapid.T, width, height int) scene.Scene {
		s := sceneOf(width, height, fiveSessions()...)
		s.Unverified = rapid.Bool().Draw(rt, "unverified")
		return s
	})
}

func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	screentest.NoSizeAtAll(t, bodies)
}
