package theme

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// Pen paints text in one style. It is a Lip Gloss style reduced, once, to the
// sequences around the text, because rows are painted at every key.
// The zero value paints nothing.
type Pen struct{ open, shut string }

// On paints s, which holds neither newlines nor escape sequences. An empty s
// stays empty.
func (p Pen) On(s string) string {
	if s == "" || p.open == "" {
		return s
	}
	return p.open + s + p.shut
}

// Append writes to b what On gives.
func (p Pen) Append(b []byte, s string) []byte {
	if s == "" {
		return b
	}
	return p.End(append(p.Begin(b), s...))
}

// Begin and End write to b what On puts before a text and behind it, for text that is
// put together there.
func (p Pen) Begin(b []byte) []byte { return append(b, p.open...) }

// End is the other half of Begin.
func (p Pen) End(b []byte) []byte { return append(b, p.shut...) }

// penOf takes the sequences from what the style makes of one letter, which no
// SGR sequence contains.
func penOf(s lipgloss.Style) Pen {
	open, shut, _ := strings.Cut(s.Render("x"), "x")
	return Pen{open: open, shut: shut}
}

// Pens are the styles of one surface: the page, or the selected row. On a
// surface with a background every cell needs a pen of that surface, because a
// cell that ends its style ends the background too. They are handed on by value,
// and are but a pointer; the zero value holds no pen.
type Pens struct{ *inks }

// inks are nobody's to change once they are made.
type inks struct {
	Text, Strong         Pen
	Muted, Accent        Pen
	AccentStrong         Pen
	OK, OKStrong         Pen
	Warn, WarnStrong     Pen
	Crit, CritStrong     Pen
	Fill, Rule           Pen
	Heading, HeadingSort Pen
}

// pensOn makes the pens of a surface from its base style.
func pensOn(base lipgloss.Style, p palette) Pens {
	fg := func(c lipgloss.CompleteColor) Pen { return penOf(base.Foreground(c)) }
	strong := func(c lipgloss.CompleteColor) Pen { return penOf(base.Foreground(c).Bold(true)) }
	return Pens{&inks{
		Text: penOf(base), Strong: penOf(base.Bold(true)),
		Muted: fg(p.muted), Accent: fg(p.accent), AccentStrong: strong(p.accent),
		OK: fg(p.ok), OKStrong: strong(p.ok),
		Warn: fg(p.warn), WarnStrong: strong(p.warn),
		Crit: fg(p.crit), CritStrong: strong(p.crit),
		Fill: fg(p.fill), Rule: fg(p.rule),
		Heading:     fg(p.muted),
		HeadingSort: penOf(base.Foreground(p.muted).Underline(true)),
	}}
}
