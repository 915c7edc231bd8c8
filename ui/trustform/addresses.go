package trustform

import (
	"net/netip"
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

// entries are the source IPs as they stand. Those that the trust has already
// are its own.
func (m Model) entries() []model.IPCondition {
	var out []model.IPCondition
	for _, l := range m.ips.all() {
		if l != "" {
			out = append(out, m.entry(l))
		}
	}
	return out
}

func (m Model) entry(text string) model.IPCondition {
	if own, ok := m.own(text); ok {
		return own
	}
	return model.ParseIPCondition(text)
}

// own is the trust's own entry with a text.
func (m Model) own(text string) (model.IPCondition, bool) {
	if m.before != nil {
		for _, e := range m.before.SourceIPs {
			if entryText(e) == text {
				return e, true
			}
		}
	}
	return model.IPCondition{}, false
}

// sourceIPs are the entries of the trust as it is to be: the trust's own list
// where they mean the same.
func (m Model) sourceIPs() []model.IPCondition {
	list := m.entries()
	if m.before == nil {
		return list
	}
	with := *m.before
	with.SourceIPs = list
	if !model.CompareTrusts(*m.before, with).IPs() {
		return m.before.SourceIPs
	}
	return list
}

// entryNote says what is to be known of the entry in line n, and whether it is
// in the way of sending.
func (m Model) entryNote(n int) (note string, wrong bool) {
	lines := m.ips.all()
	c := m.entry(lines[n])
	_, own := m.own(lines[n])
	switch {
	case lines[n] == "":
		return "", false
	case c.Problem != "" && own:
		return c.Problem + "; kept as it is", false
	case c.Problem != "":
		return c.Problem, true
	case m.coveredBy(lines, n) != "":
		return m.coveredBy(lines, n), false
	case c.HostBits:
		return "means " + c.Prefix.String(), false
	}
	return c.Category(), false
}

// coveredBy names the line that makes line n needless; empty for none.
func (m Model) coveredBy(lines []string, n int) string {
	mine := m.entry(lines[n]).Prefix
	for i, other := range lines {
		c := m.entry(other)
		switch {
		case i == n || other == "" || c.Problem != "":
		case c.Prefix == mine && i < n:
			return "there already"
		case c.Prefix != mine && c.Prefix.Bits() < mine.Bits() && c.Prefix.Contains(mine.Addr()):
			return "inside " + other
		}
	}
	return ""
}

// checkAddresses says what is wrong with the source IPs; empty when nothing is.
func (m Model) checkAddresses() string {
	lines := m.ips.all()
	if at := m.firstWrong(); at < len(lines) {
		return lines[at] + ": " + m.entry(lines[at]).Problem
	}
	return ""
}

// firstWrong is the first line that is in the way of sending; behind the last
// where none is.
func (m Model) firstWrong() int {
	lines := m.ips.all()
	for n, l := range lines {
		if l == "" || m.entry(l).Problem == "" {
			continue
		}
		if _, own := m.own(l); !own {
			return n
		}
	}
	return len(lines)
}

// outside reports that none of the entries allows an address, and that there
// are any.
func outside(entries []model.IPCondition, addr netip.Addr) bool {
	if !addr.IsValid() || len(entries) == 0 {
		return false
	}
	return !slices.ContainsFunc(entries, func(c model.IPCondition) bool { return c.Contains(addr) })
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
