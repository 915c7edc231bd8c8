package sessions

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sheet"
	"actas/ui/words"
)

// askRevoke opens the question for the marked sessions, or the selected one.
func (m Model) askRevoke(s scene.Scene) (Model, tea.Cmd) {
	var asking []model.LiveSession
	for _, l := range m.targets() {
		if whyNotRevoked(l, s) == "" {
			asking = append(asking, l)
		}
	}
	m.asking = asking
	return m, nil
}

// Replace lets an open question be about the session that has taken the place of
// the one with a key.
func (m Model) Replace(key string, by model.LiveSession) Model {
	m.asking = model.Replaced(m.asking, key, by)
	return m
}

// answer takes y or n. Enter is no answer: what is destroyed is destroyed on
// purpose.
func (m Model) answer(msg tea.KeyMsg) (Model, tea.Cmd) {
	if msg.Paste {
		return m, nil
	}
	switch msg.String() {
	case "y":
		asked := m.asking
		m.asking = nil
		return m, func() tea.Msg { return RevokeMsg{Sessions: asked} }
	case "n", "esc":
		m.asking = nil
	}
	return m, nil
}

// revokeSheet is the question over the lowest rows of the list.
func (m Model) revokeSheet(body []string, s scene.Scene) []string {
	if len(m.asking) > 1 {
		return m.revokeSeveral(body, s)
	}
	t, l := s.Theme, m.asking[0]
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

// askedOfOthers is how many of the sessions in question are other people's.
func (m Model) askedOfOthers(s scene.Scene) int {
	n := 0
	for _, l := range m.asking {
		if !s.Mine(l) {
			n++
		}
	}
	return n
}

// fullRow is the width from which a session's id fits beside its name.
const fullRow = 72

// mostAsked is how many sessions a question names.
const mostAsked = 6

// revokeSeveral is the question for more than one session.
func (m Model) revokeSeveral(body []string, s scene.Scene) []string {
	t := s.Theme
	what := "They end at once, for everything that uses them."
	if n := m.askedOfOthers(s); n > 0 {
		what = fmt.Sprintf("They end at once, for everything that uses them; %d of them are not yours.", n)
	}
	lines := []string{"  " + t.Page.Text.On(what)}
	for i, l := range m.asking {
		if i == mostAsked-1 && len(m.asking) > mostAsked {
			lines = append(lines, "  "+t.Page.Muted.On(fmt.Sprintf("and %d more", len(m.asking)-i)))
			break
		}
		name := line.Fit(l.Name, 18, t.Glyphs)
		left := fmt.Sprintf("%11s", words.Left(l.Countdown.Left(s.Now.Boot)))
		row := "  " + t.Page.Text.On(name) + "  " + t.Page.Text.On(left)
		if s.Width >= fullRow {
			row += "  " + t.Page.Muted.On(l.ID)
		}
		lines = append(lines, row)
	}
	return sheet.Over(body, s.Width, s.DividerAt(), fmt.Sprintf("Revoke %d sessions?", len(m.asking)), lines, t)
}

// revokeKeys are the answers, for the key line.
func revokeKeys(sessions int) []action.Hint {
	keep := "keep it"
	if sessions > 1 {
		keep = "keep them"
	}
	return []action.Hint{
		{Action: action.New("y", "y", "revoke", "Revoke", nil)},
		{Action: action.New("n", "n", keep, "Keep", nil)},
	}
}
