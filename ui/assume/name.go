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
