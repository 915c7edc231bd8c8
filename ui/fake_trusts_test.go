package ui

import (
	"context"
	"fmt"
	"slices"

	"actas/model"
)

// The fake's trusts change as the API's do: CreateTrust gives ids "made-1" and
// on, UpdateTrust refuses what is not there any more as it was, and RestoreTrust
// brings back what DeleteTrust took.

func (f *fakeAPI) trustAt(id string) int {
	return slices.IndexFunc(f.trusts, func(t model.Trust) bool { return t.ID == id })
}

func (f *fakeAPI) CreateTrust(_ context.Context, t model.Trust) (model.Trust, error) {
	if err := f.count(callCreateTrust); err != nil {
		return model.Trust{}, err
	}
	t.ID = fmt.Sprintf("made-%d", f.calls[callCreateTrust])
	t.Created = f.clock.now.Wall
	f.trusts = append(f.trusts, t)
	return t, nil
}

func (f *fakeAPI) UpdateTrust(_ context.Context, before, after model.Trust) (model.Trust, error) {
	if err := f.count(callUpdateTrust); err != nil {
		return model.Trust{}, err
	}
	at := f.trustAt(before.ID)
	if at < 0 {
		return model.Trust{}, failure(model.ErrNotFound, 404)
	}
	if now := f.trusts[at]; !model.CompareTrusts(before, now).None() {
		return model.Trust{}, &model.TrustChangedError{Now: now}
	}
	f.trusts[at] = after
	return after, nil
}

func (f *fakeAPI) DeleteTrust(_ context.Context, id string) error {
	if err := f.count(callDeleteTrust); err != nil {
		return err
	}
	if at := f.trustAt(id); at >= 0 {
		f.deleted = append(f.deleted, f.trusts[at])
		f.trusts = slices.Delete(f.trusts, at, at+1)
	}
	return nil
}

func (f *fakeAPI) RestoreTrust(_ context.Context, id string) (model.Trust, error) {
	if err := f.count(callRestoreTrust); err != nil {
		return model.Trust{}, err
	}
	at := slices.IndexFunc(f.deleted, func(t model.Trust) bool { return t.ID == id })
	if at < 0 {
		return model.Trust{}, failure(model.ErrNotFound, 404)
	}
	t := f.deleted[at]
	f.deleted = slices.Delete(f.deleted, at, at+1)
	f.trusts = append(f.trusts, t)
	return t, nil
}
