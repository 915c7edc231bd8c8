package cli

import (
	"fmt"
	"strings"

	"actas/model"
	"actas/model/text"
	"actas/ui/cli/table"
)

// kind is what things of a kind are called, and how one finds them.
type kind struct {
	one, list string
}

var (
	aRole    = kind{"role", "actas roles lists them"}
	aSession = kind{"live session of yours", "actas sessions lists them"}
	aTrust   = kind{"role trust", "actas trusts lists them"}
	aUser    = kind{"user", "the console lists them"}
	// aSessionOrRole is what exec takes.
	aSessionOrRole = kind{"live session of yours and no role", "actas sessions and actas roles list them"}
)

// choose finds the one thing that a person means by a text.
func choose[T any](k kind, things []T, wanted string, label func(T) model.Label) (T, error) {
	found := model.Find(things, wanted, label)
	if len(found) == 1 {
		return found[0], nil
	}
	rows := make([][]string, len(found))
	for i, thing := range found {
		l := label(thing)
		rows[i] = []string{"", l.Name, l.ID}
	}
	var none T
	return none, unclear(k, wanted, "its whole name or its id", []string{"", "NAME", "ID"}, rows)
}

// unclear says that nothing is meant, or that several things may be, which are
// listed in rows, and how one says which.
func unclear(k kind, wanted, which string, header []string, rows [][]string) failure {
	if len(rows) == 0 {
		return failure{exitNothing, fmt.Sprintf("there is no %s %q; %s", k.one, text.Clean(wanted), k.list)}
	}
	return failure{exitUsage, fmt.Sprintf("%q may mean several; say which by %s:\n%s",
		text.Clean(wanted), which, strings.Join(table.Lines(header, rows, 0)[1:], "\n"))}
}
