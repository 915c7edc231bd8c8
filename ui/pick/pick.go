// Package pick chooses one of many by name: the arrow keys go through them, and
// typing looks for one, fuzzily and beside the event loop.
package pick

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/field"
	"actas/ui/filter"
)

// queryLimit is the longest query in characters: more than an ARN has, which is one
// where roles have them.
const queryLimit = 2100

// Option is one thing that can be chosen. The zero value is no choice.
type Option struct {
	ID, Label string
	// Note tells more of it, and is looked at as well when one is looked for.
	Note string
}

// Model chooses one of its options. What was chosen stays until another is
// taken. Make one with New.
type Model struct {
	// Chosen is the choice, whether or not it is among the options.
	Chosen  Option
	options []Option
	query   field.Model
	filter  filter.Model
	// index is built with the first letter typed; nil until then.
	index *filter.Index
	// at is the match that enter takes.
	at int
}

// New makes a pick without options. id keeps the answers of several picks apart.
func New(id string) Model {
	return Model{query: field.New(queryLimit), filter: filter.New(id)}
}

// Offer changes what there is to choose from. The choice takes on its new
// label, and stays where it is not among them any more. What is looked for is
// matched anew at once: rows that were found before may be gone.
func (m Model) Offer(options []Option) Model {
	m.options, m.index = options, nil
	if at := m.Position(); at >= 0 {
		m.Chosen = options[at]
	}
	if !m.Looking() {
		return m
	}
	m = m.indexed()
	f, match := m.filter.Rematch(m.index)
	m.filter = f
	if answer, ok := match().(filter.MatchedMsg); ok {
		m = m.Take(answer)
	}
	return m
}

// Count is how many options there are.
func (m Model) Count() int { return len(m.options) }

// Position is where the choice stands among the options, -1 for nowhere.
func (m Model) Position() int {
	for i, o := range m.options {
		if o.ID == m.Chosen.ID {
			return i
		}
	}
	return -1
}

// Query is the input in which something is looked for.
func (m Model) Query() field.Model { return m.query }

// Looking reports that something is typed and not taken yet.
func (m Model) Looking() bool { return m.Typed() != "" }

// Typed is what is looked for, without the spaces around it.
func (m Model) Typed() string { return strings.TrimSpace(m.query.Value()) }

// Type edits the query and matches it beside the event loop.
func (m Model) Type(msg tea.KeyMsg) (Model, tea.Cmd) {
	before := m.Typed()
	m.query = m.query.Update(msg)
	if m.Typed() == before {
		return m, nil
	}
	m = m.indexed()
	m.at = 0
	var cmd tea.Cmd
	m.filter, cmd = m.filter.Set(m.query.Value(), m.index)
	return m, cmd
}

func (m Model) indexed() Model {
	if m.index == nil {
		options := m.options
		m.index = filter.NewIndex(len(options), 2, func(row, column int) string {
			return [...]string{options[row].Label, options[row].Note}[column]
		})
	}
	return m
}

// Take accepts the answer to a query, if it is its own.
func (m Model) Take(msg filter.MatchedMsg) Model {
	if f, ok := m.filter.Take(msg); ok {
		m.filter = f
		m.at = max(0, min(m.at, len(m.Matches())-1))
	}
	return m
}

// Matches are the options found so far; nil while nothing is looked for or no
// answer has come.
func (m Model) Matches() []Option {
	rows, ok := m.filter.Rows()
	if !ok || !m.Looking() {
		return nil
	}
	found := make([]Option, len(rows))
	for i, row := range rows {
		found[i] = m.options[row]
	}
	return found
}

// At is the number of the match that Settle takes.
func (m Model) At() int { return m.at }

// Step goes to the next option, or to the next match while one is looked for,
// and from the last to the first.
func (m Model) Step(by int) Model {
	if m.Looking() {
		if n := len(m.Matches()); n > 0 {
			m.at = (m.at + by + n) % n
		}
		return m
	}
	n := len(m.options)
	if n == 0 {
		return m
	}
	at := m.Position()
	if at < 0 && by < 0 {
		at = 0
	}
	m.Chosen = m.options[(at+by+n)%n]
	return m
}

// Settle takes the match that is pointed at. It matches anew at once, because
// the answer to the last letters may still be on its way. It reports false when
// nothing matches; the query then stays as it is.
func (m Model) Settle() (Model, bool) {
	if !m.Looking() {
		return m.Clear(), true
	}
	wanted := ""
	if found := m.Matches(); m.at < len(found) {
		wanted = found[m.at].ID
	}
	m = m.indexed()
	rows := m.index.Match(m.Typed(), nil)
	if len(rows) == 0 {
		return m, false
	}
	m.Chosen = m.options[rows[0]]
	for _, row := range rows {
		if m.options[row].ID == wanted {
			m.Chosen = m.options[row]
		}
	}
	return m.Clear(), true
}

// Clear forgets what was typed.
func (m Model) Clear() Model {
	m.query.SetValue("")
	m.filter, m.at = m.filter.Clear(), 0
	return m
}
