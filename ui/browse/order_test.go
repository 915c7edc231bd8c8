package browse

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever order a list had before, the next one is that of a stable sort.
func TestAnOrderDoesNotDependOnTheOneBefore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(0, 20), 0, 60).Draw(t, "weights")
		by := func(a, b int) int { return cmp.Compare(weights[a], weights[b]) }
		var rows []int
		for row := range rapid.IntRange(0, 2*len(weights)).Draw(t, "rows before") {
			rows = append(rows, row)
		}
		before := rapid.Permutation(rows).Draw(t, "order before")
		want := make([]int, len(weights))
		for row := range want {
			want[row] = row
		}
		slices.SortStableFunc(want, by)
		if got := inOrder(len(weights), before, by); !slices.Equal(got, want) {
			t.Fatalf("%v after %v is %v, want %v", weights, before, got, want)
		}
	})
}

// Where rows stand does not depend on how they came: all at once, page by page, or
// after others that they are like.
func TestPlacesDoNotDependOnTheOnesBefore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.IntRange(0, 9), 0, 40).Draw(t, "weights")
		by := func(a, b int) int { return cmp.Compare(weights[a], weights[b]) }
		want := make([]int32, len(weights))
		for row := range weights {
			for other := range weights {
				if by(other, row) < 0 {
					want[row]++
				}
			}
		}
		first := rapid.IntRange(0, len(weights)).Draw(t, "first page")
		page := Places(first, nil, by)
		if got := PlacesGrown(len(weights), page, by); !slices.Equal(got, want) {
			t.Fatalf("%v after %d is %v, want %v", weights, first, got, want)
		}
		var hint []int32
		for _, at := range rapid.SliceOfN(rapid.IntRange(0, 50), 0, 50).Draw(t, "hint") {
			hint = append(hint, int32(at))
		}
		if got := Places(len(weights), hint, by); !slices.Equal(got, want) {
			t.Fatalf("%v with the hint %v is %v, want %v", weights, hint, got, want)
		}
	})
}

// BenchmarkOrder puts a list in order again: as it was, with a page more, and for
// the first time.
func BenchmarkOrder(b *testing.B) {
	const rows = 100_000
	names := make([]string, rows)
	for i := range names {
		names[i] = fmt.Sprint("role ", i*7919%rows)
	}
	by := func(x, y int) int { return cmp.Compare(names[x], names[y]) }
	for _, c := range []struct {
		name string
		of   int
	}{{"as it was", rows}, {"a page more", rows - 500}, {"anew", 0}} {
		before := inOrder(c.of, nil, by)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				inOrder(rows, before, by)
			}
		})
	}
}
