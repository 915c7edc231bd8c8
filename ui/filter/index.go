package filter

import (
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/junegunn/fzf/src/algo"
)

// Index holds the texts of a list's rows, ready to be matched. What an Index says is
// not changed, so that it may be asked beside the event loop.
type Index struct {
	rows    int
	columns []column
	// build makes the columns when they are first asked for; nil where they are made.
	build func() []column
	built sync.Once
}

// NewIndex reads the texts of n rows with the given number of columns.
func NewIndex(n, columns int, cell func(row, column int) string) *Index {
	x := Later(n, columns, func(i int) func(int) string { return func(row int) string { return cell(row, i) } })
	x.ready()
	return x
}

// Later is NewIndex that reads the texts with the first match, beside the event loop:
// of gives the texts of one column. Each column is read by a goroutine of its own.
func Later(n, columns int, of func(column int) func(row int) string) *Index {
	x := &Index{}
	if columns > 0 {
		x.rows = n
	}
	x.build = func() []column {
		made := make([]column, columns)
		var all sync.WaitGroup
		for i := range made {
			all.Go(func() { made[i] = newColumn(n, of(i)) })
		}
		all.Wait()
		return made
	}
	return x
}

func (x *Index) ready() {
	x.built.Do(func() { x.columns, x.build = x.build(), nil })
}

// Rows is the number of rows.
func (x *Index) Rows() int {
	if x == nil {
		return 0
	}
	return x.rows
}

// Match gives the rows that match the query, the best first, rows of equal rank
// in their own order. The query's words are matched one by one: each must match
// within a single column, because letters gathered from all over a row match
// nearly everything. Only the rows in within are looked at; nil means all.
func (x *Index) Match(query string, within []int) []int { return x.match(query, within, nil) }

// match is Match, and nil as soon as its answer is not wanted any more.
func (x *Index) match(query string, within []int, wanted *wanted) []int {
	x.ready()
	words, rows := patterns(query), x.rowsIn(within)
	parts := make([][]ranked, max(1, min(runtime.GOMAXPROCS(0), len(rows)/worthAPart)))
	var all sync.WaitGroup
	for i := range parts {
		some := rows[len(rows)*i/len(parts) : len(rows)*(i+1)/len(parts)]
		all.Go(func() { parts[i] = x.look(words, some, wanted) })
	}
	all.Wait()
	if wanted.no() {
		return nil
	}
	return bestFirst(parts)
}

const (
	// worthAPart is how many rows are worth a goroutine of their own.
	worthAPart = 2048
	// asks is after how many rows it is asked whether they are still wanted.
	asks = 1024
)

// rowsIn are those within in their own order; nil means all.
func (x *Index) rowsIn(within []int) []int32 {
	in := make([]bool, x.Rows())
	for _, row := range within {
		in[row] = true
	}
	rows := make([]int32, 0, len(in))
	for row, is := range in {
		if is || within == nil {
			rows = append(rows, int32(row))
		}
	}
	return rows
}

// ranked is a row that matches, and how well.
type ranked struct{ row, score int32 }

// look ranks those of some rows that match.
func (x *Index) look(words []pattern, some []int32, wanted *wanted) []ranked {
	l := newLooker(x, words)
	var found []ranked
	for i, row := range some {
		if i%asks == 0 && wanted.no() {
			return nil
		}
		if score, ok := l.row(int(row)); ok {
			found = append(found, ranked{row, int32(score)})
		}
	}
	return found
}

// bestFirst are the rows by their scores, those of one score in their own order.
// There are few scores and many rows, so nothing is sorted but the scores.
func bestFirst(parts [][]ranked) []int {
	count := map[int32]int{}
	for _, part := range parts {
		for _, r := range part {
			count[r.score]++
		}
	}
	next, at := make(map[int32]int, len(count)), 0
	for _, score := range slices.Backward(slices.Sorted(maps.Keys(count))) {
		next[score] = at
		at += count[score]
	}
	rows := make([]int, at)
	for _, part := range parts {
		for _, r := range part {
			rows[next[r.score]] = int(r.row)
			next[r.score]++
		}
	}
	return rows
}

// pattern is one word of a query. It heeds case only if it has capitals.
type pattern struct {
	runes         []rune
	caseSensitive bool
	// signs are those that a text must have.
	signs signs
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
		runes := algo.NormalizeRunes([]rune(w))
		out[i] = pattern{runes: runes, caseSensitive: exact, signs: needed(runes)}
	}
	return out
}
