package main

import (
	"time"

	"github.com/muesli/termenv"

	"actas/client/ledger"
	"actas/client/simulator"
	"actas/model"
	"actas/theme"
	"actas/ui"
)

// Pictures of what is done to trusts, and of the wait until one counts.

func trustDeedPictures() []picture {
	small := sizes[1:2]
	ask := func(texts ...string) func(*stage) { return then(keys("3"), on(texts...), keys("D")) }
	young := scenario{prepare: youngSupport}
	waiting := then(form("Support"), keys("enter", "w"), passing(3*time.Second), passing(2*time.Second))
	return []picture{
		{name: "trust-delete", act: ask("Auditor", "everyone")},
		{name: "trust-delete-kept", act: ask("Log Reader", "Ada")},
		{name: "trust-delete-machines", act: ask("Registry", "ci.ex"), sizes: small},
		{name: "trust-delete-everyone", act: then(keys("1", "m"), ask("Backup", "storage")), sizes: small},
		{name: "trust-delete-unknown", scenario: scenario{prepare: groupsForbidden}, act: ask("Backup", "group"), sizes: small},
		{name: "trust-deleted", act: then(ask("Log Reader", "Ada"), keys("y"))},
		{name: "trust-restored", act: then(ask("Log Reader", "Ada"), keys("y", "u")), sizes: small},
		{name: "trust-restore", scenario: scenario{deps: trustsDeletedBefore}, act: keys("3", "u")},
		{name: "trust-restore-older", scenario: scenario{deps: trustsDeletedBefore}, act: keys("3", "u", "2")},
		{name: "trust-form-interrupted", act: then(keys("3"), on("Log Reader", "Ada"), keys("e"), retype("valid until", "30d"), keys("ctrl+c")), sizes: small},
		{name: "trusts-of-role-none", act: then(keys("2"), on("Auditor"), keys("t", "D", "y")), sizes: small},
		{name: "assume-young", scenario: young, act: then(form("Support"), keys("enter"))},
		{name: "assume-waiting", scenario: young, act: waiting},
		{name: "assume-waited", scenario: young, act: then(form("Support"), keys("enter", "w"), passing(3*time.Minute)), sizes: small},
		{name: "dark-trust-delete", scenario: scenario{deps: painted(theme.Options{Profile: termenv.TrueColor})}, act: ask("Auditor", "everyone"), sizes: small},
		{name: "ascii-assume-waiting", scenario: scenario{prepare: youngSupport, deps: painted(theme.Options{Profile: termenv.Ascii, ASCII: true})}, act: waiting, sizes: small},
	}
}

// youngSupport has a trust of Support Tier 2 that was made a moment ago and does
// not count yet.
func youngSupport(server *simulator.Server) {
	ada, _ := server.User("Ada Byron")
	role, _ := server.Role("Support Tier 2")
	server.AddTrust(model.Trust{RoleID: role.ID, Entity: model.Entity{Kind: model.EntityUser, ID: ada.ID}, Created: friday.Add(-40 * time.Second)})
	server.Next("POST /v2/assumed-roles/assume", simulator.Fault{
		Status: 403, Body: `{"error":"No trust relationship exists between this role and user","status":403}`, Times: -1,
	})
}

// groupsForbidden lets nobody read the groups.
func groupsForbidden(server *simulator.Server) {
	server.Next("GET /v2/groups", simulator.Fault{Status: 403, Body: `{"error":"Forbidden","status":403}`, Times: -1})
}

// trustsDeletedBefore is a ledger with deletions of earlier runs.
func trustsDeletedBefore(d *ui.Deps) {
	kept := &ledger.Memory{}
	for _, gone := range []struct {
		ago              time.Duration
		id, role, entity string
	}{
		{40 * 24 * time.Hour, "b0f3d5a4-0001", "Contractor Access", "user Alan Reyes"},
		{50 * time.Hour, "b0f3d5a4-0002", "Network Admin", "group on-call"},
		{5 * time.Hour, "b0f3d5a4-0003", "Production Deploy", "user Grace Hopper"},
		{12 * time.Minute, "b0f3d5a4-0004", "Database Admin", "group deployers"},
	} {
		_ = kept.Add(model.Activity{
			At: friday.Add(-gone.ago), Kind: model.ActivityDeleteTrust, By: "dashboard", From: "bastion:pts/3", Endpoint: d.API.Endpoint(),
			TrustID: gone.id, Trust: gone.entity, Role: gone.role, RoleID: "role-" + gone.id,
		})
	}
	d.Ledger = kept
}
