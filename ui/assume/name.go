package assume

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/junegunn/fzf/src/algo"

	"actas/ui/scene"
)

// The lengths of a session name, and how much of it each part of the default
// may take. AWS's dialect, which Vultr's STS speaks too, has these limits for
// RoleSessionName, and the same characters.
const (
	shortestName = 2
	longestName  = 64
	longestPart  = 20
)

// plainWords say what kind of role it is or where it counts, not what it is
// for. A default name leaves them out if it can.
var plainWords = [...]string{
	"production", "prod", "staging", "development", "dev", "test",
	"admin", "administrator", "operator", "reader", "viewer", "access", "role", "user", "manager", "team",
}

// defaultName joins its parts to a name that is valid: "ada-deploy-9c04".
// Parts without a usable character are left out.
func defaultName(person, role, suffix string) string {
	var parts []string
	for _, part := range [...]string{person, role, cutPart(nameCharacters(suffix))} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	name := strings.Join(parts, "-")
	if len(name) < shortestName {
		return strings.Trim("session-"+name, "-")
	}
	return name
}

// shortRole is the most telling word of a role's name: "deploy" of "Production
// Deploy", "database" of "Database Admin".
func shortRole(name string) string {
	first := ""
	for _, word := range strings.Fields(name) {
		short := cutPart(nameCharacters(word))
		if short == "" {
			continue
		}
		if first == "" {
			first = short
		}
		if !isPlainWord(short) {
			return short
		}
	}
	return first
}

func isPlainWord(word string) bool {
	for _, plain := range plainWords {
		if word == plain {
			return true
		}
	}
	return false
}

// shortPerson is the first name of a user, or the first label of an issuer's
// host; empty for nobody.
func shortPerson(s scene.Scene, principal string) string {
	if id, ok := strings.CutPrefix(principal, userPrefix); ok {
		u, known := s.Directory.User(id)
		if !known && id == s.Me.ID {
			u = s.Me
		}
		for _, text := range [...]string{u.Name, u.Email} {
			first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
			first, _, _ = strings.Cut(first, "@")
			if short := cutPart(nameCharacters(first)); short != "" {
				return short
			}
		}
		return ""
	}
	if id, ok := strings.CutPrefix(principal, issuerPrefix); ok {
		issuer, _ := s.Directory.Issuer(id)
		host, _, _ := strings.Cut(strings.TrimPrefix(issuerOption(s, issuer).label, "issuer "), ".")
		return cutPart(nameCharacters(host))
	}
	return ""
}

// nameCharacters keeps what a session name may hold, in small letters without
// their accents.
func nameCharacters(text string) string {
	small := strings.ToLower(string(algo.NormalizeRunes([]rune(text))))
	return strings.Trim(strings.Map(func(r rune) rune {
		if allowedInName(r) {
			return r
		}
		return -1
	}, small), "-_.=,@")
}

func cutPart(part string) string {
	return strings.TrimRight(part[:min(len(part), longestPart)], "-_.=,@")
}

func allowedInName(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		r < utf8.RuneSelf && strings.ContainsRune("_.=,@-", r)
}

// nameFault says what is wrong with a session name; empty when nothing is. The
// name must be new among the live sessions: a lost answer is found by it.
func nameFault(s scene.Scene, name string) string {
	for _, r := range name {
		if !allowedInName(r) {
			return "only letters, digits and _ . = , @ - may stand in a name"
		}
	}
	switch n := len(name); {
	case n == 0:
		return "a session needs a name"
	case n < shortestName:
		return fmt.Sprintf("at least %d characters", shortestName)
	case n > longestName:
		return fmt.Sprintf("at most %d characters, this has %d", longestName, n)
	}
	for _, l := range s.Roster.List() {
		if l.Name == name && l.Gone == "" {
			return "a live session has this name already"
		}
	}
	return ""
}
