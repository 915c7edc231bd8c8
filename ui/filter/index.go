package filter

import (
	"slices"
	"strings"
	"unicode"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// Index holds the texts of a list's rows, ready to be matched. An Index is not
// changed once it is built, so that it may be read beside the event loop.
type Index struct {
	columns int
	cells   []util.Chars
}

// NewIndex reads the texts of n rows with the given number of columns.
func NewIndex(n, columns int, cell func(row, column int) string) *Index {
	x := &Index{columns: columns, cells: make([]util.Chars, 0, n*columns)}
	for row := range n {
		for column := range columns {
			x.cells = append(x.cells, util.ToChars([]byte(cell(row, column))))
		}
	}
	return x
}

// Rows is the number of rows.
func (x *Index) Rows() int {
	if x == nil || x.columns == 0 {
		return 0
	}
	return len(x.cells) / x.columns
}

type ranked struct{ row, score int }

// Match gives the rows that match the query, the best first, rows of equal rank
// in their own order. The query's words are matched one by one: each must match
// within a single column, because letters gathered from all over a row match
// nearly everything. Only the rows in within are looked at; nil means all.
func (x *Index) Match(query string, within []int) []int {
	words := patterns(query)
	var found []ranked
	slab := util.MakeSlab(16*1024, 2*1024)
	look := func(row int) {
		total := 0
		for _, w := range words {
			best, ok := x.best(row, w, slab)
			if !ok {
				return
			}
			total += best
		}
		found = append(found, ranked{row, total})
	}
	if within == nil {
		for row := range x.Rows() {
			look(row)
		}
	} else {
		for _, row := range within {
			look(row)
		}
	}
	slices.SortFunc(found, func(a, b ranked) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return a.row - b.row
	})
	rows := make([]int, len(found))
	for i, f := range found {
		rows[i] = f.row
	}
	return rows
}

// best is the score of the row's column that matches the pattern best; ok is
// false where none does. Letters far apart in a long text score below zero.
func (x *Index) best(row int, p pattern, slab *util.Slab) (best int, ok bool) {
	for c := row * x.columns; c < (row+1)*x.columns; c++ {
		r, _ := algo.FuzzyMatchV1(p.caseSensitive, true, true, &x.cells[c], p.runes, false, slab)
		if r.Start >= 0 && (!ok || r.Score > best) {
			best, ok = r.Score, true
		}
	}
	return best, ok
}

// pattern is one word of a query. It heeds case only if it has capitals.
type pattern struct {
	runes         []rune
	caseSensitive bool
}

func patterns(query string) []pattern {
	words := strings.Fields(query)
	out := make([]pattern, len(words))
	for i, w := range words {
		exact := strings.IndexFunc(w, unicode.IsUpper) >= 0
		if !exact {
			// A title letter, as the first of "ǅungla", is no capital and not small.
			w = strings.ToLower(w)
		}
		out[i] = pattern{runes: algo.NormalizeRunes([]rune(w)), caseSensitive: exact}
	}
	return out
}
