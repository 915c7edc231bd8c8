package filter

import (
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// Index holds the texts of a list's rows, ready to be matched. An Index is not
// changed once it is built, so that it may be read beside the event loop.
type Index struct {
	columns int
	// cells are the texts themselves and not copies, signs what each is made of.
	cells []string
	signs []signs
}

// NewIndex reads the texts of n rows with the given number of columns.
func NewIndex(n, columns int, cell func(row, column int) string) *Index {
	x := &Index{columns: columns, cells: make([]string, 0, n*columns), signs: make([]signs, 0, n*columns)}
	for row := range n {
		for column := range columns {
			text := cell(row, column)
			x.cells, x.signs = append(x.cells, text), append(x.signs, signsOf(text))
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

// Match gives the rows that match the query, the best first, rows of equal rank
// in their own order. The query's words are matched one by one: each must match
// within a single column, because letters gathered from all over a row match
// nearly everything. Only the rows in within are looked at; nil means all.
func (x *Index) Match(query string, within []int) []int { return x.match(query, within, nil) }

// match is Match, and nil as soon as its answer is not wanted any more.
func (x *Index) match(query string, within []int, wanted *wanted) []int {
	words, rows := patterns(query), x.rows(within)
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

// rows are those within in their own order; nil means all.
func (x *Index) rows(within []int) []int32 {
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
	l := looker{index: x, slab: util.MakeSlab(16*1024, 2*1024)}
	var found []ranked
	for i, row := range some {
		if i%asks == 0 && wanted.no() {
			return nil
		}
		if score, ok := l.row(int(row), words); ok {
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

// looker matches rows with room of its own.
type looker struct {
	index *Index
	slab  *util.Slab
	// text and runes are where a text lies while it is matched.
	text  []byte
	runes []rune
}

// chars is a text as the matcher takes it.
func (l *looker) chars(cell int) util.Chars {
	if l.index.signs[cell] != allSigns {
		l.text = append(l.text[:0], l.index.cells[cell]...)
		return util.ToChars(l.text)
	}
	l.runes = l.runes[:0]
	for _, r := range l.index.cells[cell] {
		l.runes = append(l.runes, r)
	}
	return util.RunesToChars(l.runes)
}

// row is the score of a row: the sum of its words'; ok is false where one of them
// does not match.
func (l *looker) row(row int, words []pattern) (total int, ok bool) {
	for i := range words {
		best, ok := l.best(row, &words[i])
		if !ok {
			return 0, false
		}
		total += best
	}
	return total, true
}

// best is the score of the row's column that matches the pattern best; ok is
// false where none does. Letters far apart in a long text score below zero.
func (l *looker) best(row int, p *pattern) (best int, ok bool) {
	x := l.index
	for c := row * x.columns; c < (row+1)*x.columns; c++ {
		if !x.signs[c].hold(p.signs) {
			continue
		}
		text := l.chars(c)
		r, _ := algo.FuzzyMatchV1(p.caseSensitive, true, true, &text, p.runes, false, l.slab)
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
