package renewal_test

import (
	"testing"
	"time"

	"actas/model"
)

// TestNobodyElseCanRenewWhatIsInMemory: so the engine does whose memory that is, though
// another one has the lock. What others can have is left to that one.
func TestNobodyElseCanRenewWhatIsInMemory(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first := r.start()
	r.settle(first)
	second := r.start()
	here, ring := r.assume("ada-0000", time.Hour), r.assume("bob-0000", time.Hour)
	here.Kept, ring.Kept = model.KeptInMemory, model.KeptInKeyring
	second.Watch(r.watch(here, ring))
	for _, s := range []model.Session{here, ring} {
		if err := second.SetAuto(s, true); err != nil {
			t.Fatal(err)
		}
	}
	r.settle(second)
	if second.State().Acts || second.State().Holder == "" {
		t.Fatalf("%+v", second.State())
	}
	if said := r.said(second, here); !said.Alone || said.Due != 48*time.Minute {
		t.Errorf("of the one in memory: %+v", said)
	}
	if said := r.said(second, ring); said.Alone || said.Due != 0 {
		t.Errorf("of the one in the keyring: %+v", said)
	}
	r.pass(49*time.Minute, second)
	r.mustLive("ada-0001", "bob-0000")
}
