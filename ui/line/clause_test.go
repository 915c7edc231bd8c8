package line_test

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/theme"
	"actas/ui/line"
)

func TestASentenceEndsWithAClause(t *testing.T) {
	t.Parallel()
	g := theme.New(theme.Options{}).Glyphs
	for _, c := range []struct{ name, said, want string }{
		{"that fits", "Renewed ada-deploy until 15:03 UTC.", "Renewed ada-deploy until 15:03 UTC.     "},
		{"a clause less", "Renewed ada-deploy until 15:03 UTC; the old session is revoked.", "Renewed ada-deploy until 15:03 UTC.     "},
		{"a sentence less", "Invalid API token at 10.0.0.1. Press ^r to retry.", "Invalid API token at 10.0.0.1.          "},
		{"what stands in brackets", "No trust exists between role and user (403).", "No trust exists between role and user.  "},
		{"a comma", "In the session ada-deploy-7f3c, until 15:03 UTC.", "In the session ada-deploy-7f3c.         "},
		{"a condition stays", "Copied the lines through tmux, if its set-clipboard is on.", "Copied the lines through tmux, if its s…"},
		{"a list stays", "Saved the trust for Grace: adds Saturday, allows every address.", "Saved the trust for Grace: adds Saturda…"},
		{"a key that helps stays", "Read failed: connection reset by peer; ^r reads again", "Read failed: connection reset by peer; …"},
		{"little would be left", "No answer. It may exist: see Sessions before you retry.", "No answer. It may exist: see Sessions b…"},
		{"one long clause", "The dashboard could not read the configuration file", "The dashboard could not read the config…"},
		{"a wide sign", "日本語の名前がとても長い役割; it is not known to anybody here", "日本語の名前がとても長い役割.           "},
	} {
		if got := line.FitSentence(c.said, 40, g); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestASentenceKeepsItsColours(t *testing.T) {
	t.Parallel()
	g := theme.New(theme.Options{}).Glyphs
	got := line.FitSentence("\x1b[32mRenewed\x1b[m ada-deploy until 15:03 UTC; \x1b[31mthe old session is revoked.\x1b[m", 40, g)
	if ansi.Strip(got) != "Renewed ada-deploy until 15:03 UTC.     " || got[:len("\x1b[32mRenewed\x1b[m ada")] != "\x1b[32mRenewed\x1b[m ada" {
		t.Errorf("%q", got)
	}
}

func TestASentenceIsAsWideAsItsRoom(t *testing.T) {
	t.Parallel()
	g := theme.New(theme.Options{}).Glyphs
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.StringOf(rapid.RuneFrom([]rune("ab .,;(é界\u0303"))).Draw(t, "said")
		width := rapid.IntRange(1, 30).Draw(t, "width")
		if got := line.FitSentence(said, width, g); line.Width(got) != width {
			t.Fatalf("%q has %d columns, want %d", got, line.Width(got), width)
		}
	})
}
