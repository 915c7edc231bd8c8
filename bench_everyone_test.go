//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// measureEveryone takes the time from a key to the screen while everyone's sessions
// are read, in an organisation of 2,000 users with Vultr's limit.
func measureEveryone(b *testing.B, table *figures) {
	api := startOrganisation(b, simulator.Config{Users: 2000})
	role := api.AddRole(model.Role{Name: "Log Reader"})
	me, _ := api.User("Ada Byron")
	for i := range 20 {
		api.AddSession(model.Session{Name: fmt.Sprintf("mine-%02d", i), RoleID: role.ID, UserID: me.ID, Remaining: time.Hour})
	}
	s := startDashboard(b, api, ptyOptions{})
	s.waitFor(0, "mine-00")
	// Until the users are known, m says that they are not.
	s.settle(time.Second)
	s.press("1m")
	s.waitFor(0, "of 2,000 users")
	phase := rand.New(rand.NewPCG(1, 2))
	var took []float64
	for i := range 100 {
		<-time.After(time.Duration(phase.Int64N(int64(100 * time.Millisecond))))
		from, pressed := s.size(), time.Now()
		s.press(string("jk"[i%2]))
		at := s.waitUntil(from, "the cursor", func(text string) bool { return strings.Contains(text, "▌") })
		took = append(took, milliseconds(at.Sub(pressed)))
	}
	table.add(b, "j and k while 2,000 users are read, p50", percentile(took, 50), "ms", 0)
	table.add(b, "j and k while 2,000 users are read, p95", percentile(took, 95), "ms", 20)
	s.press("\x03")
	s.wait()
}
