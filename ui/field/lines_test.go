package field_test

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/ui/field"
)

// entriesOf are the lines that hold something.
func entriesOf(l field.Lines) []string {
	return slices.DeleteFunc(l.All(), func(line string) bool { return line == "" })
}

// What separates the entries of a paste makes no difference, and typing them with
// commas comes to the same.
func TestLinesHoldWhatIsPasted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		entries := rapid.SliceOfN(rapid.StringMatching(`[a-z:/.]{1,12}`), 1, 8).Draw(rt, "entries")
		by := rapid.SampledFrom([]string{",", "\n", "\r\n", "; ", " ", "\t"}).Draw(rt, "separator")
		pasted := field.NewLines(nil, 100, "").Edit(paste(strings.Join(entries, by)))
		typed := field.NewLines(nil, 100, "")
		for _, r := range strings.Join(entries, ",") {
			typed = typed.Edit(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
		for name, got := range map[string][]string{"pasted": entriesOf(pasted), "typed": entriesOf(typed), "tidied": entriesOf(pasted.Tidy())} {
			if !slices.Equal(got, entries) {
				rt.Errorf("%s: %q, want %q", name, got, entries)
			}
		}
		if pasted.Tidy().At() != len(entries) {
			rt.Errorf("the cursor is in line %d of %d", pasted.Tidy().At(), pasted.Len())
		}
	})
}

func TestLinesAreWalkedAndEmptied(t *testing.T) {
	t.Parallel()
	l := field.NewLines([]string{"one", "two"}, 100, "none")
	if l.Input().Placeholder != "none" || l.At() != 2 || l.Len() != 3 {
		t.Errorf("begins in line %d of %d with %q", l.At(), l.Len(), l.Input().Placeholder)
	}
	if _, moved := l.Vertical(1); moved {
		t.Error("down leads below an empty line")
	}
	up, moved := l.Vertical(-1)
	if !moved || up.Input().Value() != "two" {
		t.Errorf("up edits %q", up.Input().Value())
	}
	for range "two!" {
		up = up.Edit(key(tea.KeyBackspace))
	}
	if got := up.Text(); got != "one\n" {
		t.Errorf("%q is left", got)
	}
	if got := l.Text(); got != "one\ntwo\n" {
		t.Errorf("the copy before has changed to %q", got)
	}
}
