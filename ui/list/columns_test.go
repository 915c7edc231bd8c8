package list_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"actas/ui/list"
)

func TestLayout(t *testing.T) {
	t.Parallel()
	columns := []list.Column{
		{Title: "NAME", Min: 10, Max: 20},
		{Title: "USER", Min: 8, Max: 8, Drop: 2},
		{Title: "ABSENT"},
		{Title: "BAR", Min: 4, Max: 16, Drop: 1},
		{Title: "LEFT", Min: 8, Max: 8, Gap: 1, Right: true},
	}
	for _, c := range []struct {
		name  string
		start int
		width int
		want  []list.Span
	}{
		{"smallest widths", 2, 35, []list.Span{{2, 10}, {14, 8}, {}, {24, 4}, {29, 8}}},
		{"what is left widens the first", 2, 40, []list.Span{{2, 15}, {19, 8}, {}, {29, 4}, {34, 8}}},
		{"then the next, each to its most", 2, 50, []list.Span{{2, 20}, {24, 8}, {}, {34, 9}, {44, 8}}},
		{"and no further", 0, 200, []list.Span{{0, 20}, {22, 8}, {}, {32, 16}, {49, 8}}},
		{"the highest is dropped first", 2, 34, []list.Span{{2, 19}, {}, {}, {23, 4}, {28, 8}}},
		{"then the next", 2, 24, []list.Span{{2, 15}, {}, {}, {}, {18, 8}}},
		{"those that always stay", 2, 19, []list.Span{{2, 10}, {}, {}, {}, {13, 8}}},
		{"narrower still: cut from the right", 2, 14, []list.Span{{2, 10}, {}, {}, {}, {13, 3}}},
		{"no room for the last", 2, 6, []list.Span{{2, 6}, {}, {}, {}, {9, 0}}},
		{"no room at all", 2, -3, []list.Span{{2, 0}, {}, {}, {}, {3, 0}}},
	} {
		if got := list.Layout(columns, c.start, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := list.Layout(nil, 2, 80); len(got) != 0 {
		t.Errorf("no columns: %v", got)
	}
}

// column draws a column as screens make them.
func column(t *rapid.T) list.Column {
	c := list.Column{Min: rapid.IntRange(1, 30).Draw(t, "min"), Gap: rapid.IntRange(0, 4).Draw(t, "gap"), Drop: rapid.IntRange(0, 4).Draw(t, "drop")}
	c.Max = c.Min + rapid.IntRange(0, 30).Draw(t, "more")
	c.Title = rapid.StringMatching(`[A-Z日]{0,12}`).Draw(t, "title")
	c.Right = rapid.Bool().Draw(t, "right")
	return c
}

func TestLayoutStaysWithinItsWidth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.SliceOfN(rapid.Custom(column), 0, 8).Draw(t, "columns")
		start, width := rapid.IntRange(0, 5).Draw(t, "start"), rapid.IntRange(-5, 220).Draw(t, "width")
		spans := list.Layout(columns, start, width)
		at, dropped := start, 0
		for i, s := range spans {
			switch c := columns[i]; {
			case s.Width == 0:
				dropped = max(dropped, c.Drop)
				continue
			case s.Width > c.Max:
				t.Fatalf("column %d has %d columns of at most %d", i, s.Width, c.Max)
			case s.Start < at:
				t.Fatalf("column %d begins at %d, inside of another that ends at %d", i, s.Start, at)
			case s.Start+s.Width > start+max(0, width):
				t.Fatalf("column %d ends at %d of %d", i, s.Start+s.Width, start+width)
			}
			at = s.Start + s.Width
		}
		for i, s := range spans {
			if s.Width > 0 && columns[i].Drop > dropped && dropped > 0 {
				t.Fatalf("column %d of drop %d stays, one of %d went", i, columns[i].Drop, dropped)
			}
		}
	})
}
