package main

import (
	"errors"
	"testing"

	"actas/client/kept"
	"actas/model"
	"actas/ui"
)

// fail has a keyring refuse everything, or nothing any more.
func (r *fakeRing) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.err = err
}

// TestReadingAgainAsksTheKeyringAgain: once it is unlocked, what it holds is shown.
func TestReadingAgainAsksTheKeyringAgain(t *testing.T) {
	t.Parallel()
	k := newRinged(t)
	sc, _ := keeping(k)
	before := sc.deps
	sc.deps = func(d *ui.Deps) {
		inner := d.API
		before(d)
		k.ring.fail(errors.New("locked"))
		d.API = ui.Keeping(inner, kept.New(kept.Config{Clock: k.clock, Folder: k.folder, Ring: k.ring, Boot: "one", Name: model.Secret.Fingerprint}))
	}
	s := open(t, sc)
	s.press("1")
	s.settle()
	s.lacks("ci-kept")
	k.ring.fail(nil)
	s.press("ctrl+r")
	s.see("ci-kept")
}
