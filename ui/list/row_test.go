package list_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/model/text"
	"actas/theme"
	"actas/ui/list"
	"actas/ui/screentest"
)

var (
	plain    = screentest.Plain
	coloured = screentest.Coloured
)

func TestHeader(t *testing.T) {
	t.Parallel()
	name, left := list.Column{Title: "NAME", Min: 6, Max: 6}, list.Column{Title: "REMAINING", Min: 8, Max: 8, Right: true}
	bar := list.Column{Min: 4, Max: 4}
	tight := left
	tight.Gap = 1
	for _, c := range []struct {
		name    string
		columns []list.Column
		width   int
		want    string
	}{
		{"a title over its column", []list.Column{name}, 12, "  NAME      "},
		{"a right-aligned title reaches into the gap", []list.Column{name, left}, 20, "  NAME   REMAINING  "},
		{"and into one of a single column", []list.Column{name, tight}, 18, "  NAME  REMAINING "},
		{"over a column without a title", []list.Column{bar, tight}, 18, "      REMAINING   "},
		{"a dropped column has none", []list.Column{name, {Title: "GONE"}, left}, 20, "  NAME   REMAINING  "},
		{"a title that is too long", []list.Column{{Title: "TRUSTED ENTITY", Min: 8, Max: 8}}, 12, "  TRUSTED…  "},
		{"a right-aligned one that is too long", []list.Column{name, {Title: "REMAINING", Min: 4, Max: 4, Right: true}}, 16, "  NAME   REMA…  "},
	} {
		spans := list.Layout(c.columns, 2, c.width-4)
		if c.columns[0].Title == "NAME" && len(c.columns) == 2 && c.columns[1].Gap == 1 {
			spans = list.Layout(c.columns, 2, c.width-3)
		}
		if got := list.Header(c.columns, spans, -1, plain, c.width); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTheSortedColumnIsUnderlined(t *testing.T) {
	t.Parallel()
	columns := []list.Column{{Title: "NAME", Min: 4, Max: 4}, {Title: "ROLE", Min: 4, Max: 4}}
	got := list.Header(columns, list.Layout(columns, 2, 10), 1, coloured, 14)
	if !strings.Contains(got, coloured.Page.HeadingSort.On("ROLE")) || !strings.Contains(got, coloured.Page.Heading.On("NAME")) {
		t.Errorf("%q", got)
	}
}

func TestHeadersHaveExactWidths(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.SliceOfN(rapid.Custom(column), 0, 8).Draw(t, "columns")
		for i := range columns {
			// A title reaches at most one column into its gap.
			columns[i].Gap = max(1, columns[i].Gap)
		}
		width := rapid.IntRange(4, 200).Draw(t, "width")
		th := rapid.SampledFrom([]theme.Theme{plain, coloured}).Draw(t, "theme")
		got := list.Header(columns, list.Layout(columns, 2, width-4), rapid.IntRange(-1, 7).Draw(t, "sorted"), th, width)
		if w := ansi.StringWidth(got); w != width {
			t.Fatalf("%q has %d columns, want %d", got, w, width)
		}
	})
}

func TestRow(t *testing.T) {
	t.Parallel()
	draw := func(th theme.Theme, selected bool) string {
		r := list.NewRow(th, selected)
		r.Cell(list.Span{Start: 2, Width: 8}, "日本語の名", r.Pens.Text)
		r.Cell(list.Span{Start: 12, Width: 0}, "dropped", r.Pens.Text)
		r.Right(list.Span{Start: 12, Width: 5}, "42", r.Pens.Text)
		r.Painted(list.Span{Start: 19, Width: 6}, r.Pens.OK.On("open")+" until")
		return r.Line(27)
	}
	if got, want := draw(plain, false), "  日本語…      42  open …  "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := draw(plain, true), "▌ 日本語…      42  open …  "; got != want {
		t.Errorf("selected: %q, want %q", got, want)
	}
	if got := draw(coloured, true); !strings.HasPrefix(got, coloured.Page.Accent.On("▌")+coloured.Selected.Text.On(" ")) || ansi.StringWidth(got) != 27 {
		t.Errorf("selected in colour: %q", got)
	}
}

func TestRowsHaveExactWidths(t *testing.T) {
	t.Parallel()
	raw := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a日é👩🇩\x{0301}\x{200d} ]{0,30}`))
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.SliceOfN(rapid.Custom(column), 0, 8).Draw(t, "columns")
		width := rapid.IntRange(4, 200).Draw(t, "width")
		th := rapid.SampledFrom([]theme.Theme{plain, coloured}).Draw(t, "theme")
		r := list.NewRow(th, rapid.Bool().Draw(t, "selected"))
		for i, s := range list.Layout(columns, 2, width-4) {
			cell := text.Clean(raw.Draw(t, "text"))
			switch i % 3 {
			case 0:
				r.Cell(s, cell, r.Pens.Muted)
			case 1:
				r.Right(s, cell, r.Pens.Text)
			default:
				r.Painted(s, r.Pens.OK.On("open")+r.Pens.Text.On(" until 17:00"))
			}
		}
		if got := r.Line(width); ansi.StringWidth(got) != width {
			t.Fatalf("%q has %d columns, want %d", got, ansi.StringWidth(got), width)
		}
	})
}
