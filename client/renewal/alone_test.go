package renewal_test

import (
	"testing"
	"time"

	"actas/client/renewal"
	"actas/model"
)

// TestNobodyElseCanRenewWhatIsInMemory: so the engine does whose memory that is, though
// another one has the lock. What others can have is left to that one.
func TestNobodyElseCanRenewWhatIsInMemory(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	lock := renewal.NewLock(r.folder, "api", r.user.ID, 1, "elsewhere")
	if !try(t, lock) {
		t.Fatal("it is locked from the start")
	}
	t.Cleanup(lock.Release)
	e := r.start()
	here, ring, listed := r.assume("ada-0000", time.Hour), r.assume("bob-0000", time.Hour), r.assume("eve-0000", time.Hour)
	here.Kept, ring.Kept, listed.Kept = model.KeptInMemory, model.KeptInKeyring, model.KeptInMemory
	w := r.watch(here, ring, listed)
	var roster model.Roster
	roster.MergeUser(r.user.ID, []model.Session{listed}, listed.Sent)
	w.Sessions[2].LiveSession = roster.List()[0]
	e.Watch(w)
	for _, s := range []model.Session{here, ring, listed} {
		if err := e.SetAuto(s, true); err != nil {
			t.Fatal(err)
		}
	}
	r.settle(e)
	if state := e.State(); state.Acts || state.Holder != "actas 1 on elsewhere" {
		t.Fatalf("%+v", state)
	}
	if said := r.said(e, here); !said.Alone || said.Due != 48*time.Minute || !e.State().ActsOn(said) {
		t.Errorf("of the one in memory: %+v", said)
	}
	for _, s := range []model.Session{ring, listed} {
		if said := r.said(e, s); said.Alone || said.Due != 0 || e.State().ActsOn(said) {
			t.Errorf("of %s: %+v", s.Name, said)
		}
	}
	r.pass(49*time.Minute, e)
	r.mustLive("ada-0001", "bob-0000", "eve-0000")
}
