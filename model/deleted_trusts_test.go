package model_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
)

func TestDeletedTrusts(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)
	did := func(minute int, kind model.ActivityKind, id string) model.Activity {
		return model.Activity{At: start.Add(time.Duration(minute) * time.Minute), Kind: kind, TrustID: id, Endpoint: "api"}
	}
	const gone, back = model.ActivityDeleteTrust, model.ActivityRestoreTrust
	failed, elsewhere := did(9, back, "a"), did(9, back, "a")
	failed.Problem, elsewhere.Endpoint = "not found", "other"
	unborn := did(9, gone, "c")
	unborn.Problem = "not allowed"
	as := func(a model.Activity, failure model.ActivityFailure) model.Activity {
		a.Problem, a.Failure = "it failed", failure
		return a
	}
	in := func(a model.Activity, organization string) model.Activity {
		a.OrganizationID = organization
		return a
	}
	for name, c := range map[string]struct {
		entries []model.Activity
		want    []string
	}{
		"nothing":                        {nil, nil},
		"newest first":                   {[]model.Activity{did(1, gone, "a"), did(2, gone, "b")}, []string{"b", "a"}},
		"in any order":                   {[]model.Activity{did(2, gone, "b"), did(3, gone, "c"), did(1, gone, "a")}, []string{"c", "b", "a"}},
		"brought back":                   {[]model.Activity{did(1, gone, "a"), did(2, gone, "b"), did(3, back, "a")}, []string{"b"}},
		"brought back and deleted again": {[]model.Activity{did(1, gone, "a"), did(2, back, "a"), did(3, gone, "a")}, []string{"a"}},
		"back within the same second":    {[]model.Activity{did(1, gone, "a"), did(1, back, "a")}, nil},
		"not brought back":               {[]model.Activity{did(1, gone, "a"), failed}, []string{"a"}},
		"brought back in another API":    {[]model.Activity{did(1, gone, "a"), elsewhere}, []string{"a"}},
		"not deleted":                    {[]model.Activity{unborn}, nil},
		"deleted twice":                  {[]model.Activity{did(1, gone, "a"), did(2, gone, "b"), did(3, gone, "a")}, []string{"a", "b"}},
		"perhaps deleted":                {[]model.Activity{as(did(1, gone, "a"), model.FailureNoAnswer)}, []string{"a"}},
		"perhaps brought back":           {[]model.Activity{did(1, gone, "a"), as(did(2, back, "a"), model.FailureNoAnswer)}, []string{"a"}},
		"not found to bring back":        {[]model.Activity{did(1, gone, "a"), as(did(2, back, "a"), model.FailureNotFound)}, nil},
		"in this organisation":           {[]model.Activity{in(did(1, gone, "a"), "org"), in(did(2, gone, "b"), "other"), did(3, gone, "c")}, []string{"c", "a"}},
		"not found in another one":       {[]model.Activity{in(did(1, gone, "a"), "org"), in(as(did(2, back, "a"), model.FailureNotFound), "other")}, []string{"a"}},
		"other things":                   {[]model.Activity{did(1, model.ActivityEditTrust, "a"), {Kind: gone, Endpoint: "api"}}, nil},
	} {
		var got []string
		for _, a := range model.DeletedTrusts(c.entries, "api", "org") {
			got = append(got, a.TrustID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestFailureOf(t *testing.T) {
	t.Parallel()
	lost := &model.APIError{Kind: model.ErrOffline, Lost: true}
	for _, c := range []struct {
		err  error
		want model.ActivityFailure
	}{
		{nil, ""}, {lost, model.FailureNoAnswer}, {fmt.Errorf("%w (%w)", lost, context.Canceled), model.FailureNoAnswer},
		{&model.APIError{Kind: model.ErrNotFound, Status: 404}, model.FailureNotFound}, {&model.APIError{Kind: model.ErrConflict}, ""}, {context.Canceled, ""},
	} {
		if got := model.FailureOf(c.err); got != c.want {
			t.Errorf("%v is %q, want %q", c.err, got, c.want)
		}
	}
}

// TestDeletedTrustsWhicheverWayTheyCome: the ledger and what this run remembers
// are put together without an order.
func TestDeletedTrustsWhicheverWayTheyCome(t *testing.T) {
	t.Parallel()
	kinds := rapid.SampledFrom([]model.ActivityKind{model.ActivityDeleteTrust, model.ActivityRestoreTrust})
	ids := rapid.SampledFrom([]string{"a", "b", "c"})
	rapid.Check(t, func(t *rapid.T) {
		var entries []model.Activity
		for i := range rapid.IntRange(0, 8).Draw(t, "entries") {
			entries = append(entries, model.Activity{
				At: time.Unix(int64(i), 0), Kind: kinds.Draw(t, "kind"), TrustID: ids.Draw(t, "trust"),
			})
		}
		want := model.DeletedTrusts(entries, "", "")
		mixed := rapid.Permutation(append(slices.Clone(entries), entries...)).Draw(t, "mixed")
		if got := model.DeletedTrusts(mixed, "", ""); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}
