// Package leave is the question that is asked once when somebody leaves while
// sessions are renewed by themselves: nobody would renew them any more, unless another
// process does.
package leave

import (
	"fmt"
	"maps"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sheet"
	"actas/ui/words"
)

// What the question asks of the root.
type (
	// RevokeMsg wants the sessions revoked before actas ends.
	RevokeMsg struct{ Sessions []model.LiveSession }
	// KeepMsg wants actas to end and the sessions to last until theirs.
	KeepMsg struct{}
	// StayMsg closes the question.
	StayMsg struct{}
)

// Model is the question. Make one with New.
type Model struct {
	sessions []model.LiveSession
	// heirs tells by their keys which of them another process renews on; nil while
	// that is not known.
	heirs map[string]bool
}

// New asks about sessions that are renewed by themselves, one at least.
func New(sessions []model.LiveSession) *Model { return &Model{sessions: sessions} }

// Replace asks about the session that has taken the place of the one with a key.
func (m Model) Replace(key string, by model.LiveSession) *Model {
	m.sessions = model.Replaced(m.sessions, key, by)
	if m.heirs[key] {
		m.heirs = maps.Clone(m.heirs)
		m.heirs[by.Key()] = true
	}
	return &m
}

// Sessions are those that are asked about.
func (m Model) Sessions() []model.LiveSession { return m.sessions }

// Heirs takes in, by their keys, which of the sessions another process renews on.
func (m Model) Heirs(heirs map[string]bool) *Model {
	m.heirs = heirs
	return &m
}

// Update takes the answer. Enter is none: what is destroyed is destroyed on
// purpose.
func (m Model) Update(msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyMsg)
	if !ok || key.Paste {
		return nil
	}
	switch key.String() {
	case "y":
		return func() tea.Msg { return RevokeMsg{Sessions: m.sessions} }
	case "n", "q":
		return func() tea.Msg { return KeepMsg{} }
	case "esc":
		return func() tea.Msg { return StayMsg{} }
	}
	return nil
}

// roomForID is the width from which a session's id fits beside its name, roomForHeir
// that from which it fits that another process renews it on.
const roomForID, roomForHeir = 80, 56

// mostNamed is how many sessions the question names.
const mostNamed = 5

// Over draws the question over the lowest rows of the screen's frame.
func (m Model) Over(f scene.Frame, s scene.Scene) scene.Frame {
	page := s.Theme.Page
	them := "them"
	if len(m.sessions) == 1 {
		them = "it"
	}
	var lines []string
	for _, part := range line.Wrap(m.question(them), max(1, s.Width-4)) {
		lines = append(lines, "  "+page.Text.On(part))
	}
	for i, l := range m.sessions {
		if i == mostNamed-1 && len(m.sessions) > mostNamed {
			lines = append(lines, "  "+page.Muted.On(fmt.Sprintf("and %d more", len(m.sessions)-i)))
			break
		}
		name := line.Fit(l.Name, min(line.Width(l.Name), 24), s.Theme.Glyphs)
		row := "  " + page.Text.On(name) + line.Pad(26-line.Width(name)) +
			page.Muted.On(fmt.Sprintf("%8s left", words.Left(l.Countdown.Left(s.Now.Boot))))
		switch {
		case m.heirs[l.Key()] && s.Width >= roomForHeir:
			row += "   " + page.Text.On("renewed on")
		case s.Width >= roomForID:
			row += "   " + page.Muted.On(l.ID)
		}
		lines = append(lines, row)
	}
	f.Body = sheet.Over(f.Body, s.Width, f.Split, title(len(m.sessions)), lines, s.Theme)
	f.Position, f.Quiet = "", true
	f.Status = page.Muted.On("q again keeps " + them + ", and leaves.")
	f.Keys = []action.Hint{
		{Action: action.New("y", "y", "revoke and leave", "Revoke", nil)},
		{Action: action.New("n", "n", "keep and leave", "Keep", nil)},
	}
	f.Back = []action.Hint{{Action: action.New("esc", "esc", "stay", "Stay", nil)}}
	return f
}

// question asks about the sessions, them for short, by what becomes of them.
func (m Model) question(them string) string {
	n := 0
	for _, l := range m.sessions {
		if m.heirs[l.Key()] {
			n++
		}
	}
	ask := " Revoke " + them + " now?"
	switch {
	case m.heirs == nil:
		return ask[1:]
	case n == 0:
		return "Nobody renews " + them + " once actas is gone." + ask
	case n == len(m.sessions):
		return "Another actas renews " + them + " on once this one is gone." + ask
	}
	return fmt.Sprintf("Another actas renews %d of them on, nobody the rest.", n) + ask
}

func title(n int) string {
	if n == 1 {
		return "Leave 1 session that is renewed by itself?"
	}
	return fmt.Sprintf("Leave %d sessions that are renewed by themselves?", n)
}
