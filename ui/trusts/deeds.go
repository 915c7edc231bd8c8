package trusts

import (
	"cmp"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/form"
	"actas/ui/scene"
	"actas/ui/words"
)

// The intents that change trusts.
type (
	askNewMsg     struct{}
	askEditMsg    struct{}
	askDeleteMsg  struct{}
	askRestoreMsg struct{}
)

// What this screen asks of the root.
type (
	// NewMsg wants the form for a new trust of a role; an empty id leaves the role
	// to be chosen.
	NewMsg struct{ RoleID string }
	// EditMsg wants the form for a trust as it is.
	EditMsg struct{ Trust model.Trust }
	// DeleteMsg wants a trust deleted. The person was asked.
	DeleteMsg struct{ Trust model.Trust }
	// RestoreMsg wants a trust brought back, as the entry of its deletion names it.
	RestoreMsg struct{ Deleted model.Activity }
)

// mostOffered is how many deleted trusts are offered, each by a digit.
const mostOffered = 9

// deletion is the question whether to delete a trust, with who loses by it: to
// find that out takes too long for every frame.
type deletion struct {
	trust model.Trust
	loss  model.TrustLoss
}

func newDeletion(s scene.Scene, t model.Trust) *deletion {
	loss := s.Directory.LoseTrust(t, s.Directory.TrustsOf(roleID(s, t)), s.Caller, s.Now.Wall)
	return &deletion{trust: t, loss: loss}
}

// roleID is the id of a trust's role; empty where it is not known.
func roleID(s scene.Scene, t model.Trust) string {
	role, _ := s.TrustRole(t)
	return cmp.Or(role.ID, t.RoleID)
}

// asks reports that a question takes the keys.
func (m Model) asks() bool {
	return m.asking != nil || m.choices != nil || m.returning != nil
}

// syncDeeds brings the question in front up to date, and closes it where nothing
// is left to bring back.
func (m Model) syncDeeds(s scene.Scene) Model {
	if m.asking != nil {
		m.asking = newDeletion(s, m.asking.trust)
	}
	if len(s.Trusts.Deleted) == 0 {
		m.choices = nil
	}
	if m.returning != nil && !offered(s, *m.returning) {
		m.returning = nil
	}
	return m
}

// offered reports that a deleted trust can still be brought back.
func offered(s scene.Scene, a model.Activity) bool {
	return slices.ContainsFunc(s.Trusts.Deleted, func(o model.Activity) bool { return o.TrustID == a.TrustID })
}

// deed acts on the intents that change trusts, and hands on the others.
func (m Model) deed(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	t, selected := m.Selected()
	switch msg.(type) {
	case askNewMsg:
		return m, send(NewMsg{RoleID: m.newFor(s)})
	case askEditMsg:
		if selected {
			return m, send(EditMsg{Trust: t})
		}
	case askDeleteMsg:
		if selected {
			m.asking = newDeletion(s, t)
		}
	case askRestoreMsg:
		return m.askRestore(s)
	default:
		return m, m.ask(msg)
	}
	return m, nil
}

func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// newFor is the role that a new trust is for: the one whose trusts are shown, or
// that of the selected trust where it can be assumed.
func (m Model) newFor(s scene.Scene) string {
	if m.only != nil {
		return m.only.ID
	}
	t, _ := m.Selected()
	if r, ok := s.TrustRole(t); ok && !r.Type.Assignable() {
		return r.ID
	}
	return ""
}

// askRestore brings back the only trust that can be, or asks which.
func (m Model) askRestore(s scene.Scene) (Model, tea.Cmd) {
	switch len(s.Trusts.Deleted) {
	case 0:
		return m, nil
	case 1:
		return m.bringBack(s.Trusts.Deleted[0], s)
	}
	m.choices = slices.Clone(s.Trusts.Deleted)
	return m, nil
}

// bringBack brings back what was deleted in this run. Before anything older it
// asks: somebody is let in again.
func (m Model) bringBack(a model.Activity, s scene.Scene) (Model, tea.Cmd) {
	if s.Trusts.Here[a.TrustID] {
		return m, send(RestoreMsg{Deleted: a})
	}
	m.returning = &a
	return m, nil
}

// answer takes the answer to the question in front. Enter is none: what is
// destroyed is destroyed on purpose, and nobody is let in by chance.
func (m Model) answer(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if m.choices != nil {
		return m.choose(msg, s)
	}
	asked, returning, said := m.asking, m.returning, form.AnswerOf(msg)
	if said == form.NoAnswer {
		return m, nil
	}
	m.asking, m.returning = nil, nil
	switch {
	case said == form.No:
		return m, nil
	case returning != nil:
		return m, send(RestoreMsg{Deleted: *returning})
	}
	return m, send(DeleteMsg{Trust: asked.trust})
}

// choose takes the number of a deleted trust; u is the newest.
func (m Model) choose(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	if form.AnswerOf(msg) == form.No {
		m.choices = nil
		return m, nil
	}
	at := -1
	switch key := msg.String(); {
	case msg.Paste || msg.Alt:
	case key == "u":
		at = 0
	case len(key) == 1 && key[0] >= '1' && key[0] <= '9':
		at = int(key[0] - '1')
	}
	if at < 0 || at >= len(m.choices) {
		return m, nil
	}
	chosen := m.choices[at]
	m.choices = nil
	if !offered(s, chosen) {
		return m, send(scene.SayMsg{Text: words.Trust(chosen.Role, chosen.Trust) + " is not there to bring back any more."})
	}
	return m.bringBack(chosen, s)
}

// blockedDeed says why a trust can not be made, changed, deleted or brought back
// now; empty when it can.
func (m Model) blockedDeed(intent tea.Msg, s scene.Scene) string {
	switch intent.(type) {
	case askNewMsg:
		if m.only != nil && m.only.Type.Assignable() {
			return m.only.Name + " is assignable, so held and not assumed"
		}
		return ""
	case askRestoreMsg:
		return m.whyNotRestored(s)
	}
	t, ok := m.Selected()
	switch {
	case !ok:
		return "no trust is selected"
	case t.ID == "":
		return "the API gave this trust no id"
	}
	return s.Trusts.Underway[t.ID]
}

func (m Model) whyNotRestored(s scene.Scene) string {
	for _, what := range [...]string{scene.BeingDeleted, scene.BeingRestored} {
		for _, is := range s.Trusts.Underway {
			if is == what {
				// Another one would be brought back in its place.
				return what
			}
		}
	}
	switch {
	case len(s.Trusts.Deleted) > 0:
		return ""
	case s.Trusts.Unread:
		return "what was deleted from here is not read yet"
	}
	return "nothing to bring back"
}

// Select puts the cursor on a trust, if it is shown.
func (m Model) Select(id string) Model {
	m.browse = m.browse.Select(m.rows, id)
	return m
}

// deedKeys are the answers to the question in front, for the key line.
func (m Model) deedKeys() (keys, back []action.Hint) {
	switch {
	case m.choices != nil:
		numbers := "1"
		if n := min(len(m.choices), mostOffered); n > 1 {
			numbers = fmt.Sprintf("1-%d", n)
		}
		return []action.Hint{form.Hint("1", numbers, "restore", "Restore one of them"), form.Hint("u", "u", "the newest", "Restore the newest")},
			[]action.Hint{form.Hint("esc", "esc", "back", "Restore none")}
	case m.returning != nil:
		return []action.Hint{form.Hint("y", "y", "restore", "Restore"), form.Hint("n", "n", "leave it", "Restore nothing")}, []action.Hint{}
	}
	return []action.Hint{form.Hint("y", "y", "delete", "Delete"), form.Hint("n", "n", "keep it", "Keep")}, []action.Hint{}
}
