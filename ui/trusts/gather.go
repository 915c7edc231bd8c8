package trusts

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/browse"
	"actas/ui/scene"
)

// list brings the rows up to date: at once where they are few, or few of them have
// changed. Others are gathered beside the event loop, and those from before stay
// meanwhile.
func (m Model) list(s scene.Scene) (Model, tea.Cmd) {
	in, was := m.basis(s), m.rows
	if in == was.in && was.minute(s) {
		m.browse = m.browse.Resize(s)
		return m, nil
	}
	if m.slow(s, in) {
		m, gather := m.gather(s, in)
		if was.in.only == in.only && was.in.worth == in.worth && was.Len() > 0 {
			m.browse = m.browse.Resize(s)
			return m, gather
		}
		m.rows = bareRows(s, in)
		m, shown := m.show(was, s)
		return m, tea.Batch(shown, gather)
	}
	m.gathering = basis{}
	m.rows = newRows(s, in, m.before())
	return m.kept().show(was, s)
}

// before are the rows that new ones can be made of.
func (m Model) before() *rows {
	if m.only == nil {
		return m.all
	}
	return m.rows
}

// kept keeps the rows of all trusts, of which those of one role tell nothing. Those of
// a directory whose place another has taken would hold it whole.
func (m Model) kept() Model {
	switch {
	case m.rows.in.only == "":
		m.all = m.rows
	case m.all.in.directory != m.rows.in.directory:
		m.all = &rows{}
	}
	return m
}

// show puts the rows in their places, if they stand otherwise than they did.
func (m Model) show(was *rows, s scene.Scene) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch {
	case m.rows.stands(was):
		m.browse, cmd = m.browse.Retell(m.rows, s)
	case m.rows.in.worth || was.in.worth:
		// Others are shown than before, or in an order that takes long to find.
		m.browse, cmd = m.browse.SyncBeside(m.rows, s)
	default:
		m.browse, cmd = m.browse.Sync(m.rows, s)
	}
	return m, cmd
}

// stands reports that no row has another place than it had.
func (r *rows) stands(was *rows) bool {
	return !r.in.worth && !was.in.worth && r.in.only == was.in.only && len(r.standing) > 0 && len(was.standing) == len(r.standing) &&
		&was.standing[0] == &r.standing[0] && &was.byName[0] == &r.byName[0]
}

// slow reports that making the rows would be felt.
func (m Model) slow(s scene.Scene, in basis) bool {
	r := &rows{trusts: s.Directory.Trusts(), in: in}
	return in.only == "" && len(r.trusts) > browse.AtOnce && !r.grownFrom(m.before())
}

// gather makes the rows beside the event loop, unless that is being done.
func (m Model) gather(s scene.Scene, in basis) (Model, tea.Cmd) {
	// What is worth a look costs little to tell afterwards, and may come first.
	in.worth, in.marks = false, nil
	if in == m.gathering {
		return m, nil
	}
	m.gathering = in
	before := m.before()
	s.Directory = s.Directory.Snapshot()
	return m, m.browse.Gather(func() browse.Rows { return newRows(s, in, before) })
}

// gathered takes the rows in, unless others are wanted by now.
func (m Model) gathered(msg browse.GatheredMsg, s scene.Scene) (Model, tea.Cmd) {
	made, mine := msg.Rows.(*rows)
	if !mine || !m.browse.Mine(msg) || made.in != m.gathering {
		return m, nil
	}
	m.gathering, m.all = basis{}, made
	var cmd tea.Cmd
	if !m.worth {
		m.rows = made
		m.browse, cmd = m.browse.Take(msg, s)
	}
	// Pages and a minute may have passed meanwhile.
	m, again := m.list(s)
	return m.place(s), tea.Batch(cmd, again)
}

// place makes the cursor stay with its trust once trusts stand where they belong.
func (m Model) place(s scene.Scene) Model {
	if s.Settled() && !m.rows.bare() && !m.browse.Sorting() {
		m.browse = m.browse.Place()
	}
	return m
}

// Prepare has the rows of a long list made before they are asked for.
func (m Model) Prepare(s scene.Scene) (Model, tea.Cmd) {
	if in := m.basis(s); m.slow(s, in) {
		return m.gather(s, in)
	}
	return m, nil
}
