package main

import (
	"time"

	"actas/client"
	"actas/client/simulator"
	"actas/ui"
)

// monday is when the run before last read everything.
var monday = time.Date(2026, time.November, 16, 9, 3, 0, 0, time.UTC)

// rememberedPictures are second starts, whose API is slow, away, or refuses the key,
// or takes it for somebody else's.
func rememberedPictures() []picture {
	later := func(prepare func(*simulator.Server)) scenario {
		return scenario{earlier: monday, prepare: prepare, deps: func(d *ui.Deps) {
			d.Demo, d.KeyFrom, d.API = false, "VULTR_API_KEY", rememberedAPI{d.API.(*client.Client)}
		}}
	}
	slow := func(server *simulator.Server) { server.Next("", simulator.Fault{Hold: make(chan struct{}), Times: -1}) }
	return append([]picture{
		{name: "remembered-sessions", scenario: later(slow), act: waited("1")},
		{name: "remembered-roles", scenario: later(slow), act: waited("2")},
		{name: "remembered-trusts", scenario: later(slow), act: waited("3")},
		{name: "remembered-why", scenario: later(slow), act: waited("2", "w"), sizes: sizes[:2]},
		{name: "remembered-assume", scenario: later(slow), act: waited("2", "a")},
		{name: "remembered-offline", scenario: later(cut), act: givenUp("2")},
		{name: "remembered-offline-sessions", scenario: later(cut), act: givenUp("1"), sizes: sizes[1:]},
		{name: "remembered-refused", scenario: later(func(server *simulator.Server) { allow(server, false) }), act: keys("2")},
		{name: "remembered-refused-assume", scenario: later(func(server *simulator.Server) { allow(server, false) }), act: keys("2", "a", "enter"), sizes: sizes[1:]},
	}, ofAnother(later)...)
}

// ofAnother are pictures of a key that is somebody else's now. The lists come once that
// is known, which else is not sure.
func ofAnother(later func(prepare func(*simulator.Server)) scenario) []picture {
	var pictures []picture
	for _, window := range sizes {
		known := make(chan struct{})
		start := later(func(server *simulator.Server) {
			for _, list := range []string{"GET /v2/roles", "GET /v2/role-trusts"} {
				server.Next(list, simulator.Fault{Hold: known, Times: -1})
			}
		})
		start.as = "Mei Tanaka"
		pictures = append(pictures, picture{name: "remembered-of-another", scenario: start, sizes: []size{window}, act: func(s *stage) {
			s.see("key any more")
			close(known)
			s.settle()
			s.press("2")
		}})
	}
	return pictures
}

// waited presses keys while seven calls of the API, all that a start makes before it
// is known who I am, are not answered.
func waited(keys ...string) func(*stage) {
	return func(s *stage) {
		for _, key := range keys {
			s.settleBut(7)
			s.strike(key)
		}
		s.settleBut(7)
	}
}

// givenUp presses keys once the client has tried often enough.
func givenUp(keys ...string) func(*stage) {
	return func(s *stage) {
		s.pass(4 * time.Second)
		s.press(keys...)
	}
}

// rememberedAPI has an endpoint whose name does not change from run to run, and
// remembers what an earlier run read.
type rememberedAPI struct{ *client.Client }

func (rememberedAPI) Endpoint() string { return "iam.northwind.example:8443" }
