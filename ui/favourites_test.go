package ui

import (
	"errors"
	"slices"
	"testing"
)

// fakeStore keeps favourites in memory. It is not safe for concurrent use.
type fakeStore struct {
	ids              []string
	loadErr, saveErr error
	saves            int
}

func (f *fakeStore) Load() ([]string, error) { return f.ids, f.loadErr }

func (f *fakeStore) Save(ids []string) error {
	f.saves++
	if f.saveErr == nil {
		f.ids = slices.Clone(ids)
	}
	return f.saveErr
}

// starred is a dashboard with a store, on the roles.
func starred(t *testing.T, store *fakeStore) *rig {
	r := newRig(t)
	r.m.deps.Favourites = func(string) Favourites { return store }
	r.start()
	r.press("2")
	return r
}

// TestAnUnreadStoreIsNotWrittenOver: the favourites in it may still be saved by
// hand.
func TestAnUnreadStoreIsNotWrittenOver(t *testing.T) {
	t.Parallel()
	store := &fakeStore{ids: []string{"r3"}, loadErr: errors.New("unexpected end of file")}
	r := starred(t, store)
	r.shows("Favourites not read: ")
	r.hides("unexpected end of file")
	role, _ := r.m.roles.Selected()
	r.press("f")
	if store.saves != 0 {
		t.Errorf("saved %d times, as %v", store.saves, store.ids)
	}
	if !r.m.favourites[role.ID] {
		t.Error("the mark does not last for this run")
	}
	r.press("ctrl+r", "f", "f")
	if store.saves != 0 {
		t.Errorf("saved %d times after a refresh", store.saves)
	}
}

// TestFavouritesAreKept: a mark joins those of earlier runs, and goes again.
func TestFavouritesAreKept(t *testing.T) {
	t.Parallel()
	store := &fakeStore{ids: []string{"r3"}}
	r := starred(t, store)
	r.press("k", "k", "k")
	role, _ := r.m.roles.Selected()
	want := []string{"r3"}
	if role.ID == "r3" {
		want = nil
	} else {
		want = append(want, role.ID)
		slices.Sort(want)
	}
	r.press("f")
	if !slices.Equal(store.ids, want) || store.saves != 1 {
		t.Errorf("saved %d times, as %v, want %v", store.saves, store.ids, want)
	}
}

// TestAFavouriteThatIsNotKeptIsTold: the disk may be full.
func TestAFavouriteThatIsNotKeptIsTold(t *testing.T) {
	t.Parallel()
	r := starred(t, &fakeStore{saveErr: errors.New("no space left on device")})
	r.press("f")
	r.shows("Not kept: ")
	r.hides("no space left on device")
}
