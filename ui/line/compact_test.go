package line

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"

	"actas/theme"
	"actas/ui/sgr"
)

// cell is what a terminal shows in one column.
type cell struct {
	text  string
	style sgr.Style
}

// cells draws a line as a terminal would. Of a blank only what shows counts.
func cells(t interface{ Fatalf(string, ...any) }, s string) []cell {
	var out []cell
	var style sgr.Style
	for len(s) > 0 {
		if s[0] == '\x1b' {
			params, rest, ok := sgr.Cut(s)
			if !ok || !style.Apply(params) {
				t.Fatalf("unreadable sequence in %q", s)
			}
			s = rest
			continue
		}
		r := []rune(s)[0]
		c := cell{string(r), style}
		if r == ' ' {
			c.style = style.Blank()
		}
		out = append(out, c)
		s = s[len(string(r)):]
	}
	return out
}

func themes() []theme.Theme {
	var all []theme.Theme
	for _, p := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI, termenv.Ascii} {
		all = append(all, theme.New(theme.Options{Profile: p}), theme.New(theme.Options{Profile: p, Light: true}))
	}
	return all
}

func TestCompactShowsTheSameCells(t *testing.T) {
	t.Parallel()
	all := themes()
	rapid.Check(t, func(t *rapid.T) {
		th := rapid.SampledFrom(all).Draw(t, "theme")
		var b strings.Builder
		for range rapid.IntRange(0, 12).Draw(t, "pieces") {
			pens := rapid.SampledFrom([]theme.Pens{th.Page, th.Selected}).Draw(t, "surface")
			pen := rapid.SampledFrom([]theme.Pen{
				{}, pens.Text, pens.Strong, pens.Muted, pens.AccentStrong, pens.Warn, pens.CritStrong,
				pens.HeadingSort, th.Chip, th.Cursor,
			}).Draw(t, "pen")
			b.WriteString(pen.On(rapid.StringMatching(`[ab\x{2501}\x{e9} ]{0,6}`).Draw(t, "text")))
		}
		line := b.String()
		compact := Compact(line)
		want, got := cells(t, line), cells(t, compact)
		if len(want) != len(got) {
			t.Fatalf("%q became %q: %d cells, want %d", line, compact, len(got), len(want))
		}
		for i := range want {
			if want[i] != got[i] {
				t.Fatalf("%q became %q: cell %d is %+v, want %+v", line, compact, i, got[i], want[i])
			}
		}
		if len(compact) > len(line) {
			t.Fatalf("%q grew to %q", line, compact)
		}
		if again := Compact(compact); again != compact {
			t.Fatalf("%q became %q and then %q", line, compact, again)
		}
		if strings.Contains(compact, "\x1b") && !strings.HasSuffix(compact, "\x1b[0m") && !endsPlain(t, compact) {
			t.Fatalf("%q ends in a style", compact)
		}
	})
}

// endsPlain reports that no style is set behind a line.
func endsPlain(t interface{ Fatalf(string, ...any) }, s string) bool {
	all := cells(t, s+"x")
	return all[len(all)-1].style == sgr.Style{}
}

func TestCompactMergesASelectedRow(t *testing.T) {
	t.Parallel()
	p := theme.New(theme.Options{Profile: termenv.TrueColor}).Selected
	row := p.Text.On("a") + p.Text.On("  ") + p.Muted.On("b") + p.Text.On("   ") + p.Muted.On("c")
	got := Compact(row)
	if n := strings.Count(got, "\x1b["); n != 3 {
		t.Errorf("%q has %d sequences, want 3: the first, the change to muted, the end", got, n)
	}
	if ansi.Strip(got) != "a  b   c" {
		t.Errorf("the text became %q", ansi.Strip(got))
	}
}

func TestCompactLeavesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"plain", "", "\x1b[3mitalic\x1b[0m", "a\x1b]8;;x\x1b\\b", "a\x1b[2Kb", "a\x1b[38;9;1mb", "a\x1b[38;5mb", "a\x1b[38mb", "a\x1b[1",
	} {
		if got := Compact(s); got != s {
			t.Errorf("Compact(%q) = %q", s, got)
		}
	}
	if got, want := Compact("\x1b[1mbold\x1b[0m\x1b[2Kx"), "\x1b[1mbold\x1b[0m\x1b[2Kx"; got != want {
		t.Errorf("Compact = %q, want %q", got, want)
	}
}

func BenchmarkCompact(b *testing.B) {
	p := theme.New(theme.Options{Profile: termenv.TrueColor}).Selected
	row := p.Strong.On("ada-deploy-7f3c") + p.Text.On("   ") + p.Text.On("Production Deploy   ") + p.Warn.On("━━") +
		p.Rule.On("───────────") + p.Text.On("  ") + p.WarnStrong.On("! 09:41") + p.Text.On("  ") + p.Warn.On("expiring")
	for b.Loop() {
		Compact(row)
	}
}
