package why

import (
	"time"

	"actas/ui/pick"
	"actas/ui/scene"
	"actas/ui/words"
)

// fieldID is one field of the page, in the order of tab.
type fieldID int

const (
	roleField fieldID = iota
	personField
	atField
	fromField
	fields
)

var labels = [fields]string{"role", "person", "at", "from"}

// noMatch says that nothing matches what is looked for.
var noMatch = [fields]string{roleField: "no role matches", personField: "no user matches"}

// noAnswer says what the answer waits for while something is wrong with a field.
var noAnswer = [fields]string{
	roleField: "No answer until a role matches.", personField: "No answer until a user matches.",
	atField: "No answer until the time can be read.", fromField: "No answer until the address can be read.",
}

// picked is the pick that has the focus; nil for a field that is typed.
func (m *Model) picked() *pick.Model {
	switch m.focus {
	case roleField:
		return &m.role
	case personField:
		return &m.person
	}
	return nil
}

// time is the time that was typed, or now. The problem is for people, and empty
// when there is none.
func (m Model) time(s scene.Scene) (at time.Time, problem string) {
	return words.ParseTime(m.at.Value(), s.Now.Wall)
}

// problem is what is wrong with a field as it stands; empty for nothing.
func (m Model) problem(id fieldID, s scene.Scene) string {
	switch id {
	case atField:
		_, problem := m.time(s)
		return problem
	case fromField:
		_, problem := words.ParseAddress(m.from.Value())
		return problem
	}
	if k := m.picked(); k != nil && id == m.focus && k.Matches() != nil && len(k.Matches()) == 0 {
		return noMatch[id]
	}
	return ""
}

// told reports that what is wrong with a field is wrong for good: the field was
// left, or enter was pressed there. Until then it may be half of something.
func (m Model) told(id fieldID) bool { return id != m.focus || m.entered }

// unclear says what keeps the question from being understood; empty for nothing.
// Who looks for a role or a person sees no answer on the one before.
func (m Model) unclear(s scene.Scene) string {
	for id := range fields {
		if m.problem(id, s) != "" {
			return noAnswer[id]
		}
	}
	k := m.picked()
	if k == nil || !k.Looking() {
		return ""
	}
	if found := k.Matches(); k.At() < len(found) {
		return "Enter takes " + found[k.At()].Label + "."
	}
	return "Looking for " + k.Typed() + "."
}
