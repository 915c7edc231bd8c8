package filter_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actas/ui/filter"
)

// table makes an index of rows, whose columns are separated by bars.
func table(rows ...string) *filter.Index {
	columns := 0
	cells := make([][]string, len(rows))
	for i, r := range rows {
		cells[i] = strings.Split(r, "|")
		columns = max(columns, len(cells[i]))
	}
	return filter.NewIndex(len(rows), columns, func(row, column int) string {
		if column >= len(cells[row]) {
			return ""
		}
		return cells[row][column]
	})
}

func TestMatch(t *testing.T) {
	t.Parallel()
	x := table(
		"Production Deploy|open until 17:00",
		"Auditor|closed",
		"Edge Deploy|closed",
		"Protocol|not for me",
		"Überwacher|open, no end",
	)
	for _, c := range []struct {
		name, query string
		want        []int
	}{
		{"nothing typed", "", []int{0, 1, 2, 3, 4}},
		{"a whole word, in the order of the rows", "deploy", []int{0, 2}},
		{"letters with others between", "prdpl", []int{0}},
		{"a word must stand in one column", "audclo", nil},
		{"words may stand in different columns", "aud clo", []int{1}},
		{"in any order", "clo aud", []int{1}},
		{"every word must match", "deploy closed", []int{2}},
		{"a word twice", "deploy deploy", []int{0, 2}},
		{"letters in another order", "yolped", nil},
		{"the best first", "pro", []int{0, 3}},
		{"letters side by side before scattered ones", "ot", []int{3, 0}},
		{"accents do not matter", "uber", []int{4}},
		{"typed accents do not matter either", "über", []int{4}},
		{"small letters find capitals", "auditor", []int{1}},
		{"capitals find capitals alone", "De", []int{0, 2}},
		{"capitals do not find small letters", "DE", nil},
		{"the case of each word counts for itself", "deploy Edge", []int{2}},
		{"none", "zzz", nil},
	} {
		if got := x.Match(c.query, nil); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q finds %v, want %v", c.name, c.query, got, c.want)
		}
	}
}

// What lies far apart matches badly, but it matches.
func TestLettersFarApartMatch(t *testing.T) {
	t.Parallel()
	x := table("a" + strings.Repeat("-", 200) + "bcdefghij")
	for _, query := range []string{"ab", "abcdefghij"} {
		if got := x.Match(query, nil); len(got) != 1 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}

func TestSignsWithoutASmallFormAreFound(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"ǅungla", "日本語", "ẞ", "İstanbul", "ﬁ"} {
		if got := table("other", text).Match(text, nil); !slices.Equal(got, []int{1}) {
			t.Errorf("%q does not find itself: %v", text, got)
		}
	}
}

func TestOnlyRowsWithinAreLookedAt(t *testing.T) {
	t.Parallel()
	x := table("deploy a", "deploy b", "deploy c")
	if got := x.Match("deploy", []int{2, 1}); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("within two rows: %v", got)
	}
	if got := x.Match("deploy", []int{}); len(got) != 0 {
		t.Errorf("within none: %v", got)
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	var none *filter.Index
	if none.Rows() != 0 || filter.NewIndex(3, 0, nil).Rows() != 0 || table("a|b", "c|d").Rows() != 2 {
		t.Error("rows are miscounted")
	}
}

// words draws texts in which queries of the same letters find something.
func words(min, max int) *rapid.Generator[string] {
	return rapid.StringMatching(`[abAB éǅ日-]{` + string(rune('0'+min)) + `,` + string(rune('0'+max)) + `}`)
}

// Each letter typed looks among the rows that are left. That must find what a
// look at all rows finds, in the same order.
func TestNarrowingFindsWhatMatchingAnewFinds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		gap := strings.Repeat("-", rapid.IntRange(0, 60).Draw(t, "gap"))
		var rows []string
		for _, r := range rapid.SliceOfN(words(0, 9), 1, 12).Draw(t, "rows") {
			rows = append(rows, strings.Replace(r, "-", gap, 1)+"|"+words(0, 9).Draw(t, "second column"))
		}
		x := table(rows...)
		query, suffix := words(1, 4).Draw(t, "query"), words(1, 3).Draw(t, "suffix")
		anew := x.Match(query+suffix, nil)
		within := x.Match(query, nil)
		if narrowed := x.Match(query+suffix, within); !slices.Equal(narrowed, anew) {
			t.Fatalf("%q then %q in %q: %v within %v, anew %v", query, suffix, rows, narrowed, within, anew)
		}
	})
}

// BenchmarkFilter types a query into a list, letter by letter.
func BenchmarkFilter(b *testing.B) {
	for _, c := range []struct {
		name string
		rows int
	}{{"10,000", 10_000}, {"100,000", 100_000}} {
		x := filter.NewIndex(c.rows, 3, func(row, column int) string {
			teams := [...]string{"Production Deploy", "Auditor", "Edge Network Operator", "Billing Viewer", "Database Admin"}
			if column == 0 {
				return teams[row%len(teams)] + strings.Repeat(" of the east", row%2)
			}
			return [...]string{"assumable", "open until 17:00 (2h 56m)", "closed, opens Mon 09:00 in 2d 19h"}[(row+column)%3]
		})
		b.Run("first letter of "+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Match("d", nil)
			}
		})
		b.Run("two words of "+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Match("deploy east", nil)
			}
		})
		within := x.Match("deploy eas", nil)
		b.Run("one letter more of "+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Match("deploy east", within)
			}
		})
	}
}
