package cells

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/ui/cells/vttest"
	"actas/ui/line"
	"actas/ui/sgr"
)

// inks are sequences that set styles: the theme's, others, and resets.
var inks = []string{
	"\x1b[1m", "\x1b[22m", "\x1b[4m", "\x1b[24m", "\x1b[7m", "\x1b[31m", "\x1b[38;5;111m", "\x1b[38;2;163;173;186m",
	"\x1b[48;2;43;54;72m", "\x1b[0;1;48;5;237m", "\x1b[49m", "\x1b[39m", "\x1b[0m", "\x1b[m",
	"\x1b[3m", "\x1b[23m", "\x1b[2m", "\x1b[4:3m", "\x1b[1;3;32m", "\x1b[9m",
}

// words are pieces of text of every kind.
var words = []string{
	"a", "Sessions", "09:41", " ", "    ", "          ", "é", "Ünïcödé", "Код", "─────", "━━╸", "▌", "✓ ", "…", "·",
	"日本語", "👩‍💻", "🇩🇪", "é", "ж҃", "❤️", "↔️", "한글", "ｱﾞ", "क्ष", "\u200b", "\u00ad",
}

// drawLine draws a line of a view. It ends without a ground, which a terminal
// would fill the row's rest with when Bubble Tea erases that.
func drawLine(t *rapid.T) string {
	var line strings.Builder
	for range rapid.IntRange(0, 9).Draw(t, "pieces") {
		if rapid.IntRange(0, 2).Draw(t, "kind") == 0 {
			line.WriteString(rapid.SampledFrom(inks).Draw(t, "ink"))
			continue
		}
		common := rapid.IntRange(0, 3).Draw(t, "script") > 0
		if common {
			line.WriteString(rapid.SampledFrom(words[:15]).Draw(t, "word"))
		} else {
			line.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
		}
	}
	if line.Len() == 0 || rapid.IntRange(0, 3).Draw(t, "ends plain") > 0 {
		return line.String() + reset
	}
	return line.String() + "\x1b[49;24;27m"
}

// changed is a view after something happened to it.
func changed(t *rapid.T, view []string, height int) []string {
	next := append([]string(nil), view...)
	at := func() int { return rapid.IntRange(0, len(next)-1).Draw(t, "line") }
	switch rapid.IntRange(0, 7).Draw(t, "what happens") {
	case 0:
		next = make([]string, rapid.IntRange(1, height+2).Draw(t, "lines"))
		for y := range next {
			next[y] = drawLine(t)
		}
	case 1: // it scrolls
		next = append(next[1:], drawLine(t))
	case 7: // some of it scrolls, and changes while it does
		scrollSome(t, next)
	case 2: // a digit changes
		y := at()
		next[y] = strings.Replace(next[y], "09:41", rapid.SampledFrom([]string{"09:40", "9:40", "10:41"}).Draw(t, "time"), 1)
	case 3: // a row is selected, or not any more
		y := at()
		next[y] = "\x1b[48;5;237m" + next[y] + reset
	case 4: // a line ends earlier
		y := at()
		next[y] = ansi.Truncate(next[y], rapid.IntRange(0, 10).Draw(t, "columns"), "") + reset
	default:
		next[at()] = drawLine(t)
	}
	return next
}

// scrollSome moves some lines up or down between the others.
func scrollSome(t *rapid.T, view []string) {
	top := rapid.IntRange(0, len(view)-1).Draw(t, "top")
	some := view[top:rapid.IntRange(top, len(view)).Draw(t, "bottom")]
	by := rapid.IntRange(-4, 4).Draw(t, "rows")
	before := append([]string(nil), some...)
	for y := range some {
		if from := y + by; from >= 0 && from < len(before) && rapid.IntRange(0, 9).Draw(t, "changes") > 0 {
			some[y] = before[from]
			continue
		}
		some[y] = drawLine(t)
	}
}

// TestFramesShowWhatARepaintShows paints frame after frame over one another, and
// expects each to look as when it is painted on an empty screen: by this package,
// and by Bubble Tea.
func TestFramesShowWhatARepaintShows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		width, height := 0, 0
		var f frame
		var on *vttest.Terminal
		resize := func() {
			width, height = rapid.IntRange(1, 30).Draw(t, "width"), rapid.IntRange(1, 12).Draw(t, "height")
			f.resize(width, height)
			on = vttest.New(width, height)
			on.Scramble()
		}
		resize()
		view := []string{""}
		for range rapid.IntRange(1, 30).Draw(t, "frames") {
			view = changed(t, view, height)
			text := strings.Join(view, "\n")
			before := on.Picture()
			_, _ = on.Write(f.paint(text))
			if want := painting(text, width, height); on.Picture() != want {
				t.Fatalf("%dx%d, over\n%sBubble Tea paints %q as\n%swhich is\n%s", width, height, before, text, want, on.Picture())
			}
			if want := repainted(text, width, height, nil); on.Picture() != want {
				t.Fatalf("%dx%d, over\n%s%q is repainted as\n%swhich is\n%s", width, height, before, text, want, on.Picture())
			}
			if len(on.Unknown) > 0 || !on.Plain() || !on.Mode("7") {
				t.Fatalf("%q leaves the terminal in modes: unknown %q", text, on.Unknown)
			}
			if again := f.paint(text); len(again) > 0 {
				t.Fatalf("%q is on screen, and painted again with %q", text, again)
			}
			if rapid.IntRange(0, 9).Draw(t, "resize") == 0 {
				resize()
			}
		}
	})
}

// TestOneViewOverAnother paints pairs that are easily taken for one another.
func TestOneViewOverAnother(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before, after string }{
		{"the same tail, a column later", "aa日本 x", "aaa日本 x"},
		{"a tail goes", "a日本日本日本", "ab"},
		{"a tail goes, and the row is shorter than where it began", "abcd日本", "ab"},
		{"a tail comes", "abcdef", "ab日"},
		{"the ink before a tail", "\x1b[31m日\x1b[0m", "\x1b[32m日\x1b[0m"},
		{"ink goes on in the next line", "a\nb", "\x1b[31ma\nb\x1b[0m"},
		{"ink goes on behind a control", "a\nb", "\x1b[31ma\x1b[4mb\bc\nb\x1b[0m"},
		{"ink that styles do not know", "\x1b[3mab\x1b[0m", "\x1b[1;3mab\x1b[23;1mc\x1b[0m"},
		{"a ground under blanks", "\x1b[48;5;237mab     \x1b[0m", "ab"},
		{"a line under blanks", "ab     c", "\x1b[4mab     c\x1b[0m"},
		{"more lines than rows", "one\ntwo", "gone\nthree\nfour"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var f frame
			f.resize(12, 2)
			on := vttest.New(12, 2)
			for _, view := range []string{tt.before, tt.after, tt.before} {
				_, _ = on.Write(f.paint(view))
				if want := painting(view, 12, 2); on.Picture() != want {
					t.Errorf("%q is\n%swant\n%s", view, on.Picture(), want)
				}
			}
		})
	}
}

// repainted is a view painted by this package on a screen full of something else,
// in a terminal that may count columns otherwise.
func repainted(view string, width, height int, counts func(string) int) string {
	var f frame
	f.resize(width, height)
	on := vttest.New(width, height)
	if counts != nil {
		on.Width = counts
	}
	on.Scramble()
	_, _ = on.Write(f.paint(view))
	return on.Picture()
}

// otherwise are ways in which terminals count columns: those of fonts and tables
// older or newer than this program's.
var otherwise = map[string]func(cluster string) int{
	"runes": func(cluster string) int {
		columns := 0
		for _, r := range cluster {
			columns += ansi.StringWidth(string(r))
		}
		return min(2, columns)
	},
	"narrow": func(cluster string) int { return min(1, ansi.StringWidth(cluster)) },
	"wide": func(cluster string) int {
		if r := []rune(cluster); len(r) == 1 && line.Single(r[0]) {
			return 1
		}
		return 2
	},
	"marks have columns": func(cluster string) int { return max(1, ansi.StringWidth(cluster)) },
}

// TestTerminalsThatCountOtherwise lets terminals disagree on widths. They cannot
// show a line as it is meant, but nothing of a line before, nothing in another
// row, and what stands left of the disagreement is right.
func TestTerminalsThatCountOtherwise(t *testing.T) {
	t.Parallel()
	for name, counts := range otherwise {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				width, height := rapid.IntRange(4, 24).Draw(t, "width"), rapid.IntRange(1, 12).Draw(t, "height")
				var f frame
				f.resize(width, height)
				on := vttest.New(width, height)
				on.Width = counts
				view := []string{""}
				for range rapid.IntRange(1, 20).Draw(t, "frames") {
					view = changed(t, view, height)
					text := strings.Join(view, "\n")
					_, _ = on.Write(f.paint(text))
					if want := repainted(text, width, height, counts); on.Picture() != want {
						t.Fatalf("%dx%d: %q is\n%swhere a repaint is\n%s", width, height, text, on.Picture(), want)
					}
				}
			})
		})
	}
}

// FuzzPaint paints one view over another. The oracle is a full repaint of the
// second, in a terminal that counts columns in one of several ways.
func FuzzPaint(f *testing.F) {
	f.Add("a\nb", "a\nc", uint8(10), uint8(2), uint8(0))
	f.Add("\x1b[31m09:41\x1b[0m 日本語", "\x1b[3m09:40\x1b[0m 日本", uint8(12), uint8(1), uint8(1))
	f.Add("x\ty", "\x1b[1mx\b\ry\xff", uint8(3), uint8(3), uint8(2))
	f.Add("0", "\x1b[:m0\x1b[2:m0", uint8(3), uint8(1), uint8(0))
	f.Add("0", "00\u0732", uint8(1), uint8(6), uint8(3))
	f.Add("a0\u0732", "b0\u0732", uint8(1), uint8(0), uint8(3))
	ways := []func(string) int{ansi.StringWidth, otherwise["runes"], otherwise["narrow"], otherwise["wide"]}
	f.Fuzz(func(t *testing.T, first, second string, columns, rows, way uint8) {
		width, height := int(columns%40)+1, int(rows%8)+1
		if len(first)+len(second) > 4096 {
			return // more of the same, and slow
		}
		first, second = withinRows(first), withinRows(second)
		var f frame
		f.resize(width, height)
		on := vttest.New(width, height)
		on.Width = ways[int(way)%len(ways)]
		on.Scramble()
		for _, view := range []string{first, second, first} {
			_, _ = on.Write(f.paint(view))
			if want := repainted(view, width, height, on.Width); on.Picture() != want {
				t.Fatalf("%dx%d: %q after %q is\n%q\nwhere a repaint is\n%q", width, height, second, first, on.Picture(), want)
			}
		}
	})
}

// withinRows leaves out what can move the cursor to another row, or change how
// the terminal reads what follows. No view holds that.
func withinRows(view string) string {
	var out strings.Builder
	for view != "" {
		if _, after, ok := sgr.Cut(view); ok {
			out.WriteString(view[:len(view)-len(after)])
			view = after
			continue
		}
		if c := view[0]; c >= ' ' && c != 0x7f || strings.IndexByte("\n\r\t\b\a", c) >= 0 {
			out.WriteByte(c)
		}
		view = view[1:]
	}
	return strings.ToValidUTF8(out.String(), "?")
}
