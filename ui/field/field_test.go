package field_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/theme"
	"actas/ui/field"
	"actas/ui/screentest"
)

var (
	plain    = screentest.Plain
	ascii    = screentest.ASCII
	coloured = screentest.Coloured
)

func key(k tea.KeyType) tea.KeyMsg { return tea.KeyMsg{Type: k} }

func paste(text string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}
}

// typing is a field of 20 characters after some text and some keys.
func typing(text string, keys ...tea.KeyType) field.Model {
	m := field.New(20)
	for _, r := range text {
		if r == ' ' {
			m = m.Update(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
			continue
		}
		m = m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	for _, k := range keys {
		m = m.Update(key(k))
	}
	return m
}

func TestEditing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		m    field.Model
		want string
	}{
		{"typing", typing("deploy to prod"), "deploy to prod"},
		{"backspace", typing("deploy", tea.KeyBackspace), "deplo"},
		{"delete at the start", typing("deploy", tea.KeyHome, tea.KeyDelete), "eploy"},
		{"delete in the middle", typing("deploy", tea.KeyLeft, tea.KeyLeft, tea.KeyBackspace), "depoy"},
		{"to the end again", typing("deploy", tea.KeyHome, tea.KeyEnd, tea.KeyBackspace), "deplo"},
		{"a word", typing("deploy prod", tea.KeyCtrlW), "deploy "},
		{"all before the cursor", typing("deploy prod", tea.KeyCtrlU), ""},
		{"all behind the cursor", typing("deploy", tea.KeyHome, tea.KeyRight, tea.KeyCtrlK), "d"},
		{"wide signs", typing("日本語", tea.KeyBackspace), "日本"},
		{"more than it holds", typing(strings.Repeat("x", 30)), strings.Repeat("x", 20)},
		{"nothing to erase", typing("", tea.KeyBackspace, tea.KeyDelete, tea.KeyLeft, tea.KeyRight), ""},
		{"keys that are none of its business", typing("deploy", tea.KeyEnter, tea.KeyTab, tea.KeyEsc, tea.KeyUp, tea.KeyDown), "deploy"},
	} {
		if got := c.m.Value(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Over ssh the clipboard at hand is another machine's.
func TestTheMachinesClipboardIsNotRead(t *testing.T) {
	t.Parallel()
	m := typing("deploy")
	if got := m.Update(key(tea.KeyCtrlV)); got.Value() != "deploy" || got.View(20, true, plain.Page, plain) != m.View(20, true, plain.Page, plain) {
		t.Errorf("ctrl+v makes it %q", got.Value())
	}
}

func TestSetValue(t *testing.T) {
	t.Parallel()
	m := typing("deploy", tea.KeyHome)
	m.SetValue("audit")
	m = m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("X")})
	if m.Value() != "auditX" {
		t.Errorf("%q", m.Value())
	}
}

func TestPaste(t *testing.T) {
	t.Parallel()
	masked := field.New(20)
	masked.Masked = true
	for _, c := range []struct {
		name, text, plain, masked string
	}{
		{"a word", "deploy", "deploy", "deploy"},
		{"newlines become spaces", "a\nb\r\nc", "a b  c", "a b  c"},
		{"a line with its newline", "KEY123\n", "KEY123 ", "KEY123"},
		{"tabs", "a\tb", "a b", "a b"},
		{"spaces around", "  KEY123  ", "  KEY123  ", "KEY123"},
		{"too much", strings.Repeat("x", 100), strings.Repeat("x", 20), strings.Repeat("x", 20)},
		{"nothing", "", "", ""},
	} {
		if got := field.New(20).Update(paste(c.text)).Value(); strings.ReplaceAll(got, "  ", " ") != strings.ReplaceAll(c.plain, "  ", " ") {
			t.Errorf("%s: %q, want %q", c.name, got, c.plain)
		}
		if got := masked.Update(paste(c.text)).Value(); strings.ReplaceAll(got, "  ", " ") != strings.ReplaceAll(c.masked, "  ", " ") {
			t.Errorf("%s, masked: %q, want %q", c.name, got, c.masked)
		}
	}
}

func TestView(t *testing.T) {
	t.Parallel()
	long := typing("deploy production")
	hint := field.New(20)
	hint.Placeholder = "a name"
	masked := typing("KEY123")
	masked.Masked = true
	for _, c := range []struct {
		name    string
		m       field.Model
		width   int
		focused bool
		want    string
	}{
		{"a value", typing("deploy"), 10, false, "deploy    "},
		{"the cursor at its end", typing("deploy"), 10, true, "deploy│   "},
		{"the cursor within", typing("deploy", tea.KeyHome, tea.KeyRight), 10, true, "d│eploy   "},
		{"no value", field.New(20), 4, true, "│   "},
		{"a hint", hint, 10, false, "a name    "},
		{"a hint with the cursor", hint, 10, true, "│a name   "},
		{"a hint that is too long", hint, 4, false, "a n…"},
		{"masked", masked, 10, true, "******│   "},
		{"too long, seen at its cursor", long, 8, true, "duction│"},
		{"too long, seen at its start", typing("deploy production", tea.KeyHome), 8, true, "│deploy "},
		{"wide signs", typing("日本語"), 8, true, "日本語│ "},
		{"half of a wide sign does not fit", typing("日本語", tea.KeyHome), 4, true, "│日 "},
		{"signs that would move the others", typing("a\u200db"), 14, false, "a\\u{200d}b    "},
		{"no width", typing("deploy"), 0, true, ""},
		{"negative width", typing("deploy"), -3, true, ""},
	} {
		if got := c.m.View(c.width, c.focused, plain.Page, plain); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := typing("deploy").View(10, true, ascii.Page, ascii); got != "deploy|   " {
		t.Errorf("ASCII: %q", got)
	}
}

func TestTheCursorInColour(t *testing.T) {
	t.Parallel()
	hint := field.New(20)
	hint.Placeholder = "name"
	page := coloured.Page
	for _, c := range []struct {
		name    string
		m       field.Model
		focused bool
		want    []string
	}{
		{"at the end", typing("ab"), true, []string{coloured.Cursor.On(" ")}},
		{"on a letter", typing("ab", tea.KeyLeft), true, []string{coloured.Cursor.On("b")}},
		{"on the hint", hint, true, []string{coloured.Cursor.On("n"), page.Muted.On("ame")}},
	} {
		got := c.m.View(10, c.focused, page, coloured)
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q does not hold %q", c.name, got, w)
			}
		}
		if ansi.StringWidth(got) != 10 {
			t.Errorf("%s: %d columns", c.name, ansi.StringWidth(got))
		}
	}
	if got := typing("ab").View(10, false, page, coloured); strings.Contains(got, "\x1b[7m") {
		t.Errorf("a cursor in a field without the focus: %q", got)
	}
	if got := typing("ab").View(4, true, coloured.Selected, coloured); strings.Count(got, "48;2;") < 2 {
		t.Errorf("the ground of the focused field has holes: %q", got)
	}
}

// The value of a masked field is nowhere in what is drawn.
func TestAMaskedValueIsNotDrawn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := field.New(100)
		m.Masked = true
		m = m.Update(paste(rapid.StringMatching(`[A-Z0-9]{1,60}`).Draw(t, "key")))
		th := rapid.SampledFrom([]theme.Theme{plain, ascii}).Draw(t, "theme")
		got := m.View(rapid.IntRange(1, 80).Draw(t, "width"), rapid.Bool().Draw(t, "focused"), th.Page, th)
		if strings.Trim(got, "*|│ ") != "" {
			t.Fatalf("%q", got)
		}
	})
}

func TestWidthsAreExact(t *testing.T) {
	t.Parallel()
	keys := []tea.KeyType{tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyBackspace}
	awkward := []string{"👩‍🚀", "🇩🇪", "👍🏽", "é", "e\u0301", "\u0301", "日", "ﾞ", "ः", "\u1100\u1161", "क्ष", "\u200b", "\u202e", "\ufe0f", "\x1b[31m", "a", " "}
	rapid.Check(t, func(t *rapid.T) {
		m := field.New(60)
		m.Masked = rapid.Bool().Draw(t, "masked")
		m.Placeholder = rapid.SampledFrom([]string{"", "a name", "日本語"}).Draw(t, "hint")
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.SampledFrom(awkward)), func(s []string) string { return strings.Join(s, "") }))
		m = m.Update(paste(text.Draw(t, "text")))
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 0, 12).Draw(t, "keys") {
			m = m.Update(key(k))
		}
		width := rapid.IntRange(1, 40).Draw(t, "width")
		th := rapid.SampledFrom([]theme.Theme{plain, ascii, coloured}).Draw(t, "theme")
		pens := rapid.SampledFrom([]theme.Pens{th.Page, th.Selected}).Draw(t, "surface")
		got := m.View(width, rapid.Bool().Draw(t, "focused"), pens, th)
		if ansi.StringWidth(got) != width {
			t.Fatalf("%q has %d columns, want %d", got, ansi.StringWidth(got), width)
		}
	})
}

// Wherever the cursor is, it is in sight.
func TestTheCursorIsInSight(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := field.New(60)
		m.SetValue(rapid.StringMatching(`[a日]{0,60}`).Draw(t, "value"))
		for range rapid.IntRange(0, 70).Draw(t, "steps to the left") {
			m = m.Update(key(tea.KeyLeft))
		}
		if got := m.View(rapid.IntRange(1, 40).Draw(t, "width"), true, plain.Page, plain); !strings.Contains(got, "│") {
			t.Fatalf("%q", got)
		}
	})
}

func TestACopyKeepsItsText(t *testing.T) {
	t.Parallel()
	first := field.New(20)
	first.SetValue("abc")
	second, third := first, first
	second = second.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("d")})
	third.SetValue("other")
	if first.Value() != "abc" || second.Value() != "abcd" || third.Value() != "other" {
		t.Errorf("%q, %q, %q after a change of each copy", first.Value(), second.Value(), third.Value())
	}
}

// TestHolds: what a field is said to hold is what it gives back.
func TestHolds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("a \t\r\n\x1b\x00\u0085\ufffd界")))).Draw(rt, "text")
		f := field.New(0)
		f.SetValue(text)
		if got := field.Holds(text); got != f.Value() {
			rt.Fatalf("%q holds as %q, want %q", text, got, f.Value())
		}
	})
}

// TestNoKeyFails presses the keys that edit, with and without alt, at every place of a
// text. Bubble Tea ends a program whose input panics.
func TestNoKeyFails(t *testing.T) {
	t.Parallel()
	keys := []tea.KeyType{
		tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyBackspace, tea.KeyDelete, tea.KeyCtrlLeft, tea.KeyCtrlRight,
		tea.KeyCtrlA, tea.KeyCtrlD, tea.KeyCtrlE, tea.KeyCtrlK, tea.KeyCtrlU, tea.KeyCtrlV, tea.KeyCtrlW, tea.KeyRunes,
	}
	rapid.Check(t, func(t *rapid.T) {
		m := field.New(20)
		for range rapid.IntRange(1, 40).Draw(t, "keys") {
			msg := tea.KeyMsg{Type: rapid.SampledFrom(keys).Draw(t, "key"), Alt: rapid.Bool().Draw(t, "alt")}
			if msg.Type == tea.KeyRunes {
				msg.Runes = []rune{rapid.SampledFrom([]rune("abdf 日")).Draw(t, "letter")}
			}
			m = m.Update(msg)
		}
		if got := m.Value(); !utf8.ValidString(got) || utf8.RuneCountInString(got) > 20 {
			t.Fatalf("it holds %q", got)
		}
	})
	last := typing("ab", tea.KeyLeft).Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'d'}, Alt: true})
	if got := last.Value(); got != "a" {
		t.Errorf("alt+d before the last character leaves %q, want a", got)
	}
}
