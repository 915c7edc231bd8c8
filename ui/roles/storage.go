package roles

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
)

// The columns of the roles of an object storage.
const (
	columnARN = iota + 1
	columnLive
)

// needsTrusts reports that an intent is about what trusts say.
func needsTrusts(intent tea.Msg) bool {
	switch intent.(type) {
	case askTrustsMsg, askWhyMsg, askPeopleMsg, askNewMsg, askWeekMsg:
		return true
	}
	return false
}

// here are the actions that can ever do something here: where there are no trusts,
// the keys about them say so, and no more.
func (m Model) here(s scene.Scene) []action.Action {
	if !s.Storage {
		return m.actions
	}
	var here []action.Action
	for _, a := range m.actions {
		if _, sort := a.Intent.(browse.SortMsg); !sort && !needsTrusts(a.Intent) {
			here = append(here, a)
		}
	}
	return here
}

// lookStorage is the list of the roles of an object storage, which are known by
// their ARNs and by nothing else.
func (m Model) lookStorage(s scene.Scene) browse.Screen {
	return browse.Screen{
		What: "role",
		Columns: func(int) []list.Column {
			c := []list.Column{
				columnName: {Title: "ROLE", Min: 15, Max: 24},
				columnARN:  {Title: "ARN", Min: 24, Max: 80, Drop: 1},
				columnLive: {Title: "LIVE", Min: 4, Max: 4, Right: true},
			}
			if s.Split() {
				// It stands beside the list, in full.
				c[columnName].Max, c[columnARN] = 52, list.Column{}
			}
			return c
		},
		Sorted: columnName,
		Row: func(row int, spans []list.Span, r *list.Row) {
			role := m.rows.roles[row]
			m.name(s, role, spans[columnName], r)
			r.Cell(spans[columnARN], role.ID, r.Pens.Muted)
			if n := len(holders(s, role.ID)); n > 0 {
				r.Right(spans[columnLive], fmt.Sprint(n), r.Pens.Text)
			}
		},
		Detail: func(width int) []string { return m.detailLines(s, width) },
	}
}

// noneNamed says that the profile names no roles, and how it does.
func noneNamed(s scene.Scene) []string {
	page := s.Theme.Page
	lines := []string{"", "", "", ""}
	add := func(painted string) { lines = append(lines, "      "+painted) }
	add(page.Strong.On("The profile names no roles."))
	lines = append(lines, "")
	for _, l := range line.Wrap("The object storage lists none. Put their ARNs into the profile, in the file that actas config where names:", max(10, s.Width-12)) {
		add(page.Text.On(l))
	}
	lines = append(lines, "")
	add(page.Text.On(line.Fit(`roles = ["urn:ecs:iam::NAMESPACE:role/NAME"]`, max(0, s.Width-12), s.Theme.Glyphs)))
	lines = append(lines, "")
	add(page.AccentStrong.On("a") + "  " + page.Text.On("assume a role by its ARN"))
	return browse.Fill(lines, s.Height, s.Width)
}

// storage is the detail of a role of an object storage.
func (d detail) storage() []string {
	out := d.head()
	for _, l := range line.Wrap("The object storage tells neither trusts nor policies: whether it may be assumed, it says when it is tried.", d.width) {
		out = append(out, d.s.Theme.Page.Muted.On(l))
	}
	out = append(append(out, ""), d.sessions()...)
	out = append(out, d.heading("ARN"))
	for _, l := range line.Break(d.role.ID, d.width) {
		out = append(out, d.s.Theme.Page.Text.On(l))
	}
	return out
}
