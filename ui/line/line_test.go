package line_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/theme"
	"actas/ui/line"
	"actas/ui/screentest"
)

var (
	unicodeTheme = screentest.Plain
	asciiTheme   = screentest.ASCII
	colourTheme  = screentest.Coloured
)

func TestFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in    string
		w           int
		left, right string
	}{
		{"exact", "deploy", 6, "deploy", "deploy"},
		{"padded", "deploy", 8, "deploy  ", "  deploy"},
		{"cut", "Registry Publisher", 17, "Registry Publish…", "Registry Publish…"},
		{"cut to the ellipsis", "deploy", 1, "…", "…"},
		{"empty", "", 3, "   ", "   "},
		{"no width", "deploy", 0, "", ""},
		{"negative width", "deploy", -2, "", ""},
		{"accents", "Zoë Ångström", 13, "Zoë Ångström ", " Zoë Ångström"},
		{"wide characters cut between", "日本語", 4, "日… ", " 日…"},
		{"wide character in one column", "日", 1, "…", "…"},
		{"control characters are dropped", "a\tb\x1b[31mc\n", 8, "ab[31mc ", " ab[31mc"},
		{"invalid bytes are visible", "a\x9bb", 4, "a\ufffdb ", " a\ufffdb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := line.Fit(c.in, c.w, unicodeTheme.Glyphs); got != c.left {
				t.Errorf("Fit = %q, want %q", got, c.left)
			}
			if got := line.FitRight(c.in, c.w, unicodeTheme.Glyphs); got != c.right {
				t.Errorf("FitRight = %q, want %q", got, c.right)
			}
		})
	}
	if got := line.Fit("deploy", 4, asciiTheme.Glyphs); got != "dep~" {
		t.Errorf("ASCII cut = %q", got)
	}
}

func TestFitDoesNotAllocateWhereTextFitsExactly(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { line.Fit("deploy", 6, unicodeTheme.Glyphs) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if n := testing.AllocsPerRun(100, func() { _ = line.Pad(120) }); n != 0 {
		t.Errorf("%v allocations for padding", n)
	}
}

func TestPadIsClamped(t *testing.T) {
	t.Parallel()
	for _, n := range []int{-3, 0, 1, 255, 256, 257, 600} {
		if got := line.Pad(n); len(got) != max(n, 0) || strings.Trim(got, " ") != "" {
			t.Errorf("Pad(%d) has %d bytes", n, len(got))
		}
	}
}

func TestFitPainted(t *testing.T) {
	t.Parallel()
	pens, g := colourTheme.Page, colourTheme.Glyphs
	text := pens.OKStrong.On("open") + pens.Text.On(" until ") + pens.Warn.On("17:00")
	if got := line.FitPainted(text, 16, g); got != text {
		t.Errorf("exact text changed: %q", got)
	}
	if got, want := line.FitPainted(text, 18, g), text+"  "; got != want {
		t.Errorf("padded %q, want %q", got, want)
	}
	cut := line.FitPainted(text, 13, g)
	if got := ansi.Strip(cut); got != "open until 1…" {
		t.Errorf("cut to %q", got)
	}
	if !strings.HasSuffix(cut, "…\x1b[m") {
		t.Errorf("cut does not end with a reset: %q", cut)
	}
	if got := line.FitPainted(text, 9, g); strings.HasSuffix(got, "\x1b[m") || strings.Contains(got, pens.Warn.On("x")[:8]) {
		t.Errorf("sequences of text that was cut away stay: %q", got)
	}
}

// U+0600 joins with what follows it, so that the first space counts for less.
func TestFitPaintedAfterASignThatJoins(t *testing.T) {
	t.Parallel()
	if got := line.FitPainted("a\u0600", 6, unicodeTheme.Glyphs); line.Width(got) != 6 {
		t.Errorf("%q has %d columns", got, line.Width(got))
	}
}

func TestFitPaintedOnPaintsThePadding(t *testing.T) {
	t.Parallel()
	pen := colourTheme.Selected.Text
	got := line.FitPaintedOn(pen.On("open"), 6, colourTheme.Glyphs, pen)
	if want := pen.On("open") + pen.On("  "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, left, right string
		w                 int
		want              string
	}{
		{"both", "TRUSTS", "2", 12, "TRUSTS     2"},
		{"tight", "TRUSTS", "2", 9, "TRUSTS  2"},
		{"right is dropped", "TRUSTS", "2", 8, "TRUSTS  "},
		{"left is cut", "TRUSTS", "2", 4, "TRUS"},
		{"nothing on the left", "", "2", 4, "   2"},
		{"nothing on the right", "ab", "", 4, "ab  "},
		{"no width", "ab", "c", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := line.Join(c.left, c.right, c.w); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in string
		w        int
		want     []string
	}{
		{"between words", "Window closes 17:00; renew by then or wait until Mon 09:00.", 44,
			[]string{"Window closes 17:00; renew by then or wait", "until Mon 09:00."}},
		{"a long word is broken", "id 0c9be7aa-15f4", 6, []string{"id", "0c9be7", "aa-15f", "4"}},
		{"white space collapses", " a \n b\t c ", 9, []string{"a b c"}},
		{"a sign wider than the line", "日x", 1, []string{"?", "x"}},
		{"wide characters", "日本語", 4, []string{"日本", "語"}},
		{"nothing", "  ", 9, nil},
		{"no width", "a", 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := line.Wrap(c.in, c.w); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// anyText has what breaks widths: wide and combining characters, emoji
// sequences, controls and broken bytes.
func anyText() *rapid.Generator[string] {
	pieces := rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{"日本", "é", "👩‍👩‍👧", "🇩🇪", "\u0600", "\u200d", "\u0301", " ", "\x1b[31m", "\x9b", "\t", "한", "❤️", "…"}),
		rapid.StringN(0, 40, -1),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(pieces, 0, 5).Draw(t, "pieces"), "")
	})
}

func TestWidthsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s, w := anyText().Draw(t, "s"), rapid.IntRange(-2, 200).Draw(t, "w")
		th := rapid.SampledFrom([]theme.Theme{unicodeTheme, asciiTheme, colourTheme}).Draw(t, "theme")
		for name, got := range map[string]string{
			"Fit": line.Fit(s, w, th.Glyphs), "FitRight": line.FitRight(s, w, th.Glyphs),
		} {
			if ansi.StringWidth(got) != max(w, 0) {
				t.Fatalf("%s = %q of %d columns, want %d", name, got, ansi.StringWidth(got), w)
			}
		}
		for _, got := range line.Wrap(s, w) {
			if n := ansi.StringWidth(got); n > w || n == 0 && got == "" {
				t.Fatalf("Wrap made %q of %d columns, limit %d", got, n, w)
			}
		}
	})
}

func TestPaintedWidthsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(-2, 200).Draw(t, "w")
		clean := func(name string) string {
			return line.Fit(anyText().Draw(t, name), rapid.IntRange(0, 60).Draw(t, name+" width"), unicodeTheme.Glyphs)
		}
		pens := rapid.SampledFrom([]theme.Pens{colourTheme.Selected, unicodeTheme.Page}).Draw(t, "pens")
		left := pens.OK.On(clean("left")) + pens.Text.On(clean("more"))
		right := pens.Crit.On(clean("right"))
		for name, got := range map[string]string{
			"FitPainted":   line.FitPainted(left, w, colourTheme.Glyphs),
			"FitPaintedOn": line.FitPaintedOn(left, w, colourTheme.Glyphs, pens.Text),
			"Join":         line.Join(left, right, w),
		} {
			if n := ansi.StringWidth(got); n != max(w, 0) {
				t.Fatalf("%s = %q of %d columns, want %d", name, got, n, w)
			}
			if at := strings.LastIndex(got, "\x1b["); at >= 0 && !strings.HasPrefix(got[at:], "\x1b[m") && !strings.HasPrefix(got[at:], "\x1b[0m") {
				t.Fatalf("%s leaves a pen on: %q", name, got)
			}
		}
	})
}

func BenchmarkFit(b *testing.B) {
	for name, s := range map[string]string{
		"exact": "Production Deploy", "padded": "Auditor", "cut": "Registry Publisher of all", "unicode": "Zoë Ångström",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				line.Fit(s, 17, unicodeTheme.Glyphs)
			}
		})
	}
}

func TestBreak(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in string
		w        int
		want     []string
	}{
		{"it fits", "  a  b", 8, []string{"  a  b"}},
		{"spaces stay", "  ab  cd", 3, []string{"  a", "b  ", "cd"}},
		{"empty", "", 5, []string{""}},
		{"wide characters", "日本語", 5, []string{"日本", "語"}},
		{"control characters are dropped", "a\tb", 5, []string{"ab"}},
		{"no width", "a", 0, nil},
	} {
		if got := line.Break(c.in, c.w); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSideBySide(t *testing.T) {
	t.Parallel()
	g := unicodeTheme.Glyphs
	got := line.SideBySide([]string{"a", "much too long"}, []string{"1", "", "3"}, 5, 8, g)
	if want := []string{"a    1  ", "much too long", "     3  "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := line.SideBySide([]string{"much too long"}, []string{"right"}, 5, 8, g); got[0] != "much…ri…" {
		t.Errorf("%q", got)
	}
}

// TestSingleCharacters holds the characters that are counted one by one against
// the tables of clusters, alone and one behind another.
func TestSingleCharacters(t *testing.T) {
	t.Parallel()
	var all []rune
	for r := rune(0); r < 0x20000; r++ {
		if line.Single(r) {
			all = append(all, r)
		}
	}
	for _, r := range "aé─━▌▆░·…–✓✗»жΩ" {
		if !line.Single(r) {
			t.Errorf("%q is not counted by itself", r)
		}
	}
	for i, r := range all {
		next := all[(i*7919+13)%len(all)]
		for _, text := range []string{string(r), string([]rune{r, next}), string([]rune{'a', r})} {
			if got := ansi.StringWidth(text); len([]rune(text)) != got {
				t.Errorf("%q takes %d columns", text, got)
			}
		}
	}
}

func TestWidthIsThatOfClusters(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"a", "Production Deploy", "é", "━━", "…", "日本", "👩\u200d💻", "e\u0301", "\u00ad", "\t", "\x1b[1;38;2;1;2;3m",
		"\x1b[0m", "\x1b[4:3m", "\x1b]8;;x\x1b\\", "\x1b[2K", "\x1b", "\xff", "\u0300",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6).Draw(t, "pieces"), "")
		if got, want := line.Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("%q takes %d columns, want %d", s, got, want)
		}
	})
}
