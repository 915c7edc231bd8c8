package sessions

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sheet"
	"actas/ui/words"
)

// askRevoke opens the question for the selected session.
func (m Model) askRevoke(s scene.Scene) (Model, tea.Cmd) {
	if selected, ok := m.Selected(); ok && m.Blocked(AskRevokeMsg{}, s) == "" {
		m.asking = &selected
	}
	return m, nil
}

// answer takes y or n. Enter is no answer: what is destroyed is destroyed on
// purpose.
func (m Model) answer(msg tea.KeyMsg) (Model, tea.Cmd) {
	if msg.Paste {
		return m, nil
	}
	switch msg.String() {
	case "y":
		session := m.asking.Session
		m.asking = nil
		return m, func() tea.Msg { return RevokeMsg{Session: session} }
	case "n", "esc":
		m.asking = nil
	}
	return m, nil
}

// revokeSheet is the question over the lowest rows of the list.
func (m Model) revokeSheet(body []string, s scene.Scene) []string {
	t, l := s.Theme, m.asking
	left := l.Countdown.Left(s.Now.Boot)
	what := "  " + t.Page.Text.On(s.RoleName(l.RoleID)+", ") +
		countdown.StrongPen(l.Level(s.Now.Boot), t.Page).On(words.Left(left)) +
		t.Page.Text.On(" left. It ends at once, for everything that uses it.")
	if line.Width("  "+s.RoleName(l.RoleID)+", "+words.Left(left)+" left. It ends at once, for everything that uses it.") > s.Width {
		what = "  " + t.Page.Text.On("It ends at once, for everything that uses it.")
	}
	lines := []string{what}
	if l.ID != "" {
		lines = append(lines, "  "+t.Page.Muted.On("id "+l.ID))
	} else {
		lines = append(lines, "  "+t.Page.Muted.On("the API gave it no id"))
	}
	return sheet.Over(body, s.Width, s.DividerAt(), "Revoke "+l.Name+"?", lines, t)
}

// revokeKeys are the answers, for the key line.
func revokeKeys() []action.Hint {
	return []action.Hint{
		{Action: action.New("y", "y", "revoke", "Revoke", nil)},
		{Action: action.New("n", "n", "keep it", "Keep", nil)},
	}
}
