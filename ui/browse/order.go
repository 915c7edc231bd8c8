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
