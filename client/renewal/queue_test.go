package renewal_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/model"
)

// TestWhoActsKnowsThatAnotherWaits as long as that one does.
func TestWhoActsKnowsThatAnotherWaits(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	locks := make([]*renewal.Lock, 3)
	for i := range locks {
		locks[i] = renewal.NewLock(folder, "api", "u-1", i+1, "")
		t.Cleanup(locks[i].Release)
	}
	first, second, third := locks[0], locks[1], locks[2]
	awaited := func(when string, want bool) {
		t.Helper()
		if got := first.Awaited(); got != want {
			t.Errorf("%s: awaited %v", when, got)
		}
	}
	awaited("before it acts", false)
	if !try(t, first) {
		t.Fatal("not locked")
	}
	awaited("alone", false)
	if try(t, second) || try(t, third) || try(t, second) {
		t.Fatal("locked twice")
	}
	awaited("with two others", true)
	if second.Awaited() {
		t.Error("who waits is awaited")
	}
	second.Release()
	awaited("with one of them", true)
	third.Release()
	awaited("after they ended", false)
	if try(t, second) {
		t.Fatal("locked twice")
	}
	first.Release()
	if !try(t, second) || second.Awaited() || first.Awaited() {
		t.Error("who has taken over still waits")
	}
	var none *renewal.Lock
	if none.Awaited() {
		t.Error("without a lock somebody waits")
	}
}

// TestWhereNobodyCanWaitNobodyIsAwaited: the lock holds all the same.
func TestWhereNobodyCanWaitNobodyIsAwaited(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "renewals-api-u-1.lock.waits"), 0o700); err != nil {
		t.Fatal(err)
	}
	first, second := renewal.NewLock(folder, "api", "u-1", 1, ""), renewal.NewLock(folder, "api", "u-1", 2, "")
	t.Cleanup(first.Release)
	if !try(t, first) || try(t, second) || first.Awaited() {
		t.Error("somebody is awaited")
	}
}

// TestAnotherDashboardIsTheHeir of what it can find.
func TestAnotherDashboardIsTheHeir(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first := r.ofKey("key", 1)
	ring, listed, here := r.keptIn("ada-0000"), r.assume("eve-0000", time.Hour), r.assume("bob-0000", time.Hour)
	here.Kept = model.KeptInMemory
	first.Watch(r.watch(ring, listed, here))
	r.settle(first)
	heirs := func(when string, ofRing, ofListed bool) {
		t.Helper()
		if first.Heir(ring) != ofRing || first.Heir(listed) != ofListed || first.Heir(here) || first.Heir(model.Session{ID: "unknown"}) {
			t.Errorf("%s: of the one in the keyring %v, of the listed one %v, of the one in memory %v", when, first.Heir(ring), first.Heir(listed), first.Heir(here))
		}
	}
	heirs("alone", false, false)
	other := r.ofKey("other", 2)
	r.settle(other)
	heirs("with one of another key", false, true)
	second := r.ofKey("key", 3)
	second.Watch(r.watch(ring, listed))
	r.settle(second)
	heirs("with one of the same key", true, true)
	other.Close()
	second.Close()
	heirs("after they ended", false, false)
}
