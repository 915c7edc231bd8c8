package assume

import (
	"strings"

	"actas/ui/scene"
	"actas/ui/sessionname"
)

// shortPerson is the first name of a user, or the first label of an issuer's
// host; empty for nobody.
func shortPerson(s scene.Scene, principal string) string {
	if id, ok := strings.CutPrefix(principal, userPrefix); ok {
		u, known := s.Directory.User(id)
		if !known && id == s.Me.ID {
			u = s.Me
		}
		return sessionname.Person(u.Name, u.Email)
	}
	if id, ok := strings.CutPrefix(principal, issuerPrefix); ok {
		issuer, _ := s.Directory.Issuer(id)
		host, _, _ := strings.Cut(strings.TrimPrefix(issuerOption(s, issuer).Label, "issuer "), ".")
		return sessionname.Part(host)
	}
	return ""
}

// nameFault says what is wrong with a session name; empty when nothing is. The
// name must be new among the live sessions: a lost answer is found by it.
func nameFault(s scene.Scene, name string) string {
	if problem := sessionname.Fault(name); problem != "" {
		return problem
	}
	for _, l := range s.Roster.List() {
		if l.Name == name && l.Gone == "" {
			return "a live session has this name already"
		}
	}
	return ""
}
