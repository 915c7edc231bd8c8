package ui

import (
	"strings"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/words"
)

// openAsOf is what was last said of the roles that are open to me, with its age where
// that is an earlier run's.
func (m Model) openAsOf() string {
	sentence, ends := strings.CutSuffix(m.open, ".")
	if !m.shown() || !ends {
		return m.open
	}
	return sentence + " (as read " + words.Past(m.remembered.read, m.now.Wall) + ")."
}

// openSentence says how many roles I can assume now, and which of them only
// for a short while.
func openSentence(s scene.Scene) string {
	if s.Storage {
		return "Only a try tells whether a role may be assumed."
	}
	if !s.TrustsKnown() {
		return "The role trusts could not be read, so no role is known to be open."
	}
	open, soon, until := 0, "", time.Duration(0)
	for _, r := range s.Directory.Roles() {
		v := s.RoleVerdict(r)
		if v.State != model.VerdictOpen {
			continue
		}
		open++
		left := v.Until.Sub(s.Now.Wall)
		if !v.Until.IsZero() && left < time.Hour && (soon == "" || left < until) {
			soon, until = r.Name, left
		}
	}
	switch {
	case open == 0:
		return "No role is open to you now."
	case open == 1 && soon != "":
		return soon + " is open to you, for " + words.ApproxDown(until) + "."
	case open == 1:
		return "1 role is open to you now."
	case soon != "":
		return words.Count(open) + " roles are open to you now, " + soon + " only for " + words.ApproxDown(until) + "."
	}
	return words.Count(open) + " roles are open to you now."
}
