// Package sessionname makes and checks the names of sessions: what the form
// offers, and what a command takes where nobody named one.
package sessionname

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/junegunn/fzf/src/algo"
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

// Default joins its parts to a name that is valid: "ada-deploy-9c04". Parts
// without a usable character are left out.
func Default(person, role, suffix string) string {
	var parts []string
	for _, part := range [...]string{person, role, Part(suffix)} {
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

// Role is the most telling word of a role's name: "deploy" of "Production
// Deploy", "database" of "Database Admin".
func Role(name string) string {
	first := ""
	for _, word := range strings.Fields(name) {
		short := Part(word)
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

// Person is the part of a default name that tells who: the first word of a name
// or the local part of an e-mail address, of the first text that has a usable
// character; empty where none has.
func Person(texts ...string) string {
	for _, text := range texts {
		first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
		first, _, _ = strings.Cut(first, "@")
		if short := Part(first); short != "" {
			return short
		}
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

// Part is what of a text may stand as a part of a default name.
func Part(text string) string {
	part := nameCharacters(text)
	return strings.TrimRight(part[:min(len(part), longestPart)], "-_.=,@")
}

func allowedInName(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		r < utf8.RuneSelf && strings.ContainsRune("_.=,@-", r)
}

// Fault says what is wrong with a session name; empty when nothing is. Whether
// it is new among the live sessions is for the caller to say.
func Fault(name string) string {
	for _, r := range name {
		if !allowedInName(r) {
			return "only letters, digits and _ . = , @ -"
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
	return ""
}
