package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/form"
)

// typed takes what was typed: a key, or several that arrived together. Over a slow line
// an escape and the key behind it do as well, and Bubble Tea reads that as the key with
// alt. Where text is typed they are two keys again, but for those that edit with alt.
func (m Model) typed(msg tea.KeyMsg) (Model, tea.Cmd) {
	m, repaint := m.lookedAway()
	if !m.escaped(msg) {
		m, cmd := m.key(msg)
		return m, tea.Batch(cmd, repaint)
	}
	m, left := m.oneKey(tea.KeyMsg{Type: tea.KeyEsc})
	msg.Alt = false
	if (m.covered() || m.captured()) && form.AnswerOf(msg) != form.NoAnswer {
		// It would answer a question that nobody has read.
		return m, tea.Batch(left, repaint)
	}
	m, cmd := m.key(msg)
	return m, tea.Batch(left, cmd, repaint)
}

// escaped reports that a key with alt is esc and that key.
func (m Model) escaped(msg tea.KeyMsg) bool {
	if !msg.Alt || msg.Paste || !m.covered() && !m.captured() {
		return false
	}
	switch msg.Type {
	case tea.KeyEsc:
		return true
	case tea.KeyRunes:
		// By words: back, forward, and erasing.
		edits := string(msg.Runes)
		return edits != "b" && edits != "f" && edits != "d"
	}
	return false
}
