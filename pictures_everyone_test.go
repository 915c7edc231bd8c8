package main

import (
	"fmt"
	"time"

	"github.com/muesli/termenv"

	"actas/client/simulator"
	"actas/model"
	"actas/theme"
)

// everyonePictures are the sessions of everyone in an organisation of 2,000 users,
// which take more than a minute to read.
func everyonePictures() []picture {
	read := func(d time.Duration) func(*stage) {
		return then(keys("1", "m"), passing(d))
	}
	large := scenario{prepare: twoThousandUsers}
	ascii := scenario{prepare: twoThousandUsers, deps: painted(theme.Options{Profile: termenv.Ascii, ASCII: true})}
	return []picture{
		{name: "everyone-reading", scenario: large, act: read(12 * time.Second)},
		{name: "everyone-stopped", scenario: large, act: then(read(12*time.Second), keys("esc"))},
		{name: "everyone-part", scenario: large, act: then(read(12*time.Second), keys("esc"), passing(2*time.Minute))},
		{name: "everyone-read", scenario: large, act: read(4 * time.Minute)},
		{name: "ascii-everyone-reading", scenario: ascii, act: read(28 * time.Second), sizes: sizes[1:2]},
	}
}

// twoThousandUsers adds users of whom the first eight have sessions.
func twoThousandUsers(server *simulator.Server) {
	role, _ := server.Role("Log Reader")
	for i := range 1993 {
		u := server.AddUser(model.User{Name: fmt.Sprintf("Person %04d", i+1), Email: fmt.Sprintf("p%04d@northwind.example", i+1)})
		if i < 8 {
			server.AddSession(model.Session{
				Name: fmt.Sprintf("p%04d-logs", i+1), RoleID: role.ID, UserID: u.ID, SourceIP: simulator.DemoSourceIP().String(),
				Assumed: friday, Remaining: 8*time.Hour - time.Duration(i)*7*time.Minute,
			})
		}
	}
}
