package form

import (
	"actas/ui/scene"
	"actas/ui/sessionname"
)

// SessionNameFault says what is wrong with a session name; empty when nothing is.
// The name must be new among the live sessions: a lost answer is found by it.
func SessionNameFault(s scene.Scene, name string) string {
	if problem := sessionname.Fault(name); problem != "" {
		return problem
	}
	for l := range s.Roster.All() {
		if l.Name == name && l.Gone == "" {
			return "a live session has this name already"
		}
	}
	return ""
}
