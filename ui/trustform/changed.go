package trustform

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/form"
	"actas/ui/scene"
)

// Changed says that the trust is not any more what the edit began with, and
// what it is now. Nothing was written; the form asks what is to be done, once
// the question that may be open is answered.
func (m Model) Changed(now model.Trust) Model {
	if m.before == nil {
		return m
	}
	m.Outcome, m.theirs = form.Filling, now
	if m.asks != askNothing {
		m.next = askChanged
		return m
	}
	m.asks = askChanged
	return m
}

// answerChanged takes the choice between what they and what I changed. Whatever
// is to be sent then is shown once more: it is another change than before.
func (m Model) answerChanged(msg tea.KeyMsg, s scene.Scene) Model {
	if msg.Paste || msg.Alt {
		return m
	}
	if msg.Type == tea.KeyEsc {
		m.asks = askNothing
		return m
	}
	if msg.Type != tea.KeyRunes {
		return m
	}
	switch string(msg.Runes) {
	case "1":
		return m.onTop(s, model.MergeTrusts(*m.before, m.review.after, m.theirs))
	case "2":
		return m.onTop(s, mineOver(m.review.after, m.theirs))
	case "3":
		m = m.editing(s, m.theirs, m.theirs)
		m.asks, m.Touched = askNothing, false
		return m.sync(s)
	}
	return m
}

// onTop goes on with a trust as a change of theirs.
func (m Model) onTop(s scene.Scene, t model.Trust) Model {
	m.asks = askNothing
	m = m.editing(s, t, m.theirs).sync(s)
	return m.reviewed(s)
}

// mineOver is theirs with all that the form sets as I want it.
func mineOver(mine, theirs model.Trust) model.Trust {
	t := theirs
	t.Type, t.Entity = mine.Type, mine.Entity
	t.Schedule, t.SourceIPs = mine.Schedule, mine.SourceIPs
	t.ValidUntil, t.ValidUntilProblem = mine.ValidUntil, mine.ValidUntilProblem
	return t
}

// changedText are the paragraphs of the question.
func (m Model) changedText(s scene.Scene) []form.Paragraph {
	pens := s.Theme.Page
	return []form.Paragraph{
		{Text: "Nothing was written: while you edited it, somebody else changed this trust.", Pen: pens.Text},
		{Label: "they", Text: m.difference(s, *m.before, m.theirs), Pen: pens.Strong},
		{Label: "you", Text: m.difference(s, *m.before, m.review.after), Pen: pens.Strong},
		{Label: "1 both", Text: m.outcomeOf(s, "theirs, and yours on top: ", model.MergeTrusts(*m.before, m.review.after, m.theirs)), Pen: pens.Text},
		{Label: "2 mine", Text: m.outcomeOf(s, "yours alone: ", mineOver(m.review.after, m.theirs)), Pen: pens.Text},
		{Label: "3 theirs", Text: "keeps it as it is now, and drops what you typed", Pen: pens.Text},
	}
}

// outcomeOf says what a choice does to the trust as it is now.
func (m Model) outcomeOf(s scene.Scene, choice string, t model.Trust) string {
	if model.CompareTrusts(m.theirs, t).None() {
		return "that is what it is already"
	}
	return choice + m.difference(s, m.theirs, t)
}
