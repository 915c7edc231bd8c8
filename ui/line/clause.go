package line

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"actas/theme"
)

// FitSentence is FitPainted for what is said in sentences: where it does not fit, it
// ends with its last clause that does, and a full stop, if that tells at least half as
// much as there is room for.
func FitSentence(s string, w int, g theme.Glyphs) string {
	if Width(s) > w {
		if end := lastClause(ansi.Strip(s), w-1); end*2 >= w {
			s = ansi.Truncate(s, end, "") + "."
		}
	}
	return FitPainted(s, w, g)
}

// lastClause is where the last clause ends that fits in w columns; 0 where none does.
// What a sentence would be wrong without is no clause of its own, as a condition or the
// rest of a list, and neither is a key that helps.
func lastClause(s string, w int) int {
	best, at := 0, 0
	for at < len(s) {
		next := strings.IndexAny(s[at:], ".;,(")
		if next < 0 {
			return best
		}
		end := at + next
		at = end + 1
		head, tail := strings.TrimRight(s[:end], " "), strings.TrimLeft(s[at:], " ")
		switch {
		case Width(head) > w:
			return best
		case s[end] == '(' && len(head) == end, s[end] != '(' && len(tail) == len(s)-at:
			// No space beside it: an address, a file, a plural.
		case s[end] == ',' && !startsWith(tail, "as ", "in ", "so ", "until ", "while "), startsWith(tail, "but ", "^"):
		default:
			best = Width(head)
		}
	}
	return best
}

func startsWith(clause string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(clause, word) })
}
