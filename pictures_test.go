package main

import (
	"errors"
	"time"

	"github.com/muesli/termenv"

	"actas/client/simulator"
	"actas/model"
	"actas/theme"
	"actas/ui"
)

// painted is the dashboard in another theme.
func painted(options theme.Options) func(*ui.Deps) {
	return func(d *ui.Deps) { d.Theme = theme.New(options) }
}

func sessionPictures() []picture {
	const list = "GET /v2/assumed-roles/users"
	return []picture{
		{name: "sessions"},
		{name: "sessions-by-name", act: keys("o"), sizes: sizes[1:2]},
		{name: "sessions-states", scenario: scenario{prepare: sessionsOfEveryKind}, act: then(everyState)},
		{name: "sessions-unverified", act: func(s *stage) {
			s.settle()
			hold(s, list)
			s.clock.Suspend(3 * time.Minute)
			s.clock.Advance(0)
			s.see("unverified")
		}},
		{name: "sessions-filter", act: then(keys("/"), typed("dep"))},
		{name: "session", act: then(keys(), on("ada-deploy"), opened)},
		{name: "session-critical", act: then(keys(), opened), sizes: sizes[1:]},
		{name: "no-sessions", scenario: scenario{as: "Linus Berg"}, act: keys("1")},
		{name: "revoke", act: then(keys(), on("ada-deploy"), keys("x"))},
		{name: "sessions-marked", act: then(keys(), on("ada-deploy"), keys(" ", " ")), sizes: sizes[:2]},
		{name: "revoke-marked", act: then(keys(), on("ada-deploy"), keys(" ", " ", "x")), sizes: sizes[1:2]},
		{name: "renewed", act: then(keys(), on("ada-deploy"), keys("r"))},
		{name: "renew-closed", scenario: evening(), act: then(keys(), on("ada-deploy"), keys("r"))},
		{name: "session-closed", scenario: evening(), act: then(keys(), on("ada-deploy"), opened)},
		{name: "session-auto", act: then(keys(), on("ada-logs"), keys("A"), opened, looked)},
		{name: "session-auto-stopped", act: then(keys(), on("ada-logs"), keys("A"), opened, autoRefused)},
		{name: "leave", act: then(keys(), on("ada-logs"), keys("A", "q"))},
		{name: "alert", act: then(keys(), passing(4*time.Minute+42*time.Second))},
		{name: "revoked", act: then(keys(), on("ada-deploy"), keys("x", "y"))},
	}
}

// evening is a minute after Production Deploy has closed.
func evening() scenario {
	return scenario{start: time.Date(2026, time.November, 20, 17, 1, 0, 0, time.UTC)}
}

// autoRefused lets the time of an automatic renewal come, which is refused.
func autoRefused(s *stage) {
	s.server.Next("POST /v2/assumed-roles/assume", simulator.Fault{
		Status: 403, Body: `{"error":"No trust relationship exists between this role and user","status":403}`, Times: -1,
	})
	s.pass(38 * time.Minute)
}

// looked draws anew: the engine may have planned since the last message.
func looked(s *stage) {
	s.send(look{})
	s.settle()
}

func passing(d time.Duration) func(*stage) {
	return func(s *stage) { s.pass(d) }
}

// sessionsOfEveryKind gives Ada sessions that come to every state within a
// minute.
func sessionsOfEveryKind(server *simulator.Server) {
	ada, _ := server.User("Ada Byron")
	add := func(name, role string, life, left time.Duration) {
		r, _ := server.Role(role)
		server.AddSession(model.Session{
			Name: name, RoleID: r.ID, UserID: ada.ID, SourceIP: simulator.DemoSourceIP().String(),
			Assumed: friday.Add(left - life), Remaining: left,
		})
	}
	for _, name := range []string{"ada-deploy-7f3c", "ada-migrate-2b9e", "ada-logs-c01d", "ci-publish-11fa", "ada-audit-90aa"} {
		server.EndSessions(name)
	}
	add("ada-expires-e1", "Log Reader", time.Hour, 20*time.Second)
	add("ada-ends-e2", "Log Reader", time.Hour, 50*time.Second)
	add("ada-critical-e3", "Production Deploy", time.Hour, 2*time.Minute+10*time.Second)
	add("ada-expiring-e4", "Database Admin", 30*time.Minute, 7*time.Minute)
	add("ada-revoked-e5", "Log Reader", 8*time.Hour, time.Hour)
	add("ada-active-e6", "Auditor", 12*time.Hour, 11*time.Hour)
	add("ada-long-e7", "Auditor", 72*time.Hour, 51*time.Hour)
}

// everyState brings those sessions to their states.
func everyState(s *stage) {
	s.pass(30 * time.Second)
	s.server.EndSessions("ada-revoked-e5")
	s.press("ctrl+r")
	s.see("expired ", "revoked")
	hold(s, "GET /v2/assumed-roles/users")
	s.pass(19 * time.Second)
	s.clock.Advance(time.Second)
	s.see("expired?")
}

func rolePictures() []picture {
	return []picture{
		{name: "roles", act: keys("2")},
		{name: "roles-by-name", act: keys("2", "o")},
		{name: "roles-filter", act: then(keys("2", "/"), typed("dep"))},
		{name: "roles-filter-kept", act: then(keys("2", "/"), typed("dep"), keys("enter"))},
		{name: "roles-no-match", act: then(keys("2", "/"), typed("xyzzy"))},
		{name: "roles-favourites", act: then(keys("2"), on("Network Admin"), keys("f"), on("Log Reader"), keys("f"))},
		{name: "roles-blocked", act: then(keys("2"), on("Billing Viewer"), keys("a")), sizes: sizes[1:2]},
		{name: "role", act: then(keys("2"), on("Production"), opened)},
		{name: "role-closed", act: then(keys("2"), on("Backup Restore"), opened)},
		{name: "role-assignable", act: then(keys("2"), on("Billing Viewer"), opened), sizes: sizes[1:2]},
	}
}

// trustDetail shows the detail of the first trust whose row holds all texts.
func trustDetail(texts ...string) func(*stage) {
	return then(keys("3"), on(texts...), opened)
}

func trustPictures() []picture {
	at := func(month time.Month, day, hour int) scenario {
		return scenario{start: time.Date(2026, month, day, hour, 3, 8, 0, time.UTC)}
	}
	return []picture{
		{name: "trusts", act: keys("3")},
		{name: "trusts-by-role", act: keys("3", "o"), sizes: sizes[1:2]},
		{name: "trusts-of-role", act: then(keys("2"), on("Backup Restore"), keys("t"))},
		{name: "trust", act: trustDetail("Production", "deployers")},
		{name: "trust-overnight", act: trustDetail("On-call", "on-call")},
		{name: "trust-overnight-open", scenario: at(time.November, 20, 23), act: trustDetail("On-call", "on-call")},
		{name: "trust-autumn", scenario: at(time.October, 25, 8), act: trustDetail("On-call", "on-call")},
		{name: "trust-spring", scenario: at(time.March, 29, 8), act: trustDetail("On-call", "on-call")},
		{name: "trust-half-hour-zone", act: trustDetail("Database", "Ada")},
		{name: "trust-days", act: trustDetail("Change")},
		{name: "trust-ip-refused", act: trustDetail("Network Admin")},
		{name: "trust-lapsed", act: trustDetail("Contractor")},
		{name: "trust-unreadable", act: trustDetail("Edge Deploy", "edge")},
		{name: "trust-unknown-condition", act: trustDetail("Registry", "ci.ex")},
		{name: "trust-always", act: trustDetail("Auditor")},
		{name: "trust-zone", act: then(trustDetail("Change"), keys("z"))},
	}
}

// form opens the assume form for a role.
func form(role string) func(*stage) { return then(keys("2"), on(role), keys("a")) }

func formPictures() []picture {
	const send = "POST /v2/assumed-roles/assume"
	return []picture{
		{name: "assume", act: form("Production")},
		{name: "assume-through-trust", act: then(keys("3"), on("Log Reader", "Ada"), keys("a")), sizes: sizes[1:2]},
		{name: "assume-edited", act: then(form("Production"), typed("-hotfix"), keys("tab", "tab", "right"))},
		{name: "assume-closed", act: form("On-call")},
		{name: "assume-role-pick", act: then(form("Production"), keys("shift+tab", "shift+tab"), typed("log"))},
		{name: "assume-token", scenario: withToken(nil), act: tokenForm},
		{name: "assume-pasted-token", act: then(byToken, pipelineToken(time.Hour))},
		{name: "assume-expired-token", act: then(byToken, pipelineToken(-time.Minute), keys("enter")), sizes: sizes[1:2]},
		{name: "assume-token-field", act: byToken, sizes: sizes[1:2]},
		{name: "assume-sts", act: overSTS},
		{name: "assume-sts-refused", scenario: scenario{api: simulator.Config{Variant: simulator.Variant{STSRefuses: true}}}, act: then(overSTS, keys("enter"))},
		{name: "assumed-over-sts", act: then(overSTS, keys("enter", "enter"))},
		{name: "assume-invalid", act: then(form("Production"), keys("tab", "tab", "tab"), typed("10.0.0/8"), keys("enter"))},
		{name: "assume-refused", act: then(form("Network Admin"), keys("enter"))},
		{name: "assume-refused-field", scenario: scenario{prepare: func(server *simulator.Server) {
			server.Next(send, simulator.Fault{Status: 422, Body: `{"error":"duration must not exceed 1800 seconds on weekends","status":422}`})
		}}, act: then(form("Production"), keys("enter"))},
		{name: "assume-sending", act: then(form("Production"), func(s *stage) {
			hold(s, send)
			s.strike("enter")
			s.see("Assuming Production Deploy")
		})},
		{name: "assume-leave", act: then(form("Production"), typed("x"), keys("esc"))},
		{name: "assumed", act: then(form("Production"), keys("enter"))},
		{name: "assume-unanswered", act: then(form("Production"), func(s *stage) {
			s.server.Next(send, simulator.Fault{Reset: simulator.ResetBeforeAnswer, Effect: true})
			s.server.Next("GET /v2/assumed-roles/users", simulator.Fault{Reset: simulator.ResetBeforeAnswer, Times: -1})
			s.press("enter")
			s.pass(20 * time.Second)
		})},
	}
}

func overlayPictures() []picture {
	firstRun := scenario{deps: func(d *ui.Deps) {
		d.API, d.Demo, d.DefaultEndpoint = nil, false, true
		d.LookedIn = []string{"VULTR_API_KEY"}
	}}
	alan := scenario{as: "Alan Reyes"}
	return []picture{
		{name: "help", act: keys("?")},
		{name: "help-roles", act: then(keys("2"), on("Billing Viewer"), keys("?"))},
		{name: "palette", act: keys(":")},
		{name: "palette-filter", act: then(keys("2", ":"), typed("copy"))},
		{name: "palette-blocked", act: then(keys("2"), on("Billing Viewer"), keys(":"), typed("assume"), keys("enter"))},
		{name: "palette-no-match", act: then(keys(":"), typed("xyzzy")), sizes: sizes[1:2]},
		{name: "copy-as", act: then(keys(), on("ada-deploy"), keys("Y"))},
		{name: "copy-as-json", act: then(keys(), on("ada-deploy"), keys("Y", "j", "j", "j", "j", "j")), sizes: sizes[:2]},
		{name: "copy-as-terraform", act: then(keys(), on("ada-deploy"), keys("Y", "G", "k", "k"))},
		{name: "copy-as-aws", scenario: withKeys(model.AWSProfileNone), act: then(keys(), on("ada-deploy"), keys("Y", "G", "k", "k"))},
		{name: "copy-as-aws-profile", scenario: withKeys(model.AWSProfileNone), act: then(keys(), on("ada-deploy"), keys("Y", "b"))},
		{name: "copy-as-aws-theirs", scenario: withKeys(model.AWSProfileTheirs), act: then(keys(), on("ada-deploy"), keys("Y", "b")), sizes: sizes[1:2]},
		{name: "copy-trust-as", act: then(keys("3"), on("Production", "deployers"), keys("Y"))},
		{name: "copy-trust-as-refused", act: then(keys("3"), on("Production", "vke-prod"), keys("Y", "1"))},
		{name: "inside", scenario: scenario{deps: insideDeploy}},
		{name: "first-run", scenario: firstRun},
		{name: "first-run-key", scenario: firstRun, act: then(keys("k"), typed("CANARYCANARYCANARY"))},
		{name: "first-run-trouble", scenario: scenario{deps: func(d *ui.Deps) {
			d.API, d.Demo, d.DefaultEndpoint, d.Profile = nil, false, true, "work"
			d.LookedIn, d.KeyTrouble = []string{"the keyring, for the profile work"}, "the keyring did not answer in 5 s; it may wait to be unlocked; where nobody can unlock it, give the profile key_command or key_file in place of key_keyring"
		}}},
		{name: "profile", scenario: scenario{deps: ofProfile("work", false)}},
		{name: "profile-read-only", scenario: scenario{deps: ofProfile("work", true)}, act: keys("1", "x")},
		{name: "profile-at-night", scenario: scenario{deps: func(d *ui.Deps) {
			threeProfiles(d)
			d.ReadOnly = true
		}}, act: keys("2")},
		{name: "profiles", scenario: scenario{deps: threeProfiles}, act: keys("P", "j")},
		{name: "profiles-renewing", scenario: scenario{deps: threeProfiles}, act: then(keys(), on("ada-migrate"), keys(" ", " ", " ", " ", "A", "P"))},
		{name: "profiles-hangup", scenario: scenario{deps: revokingProfiles}, act: keys("P", "k")},
		{name: "profiles-filter", scenario: scenario{deps: manyProfiles}, act: then(keys("P", "/"), typed("eu"))},
		{name: "profiles-help", scenario: scenario{deps: threeProfiles}, act: keys("?"), sizes: sizes[1:2]},
		{name: "identity", scenario: alan},
		{name: "identity-typed", scenario: alan, act: then(keys(), typed("7f3c-11"))},
		{name: "identity-mistake", scenario: alan, act: keys("enter"), sizes: sizes[1:2]},
		{name: "identity-users", act: then(keys(":"), typed("who i am"), keys("enter"), typed("gra"))},
	}
}

// insideDeploy is an actas in the shell of a session.
func insideDeploy(d *ui.Deps) {
	d.Demo, d.DefaultEndpoint = false, true
	d.KeyFrom = "the session ada-deploy-7f3c"
	d.Inside = ui.Inside{Name: "ada-deploy-7f3c", Until: friday.Add(10 * time.Minute)}
}

// ofProfile is an actas with a profile, on Vultr's own API.
func ofProfile(name string, readOnly bool) func(*ui.Deps) {
	return func(d *ui.Deps) {
		d.Demo, d.DefaultEndpoint, d.Profile, d.ReadOnly = false, true, name, readOnly
	}
}

// revokingProfiles are those of which one alone revokes when the terminal goes away,
// and whose file has a mistake by now.
func revokingProfiles(d *ui.Deps) {
	threeProfiles(d)
	d.RevokesOnHangup = func(p model.Profile) bool { return p.Name == "production" }
	d.ReadProfiles = func() ([]model.Profile, error) {
		return nil, errors.New(`/home/ada/.config/actas/config.toml, line 12: there is no key "thme" in a profile; is it theme?`)
	}
}

// threeProfiles is an actas with a choice, on an API that is not Vultr's own.
func threeProfiles(d *ui.Deps) {
	d.Demo, d.Profile = false, "production"
	d.Profiles = []model.Profile{
		{Name: "backups", Kind: model.KindECS, APIURL: "https://ecs.northwind.example:4443", Key: model.KeyPlace{Kind: model.KeyInVariable, Where: "ECS_TOKEN"}},
		{Name: "home", Key: model.KeyPlace{Kind: model.KeyInKeyring, Where: "home"}},
		{Name: "production", APIURL: "http://127.0.0.1:4410", ReadOnly: true, Key: model.KeyPlace{Kind: model.KeyFromCommand, Where: "pass show vultr"}},
		{Name: "staging", Key: model.KeyPlace{Kind: model.KeyInFile, Where: "/home/ada/keys/staging.key"}},
	}
}

// manyProfiles are more than the sheet of profiles has rows.
func manyProfiles(d *ui.Deps) {
	d.Demo, d.Profile = false, "eu-1"
	for _, name := range []string{"ap-1", "ap-2", "eu-1", "eu-2", "eu-3", "sa-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"} {
		d.Profiles = append(d.Profiles, model.Profile{Name: name, APIURL: "https://" + name + ".api.example", Key: model.KeyPlace{Kind: model.KeyFromCommand}})
	}
}

func colourPictures() []picture {
	ascii := scenario{deps: painted(theme.Options{Profile: termenv.Ascii, ASCII: true})}
	small, large := sizes[1:2], sizes[:1]
	return []picture{
		{name: "ascii-sessions", scenario: ascii, sizes: small},
		{name: "ascii-session", scenario: ascii, act: then(keys(), opened), sizes: small},
		{name: "ascii-copy-as", scenario: ascii, act: then(keys(), on("ada-deploy"), keys("Y", "j", "j", "j", "j")), sizes: small},
		{name: "ascii-roles", scenario: ascii, act: keys("2"), sizes: small},
		{name: "ascii-trust", scenario: ascii, act: trustDetail("On-call", "on-call"), sizes: small},
		{name: "ascii-assume", scenario: ascii, act: form("Production"), sizes: small},
		{name: "dark-sessions", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor})}, sizes: large},
		{name: "dark-assume-sts", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor})}, act: overSTS, sizes: large},
		{name: "dark-assume-pasted-token", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor})}, act: then(byToken, pipelineToken(time.Hour)), sizes: small},
		{name: "dark-copy-as", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor})}, act: then(keys(), on("ada-deploy"), keys("Y", "j")), sizes: small},
		{name: "light-sessions", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor, Light: true})}, sizes: large},
		{name: "dark256-roles", scenario: scenario{deps: painted(theme.Options{Profile: termenv.ANSI256})}, act: keys("2"), sizes: small},
		{name: "light256-roles", scenario: scenario{deps: painted(theme.Options{Profile: termenv.ANSI256, Light: true})}, act: keys("2"), sizes: small},
		{name: "dark16-roles", scenario: scenario{deps: painted(theme.Options{Profile: termenv.ANSI})}, act: keys("2"), sizes: small},
		{name: "light16-roles", scenario: scenario{deps: painted(theme.Options{Profile: termenv.ANSI, Light: true})}, act: keys("2"), sizes: small},
	}
}
