package ui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/help"
	"actas/ui/list"
	"actas/ui/palette"
)

// helpGroups are all keys, from the actions themselves.
func (m Model) helpGroups() []help.Group {
	moves := list.DefaultKeyMap().Actions()
	// Screens and their order are two lines of the help, not five.
	screens := []action.Action{
		action.New("1", "1 2 3 4", "screens", "", nil),
		action.New("tab", "tab", "next, shift back", "", nil),
		action.New("y", "y", "copy id", "", nil),
	}
	groups := []help.Group{
		{Title: "SESSIONS", Hints: own(m.hintsOf(sessionsTab))},
		{Title: "MOVE", Hints: asHints(append(moves, browse.Actions()...))},
		{Title: "EVERYWHERE", Hints: asHints(append(screens, m.everywhere()[tabs+2:]...))},
		{Title: "ROLES", Hints: withoutCopy(own(m.hintsOf(rolesTab)))},
		{Title: "TRUSTS", Hints: withoutCopy(own(m.hintsOf(trustsTab)))},
	}
	if m.deps.Storage {
		return m.possible(groups)
	}
	return groups
}

// withoutCopy leaves out the key that copies an id, which the help has once.
func withoutCopy(hints []action.Hint) []action.Hint {
	return slices.DeleteFunc(hints, func(h action.Hint) bool { return h.Keys.Help().Key == "y" })
}

// own leaves out what every screen has.
func own(hints []action.Hint) []action.Hint {
	return slices.DeleteFunc(hints, func(h action.Hint) bool { return browse.Shared(h.Intent) })
}

// paletteEntries are all actions by name: those of the screen in front first.
func (m Model) paletteEntries() []palette.Entry {
	var entries []palette.Entry
	names := tabNames
	for i := range tabs {
		t := (m.tab + i) % tabs
		hints := m.hintsOf(t)
		if t != m.tab {
			hints = own(hints)
		}
		for _, h := range hints {
			entries = append(entries, palette.Entry{Screen: names[t], Hint: h, Target: int(t)})
		}
	}
	for _, h := range append(asHints(m.everywhere()), m.whoHint()) {
		entries = append(entries, palette.Entry{Screen: "Everywhere", Hint: h, Target: -1})
	}
	return entries
}

// whoHint has no key: it is seldom wanted, and found in the palette.
func (m Model) whoHint() action.Hint {
	h := action.Hint{Action: action.New("", "", "", "Say who I am", whoMsg{})}
	if m.deps.Storage {
		h.Blocked = "the object storage knows no users"
	}
	return h
}

func (m Model) hintsOf(t tab) []action.Hint {
	actions := m.screenActions(t)
	out := make([]action.Hint, len(actions))
	for i, a := range actions {
		out[i] = action.Hint{Action: a, Blocked: m.blocked(t, a.Intent)}
	}
	return out
}

func asHints(actions []action.Action) []action.Hint {
	out := make([]action.Hint, len(actions))
	for i, a := range actions {
		out[i] = action.Hint{Action: a}
	}
	return out
}

// runFromPalette carries out an action that was picked by its name, on the
// screen that it belongs to.
func (m Model) runFromPalette(msg palette.RunMsg) (Model, tea.Cmd) {
	m.palette = nil
	if msg.Entry.Target < 0 {
		return m.intent(msg.Entry.Hint.Intent)
	}
	m.page = nil
	m, shown := m.show(tab(msg.Entry.Target))
	m, cmd := m.act(msg.Entry.Hint.Action)
	return m, tea.Batch(shown, cmd)
}
