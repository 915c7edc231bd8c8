package ui

import (
	"fmt"
	"strings"

	"actas/model"
	"actas/theme"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// tabNames are the names of the tabs.
var tabNames = [tabs]string{"Sessions", "Roles", "Trusts", "Activity"}

// tabCell is one tab as it is drawn; all but the number may be empty.
type tabCell struct{ number, name, count, warning string }

// width is the width without the warning: what the rule underlines.
func (c tabCell) width() int {
	w := len(c.number)
	if c.name != "" {
		w += 1 + len(c.name)
	}
	if c.count != "" {
		w += 1 + len(c.count)
	}
	return w
}

func (c tabCell) paint(active bool, page theme.Pens) string {
	number, name := page.Muted, page.Muted
	if active {
		number, name = page.Accent, page.Strong
	}
	out := number.On(c.number)
	if c.name != "" {
		out += " " + name.On(c.name)
	}
	if c.count != "" {
		out += " " + page.Muted.On(c.count)
	}
	if c.warning != "" {
		out += line.Pad(c.air()) + page.CritStrong.On(c.warning)
	}
	return out
}

// air is the space before the warning: without a name the number belongs to it.
func (c tabCell) air() int {
	if c.name == "" {
		return 1
	}
	return 2
}

// warned is the room that the warning takes, with the space before it.
func (c tabCell) warned() int {
	if c.warning == "" {
		return 0
	}
	return c.air() + len(c.warning)
}

// tabRow is the row of tabs, and where the active one begins and ends. right is
// the width of what would like to stand beside it, least what must.
func (m Model) tabRow(s scene.Scene, right, least int) (row string, start, end int) {
	cells, gap := m.tabCells(s, right, least)
	at := 2
	painted := make([]string, len(cells))
	for i, c := range cells {
		painted[i] = c.paint(tab(i) == m.tab, s.Theme.Page)
		if tab(i) == m.tab {
			start, end = at, at+c.width()
		}
		at += c.width() + c.warned() + len(gap)
	}
	return strings.Join(painted, gap), start, end
}

// tabCells are the tabs and the space between them. A narrow window keeps what
// must stand beside them and gives up air first, then the counts, then the name that
// a warning speaks for; where the names have no room either, the tabs in the
// background keep their numbers alone.
func (m Model) tabCells(s scene.Scene, right, least int) (cells [tabs]tabCell, gap string) {
	counts, warning := m.tabCounts(s), m.tabWarning(s)
	for i, name := range tabNames {
		cells[i] = tabCell{number: fmt.Sprint(i + 1), name: name, count: counts[i]}
	}
	cells[sessionsTab].warning = warning
	bare := cells
	for i := range bare {
		bare[i].count = ""
	}
	short := bare
	if warning != "" {
		short[sessionsTab].name = ""
	}
	type layout struct {
		cells       [tabs]tabCell
		gap, beside int
	}
	for _, try := range [...]layout{
		{cells, 4, right}, {cells, 3, right}, {cells, 2, right}, {bare, 3, right}, {bare, 2, right}, {bare, 1, right},
		{bare, 2, least}, {bare, 1, least}, {short, 2, right}, {short, 2, least}, {short, 1, least},
	} {
		// The air before what stands beside them is never less than that between.
		if tabsWidth(try.cells, try.gap)+min(try.gap, leastAir)+try.beside <= m.width-4 {
			return try.cells, line.Pad(try.gap)
		}
	}
	for i := range bare {
		if tab(i) != m.tab {
			bare[i].name = ""
		}
	}
	return bare, line.Pad(2)
}

// leastAir is the space between the tabs and what stands at the right.
const leastAir = 2

func tabsWidth(cells [tabs]tabCell, gap int) int {
	w := gap * (len(cells) - 1)
	for _, c := range cells {
		w += c.width() + c.warned()
	}
	return w
}

// tabCounts are the numbers beside the tabs; empty while they are not known.
func (m Model) tabCounts(s scene.Scene) [tabs]string {
	var c [tabs]string
	if !m.sessionsRead.Wall.IsZero() {
		c[sessionsTab] = words.Count(m.roster.Live())
	}
	if s.Loading.Roles.Done && len(m.directory.Roles()) > 0 || m.failedList(roleList) == nil && s.Loading.Roles.Done && m.readAny() {
		c[rolesTab] = words.Count(len(m.directory.Roles()))
	}
	if s.Loading.Trusts.Done && m.readAny() && !s.Storage {
		c[trustsTab] = words.Count(len(m.directory.Trusts()))
	}
	return c
}

func (m Model) readAny() bool { return !m.directoryRead.Wall.IsZero() || m.reading.active() }

func (m Model) failedList(list listName) error { return m.failed[list] }

// tabWarning is the soonest end under two minutes, on every tab but the one
// that shows it anyway.
func (m Model) tabWarning(s scene.Scene) string {
	l, ok := m.roster.SoonestOf(m.me.ID, s.Now.Boot)
	if !ok || m.tab == sessionsTab || l.Level(s.Now.Boot) != model.UrgencyCritical {
		return ""
	}
	return countdown.Sign(model.StateExpiring, model.UrgencyCritical) + " " + words.Left(l.Countdown.Left(s.Now.Boot))
}
