package form

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/theme"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sheet"
)

// Answer is what a key says to a question.
type Answer int

// The answers. A key that is none leaves the question open.
const (
	NoAnswer Answer = iota
	Yes
	No
)

// AnswerOf reads a key: y, or n and esc. What is pasted, or comes right behind
// an escape, answers nothing.
func AnswerOf(msg tea.KeyMsg) Answer {
	switch {
	case msg.Paste || msg.Alt:
	case msg.Type == tea.KeyEsc, msg.Type == tea.KeyRunes && string(msg.Runes) == "n":
		return No
	case msg.Type == tea.KeyRunes && string(msg.Runes) == "y":
		return Yes
	}
	return NoAnswer
}

// Question puts a question over the lowest lines of a form's body: paragraphs,
// each wrapped and in a pen.
func Question(body []string, title string, paragraphs []Paragraph, s scene.Scene) []string {
	var lines []string
	for _, p := range paragraphs {
		lines = append(lines, p.lines(max(1, s.Width-4), s.Theme)...)
	}
	return sheet.Over(body, s.Width, s.DividerAt(), title, lines, s.Theme)
}

// LeaveText says what leaving a form does. underWay is that of one that was sent.
func LeaveText(at State, underWay string) string {
	if at.Sending() {
		return underWay
	}
	return "What you typed is lost."
}

// LeaveSession asks over the body of a form for a session whether to leave it.
func LeaveSession(body []string, at State, s scene.Scene) []string {
	text := LeaveText(at, "The call is under way: the session may be made all the same, and then stands under Sessions.")
	return Question(body, "Leave the form?", []Paragraph{{Text: text, Pen: s.Theme.Page.Text}}, s)
}

// Paragraph is text of a question.
type Paragraph struct {
	// Label stands before the text, which then hangs behind it; empty for none.
	Label string
	Text  string
	Pen   theme.Pen
}

// labelWidth is the column of a paragraph's text behind a label.
const labelWidth = 10

func (p Paragraph) lines(width int, t theme.Theme) []string {
	at, label := 0, ""
	if p.Label != "" {
		at = labelWidth
		label = t.Page.Muted.On(line.Fit(p.Label, at, t.Glyphs))
	}
	var out []string
	for i, l := range line.Wrap(p.Text, max(1, width-at)) {
		before := line.Pad(at)
		if i == 0 && label != "" {
			before = label
		}
		out = append(out, "  "+before+p.Pen.On(l))
	}
	return out
}
