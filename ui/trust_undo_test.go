package ui

import (
	"testing"
	"time"

	"actas/model"
)

// What u brings back after answers that were lost, and after what other keys did.

// TestALostDeletionIsBroughtBack once a whole list lacks the trust, in this run
// and, by the ledger, in the next.
func TestALostDeletionIsBroughtBack(t *testing.T) {
	t.Parallel()
	r, kept := trustRig(t)
	r.api.failAll(lost(), callDeleteTrust)
	r.press("D", "y", "u")
	r.shows("Nothing to bring back.")
	if e := kept.last(); e.Failure != model.FailureNoAnswer || e.Problem == "" {
		t.Errorf("the ledger has %+v", e)
	}
	// The API deletes it all the same.
	r.api.failAll(nil, callDeleteTrust)
	if err := r.api.DeleteTrust(t.Context(), "t1"); err != nil {
		t.Fatal(err)
	}
	again := newRig(t)
	again.api, again.m.deps.API, again.m.deps.Ledger = r.api, r.api, kept
	// Part of a list tells nothing.
	r.api.failAll(offline(), callTrusts)
	again.start()
	again.press("3", "u")
	again.shows("Nothing to bring back.")
	r.api.failAll(nil, callTrusts)
	again.press("ctrl+r", "u", "y")
	again.shows("Restored Admin for user Ada")

	if err := r.api.DeleteTrust(t.Context(), "t1"); err != nil {
		t.Fatal(err)
	}
	r.m.deps.Ledger, kept.entries = nil, nil
	r.press("ctrl+r", "u")
	r.shows("Restored Admin for user Ada")
}

// TestWhatTheAPIDoesNotFindIsNotOfferedAgain, now or after a restart.
func TestWhatTheAPIDoesNotFindIsNotOfferedAgain(t *testing.T) {
	t.Parallel()
	r, kept := trustRig(t)
	r.press("D", "y")
	r.api.deleted = nil
	r.press("u")
	r.shows("Not restored: Admin for user Ada is not there to bring back: ", "(404)")
	if e := kept.last(); e.Kind != model.ActivityRestoreTrust || e.Failure != model.FailureNotFound {
		t.Errorf("the ledger has %+v", e)
	}
	r.press("u")
	r.shows("Nothing to bring back.")
	again := newRig(t)
	again.m.deps.Ledger = kept
	again.start()
	again.press("3", "u")
	again.shows("Nothing to bring back.")
}

// TestAnotherOrganisationsTrustsAreNotOffered: one API has several.
func TestAnotherOrganisationsTrustsAreNotOffered(t *testing.T) {
	t.Parallel()
	ours, theirs := model.Organization{ID: "o1", Name: "Ours"}, model.Organization{ID: "o2", Name: "Theirs"}
	for name, c := range map[string]struct {
		sees []model.Organization
		says string
	}{
		"the same one":         {[]model.Organization{ours}, "Restored Admin for user Ada"},
		"another one":          {[]model.Organization{theirs}, "Nothing to bring back."},
		"nobody knows":         {nil, "Restored Admin for user Ada"},
		"the key sees several": {[]model.Organization{theirs, ours}, "Restored Admin for user Ada"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, kept := trustRig(t)
			r.api.orgs = []model.Organization{ours}
			r.press("ctrl+r", "D", "y")
			if e := kept.last(); e.OrganizationID != "o1" {
				t.Fatalf("the ledger has %+v", e)
			}
			again := newRig(t)
			again.api, again.m.deps.API, again.m.deps.Ledger = r.api, r.api, kept
			r.api.orgs = c.sees
			again.start()
			again.press("3", "u")
			if again.m.captured() {
				again.press("y")
			}
			again.shows(c.says)
		})
	}
}

// olderRig is a dashboard whose ledger knows trusts that were deleted before it
// was started, newest first: the group's of the role Third, and Bob's.
func olderRig(t *testing.T) *rig {
	t.Helper()
	r, kept := trustRig(t)
	at := r.clock.now.Wall
	for i, trust := range []model.Trust{trustOf("old", "r3", model.EntityUser, "bob"), trustOf("young", "r3", model.EntityGroup, "g1")} {
		entry := trust.Activity(model.ActivityDeleteTrust, r.m.directory.EntityName(trust.Entity), "")
		entry.At, entry.Role, entry.Endpoint = at.Add(time.Duration(i-3)*time.Hour), "Third", r.api.Endpoint()
		kept.entries = append(kept.entries, entry)
		r.api.deleted = append(r.api.deleted, trust)
	}
	r.press("2", "3")
	r.m.trusts = r.m.trusts.Select("t1")
	return r
}

// TestAnOlderTrustIsNotBroughtBackInItsPlace: u means the trust that is being
// deleted, and a restore lets somebody in.
func TestAnOlderTrustIsNotBroughtBackInItsPlace(t *testing.T) {
	t.Parallel()
	r := olderRig(t)
	r.hold = only[trustDeletedMsg]
	if n := r.since(callRestoreTrust, func() { r.press("D", "y", "u") }); n != 0 {
		t.Fatal("another trust was brought back")
	}
	r.shows("It is being deleted.")
	r.release()
	r.hold = only[trustRestoredMsg]
	r.press("u", "u")
	if n := r.since(callRestoreTrust, func() { r.press("u", "u") }); n != 0 {
		t.Fatal("another trust was brought back")
	}
	r.shows("It is being brought back.")
	r.release()
}

// TestWhatAnEarlierRunDeletedIsAskedFor before anybody is let in again.
func TestWhatAnEarlierRunDeletedIsAskedFor(t *testing.T) {
	t.Parallel()
	r := olderRig(t)
	for _, keys := range [][]string{{"u", "1"}, {"u", "u"}} {
		if n := r.since(callRestoreTrust, func() { r.press(keys...) }); n != 0 {
			t.Fatalf("%q brings it back", keys)
		}
		r.shows("Restore Third for group ops?", "Whom it trusts can assume Third again.", "deleted   12:03", "id        young", "y restore", "n leave it")
		r.press("enter", "n")
		r.hides("Restore Third")
	}
	r.press("u", "1", "y")
	r.shows("Restored Third for group ops")
	// The only one that is left is asked for as well.
	if n := r.since(callRestoreTrust, func() { r.press("u") }); n != 0 {
		t.Fatal("u brings it back")
	}
	r.shows("Restore Third for user Bob?")
	r.press("y")
	r.shows("Restored Third for user Bob")
	// What this run deleted is not.
	r.pass(time.Second)
	r.m.trusts = r.m.trusts.Select("old")
	r.press("D", "y", "u")
	r.shows("Restored Third for user Bob")
}
