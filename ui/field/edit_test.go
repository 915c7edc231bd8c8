package field

import (
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"
)

// anyKey are the keys that edit, some that do not, letters, and pastes.
func anyKey() *rapid.Generator[tea.KeyMsg] {
	named := rapid.SampledFrom([]tea.KeyMsg{
		{Type: tea.KeyLeft}, {Type: tea.KeyRight}, {Type: tea.KeyHome}, {Type: tea.KeyEnd}, {Type: tea.KeyBackspace}, {Type: tea.KeyDelete},
		{Type: tea.KeyCtrlLeft}, {Type: tea.KeyCtrlRight}, {Type: tea.KeyLeft, Alt: true}, {Type: tea.KeyRight, Alt: true},
		{Type: tea.KeyBackspace, Alt: true}, {Type: tea.KeyDelete, Alt: true},
		{Type: tea.KeyCtrlA}, {Type: tea.KeyCtrlB}, {Type: tea.KeyCtrlD}, {Type: tea.KeyCtrlE}, {Type: tea.KeyCtrlF}, {Type: tea.KeyCtrlH},
		{Type: tea.KeyCtrlK}, {Type: tea.KeyCtrlU}, {Type: tea.KeyCtrlW}, {Type: tea.KeyCtrlV}, {Type: tea.KeyCtrlN},
		{Type: tea.KeyEnter}, {Type: tea.KeyTab}, {Type: tea.KeyUp}, {Type: tea.KeyEsc}, {Type: tea.KeyF1},
		{Type: tea.KeySpace, Runes: []rune(" ")},
	})
	return rapid.OneOf(named, rapid.Custom(func(t *rapid.T) tea.KeyMsg {
		letter := rapid.SampledFrom([]rune("abdf é日\u0301\t\n\x1b\u0085\ufffd\u00a0")).Draw(t, "letter")
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{letter}, Alt: rapid.IntRange(0, 3).Draw(t, "alt") == 0}
	}), rapid.Custom(func(t *rapid.T) tea.KeyMsg {
		text := rapid.SampledFrom([]string{"left", "a b", "two\r\nlines", "  ", "\t日本 e\u0301\x00", ""}).Draw(t, "pasted")
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}
	}))
}

// TestItEditsAsBubblesDoes: the same text and the same place in it after the same
// keys, but where that one fails.
func TestItEditsAsBubblesDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.SampledFrom([]int{0, 5, 40}).Draw(t, "limit")
		ours, theirs := New(limit), textinput.New()
		theirs.CharLimit = limit
		theirs.Cursor.SetMode(cursor.CursorStatic)
		theirs.KeyMap.Paste.SetEnabled(false)
		theirs.Focus()
		for range rapid.IntRange(0, 30).Draw(t, "keys") {
			key := anyKey().Draw(t, "key")
			if before := ours; fails(before.text, key) {
				if ours = ours.Update(key); len(ours.Value()) > len(before.Value()) || !utf8.ValidString(ours.Value()) {
					t.Fatalf("%q erased from %q is %q", key, before.Value(), ours.Value())
				}
				theirs.SetValue(ours.Value())
				theirs.SetCursor(utf8.RuneCountInString(ours.text.before))
				continue
			}
			ours = ours.Update(key)
			theirs, _ = theirs.Update(key)
			if ours.Value() != theirs.Value() || utf8.RuneCountInString(ours.text.before) != theirs.Position() {
				t.Fatalf("%q: %q with the cursor behind %q, want %q and %d", key, ours.Value(), ours.text.before, theirs.Value(), theirs.Position())
			}
		}
	})
}

// fails reports that textinput 1.0.0 panics behind the end of the text, takes a word of
// one letter for none, or erases the space at the beginning along with a word.
func fails(e edited, key tea.KeyMsg) bool {
	spaced := func(s string) bool { return s == "" || !inWord([]rune(s)[0]) }
	switch key.String() {
	case "alt+d", "alt+delete":
		return e.behind != "" && spaced(e.behind[firstRune(e.behind):])
	case "ctrl+w", "alt+backspace":
		return e.before != "" && spaced(e.before)
	}
	return false
}

// TestTheLastCharacterIsErasedAsAWord: bubbles/textinput looks behind the end for it.
func TestTheLastCharacterIsErasedAsAWord(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"a": "", "deploy": "deplo", "deploy d": "deploy ", "deploy ": "deploy", "d prod": "d pro"} {
		m := New(0)
		m.SetValue(text)
		m = m.Update(tea.KeyMsg{Type: tea.KeyLeft}).Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("d"), Alt: true})
		if m.Value() != want {
			t.Errorf("%q becomes %q, want %q", text, m.Value(), want)
		}
	}
}
