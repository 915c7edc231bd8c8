package roles

import (
	"strings"
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
	"object storage":         func(tb testing.TB, w, h int) *screen { return open(tb, storageScene(w, h)) },
	"object storage, a role": func(tb testing.TB, w, h int) *screen { return open(tb, storageScene(w, h)).Send(browse.OpenMsg{}) },
	"object storage, no roles": func(tb testing.TB, w, h int) *screen {
		s := storageScene(w, h)
		s.Directory = &model.Directory{}
		return open(tb, s)
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

// storageScene is an object storage with a live session on a role, and with an ARN as
// long as they come.
func storageScene(width, height int) scene.Scene {
	d := &model.Directory{}
	for _, arn := range []string{"urn:ecs:iam::s3:role/backup", "urn:ecs:iam::s3:role/" + strings.Repeat("a-long-path/", 20) + "reader"} {
		d.AddRoles([]model.Role{{ID: arn, Name: model.RoleOfARN(arn), Type: model.RoleAssumable}})
	}
	s := sceneOf(width, height, d)
	s.Storage, s.Me, s.Caller = true, model.User{}, model.Caller{}
	s.Roster.Put(model.Session{Name: "backup-9c04", RoleID: "urn:ecs:iam::s3:role/backup", Remaining: time.Hour, Sent: time.Hour, Token: model.NewSecret("t")})
	return s
}
