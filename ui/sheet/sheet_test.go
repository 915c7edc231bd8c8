package sheet_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/theme"
	"actas/ui/line"
	"actas/ui/screentest"
	"actas/ui/sheet"
)

var (
	plain    = screentest.Plain
	ascii    = screentest.ASCII
	coloured = screentest.Coloured
)

// body is a screen's body of numbered lines.
func body(height, width int) []string {
	out := make([]string, height)
	for i := range out {
		out[i] = line.Fit(string(rune('a'+i%26)), width, plain.Glyphs)
	}
	return out
}

func TestOver(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		height int
		lines  []string
		want   []string
	}{
		{"over the lowest rows", 5, []string{"one", "two"}, []string{"a           ", "b           ", "── Sure? ───", "one         ", "two         "}},
		{"without lines", 2, nil, []string{"a           ", "── Sure? ───"}},
		{"just room enough", 2, []string{"one"}, []string{"── Sure? ───", "one         "}},
		{"room for the first line", 2, []string{"one", "two"}, []string{"── Sure? ───", "one         "}},
		{"room for the rule", 1, []string{"one", "two"}, []string{"── Sure? ───"}},
		{"no room", 0, []string{"one"}, nil},
		{"too wide", 2, []string{"one two three"}, []string{"── Sure? ───", "one two thr…"}},
	} {
		below := body(c.height, 12)
		before := slices.Clone(below)
		if got := sheet.Over(below, 12, 0, "Sure?", c.lines, plain); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if !slices.Equal(below, before) {
			t.Errorf("%s: the body itself was changed", c.name)
		}
	}
}

func TestRule(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, title  string
		width, split int
		want         string
	}{
		{"a title", "Revoke audit-1?", 24, 0, "── Revoke audit-1? ─────"},
		{"a title that is too long", "Revoke audit-1?", 14, 0, "── Revoke … ──"},
		{"a wide title", "日本語", 14, 0, "── 日本語 ────"},
		{"no title", "", 8, 0, "──  ────"},
		{"a divider ends at it", "Sure?", 16, 12, "── Sure? ───┴───"},
		{"a divider ends right behind the title", "Sure?", 16, 9, "── Sure? ┴──────"},
		{"a divider ends at the title", "Sure?", 16, 8, "── Sure? ───────"},
		{"a divider beyond the width", "Sure?", 16, 16, "── Sure? ───────"},
		{"width for the rule alone", "Revoke", 5, 0, "──  ─"},
		{"none", "Revoke", 0, 0, ""},
	} {
		got := sheet.Rule(c.width, c.split, c.title, plain)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := sheet.Rule(16, 0, "Sure?", ascii); got != "-- Sure? -------" {
		t.Errorf("ASCII: %q", got)
	}
	if got := sheet.Rule(16, 0, "Sure?", coloured); !strings.Contains(got, coloured.Page.Strong.On("Sure?")) {
		t.Errorf("in colour: %q", got)
	}
}

func TestDimensionsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		height, width := rapid.IntRange(0, 20).Draw(t, "height"), rapid.IntRange(0, 80).Draw(t, "width")
		th := rapid.SampledFrom([]theme.Theme{plain, ascii, coloured}).Draw(t, "theme")
		lines := rapid.SliceOfN(rapid.StringMatching(`[a日é👩 ]{0,90}`), 0, 25).Draw(t, "lines")
		for i := range lines {
			lines[i] = th.Page.Warn.On(lines[i])
		}
		got := sheet.Over(body(height, width), width, rapid.IntRange(0, 90).Draw(t, "split"), rapid.StringMatching(`[a日é👩 ]{0,90}`).Draw(t, "title"), lines, th)
		if len(got) != height {
			t.Fatalf("%d lines of %d", len(got), height)
		}
		for i, l := range got {
			if ansi.StringWidth(l) != width {
				t.Fatalf("line %d has %d columns of %d: %q", i, ansi.StringWidth(l), width, l)
			}
		}
	})
}
