package browse

import (
	"cmp"
	"slices"
)

// inOrder sorts the rows from 0 to n, rows that are alike as they stand. before is
// an order from earlier, of no more rows than there were: the next one is much like
// it, and costs little more than a look at each row. nil is a first order.
func inOrder(n int, before []int, compare func(a, b int) int) []int {
	by := func(a, b int) int {
		if c := compare(a, b); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	}
	kept, strays := make([]int, 0, n), []int(nil)
	take := func(row int) {
		last := len(kept) - 1
		if last < 0 || by(kept[last], row) < 0 {
			kept = append(kept, row)
			return
		}
		// One of the two is out of its place, and it may be either.
		strays = append(strays, kept[last], row)
		kept = kept[:last]
	}
	for _, row := range before {
		if row < n {
			take(row)
		}
	}
	for row := len(before); row < n; row++ {
		take(row)
	}
	slices.SortFunc(strays, by)
	return merged(kept, strays, by)
}

// merged is what lies in order in two slices, of which the first has room for both.
func merged(kept, strays []int, by func(a, b int) int) []int {
	k, s := len(kept)-1, len(strays)-1
	all := kept[:len(kept)+len(strays)]
	for at := len(all) - 1; s >= 0; at-- {
		if k >= 0 && by(kept[k], strays[s]) > 0 {
			all[at] = kept[k]
			k--
		} else {
			all[at] = strays[s]
			s--
		}
	}
	return all
}

// Places says of each of n rows where it stands when all are put in order; rows that
// are alike stand at one place. before is what it said of earlier rows, which are much
// like these.
func Places(n int, before []int32, compare func(a, b int) int) []int32 {
	before = before[:min(n, len(before))]
	earlier := make([]int, len(before))
	for row := range earlier {
		earlier[row] = row
	}
	slices.SortFunc(earlier, func(a, b int) int {
		return cmp.Or(cmp.Compare(before[a], before[b]), cmp.Compare(a, b))
	})
	places, at := make([]int32, n), int32(0)
	order := inOrder(n, earlier, compare)
	for i, row := range order {
		if i > 0 && compare(order[i-1], row) != 0 {
			at = int32(i)
		}
		places[row] = at
	}
	return places
}
