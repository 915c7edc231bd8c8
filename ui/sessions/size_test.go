package sessions

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
	"object storage": func(tb testing.TB, w, h int) *screen { return open(tb, storageScene(w, h)) },
	"object storage, a session": func(tb testing.TB, w, h int) *screen {
		return open(tb, storageScene(w, h)).Send(browse.OpenMsg{})
	},
	"object storage, none": func(tb testing.TB, w, h int) *screen {
		s := storageScene(w, h)
		s.Roster = rosterOf()
		return open(tb, s)
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

// storageScene is an object storage with a session that is narrowed in every way, and
// one of which nothing is told.
func storageScene(width, height int) scene.Scene {
	const role = "urn:ecs:iam::s3:role/a/path/with-a-role-of-a-long-name"
	narrowed := model.Session{
		Name: "nightly-backup-of-all-buckets-9c04", RoleID: role, Token: model.NewSecret("CgJ1"), Kept: model.KeptInMemory,
		Remaining: 47 * time.Minute, Sent: bootNow, Assumed: friday.Add(-13 * time.Minute), Expires: friday.Add(47 * time.Minute), PackedPolicy: 34,
		Asked: &model.AssumeRequest{Dialect: model.DialectECS, PolicyARNs: []string{"urn:ecs:iam:::policy/ECSS3ReadOnlyAccess", "x"}, InlinePolicy: `{"Statement":{}}`},
	}
	s := sceneOf(width, height)
	s.Storage, s.Me, s.Caller = true, model.User{}, model.Caller{}
	s.Roster = rosterOf(narrowed, model.Session{RoleID: role, Token: model.NewSecret("CgJ2"), Remaining: time.Minute, Sent: bootNow})
	return s
}
