package main

import (
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// TestATrustThatIsMadeLateIsNotMadeTwice: a gateway gave up on it, the API did not.
func TestATrustThatIsMadeLateIsNotMadeTwice(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.server.Next("POST "+trustPath, simulator.Fault{Status: 504, Body: "<html>", ContentType: "text/html"})
	then(keys("2"), on("Support"), keys("n"), goTo("trusted entity"), typed("ada"), keys("enter"))(s)
	then(retype("valid until", "30d"), keys("enter"))(s)
	s.press("y")
	s.pass(30 * time.Second)
	s.see("No clear answer. It may be written: see Trusts first.", "unclear", "(504)")
	roleID, userID := s.ids("Support Tier 2", "Ada Byron")
	s.server.AddTrust(model.Trust{
		RoleID: roleID, Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: userID},
		ValidUntil: time.Date(2026, time.December, 20, 14, 3, 0, 0, time.UTC),
	})
	s.pass(5 * time.Minute)
	s.press("enter", "y")
	s.see("Saved Support Tier 2 for user Ada Byron; a assumes it.")
	if n := len(s.sent("POST")); n != 1 {
		t.Errorf("created %d times", n)
	}
}
