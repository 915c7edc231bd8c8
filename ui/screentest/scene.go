package screentest

import (
	"net/netip"
	"time"

	"actas/model"
	"actas/ui/scene"
)

// At is a scene of a size, an hour after the machine was started: without colours and
// with nothing in it. Nobody knows who asks, and nothing failed.
func At(wall time.Time, width, height int) scene.Scene {
	return scene.Scene{
		Theme: Plain, Now: model.Moment{Wall: wall, Boot: time.Hour}, Width: width, Height: height,
		Directory: &model.Directory{}, Access: model.NewAccess(), Roster: &model.Roster{},
		Failed: map[string]string{}, Favourites: map[string]bool{},
	}
}

// For is a scene for Ada Byron, by her id, who is in some groups. She comes from
// 203.0.113.7, and all roles and trusts are read.
func For(s scene.Scene, ada string, groups ...string) scene.Scene {
	in := map[string]bool{}
	for _, id := range groups {
		in[id] = true
	}
	s.Caller = model.Caller{UserID: ada, GroupIDs: in, GroupsKnown: true, SourceIP: netip.MustParseAddr("203.0.113.7")}
	s.Me = model.User{ID: ada, Name: "Ada Byron", Email: "ada@northwind.example"}
	s.Endpoint = "api.vultr.com"
	s.Loading = scene.Progress{Roles: scene.Count{Done: true}, Trusts: scene.Count{Done: true}, Sessions: scene.Count{Done: true}}
	return s
}
