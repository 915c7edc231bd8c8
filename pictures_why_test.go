package main

import (
	"testing"

	"github.com/muesli/termenv"

	"actas/client/simulator"
	"actas/theme"
)

// whyOf shows why a role is open or not.
func whyOf(role string) func(*stage) { return then(keys("2"), on(role), keys("w")) }

// whyAt shows it for a time.
func whyAt(role, at string) func(*stage) {
	return then(whyOf(role), keys("tab", "tab"), typed(at))
}

// whyPictures are the page that says why a role is open or not.
func whyPictures() []picture {
	tall, small := []size{{80, 44}}, sizes[1:2]
	return []picture{
		{name: "why-open", act: whyOf("Production")},
		{name: "why-closed", act: whyOf("Change Approver")},
		{name: "why-closed-tall", act: whyOf("Change Approver"), sizes: tall},
		{name: "why-lapsed", act: whyOf("Contractor"), sizes: small},
		{name: "why-ip-refused", act: whyOf("Network Admin")},
		{name: "why-not-for-me", act: whyOf("Backup Restore")},
		{name: "why-not-for-me-scrolled", act: then(whyOf("Backup Restore"), keys("pgup", "pgup")), sizes: sizes[1:]},
		{name: "why-low", act: whyOf("Network Admin"), sizes: []size{{40, 10}, {80, 12}}},
		{name: "why-automatic", act: whyOf("Registry Publisher"), sizes: small},
		{name: "why-unknown", act: whyOf("Edge Deploy"), sizes: small},
		{name: "why-no-trust", act: whyOf("Support Tier 2"), sizes: small},
		{name: "why-assignable", act: whyOf("Billing Viewer"), sizes: small},
		{name: "why-of-trust", act: then(keys("3"), on("Network Admin"), keys("w")), sizes: small},
		{name: "why-pick", act: then(whyOf("Production"), typed("log"))},
		{name: "why-person", act: then(whyOf("Network Admin"), keys("tab"), typed("gra"), keys("enter", "tab", "tab"), typed("192.0.2.10"))},
		{name: "why-of-people", act: then(keys("2"), on("Production"), keys("p", "down", "down", "w")), sizes: small},
		{name: "why-before-winter-time", act: whyAt("On-call", "2026-10-24 08:00")},
		{name: "why-after-winter-time", act: whyAt("On-call", "2026-10-25 08:00")},
		{name: "why-no-time", act: then(whyAt("Production", "noon"), keys("tab"))},
		{name: "why-no-address", act: then(whyOf("Production"), keys("shift+tab"), typed("10.0.0.300"), keys("enter")), sizes: append([]size{{40, 10}}, sizes[1:]...)},
		{name: "why-no-match", act: then(whyOf("Production"), typed("zzz")), sizes: sizes[1:]},
		{name: "why-in-three-days", act: whyAt("Change Approver", "3d"), sizes: sizes[1:2]},
		{name: "why-trusts-forbidden", scenario: scenario{prepare: func(server *simulator.Server) {
			server.Next("GET /v2/role-trusts", simulator.Fault{Status: 403, Body: `{"error":"Not authorized to perform action iam.roletrust.Read","status":403}`, Times: -1})
		}}, act: whyOf("Production"), sizes: small},
		{name: "ascii-why", scenario: scenario{deps: painted(theme.Options{Profile: termenv.Ascii, ASCII: true})}, act: whyOf("Change Approver"), sizes: small},
		{name: "dark-why", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor})}, act: whyOf("Change Approver"), sizes: small},
		{name: "light-why", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor, Light: true})}, act: whyOf("Network Admin"), sizes: sizes[:1]},
	}
}

// TestWhyLeadsBack: esc forgets first what is looked for, then leaves the page,
// and the list stands where it stood.
func TestWhyLeadsBack(t *testing.T) {
	t.Parallel()
	s := raise(t, scenario{})
	then(keys("2"), on("Network Admin"))(s)
	before := s.screen()
	s.press("w")
	s.see("does not allow 203.0.113.7")
	s.write("zzz")
	s.press("enter")
	s.see("no role matches")
	s.press("esc")
	s.see("does not allow 203.0.113.7")
	s.press("esc")
	s.see("favourite")
	if after := s.screen(); after != before {
		t.Errorf("the screen was\n%s\nand is\n%s", before, after)
	}
	s.end()
}
