package ui

import (
	"cmp"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/why"
)

// openWhyFor shows why a role is open to a user or not.
func (m Model) openWhyFor(roleID, userID string) (Model, tea.Cmd) {
	s := m.scene()
	return m.openPage(pageOf[why.Model]{why.New(s, roleID).For(s, userID)})
}

// openWhy shows why a role is open or not, by its id or else its name.
func (m Model) openWhy(roleID, roleName string) (Model, tea.Cmd) {
	s := m.scene()
	return m.openPage(pageOf[why.Model]{why.New(s, cmp.Or(roleID, s.RoleNamed(roleName)))})
}
