package main

import (
	"strings"
	"time"

	"actas/client/simulator"
	"actas/model"
	"actas/ui"
)

func troublePictures() []picture {
	elsewhere := func(d *ui.Deps) {
		d.Demo, d.API = false, elsewhereAPI{d.API}
	}
	return []picture{
		{name: "loading", scenario: scenario{deps: elsewhere, prepare: func(server *simulator.Server) {
			server.Next("", simulator.Fault{Hold: make(chan struct{}), Times: -1})
		}}, act: func(s *stage) {
			s.see("asked for")
		}},
		{name: "loading-pages", scenario: scenario{api: simulator.Config{Roles: 1400}, deps: elsewhere, prepare: holdSecondPages}, act: func(s *stage) {
			s.see("ada-deploy")
			s.strike("2")
			s.see("500 of 1,400 roles, 500 of 1,400 trusts")
			s.settleBut(2)
		}},
		{name: "trusts-forbidden", scenario: scenario{prepare: forbidTrusts}, act: keys("3")},
		{name: "roles-trusts-forbidden", scenario: scenario{prepare: forbidTrusts}, act: keys("2")},
		{name: "unauthorised", scenario: scenario{prepare: func(server *simulator.Server) { allow(server, false) }}, act: keys("2")},
		{name: "unauthorised-later", act: func(s *stage) {
			s.settle()
			allow(s.server, false)
			s.press("ctrl+r")
		}},
		{name: "offline", act: then(goneOffline)},
		{name: "offline-roles", act: then(goneOffline, keys("2"))},
		{name: "offline-from-start", scenario: scenario{prepare: func(server *simulator.Server) { cut(server) }}, act: func(s *stage) {
			s.pass(4 * time.Second)
		}},
		{name: "rate-limited", act: func(s *stage) {
			s.settle()
			s.server.Next("GET", simulator.Fault{Status: 429, Header: map[string][]string{"Retry-After": {"120"}}, Times: -1})
			s.press("ctrl+r")
			s.pass(3 * time.Second)
		}},
	}
}

// edgePictures are screens at the edges: of the API's names, of what there is
// to show, and of the window.
func edgePictures() []picture {
	elsewhere := func(d *ui.Deps) { d.Demo, d.API = false, elsewhereAPI{d.API} }
	return []picture{
		{name: "endpoint", scenario: scenario{deps: elsewhere}},
		{name: "default-endpoint", scenario: scenario{deps: func(d *ui.Deps) {
			d.Demo, d.DefaultEndpoint, d.API = false, true, vultrAPI{d.API}
		}}},
		{name: "empty-organisation", scenario: scenario{api: simulator.Config{Empty: true}}, act: keys("2"), sizes: sizes[1:2]},
		{name: "too-small", sizes: []size{{30, 8}, {39, 24}, {80, 9}}},
		{name: "smallest", sizes: []size{{40, 10}}},
		{name: "hostile-names", scenario: scenario{prepare: hostile}, act: keys("2")},
		{name: "hostile-role", scenario: scenario{prepare: hostile}, act: then(keys("2"), on("ESC"), opened)},
	}
}

// elsewhereAPI has an endpoint whose name does not change from run to run.
type elsewhereAPI struct{ ui.API }

func (elsewhereAPI) Endpoint() string { return "iam.northwind.example:8443" }

// vultrAPI seems to be Vultr's own.
type vultrAPI struct{ ui.API }

func (vultrAPI) Endpoint() string { return "api.vultr.com" }

// holdSecondPages holds back all but the first page of roles and trusts.
func holdSecondPages(server *simulator.Server) {
	for _, list := range []string{"GET /v2/roles", "GET /v2/role-trusts"} {
		server.Next(list, simulator.Fault{})
		server.Next(list, simulator.Fault{Hold: make(chan struct{})})
	}
}

func forbidTrusts(server *simulator.Server) {
	ada, _ := server.User("Ada Byron")
	server.SetPolicies(ada.ID, simulator.Allow("all", "*"), simulator.Deny("no-trusts", "iam.roletrust.*"))
}

// allow turns Ada's key on or off.
func allow(server *simulator.Server, on bool) {
	ada, _ := server.User("Ada Byron")
	server.SetAPIEnabled(ada.ID, on)
}

// cut resets every connection from now on.
func cut(server *simulator.Server) {
	server.Next("", simulator.Fault{Reset: simulator.ResetBeforeAnswer, Times: -1})
}

// goneOffline loses the API two minutes after the first reading.
func goneOffline(s *stage) {
	s.pass(2 * time.Minute)
	cut(s.server)
	s.press("ctrl+r")
	s.pass(3 * time.Second)
	s.see("OFFLINE")
}

// hostile adds names that would break a terminal that believed them.
func hostile(server *simulator.Server) {
	ada, _ := server.User("Ada Byron")
	for _, name := range hostileNames {
		r := server.AddRole(model.Role{Name: name, Description: name})
		server.AddTrust(model.Trust{RoleID: r.ID, Entity: model.Entity{Kind: model.EntityUser, ID: ada.ID}})
	}
}

// hostileNames are row 16 of the list of faults: each holds what a terminal
// would act on or misplace.
var hostileNames = []string{
	"ESC \x1b[31mred\x1b[2J",
	"OSC \x1b]52;c;ZWNobyBoaQ==\x07clip",
	"OSC title \x1b]0;owned\x1b\\",
	"CR\rover LF\nunder",
	"NUL \x00 BEL \x07 BS \b\b\b TAB\t",
	"C1 \u009b31m \u0090 \u009d0;x\u009c",
	"bidi \u202egnp.exe\u202c \u2066x\u2069",
	"zero\u200bwidth\u200d\ufeff \u00ad",
	"wide 漢字 かな 한글",
	"emoji 👩‍👩‍👧 🇩🇪 👍🏽",
	"marks " + strings.Repeat("e\u0301\u0302\u0303\u0304\u0305", 200),
	"long " + strings.Repeat("abcdefgh ", 120_000),
	"invalid \xff\xfe utf-8",
}
