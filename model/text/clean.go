// Package text makes text from outside fit to be shown in a terminal: one line,
// no control over the terminal, nothing invisible, and a width that terminals
// agree on. It is applied once, where text enters. Its result is for display,
// never to be sent back.
package text

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxRunes bounds what Clean returns, in runes.
	MaxRunes = 1024
	// maxMarks is how many combining marks may follow one another. No living
	// script needs more in a name, and stacks of them paint over other rows.
	maxMarks = 2

	ellipsis = "…"
)

// Clean returns s as one line that is safe to print. Invalid UTF-8 becomes
// U+FFFD. Whatever a terminal would obey, hide or disagree on becomes visible
// as \u{hex}: control characters with tab and newline, bidirectional controls,
// zero-width and unassigned characters, fillers, spaces other than the plain
// one. Of a run of combining marks two stay, the third is shown as \u{hex}, the
// rest is dropped; a mark at the very start, which would change whatever is
// printed before it, is shown so too. The two variation selectors that choose
// between the text and the emoji form of a character are dropped. The result
// has at most MaxRunes runes, the last an ellipsis where something was cut.
//
// Clean(Clean(s)) is Clean(s). Text that is printable ASCII and short enough is
// returned as it is, without an allocation.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var c cleaner
	for len(s) > 0 && !c.full {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		c.take(r)
	}
	return c.result()
}

// plain reports whether s is printable ASCII within the bound.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return len(s) <= MaxRunes
}

// cleaner collects the clean text.
type cleaner struct {
	out   []byte
	runes int
	// fit is the length of out up to which an ellipsis still has room behind it.
	fit int
	// marks is how many combining marks came in a row, dropped ones too.
	marks int
	full  bool
}

// take handles the next rune; invalid UTF-8 arrives as U+FFFD already.
func (c *cleaner) take(r rune) {
	if r == textForm || r == emojiForm {
		return
	}
	if !unicode.Is(unicode.M, r) || hidden(r) {
		c.marks = 0
		if hidden(r) {
			c.escape(r)
		} else {
			c.keep(r)
		}
		return
	}
	c.marks++
	switch {
	case len(c.out) == 0 || c.marks == maxMarks+1:
		c.escape(r)
	case c.marks <= maxMarks:
		c.keep(r)
	}
}

// keep appends the rune as it is.
func (c *cleaner) keep(r rune) {
	c.advance(1)
	c.out = utf8.AppendRune(c.out, r)
	c.mark()
}

// escape appends the rune in visible form.
func (c *cleaner) escape(r rune) {
	start := len(c.out)
	c.out = append(c.out, `\u{`...)
	c.out = strconv.AppendInt(c.out, int64(r), 16)
	c.out = append(c.out, '}')
	c.advance(len(c.out) - start)
	c.mark()
}

// advance counts runes about to be complete in out.
func (c *cleaner) advance(runes int) {
	c.runes += runes
	c.full = c.runes > MaxRunes
}

// mark remembers the end of a whole piece that leaves room for an ellipsis.
func (c *cleaner) mark() {
	if c.runes < MaxRunes {
		c.fit = len(c.out)
	}
}

// result is the text, cut behind a whole piece where it is too long.
func (c *cleaner) result() string {
	if c.full {
		return string(c.out[:c.fit]) + ellipsis
	}
	return string(c.out)
}

// The variation selectors that carry no content but choose a form.
const (
	textForm  = '\uFE0E'
	emojiForm = '\uFE0F'
)

// hidden reports whether a rune must be shown in visible form.
func hidden(r rune) bool {
	return r > '~' && r != utf8.RuneError && treacherous(r) || r < ' ' || !unicode.IsPrint(r)
}

// treacherous reports whether a rune that counts as printable shows nothing or
// takes a width that terminals disagree on.
func treacherous(r rune) bool {
	switch {
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	case unicode.Is(unicode.Me, r): // enclosing marks, as in keycaps
		return true
	case r >= 0x1160 && r <= 0x11FF, r >= 0xD7B0 && r <= 0xD7FF: // Hangul parts that join
		return true
	case r >= 0x1F3FB && r <= 0x1F3FF: // skin tones: part of an emoji, or one of their own
		return true
	default:
		return r == 0x2800 || r == 0x1D159 // a blank Braille cell, a note without a head
	}
}
