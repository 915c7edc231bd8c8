package profiles

import (
	"slices"

	"actas/model"
	"actas/ui/line"
	"actas/ui/scene"
)

// Loses has the sheet say where the selected profile does not revoke the sessions of
// now when the terminal goes away, as the one in use does. Nil for a sheet that never
// says it.
func (m *Model) Loses(rule func(model.Profile) bool) { m.loses = rule }

// Trouble says why the profiles are those of before; empty for nothing.
func (m *Model) Trouble(why string) { m.trouble = why }

// Renew offers profiles as they have become, one at least. The selection stays on the
// profile that it was on, where that is still there.
func (m Model) Renew(all []model.Profile) *Model {
	on := m.selected().Name
	next := New(all, m.current, m.left)
	next.loses, next.trouble = m.loses, m.trouble
	if m.filtering && next.index != nil {
		next.filtering, next.input = true, m.input
		next.match()
	}
	if at := slices.IndexFunc(next.shown, func(i int) bool { return all[i].Name == on }); at >= 0 {
		next.at = at
	}
	return next
}

// selected is the profile that the cursor is on; the zero value for none.
func (m *Model) selected() model.Profile {
	if m.at >= len(m.shown) {
		return model.Profile{}
	}
	return m.profiles[m.shown[m.at]]
}

// besides are the lines below the profiles: the sessions that are left, the rule that
// is lost, and what is wrong with the configuration.
func (m *Model) besides(s scene.Scene) []string {
	lines := m.leftLines(s)
	if m.loses != nil {
		rule := ""
		if p := m.selected(); p.Name != "" && m.loses(p) {
			rule = "  " + s.Theme.Page.Warn.On("If the terminal goes away, your sessions stay alive.")
		}
		if len(lines) == 0 {
			lines = append(lines, "")
		}
		lines = append(lines, rule)
	}
	if m.trouble != "" {
		lines = append(lines, "")
		for _, l := range line.Wrap(m.trouble, max(1, s.Width-6)) {
			lines = append(lines, "  "+s.Theme.Page.Warn.On(l))
		}
	}
	return lines
}
