package week

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// bodies are the bodies that the page can have.
var bodies = screentest.Bodies[Model]{
	"my week": func(tb testing.TB, w, h int) *page { return open(tb, w, h) },
	"in UTC":  func(tb testing.TB, w, h int) *page { return open(tb, w, h).Press("z", "end") },
	"nothing": func(tb testing.TB, w, h int) *page {
		s := sceneOf(w, h, organisation())
		s.Roster = &model.Roster{}
		s.Caller.UserID = ""
		return screentest.Open(tb, New(), s)
	},
	"being read": func(tb testing.TB, w, h int) *page {
		s := sceneOf(w, h, &model.Directory{})
		s.Roster = &model.Roster{}
		s.Loading = scene.Progress{Active: true}
		return screentest.Open(tb, New(), s)
	},
}

func TestEveryWidthIsExact(t *testing.T) {
	t.Parallel()
	screentest.EveryWidthIsExact(t, bodies)
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	keys := []string{"up", "down", "end", "pgdown", "ctrl+d", "enter", "z", "a", "1", "backspace"}
	screentest.EverySizeIsExactAfterAnyKeys(t, New, keys, func(rt *rapid.T, width, height int) scene.Scene {
		s := sceneOf(width, height, organisation())
		s.Now.Wall = friday.Add(time.Duration(rapid.IntRange(0, 24*400).Draw(rt, "hours later")) * time.Hour)
		return s
	})
}

func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	screentest.NoSizeAtAll(t, bodies)
}
