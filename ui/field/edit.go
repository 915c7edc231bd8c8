package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// edited is a text with a cursor in it: what stands before that and what stands
// behind. Methods give another one.
type edited struct{ before, behind string }

// Holds is text as a field without a limit has it: on one line, without control
// characters and replacement characters.
func Holds(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\n' || r == '\t':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// inserted is with a text at the cursor, as much of it as limit characters leave room
// for; 0 is no limit.
func (e edited) inserted(s string, limit int) edited {
	s = Holds(s)
	if limit > 0 {
		room := limit - utf8.RuneCountInString(e.before) - utf8.RuneCountInString(e.behind)
		s = firstRunes(s, room)
	}
	e.before += s
	return e
}

// firstRunes are at most n characters of a text.
func firstRunes(s string, n int) string {
	for i := range s {
		if n <= 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// after is the text after a key that edits, which are those of readline; false for any
// other, as ctrl+v: the clipboard of the machine that actas runs on is not read.
func (e edited) after(key string) (edited, bool) {
	switch key {
	case "left", "ctrl+b":
		return e.at(lastRune(e.before)), true
	case "right", "ctrl+f":
		return e.at(len(e.before) + firstRune(e.behind)), true
	case "alt+left", "ctrl+left", "alt+b":
		return e.at(wordStart(e.before)), true
	case "alt+right", "ctrl+right", "alt+f":
		return e.at(len(e.before) + wordEnd(e.behind)), true
	case "home", "ctrl+a":
		return e.at(0), true
	case "end", "ctrl+e":
		return e.at(len(e.before) + len(e.behind)), true
	}
	return e.erased(key)
}

// erased is after for the keys that erase.
func (e edited) erased(key string) (edited, bool) {
	switch key {
	case "backspace", "ctrl+h":
		e.before = e.before[:lastRune(e.before)]
	case "delete", "ctrl+d":
		e.behind = e.behind[firstRune(e.behind):]
	case "alt+backspace", "ctrl+w":
		e.before = e.before[:wordStart(e.before)]
	case "alt+delete", "alt+d":
		e.behind = e.behind[wordEnd(e.behind):]
	case "ctrl+u":
		e.before = ""
	case "ctrl+k":
		e.behind = ""
	default:
		return e, false
	}
	return e, true
}

// at is with the cursor at a byte of the text.
func (e edited) at(i int) edited {
	all := e.before + e.behind
	return edited{all[:i], all[i:]}
}

// lastRune is where the last character of a text begins, firstRune where the first
// one ends.
func lastRune(s string) int {
	_, size := utf8.DecodeLastRuneInString(s)
	return len(s) - size
}

func firstRune(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// wordStart is where the last word of a text begins, wordEnd where the first one
// ends. Spaces at that end of the text go with the word.
func wordStart(s string) int {
	return len(strings.TrimRightFunc(strings.TrimRightFunc(s, unicode.IsSpace), inWord))
}

func wordEnd(s string) int {
	return len(s) - len(strings.TrimLeftFunc(strings.TrimLeftFunc(s, unicode.IsSpace), inWord))
}

func inWord(r rune) bool { return !unicode.IsSpace(r) }

// Update edits. A paste arrives as one message with its newlines; they become
// spaces, so that a paste never submits.
func (m Model) Update(msg tea.KeyMsg) Model {
	// Letters that arrive in one read are text, even where a key is called so.
	pasted := msg.Type == tea.KeyRunes && (msg.Paste || len(msg.Runes) > 1)
	if !pasted {
		var edits bool
		if m.text, edits = m.text.after(msg.String()); edits {
			return m
		}
	}
	typed := string(msg.Runes)
	if pasted && m.Masked {
		// Credentials are pasted with the newline of the line they stood in.
		typed = strings.TrimSpace(typed)
	}
	m.text = m.text.inserted(typed, m.limit)
	return m
}
