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

// openRoles is how many roles I can assume now, counted over all of them. It holds
// until something else than time changes it, or a verdict has to be looked at again.
// The zero value was never counted.
type openRoles struct {
	of    openOf
	count int
	// first is the name of the one that closes first, and until when it is open; empty
	// where none of them is known to close.
	first string
	until time.Time
	// at is when they were counted, recheck when a verdict may change by itself; the
	// zero time is never.
	at, recheck time.Time
}

// openOf is what the count rests on beside the time. A directory that takes another
// one's place has all verdicts forgotten, and what roles allow changes none.
type openOf struct {
	lists, verdicts int
	trustsKnown     bool
}

// counted are the open roles of a scene: counted anew where these hold no more.
func (o openRoles) counted(s scene.Scene) openRoles {
	now := s.Now.Wall
	of := openOf{s.Directory.ListsVersion(), s.Access.Version(), s.TrustsKnown()}
	if o.of == of && !now.Before(o.at) && (o.recheck.IsZero() || now.Before(o.recheck)) {
		return o
	}
	o = openRoles{of: of, at: now}
	for _, r := range s.Directory.Roles() {
		v := s.RoleVerdict(r)
		if !v.Recheck.IsZero() && (o.recheck.IsZero() || v.Recheck.Before(o.recheck)) {
			o.recheck = v.Recheck
		}
		if v.State != model.VerdictOpen {
			continue
		}
		o.count++
		if !v.Until.IsZero() && (o.until.IsZero() || v.Until.Before(o.until)) {
			o.first, o.until = r.Name, v.Until
		}
	}
	return o
}

// countOpen counts the roles that are open to me, where there are trusts to judge by.
func (m Model) countOpen() Model {
	s := m.scene()
	if !s.Storage && s.TrustsKnown() {
		m.openRoles = m.openRoles.counted(s)
	}
	m.open = m.openRoles.sentence(s)
	return m
}

// sentence says how many roles I can assume now, and which of them only for a short
// while.
func (o openRoles) sentence(s scene.Scene) string {
	if s.Storage {
		return "Only a try tells whether a role may be assumed."
	}
	if !s.TrustsKnown() {
		return "The role trusts could not be read, so no role is known to be open."
	}
	left := o.until.Sub(s.Now.Wall)
	soon := !o.until.IsZero() && left < time.Hour
	switch {
	case o.count == 0:
		return "No role is open to you now."
	case o.count == 1 && soon:
		return o.first + " is open to you, for " + words.ApproxDown(left) + "."
	case o.count == 1:
		return "1 role is open to you now."
	case soon:
		return words.Count(o.count) + " roles are open to you now, " + o.first + " only for " + words.ApproxDown(left) + "."
	}
	return words.Count(o.count) + " roles are open to you now."
}
