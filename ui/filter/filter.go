// Package filter is the fuzzy filter of a list: the line that is typed, and
// the matching, which runs beside the event loop. Of several answers only the
// newest counts.
package filter

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/theme"
	"actas/ui/field"
)

// queryLimit is the longest filter in characters.
const queryLimit = 200

// Model is a list's filter. Make one with New.
type Model struct {
	id    string
	input field.Model
	// typing is set while keys go to the filter line.
	typing bool
	seq    int
	// applied is the query that rows answers, answered the number of its answer.
	applied  string
	answered int
	rows     []int
	// wanted is of the match that was started last; nil for none.
	wanted *wanted
}

// MatchedMsg is the answer to one query; the filter with the same id takes it.
type MatchedMsg struct {
	ID    string
	seq   int
	query string
	rows  []int
}

// New makes an empty filter; id keeps the answers of several filters apart.
func New(id string) Model { return Model{id: id, input: field.New(queryLimit)} }

// ID tells this filter from others.
func (m Model) ID() string { return m.id }

// Typing reports that keys go to the filter line.
func (m Model) Typing() bool { return m.typing }

// On reports that the list is filtered or about to be.
func (m Model) On() bool { return m.typing || m.Query() != "" }

// Query is what was typed, without surrounding spaces.
func (m Model) Query() string { return strings.TrimSpace(m.input.Value()) }

// Applied is the query that Rows answers, empty while nothing is filtered.
func (m Model) Applied() string { return m.applied }

// Pending reports that an answer is on its way.
func (m Model) Pending() bool { return m.Query() != "" && m.answered != m.seq }

// Rows are the rows of the index that match, best first; ok is false while
// nothing is filtered.
func (m Model) Rows() (rows []int, ok bool) {
	return m.rows, m.Query() != "" && m.applied != ""
}

// Open starts typing.
func (m Model) Open() Model {
	m.typing = true
	return m
}

// Keep stops typing and keeps the filter.
func (m Model) Keep() Model {
	m.typing = false
	return m
}

// Clear removes the filter.
func (m Model) Clear() Model {
	m.typing = false
	m.input.SetValue("")
	m.applied, m.rows = "", nil
	return m.outdate()
}

// Set filters by query without typing.
func (m Model) Set(query string, index *Index) (Model, tea.Cmd) {
	m.input.SetValue(query)
	return m.Match(index)
}

// Update edits the line and matches anew if that changed it.
func (m Model) Update(msg tea.KeyMsg, index *Index) (Model, tea.Cmd) {
	before := m.Query()
	m.input = m.input.Update(msg)
	if m.Query() == before {
		return m, nil
	}
	return m.Match(index)
}

// Match starts matching the query against the index. A query that only goes on
// from the one before is looked for among its rows; an index that changed must
// go through Rematch.
func (m Model) Match(index *Index) (Model, tea.Cmd) {
	query := m.Query()
	if query == "" {
		m.applied, m.rows = "", nil
		return m.outdate(), nil
	}
	var within []int
	if m.applied != "" && strings.HasPrefix(query, m.applied) {
		within = m.rows
	}
	return m.start(query, index, within)
}

// Rematch matches again because the index changed.
func (m Model) Rematch(index *Index) (Model, tea.Cmd) {
	if m.Query() == "" {
		return m, nil
	}
	return m.start(m.Query(), index, nil)
}

func (m Model) start(query string, index *Index, within []int) (Model, tea.Cmd) {
	m = m.outdate()
	seq, id, awaited := m.seq, m.id, &wanted{}
	m.wanted = awaited
	return m, func() tea.Msg {
		return MatchedMsg{ID: id, seq: seq, query: query, rows: index.match(query, within, awaited)}
	}
}

// outdate gives the match up that is under way, if one is.
func (m Model) outdate() Model {
	m.seq++
	m.wanted.giveUp()
	m.wanted = nil
	return m
}

// Take accepts an answer if it is this filter's newest.
func (m Model) Take(msg MatchedMsg) (Model, bool) {
	if msg.ID != m.id || msg.seq != m.seq {
		return m, false
	}
	m.applied, m.rows, m.answered = msg.query, msg.rows, msg.seq
	if m.rows == nil {
		m.rows = []int{}
	}
	return m, true
}

// View draws the filter line, without margins, in width columns.
func (m Model) View(width int, t theme.Theme) string {
	return t.Page.AccentStrong.On("/") + " " + m.input.View(max(0, width-2), m.typing, t.Page, t)
}
