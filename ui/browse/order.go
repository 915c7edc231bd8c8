package browse

import (
	"cmp"
	"slices"
)

// orderBy is the order of rows in one of their sort orders; before is as for inOrder.
func orderBy(rows Rows, sort int, before []int) []int {
	return inOrder(rows.Len(), before, func(a, b int) int { return rows.Compare(sort, a, b) })
}

// asTheyStand is an order of n rows that leaves those of an order from earlier as they
// are, and has the others behind them.
func asTheyStand(n int, before []int) []int {
	if len(before) == n {
		return before
	}
	order := make([]int, 0, n)
	for _, row := range before {
		if row < n {
			order = append(order, row)
		}
	}
	for row := len(before); row < n; row++ {
		order = append(order, row)
	}
	return order
}

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
	return placesIn(inOrder(n, orderOf(before[:min(n, len(before))]), compare), compare)
}

// PlacesGrown is Places of which the first rows are exactly those from before: only
// the others are looked at.
func PlacesGrown(n int, before []int32, compare func(a, b int) int) []int32 {
	kept := orderOf(before)
	more := make([]int, n-len(before))
	for i := range more {
		more[i] = len(before) + i
	}
	slices.SortStableFunc(more, compare)
	order, from := make([]int, 0, n), 0
	for _, row := range more {
		to, _ := slices.BinarySearchFunc(kept[from:], row, func(at, row int) int {
			if compare(at, row) <= 0 {
				return -1
			}
			return 1
		})
		order = append(append(order, kept[from:from+to]...), row)
		from += to
	}
	order = append(order, kept[from:]...)
	// Which of the rows from before are alike is known.
	return placesIn(order, func(a, b int) int {
		if a < len(before) && b < len(before) {
			return cmp.Compare(before[a], before[b])
		}
		return compare(a, b)
	})
}

// placesIn are the places of rows that are in order.
func placesIn(order []int, compare func(a, b int) int) []int32 {
	places, at := make([]int32, len(order)), int32(0)
	for i, row := range order {
		if i > 0 && compare(order[i-1], row) != 0 {
			at = int32(i)
		}
		places[row] = at
	}
	return places
}

// orderOf are rows in the order of their places.
func orderOf(places []int32) []int {
	most := int32(0)
	for _, at := range places {
		most = max(most, at)
	}
	next := make([]int, most+2)
	for _, at := range places {
		next[at+1]++
	}
	for at := range most + 1 {
		next[at+1] += next[at]
	}
	order := make([]int, len(places))
	for row, at := range places {
		order[next[at]] = row
		next[at]++
	}
	return order
}
