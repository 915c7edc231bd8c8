package ui

import "testing"

// TestPoliciesOutliveARefresh: the list of roles does not tell them, so a new
// list takes nothing back that was read one by one.
func TestPoliciesOutliveARefresh(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		// again reads the organisation anew.
		again func(r *rig)
	}{
		{"ctrl+r", func(r *rig) { r.press("ctrl+r") }},
		{"the reading every quarter of an hour", func(r *rig) { r.pass(directoryEvery + directoryEvery/2) }},
		{"twice", func(r *rig) { r.press("ctrl+r", "ctrl+r") }},
		{"a reading whose roles fail", func(r *rig) {
			r.api.failAll(unavailable(), callRoles)
			r.press("ctrl+r")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.start()
			r.press("2")
			r.shows("BackupOperators")
			if n := r.since(callPolicies, func() { c.again(r) }); n != 0 {
				t.Errorf("policies were asked for %d times more", n)
			}
			r.shows("BackupOperators")
		})
	}
}

// TestPoliciesThatArriveDuringARefreshStay: they belong to the old list and to
// the one that is being read.
func TestPoliciesThatArriveDuringARefreshStay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		list listName
	}{
		{"before the roles", roleList},
		{"after the roles", trustList},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.hold = only[policiesReadMsg]
			r.start()
			r.press("2")
			policies := r.held
			r.hold, r.held = pagesOfList(c.list), nil
			r.press("ctrl+r")
			for _, msg := range policies {
				r.send(msg)
			}
			r.shows("BackupOperators")
			r.release()
			r.shows("BackupOperators")
		})
	}
}
