// Package theme turns a palette into the styles and glyphs that screens draw
// with. There is no global theme: whoever draws is handed one.
package theme

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Options choose a theme.
type Options struct {
	// Light is for terminals with a light background.
	Light bool
	// Profile is how many colours the terminal has; termenv.Ascii draws
	// without colour, bold and underline (NO_COLOR).
	Profile termenv.Profile
	// ASCII draws lines and signs with ASCII only.
	ASCII bool
}

// Theme is what a screen draws with. Make one with New: the zero value has nothing
// to draw with. It is handed on by value everywhere, and is but a pointer.
type Theme struct{ *look }

// look is what a theme is made of. Nobody changes it once it is made.
type look struct {
	// Page are the pens on the terminal's own background.
	Page Pens
	// Selected are the pens on the selected row, and in the focused field.
	Selected Pens
	// Chip is a short word on a coloured ground, as OFFLINE and DEMO.
	Chip Pen
	// Cursor is the text cursor's cell in a field.
	Cursor Pen
	// Glyphs are the signs and line pieces.
	Glyphs Glyphs
}

// New makes the theme that o describes.
func New(o Options) Theme {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(o.Profile)
	r.SetHasDarkBackground(!o.Light)
	p := darkPalette()
	if o.Light {
		p = lightPalette()
	}
	page := r.NewStyle()
	selected := r.NewStyle()
	if o.Profile != termenv.ANSI {
		// Sixteen colours have no quiet background: there the mark and bold
		// type carry the selection.
		selected = selected.Background(p.sel).Foreground(p.onSel)
	}
	t := look{
		Page:     pensOn(page, p),
		Selected: pensOn(selected, p),
		Chip:     penOf(r.NewStyle().Background(p.warn).Foreground(p.onChip).Bold(true)),
		Cursor:   penOf(r.NewStyle().Reverse(true)),
		Glyphs:   unicodeGlyphs(),
	}
	if o.ASCII {
		t.Glyphs = asciiGlyphs()
	}
	return Theme{&t}
}
