package theme

import (
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// coloured are the profiles that have colours.
var coloured = map[string]termenv.Profile{
	"true colour": termenv.TrueColor, "256 colours": termenv.ANSI256, "16 colours": termenv.ANSI,
}

// pensOf names the pens of a surface.
func pensOf(p Pens) map[string]Pen {
	pens := map[string]Pen{}
	v := reflect.ValueOf(*p.inks)
	for i := range v.NumField() {
		pen := v.Field(i)
		pens[v.Type().Field(i).Name] = Pen{open: pen.Field(0).String(), shut: pen.Field(1).String()}
	}
	return pens
}

func TestWithoutColourNothingIsPainted(t *testing.T) {
	t.Parallel()
	for _, light := range []bool{false, true} {
		th := New(Options{Light: light, Profile: termenv.Ascii})
		pens := map[string]Pen{"Chip": th.Chip, "Cursor": th.Cursor}
		for name, pen := range pensOf(th.Page) {
			pens["page "+name] = pen
		}
		for name, pen := range pensOf(th.Selected) {
			pens["selected "+name] = pen
		}
		if len(pens) < 30 {
			t.Fatalf("only %d pens were found", len(pens))
		}
		for name, pen := range pens {
			if got := pen.On("text"); got != "text" {
				t.Errorf("light %v, %s: %q", light, name, got)
			}
		}
	}
}

func TestEveryProfileHasItsOwnColours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		profile termenv.Profile
		light   bool
		want    string
	}{
		// Lip Gloss rounds some channels down by one.
		{"dark, true colour", termenv.TrueColor, false, "\x1b[38;2;134;211;154mopen\x1b[0m"},
		{"light, true colour", termenv.TrueColor, true, "\x1b[38;2;20;97;44mopen\x1b[0m"},
		{"dark, 256 colours", termenv.ANSI256, false, "\x1b[38;5;114mopen\x1b[0m"},
		{"light, 256 colours", termenv.ANSI256, true, "\x1b[38;5;22mopen\x1b[0m"},
		{"dark, 16 colours", termenv.ANSI, false, "\x1b[92mopen\x1b[0m"},
		{"light, 16 colours", termenv.ANSI, true, "\x1b[32mopen\x1b[0m"},
	} {
		if got := New(Options{Light: c.light, Profile: c.profile}).Page.OK.On("open"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWarnAndCritDiffer(t *testing.T) {
	t.Parallel()
	for name, profile := range coloured {
		for _, light := range []bool{false, true} {
			th := New(Options{Light: light, Profile: profile})
			for surface, pens := range map[string]Pens{"page": th.Page, "selected row": th.Selected} {
				if pens.Warn == pens.Crit || pens.WarnStrong == pens.CritStrong {
					t.Errorf("%s, light %v, %s: %q is %q", name, light, surface, pens.Warn.On("x"), pens.Crit.On("x"))
				}
				if pens.OK == pens.Warn || pens.OK == pens.Crit || pens.Accent == pens.Muted {
					t.Errorf("%s, light %v, %s: two meanings share a colour", name, light, surface)
				}
			}
		}
	}
}

// A cell without the ground would be a hole in the selected row.
func TestEveryPenOfTheSelectedRowHasItsGround(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		profile termenv.Profile
		ground  string
	}{
		{"true colour", termenv.TrueColor, "48;2;43;54;72"},
		{"256 colours", termenv.ANSI256, "48;5;237"},
	} {
		th := New(Options{Profile: c.profile})
		for name, pen := range pensOf(th.Selected) {
			if !strings.Contains(pen.open, c.ground) {
				t.Errorf("%s, %s: %q has no ground", c.name, name, pen.open)
			}
		}
		for name, pen := range pensOf(th.Page) {
			if strings.Contains(pen.open, "[48;") || strings.Contains(pen.open, ";48;") {
				t.Errorf("%s, %s: %q paints the page", c.name, name, pen.open)
			}
		}
	}
}

func TestSixteenColoursHaveNoGround(t *testing.T) {
	t.Parallel()
	for _, light := range []bool{false, true} {
		th := New(Options{Light: light, Profile: termenv.ANSI})
		for name, pen := range pensOf(th.Selected) {
			for _, code := range strings.Split(strings.Trim(pen.open, "\x1b[m"), ";") {
				if len(code) == 2 && code[0] == '4' || len(code) == 3 && strings.HasPrefix(code, "10") {
					t.Errorf("light %v, %s: %q has a ground", light, name, pen.open)
				}
			}
		}
		if got := th.Selected.Text.On("row"); got != "row" {
			t.Errorf("light %v: text of the selected row is %q", light, got)
		}
		if th.Selected.Strong.On("row") == "row" {
			t.Errorf("light %v: nothing but the mark tells the selected row", light)
		}
	}
}

func TestTheChipAndTheCursorAreSeen(t *testing.T) {
	t.Parallel()
	for name, profile := range coloured {
		th := New(Options{Profile: profile})
		if got := th.Cursor.On("x"); got != "\x1b[7mx\x1b[0m" {
			t.Errorf("%s: the cursor is %q", name, got)
		}
		if th.Chip.On("DEMO") == "DEMO" {
			t.Errorf("%s: the chip is not painted", name)
		}
	}
}

func TestPen(t *testing.T) {
	t.Parallel()
	pen := New(Options{Profile: termenv.TrueColor}).Page.Strong
	for _, c := range []struct {
		name      string
		pen       Pen
		text, out string
	}{
		{"bold", pen, "x", "\x1b[1mx\x1b[0m"},
		{"no text", pen, "", ""},
		{"no pen", Pen{}, "x", "x"},
		{"the letter that pens are made with", pen, "xx", "\x1b[1mxx\x1b[0m"},
	} {
		if got := c.pen.On(c.text); got != c.out {
			t.Errorf("%s: %q, want %q", c.name, got, c.out)
		}
	}
}

// signs names the glyphs of a set.
func signs(g Glyphs) map[string]string {
	all := map[string]string{}
	v := reflect.ValueOf(*g.glyphSet)
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.String {
			all[v.Type().Field(i).Name] = v.Field(i).String()
		}
	}
	return all
}

func TestGlyphsAreOneColumnWide(t *testing.T) {
	t.Parallel()
	for set, g := range map[string]Glyphs{
		"Unicode": New(Options{}).Glyphs, "ASCII": New(Options{ASCII: true}).Glyphs,
	} {
		all := signs(g)
		if len(all) < 15 {
			t.Fatalf("%s: only %d glyphs were found", set, len(all))
		}
		for name, sign := range all {
			if ansi.StringWidth(sign) != 1 {
				t.Errorf("%s: %s is %q, %d columns wide", set, name, sign, ansi.StringWidth(sign))
			}
			if g.ASCII && (len(sign) != 1 || sign[0] <= ' ' || sign[0] > '~') {
				t.Errorf("%s is %q, which is not ASCII", name, sign)
			}
		}
		if g.OpenNow == g.OpenOther {
			t.Errorf("%s: the meant window looks like the others", set)
		}
	}
}

// What is put together piece by piece is what On gives.
func TestAPenWritesWhatItPaints(t *testing.T) {
	t.Parallel()
	pen := New(Options{Profile: termenv.TrueColor}).Page.Warn
	for _, pen := range []Pen{pen, {}} {
		for _, s := range []string{"", "text"} {
			if got := string(pen.Append([]byte("> "), s)); got != "> "+pen.On(s) {
				t.Errorf("%q, want %q", got, "> "+pen.On(s))
			}
		}
		if got := string(pen.End(append(pen.Begin(nil), "text"...))); got != pen.On("text") {
			t.Errorf("%q, want %q", got, pen.On("text"))
		}
	}
}
