package roles

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/browse"
	"actas/ui/scene"
)

// list brings the rows up to date: at once where they are few, or few of them have
// changed. Others are gathered beside the event loop, and those from before stay
// meanwhile.
func (m Model) list(s scene.Scene) (Model, tea.Cmd) {
	in, was := basisOf(s), m.rows
	current := was.minute(s)
	switch {
	case current && in == was.in:
		m.browse = m.browse.Resize(s)
		return m, nil
	case current && in.alike(was.in):
		m.rows = was.allowing(s.Directory.Roles(), in)
		return m.show(was, s)
	case m.slow(s, in):
		m, gather := m.gather(s, in)
		if was.Len() > 0 {
			m.browse = m.browse.Resize(s)
			return m, gather
		}
		m.rows = &rows{roles: s.Directory.Roles(), now: s.Now.Wall, storage: s.Storage}
		m, shown := m.show(was, s)
		return m, tea.Batch(shown, gather)
	}
	m.gathering = basis{}
	m.rows = newRows(s, in, was)
	return m.show(was, s)
}

// show puts the rows in their places, if they stand otherwise than they did.
func (m Model) show(was *rows, s scene.Scene) (Model, tea.Cmd) {
	var cmd tea.Cmd
	if m.rows.stands(was) {
		m.browse, cmd = m.browse.Retell(m.rows, s)
	} else {
		m.browse, cmd = m.browse.Sync(m.rows, s)
	}
	return m, cmd
}

// stands reports that no row has another place than it had.
func (r *rows) stands(was *rows) bool {
	return r.in.marked == was.in.marked && len(r.standing) > 0 && len(was.standing) == len(r.standing) &&
		&was.standing[0] == &r.standing[0] && &was.byName[0] == &r.byName[0]
}

// slow reports that making the rows would be felt.
func (m Model) slow(s scene.Scene, in basis) bool {
	r := &rows{roles: s.Directory.Roles(), in: in, storage: s.Storage}
	return len(r.roles) > browse.AtOnce && !r.grownFrom(m.rows)
}

// gather makes the rows beside the event loop, unless that is being done.
func (m Model) gather(s scene.Scene, in basis) (Model, tea.Cmd) {
	if in.alike(m.gathering) {
		return m, nil
	}
	m.gathering = in
	before := m.rows
	s.Directory = s.Directory.Snapshot()
	return m, m.browse.Gather(func() browse.Rows { return newRows(s, in, before) })
}

// gathered takes the rows in, unless others are wanted by now.
func (m Model) gathered(msg browse.GatheredMsg, s scene.Scene) (Model, tea.Cmd) {
	made, mine := msg.Rows.(*rows)
	if !mine || !m.browse.Mine(msg) || made.in != m.gathering {
		return m, nil
	}
	m.gathering = basis{}
	m.rows = made
	var cmd tea.Cmd
	m.browse, cmd = m.browse.Take(msg, s)
	// Pages and a minute may have passed meanwhile.
	m, again := m.list(s)
	return m.place(s), tea.Batch(cmd, again)
}

// place makes the cursor stay with its role once roles stand where they belong.
func (m Model) place(s scene.Scene) Model {
	if s.Settled() && !m.rows.bare() && !m.browse.Sorting() {
		m.browse = m.browse.Place()
	}
	return m
}

// Prepare has the rows of a long list made before they are asked for.
func (m Model) Prepare(s scene.Scene) (Model, tea.Cmd) {
	if in := basisOf(s); m.slow(s, in) {
		return m.gather(s, in)
	}
	return m, nil
}
