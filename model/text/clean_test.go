package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, scenario := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"plain text", "Database Admin (prod) ~", "Database Admin (prod) ~"},
		{"letters beyond ASCII", "Überwachung für Zoë, 東京, Київ", "Überwachung für Zoë, 東京, Київ"},
		{"a composed character in parts", "Zoe\u0308", "Zoe\u0308"},
		{"emoji", "🚀 deploy", "🚀 deploy"},
		{"an escape sequence", "\x1b[31mred\x1b[0m", `\u{1b}[31mred\u{1b}[0m`},
		{"an OSC sequence with its bell", "\x1b]0;title\a", `\u{1b}]0;title\u{7}`},
		{"newline, carriage return, tab", "a\r\n\tb", `a\u{d}\u{a}\u{9}b`},
		{"NUL and DEL", "a\x00b\x7f", `a\u{0}b\u{7f}`},
		{"a C1 control", "a\u009b31m", `a\u{9b}31m`},
		{"invalid UTF-8", "a\xffb\xc3", "a\uFFFDb\uFFFD"},
		{"a raw C1 byte", "\x9b31m", "\uFFFD31m"},
		{"an encoded surrogate", "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},
		{"bidirectional override", "safe\u202Egpj", `safe\u{202e}gpj`},
		{"bidirectional isolate", "\u2066a\u2069", `\u{2066}a\u{2069}`},
		{"bidirectional marks", "\u200E\u200F\u061C", `\u{200e}\u{200f}\u{61c}`},
		{"zero-width space and byte order mark", "a\u200Bb\uFEFF", `a\u{200b}b\u{feff}`},
		{"soft hyphen", "a\u00ADb", `a\u{ad}b`},
		{"combining grapheme joiner", "a\u034Fb", `a\u{34f}b`},
		{"word joiner", "a\u2060b", `a\u{2060}b`},
		{"Hangul fillers", "\u115F\u1160\u3164\uFFA0", `\u{115f}\u{1160}\u{3164}\u{ffa0}`},
		{"Hangul parts that join", "\u1112\u1161\u11AB", "\u1112" + `\u{1161}\u{11ab}`},
		{"Hangul syllables", "한글", "한글"},
		{"a blank Braille cell", "\u2800", `\u{2800}`},
		{"line and paragraph separators", "a\u2028b\u2029", `a\u{2028}b\u{2029}`},
		{"spaces that are not the plain one", "a\u00A0b\u3000c", `a\u{a0}b\u{3000}c`},
		{"tags", "a\U000E0041\U000E007F", `a\u{e0041}\u{e007f}`},
		{"private use", "\uE000\U000F0000", `\u{e000}\u{f0000}`},
		{"noncharacters", "\uFDD0\uFFFF\U0010FFFF", `\u{fdd0}\u{ffff}\u{10ffff}`},
		{"an emoji sequence with joiners", "👩\u200D💻", `👩\u{200d}💻`},
		{"the emoji form", "❤\uFE0F x\uFE0E", "❤ x"},
		{"other variation selectors", "a\uFE00\U000E0100\u180B", `a\u{fe00}\u{e0100}\u{180b}`},
		{"a keycap", "1\uFE0F\u20E3", `1\u{20e3}`},
		{"a skin tone", "👍\U0001F3FD", `👍\u{1f3fd}`},
		{"two combining marks", "a\u0301\u0302b", "a\u0301\u0302b"},
		{"three combining marks", "a\u0301\u0302\u0303b", "a\u0301\u0302" + `\u{303}b`},
		{"a thousand combining marks", "a" + strings.Repeat("\u0301", 1000) + "b", "a\u0301\u0301" + `\u{301}b`},
		{"marks with a form selector between", "a\u0301\uFE0F\u0301\u0301\u0301b", "a\u0301\u0301" + `\u{301}b`},
		{"each character has its own marks", "a\u0301\u0301b\u0301\u0301", "a\u0301\u0301b\u0301\u0301"},
		{"a mark at the very start", "\u0301a", `\u{301}a`},
		{"a mark behind a dropped selector", "\uFE0F\u0301a", `\u{301}a`},
		{"text that looks cleaned", `\u{1b}`, `\u{1b}`},
	} {
		if got := Clean(scenario.in); got != scenario.want {
			t.Errorf("%s: %q, want %q", scenario.name, got, scenario.want)
		}
	}
}

func TestCleanIsBounded(t *testing.T) {
	t.Parallel()
	for _, scenario := range []struct{ name, in, want string }{
		{"just fits", strings.Repeat("a", MaxRunes), strings.Repeat("a", MaxRunes)},
		{"one too many", strings.Repeat("a", MaxRunes+1), strings.Repeat("a", MaxRunes-1) + "…"},
		{"just fits beyond ASCII", strings.Repeat("é", MaxRunes), strings.Repeat("é", MaxRunes)},
		{"a megabyte", strings.Repeat("é", 1<<19), strings.Repeat("é", MaxRunes-1) + "…"},
		{"visible forms are not cut through", strings.Repeat("a", MaxRunes-3) + "\x1b", strings.Repeat("a", MaxRunes-3) + "…"},
		{"a visible form that just fits", strings.Repeat("a", MaxRunes-6) + "\x1b", strings.Repeat("a", MaxRunes-6) + `\u{1b}`},
		{"dropped marks behind a full line", strings.Repeat("a", MaxRunes) + "\uFE0F", strings.Repeat("a", MaxRunes)},
	} {
		if got := Clean(scenario.in); got != scenario.want {
			t.Errorf("%s: %d runes, want %d: …%q", scenario.name, utf8.RuneCountInString(got), utf8.RuneCountInString(scenario.want), got[max(0, len(got)-20):])
		}
	}
}

func TestCleanPlainTextCostsNothing(t *testing.T) {
	name := strings.Repeat("Database Admin ", 20)
	if allocs := testing.AllocsPerRun(100, func() { Clean(name) }); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// fatal is what the checks below need of a test, fuzz target or property.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

// harmless checks what must hold of any cleaned text.
func harmless(t fatal, in string) {
	t.Helper()
	out := Clean(in)
	if !utf8.ValidString(out) || utf8.RuneCountInString(out) > MaxRunes {
		t.Fatalf("%q: invalid or too long: %q", in, out)
	}
	if again := Clean(out); again != out {
		t.Fatalf("%q: cleaned twice %q, once %q", in, again, out)
	}
	marks := 0
	for i, r := range out {
		switch {
		case unicode.In(r, unicode.C, unicode.Z, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Bidi_Control) && r != ' ':
			t.Fatalf("%q: %U is left in %q", in, r, out)
		case unicode.Is(unicode.M, r):
			if marks++; marks > 2 || i == 0 {
				t.Fatalf("%q: too many marks, or one at the start: %q", in, out)
			}
		default:
			marks = 0
		}
	}
	printable := strings.IndexFunc(in, func(r rune) bool { return r < ' ' || r > '~' }) < 0
	if printable && len(in) <= MaxRunes && out != in {
		t.Fatalf("%q was changed to %q", in, out)
	}
}

func TestCleanAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pieces := []rune("aé東🚀\u0301\u0302\uFE0F\uFE0E\u200D\u20E3\x1b\n\u1161\u034F\u202E\U000E0041")
		odd := rapid.StringOf(rapid.SampledFrom(pieces))
		raw := rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) })
		long := rapid.Custom(func(t *rapid.T) string {
			return strings.Repeat(odd.Draw(t, "piece"), rapid.IntRange(1, 400).Draw(t, "times"))
		})
		harmless(t, rapid.OneOf(odd, raw, long, rapid.String()).Draw(t, "text"))
	})
}

func TestCleanEveryCharacter(t *testing.T) {
	t.Parallel()
	const assigned = 0x40000 // behind it are tags and selectors, and private use
	for r := rune(0); r < assigned; r++ {
		harmless(t, "a"+string(r))
	}
	for r := rune(assigned); r <= unicode.MaxRune; r += 31 {
		harmless(t, "a"+string(r))
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{
		"", "plain", "\x1b[31m", "a\xffb", "a\u0301\u0302\u0303\u0304", "\u0301", "👩\u200D💻", "1\uFE0F\u20E3",
		strings.Repeat("é", MaxRunes+1), strings.Repeat("\x00", 300), "\uFE0F\u0301", "safe\u202Egpj",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) { harmless(t, in) })
}
