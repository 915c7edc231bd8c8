package trustform

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
)

// addresses are the source IPs, one a line, of which the last may be empty. One
// line is being edited.
type addresses struct {
	// lines are the others' text; what stands for the edited one does not count.
	// The slice is shared between copies and never written to.
	lines []string
	at    int
	input field.Model
}

// addressTypedLimit is longer than any range. What the API has may be longer yet.
const addressTypedLimit = 100

// fillAddresses are entries as they stand in the form.
func fillAddresses(entries []model.IPCondition) addresses {
	a, limit := addresses{}, addressTypedLimit
	for _, e := range entries {
		text := entryText(e)
		a.lines, limit = append(a.lines, text), max(limit, utf8.RuneCountInString(text))
	}
	a.input = field.New(limit)
	a.input.Placeholder = "every address; or 10.0.0.0/8"
	a.at = len(a.lines)
	a.lines = append(a.lines, "")
	return a
}

// entryText is an entry as it stands in its line.
func entryText(e model.IPCondition) string { return strings.TrimSpace(field.Holds(e.Raw)) }

// all are all lines as they stand.
func (a addresses) all() []string {
	out := slices.Clone(a.lines)
	out[a.at] = strings.TrimSpace(a.input.Value())
	return out
}

// text is all that was typed, for comparing.
func (a addresses) text() string { return strings.Join(a.all(), "\n") }

// toLine edits another line, the cursor behind its text.
func (a addresses) toLine(at int) addresses {
	if len(a.lines) > 0 && a.input.Value() != a.lines[a.at] {
		a.lines = a.all()
	}
	a.at = max(0, min(at, len(a.lines)-1))
	a.input.SetValue(a.lines[a.at])
	return a
}

// tidy takes out empty lines but one at the end, which is edited then.
func (a addresses) tidy() addresses {
	kept := slices.DeleteFunc(a.all(), func(l string) bool { return l == "" })
	a.lines, a.at = append(kept, ""), len(kept)
	a.input.SetValue("")
	return a
}

// separates reports that a character ends an entry.
func separates(r rune) bool { return strings.ContainsRune(" ,;\t\r\n", r) }

// edit types into the line. A comma or a space ends it, backspace in an empty
// line takes it out, and a paste may bring many lines.
func (a addresses) edit(msg tea.KeyMsg) addresses {
	switch {
	case msg.Type == tea.KeySpace, msg.Type == tea.KeyRunes && strings.IndexFunc(string(msg.Runes), separates) >= 0:
		return a.split(string(msg.Runes))
	case msg.Type == tea.KeyBackspace && a.input.Value() == "" && len(a.lines) > 1:
		return a.remove()
	}
	a.input = a.input.Update(msg)
	return a
}

// split types text with separators: each entry gets a line of its own, and the
// cursor goes to an empty one.
func (a addresses) split(typed string) addresses {
	entries := strings.FieldsFunc(typed, separates)
	if len(entries) > 0 && !separates(rune(typed[0])) {
		a.input = a.input.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(entries[0]), Paste: true})
		entries = entries[1:]
	}
	lines := a.all()
	if lines[a.at] == "" && len(entries) == 0 {
		return a
	}
	next := append(entries, "")
	if after := a.at + 1; after < len(lines) && lines[after] == "" {
		next = entries
	}
	at := a.at + 1 + len(entries)
	a.lines = slices.Insert(lines, a.at+1, next...)
	a.input.SetValue(a.lines[a.at])
	return a.toLine(at)
}

// remove takes an empty line out and goes on in the one above, or below where
// there is none.
func (a addresses) remove() addresses {
	a.lines = slices.Delete(slices.Clone(a.lines), a.at, a.at+1)
	a.at = max(0, a.at-1)
	a.input.SetValue(a.lines[a.at])
	return a
}

// vertical goes to the line above or below; moved is false where there is none.
func (a addresses) vertical(by int) (next addresses, moved bool) {
	if by > 0 && strings.TrimSpace(a.input.Value()) != "" && a.at == len(a.lines)-1 {
		// Down behind an entry begins the next one.
		a.lines = append(a.all(), "")
	}
	at := a.at + by
	if at < 0 || at >= len(a.lines) {
		return a, false
	}
	return a.toLine(at), true
}
