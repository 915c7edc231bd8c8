package theme

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/charmbracelet/lipgloss"
)

// The pages that the palettes were made for: the grounds of terminals and of
// the colour schemes that most people use.
var (
	darkPages = map[string]string{
		"black": "#000000", "GitHub": "#0d1117", "VS Code": "#1e1e1e", "Solarized": "#002b36",
		"Gruvbox": "#282828", "Dracula": "#282a36", "Nord": "#2e3440",
	}
	lightPages = map[string]string{
		"white": "#ffffff", "One": "#fafafa", "Solarized": "#fdf6e3", "Latte": "#eff1f5", "Gruvbox": "#fbf1c7",
	}
)

// The least contrasts of WCAG 2.2: for text, and for graphics.
const (
	leastText    = 4.5
	leastGraphic = 3.0
)

// luminance is the relative luminance of "#rrggbb", as WCAG 2.2 defines it.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil || len(colour) != 7 {
		t.Fatalf("%q is no colour: %v", colour, err)
	}
	linear := func(channel uint64) float64 {
		c := float64(channel&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(rgb>>16) + 0.7152*linear(rgb>>8) + 0.0722*linear(rgb)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// xterm is a colour of the 256 that are the same everywhere, 16 to 255.
func xterm(t *testing.T, number string) string {
	t.Helper()
	n, err := strconv.Atoi(number)
	if err != nil || n < 16 || n > 255 {
		t.Fatalf("%q: colours below 16 differ between terminals", number)
	}
	if n >= 232 {
		grey := 8 + 10*(n-232)
		return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey)
	}
	level := func(i int) int {
		if i == 0 {
			return 0
		}
		return 55 + 40*i
	}
	n -= 16
	return fmt.Sprintf("#%02x%02x%02x", level(n/36), level(n/6%6), level(n%6))
}

func TestContrastIsComputedAsWCAGDoes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, a, b string
		want       float64
	}{
		{"black on white", "#000000", "#ffffff", 21},
		{"grey on white", "#767676", "#ffffff", 4.54},
		{"the same", "#8ac2ff", "#8ac2ff", 1},
		{"xterm 111", xterm(t, "111"), "#87afff", 1},
		{"xterm 250", xterm(t, "250"), "#bcbcbc", 1},
	} {
		if got := contrast(t, c.a, c.b); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s: %.2f, want %.2f", c.name, got, c.want)
		}
	}
}

// text are the roles that words are written in.
func text(p palette) map[string]lipgloss.CompleteColor {
	return map[string]lipgloss.CompleteColor{
		"muted": p.muted, "accent": p.accent, "ok": p.ok, "warn": p.warn, "crit": p.crit,
	}
}

func TestTextCanBeRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		palette palette
		pages   map[string]string
	}{
		{"dark", darkPalette(), darkPages},
		{"light", lightPalette(), lightPages},
	} {
		for role, colour := range text(c.palette) {
			for page, ground := range c.pages {
				for depth, ink := range map[string]string{"true colour": colour.TrueColor, "256 colours": xterm(t, colour.ANSI256)} {
					if got := contrast(t, ink, ground); got < leastText {
						t.Errorf("%s: %s on %s in %s has a contrast of %.2f", c.name, role, page, depth, got)
					}
				}
			}
			if got := contrast(t, colour.TrueColor, c.palette.sel.TrueColor); got < leastText {
				t.Errorf("%s: %s on the selected row has a contrast of %.2f", c.name, role, got)
			}
			if got := contrast(t, xterm(t, colour.ANSI256), xterm(t, c.palette.sel.ANSI256)); got < leastText {
				t.Errorf("%s: %s on the selected row in 256 colours has a contrast of %.2f", c.name, role, got)
			}
		}
	}
}

func TestTextOnColouredGroundsCanBeRead(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]palette{"dark": darkPalette(), "light": lightPalette()} {
		for what, pair := range map[string][2]lipgloss.CompleteColor{
			"the selected row's own text": {p.onSel, p.sel}, "a chip": {p.onChip, p.warn},
		} {
			if got := contrast(t, pair[0].TrueColor, pair[1].TrueColor); got < leastText {
				t.Errorf("%s: %s has a contrast of %.2f", name, what, got)
			}
			if got := contrast(t, xterm(t, pair[0].ANSI256), xterm(t, pair[1].ANSI256)); got < leastText {
				t.Errorf("%s: %s in 256 colours has a contrast of %.2f", name, what, got)
			}
		}
	}
}

func TestOtherWindowsOfAWeekCanBeSeen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		palette palette
		pages   map[string]string
	}{
		{"dark", darkPalette(), darkPages},
		{"light", lightPalette(), lightPages},
	} {
		for page, ground := range c.pages {
			if got := contrast(t, c.palette.fill.TrueColor, ground); got < leastGraphic {
				t.Errorf("%s: fill on %s has a contrast of %.2f", c.name, page, got)
			}
		}
	}
}
