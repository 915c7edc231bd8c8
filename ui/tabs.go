package ui

import (
	"fmt"
	"strings"

	"actas/model"
	"actas/theme"
	"actas/ui/countdown"
	"actas/ui/scene"
	"actas/ui/words"
)

// tabCell is one tab as it is drawn; count and warning may be empty.
type tabCell struct{ number, name, count, warning string }

// width is the width without the warning: what the rule underlines.
func (c tabCell) width() int {
	w := len(c.number) + 1 + len(c.name)
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
	out := number.On(c.number) + " " + name.On(c.name)
	if c.count != "" {
		out += " " + page.Muted.On(c.count)
	}
	if c.warning != "" {
		out += "  " + page.CritStrong.On(c.warning)
	}
	return out
}

// tabRow is the row of tabs, and where the active one begins and ends.
func (m Model) tabRow(s scene.Scene) (row string, start, end int) {
	cells, gap := m.tabCells(s)
	at := 2
	painted := make([]string, len(cells))
	for i, c := range cells {
		painted[i] = c.paint(tab(i) == m.tab, s.Theme.Page)
		if tab(i) == m.tab {
			start, end = at, at+c.width()
		}
		at += c.width() + len(gap)
		if c.warning != "" {
			at += 2 + len(c.warning)
		}
	}
	return strings.Join(painted, gap), start, end
}

// tabCells are the tabs and the space between them. A narrow window keeps the
// clock, DEMO, the session that one is inside of and an endpoint that is not
// Vultr's, and gives up counts and air.
func (m Model) tabCells(s scene.Scene) (cells [tabs]tabCell, gap string) {
	counts, warning := m.tabCounts(s), m.tabWarning(s)
	unusual := m.elsewhere() || m.deps.Inside.Name != "" || m.old(s)
	narrow := m.width < 72 && (unusual || warning != "") ||
		m.width < 90 && warning != "" && unusual && !m.deps.Demo
	for i, name := range [tabs]string{"Sessions", "Roles", "Trusts"} {
		cells[i] = tabCell{number: fmt.Sprint(i + 1), name: name, count: counts[i]}
		if narrow {
			cells[i].count = ""
		}
	}
	cells[sessionsTab].warning = warning
	if narrow && unusual {
		return cells, "  "
	}
	return cells, "    "
}

// tabCounts are the numbers beside the tabs; empty while they are not known.
func (m Model) tabCounts(s scene.Scene) [tabs]string {
	var c [tabs]string
	if !m.sessionsRead.Wall.IsZero() {
		c[sessionsTab] = fmt.Sprint(m.roster.Live())
	}
	if s.Loading.Roles.Done && len(m.directory.Roles()) > 0 || m.failedList(roleList) == nil && s.Loading.Roles.Done && m.readAny() {
		c[rolesTab] = fmt.Sprint(len(m.directory.Roles()))
	}
	if s.Loading.Trusts.Done && m.readAny() {
		c[trustsTab] = fmt.Sprint(len(m.directory.Trusts()))
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
