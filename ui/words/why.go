package words

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"actas/model"
	"actas/theme"
)

// Why tells an explanation of a verdict in words and sentences. Name must be set.
type Why struct {
	// Me says "you" for the person whom the verdict is about; Person names anybody
	// else.
	Me     bool
	Person string
	// Name names a trusted entity, as [model.Directory.EntityName] does.
	Name func(model.Entity) string
	// Local is the zone of the person who asks; nil, or UTC, adds nothing.
	Local *time.Location
	// Caller is whom the verdict is about, at the time At.
	Caller model.Caller
	At     time.Time
	Glyphs theme.Glyphs
}

// person is the subject of a sentence, with a verb for "you" and for others.
func (w Why) person(you, other string) string {
	if w.Me {
		return "you " + you
	}
	return w.who() + " " + other
}

// who is "you" or a name.
func (w Why) who() string {
	if w.Me {
		return "you"
	}
	return cmp.Or(w.Person, "this person")
}

// ConditionLabel names a condition of a trust in nine columns at most, as a
// statement that holds or does not.
func ConditionLabel(kind model.ConditionKind) string {
	switch kind {
	case model.ConditionValidity:
		return "valid"
	case model.ConditionEntity:
		return "trusted"
	case model.ConditionType:
		return "by a call"
	case model.ConditionAddress:
		return "source IP"
	case model.ConditionSchedule:
		return "schedule"
	}
	return "unknown"
}

// OutcomeSign is the sign of an outcome. What stands beside it says the same.
func OutcomeSign(o model.Outcome, g theme.Glyphs) string {
	switch o {
	case model.Held:
		return g.Held
	case model.NotHeld:
		return g.NotHeld
	}
	return g.NotKnown
}

// Condition tells a condition of a trust, and what it says of the person.
func (w Why) Condition(t model.Trust, c model.Condition) string {
	switch c.Kind {
	case model.ConditionValidity:
		return w.validity(t, c)
	case model.ConditionEntity:
		return w.entity(t, c)
	case model.ConditionType:
		return w.trustType(t, c)
	case model.ConditionAddress:
		return w.address(t, c)
	case model.ConditionSchedule:
		return w.schedule(t, c)
	}
	return c.Unknown.Name + ", which actas does not judge"
}

func (w Why) validity(t model.Trust, c model.Condition) string {
	switch {
	case c.Outcome == model.NotKnown:
		return "its end cannot be read: " + t.ValidUntilProblem
	case t.ValidUntil.IsZero():
		return "no end"
	case c.Outcome == model.NotHeld:
		return "lapsed " + Ago(w.At.Sub(t.ValidUntil)) + ", " + stamp(t.ValidUntil) + " UTC"
	}
	return "until " + stamp(t.ValidUntil) + " UTC, " + ApproxDown(t.ValidUntil.Sub(w.At)) + " left"
}

func (w Why) entity(t model.Trust, c model.Condition) string {
	name, group := w.Name(t.Entity), t.Entity.Kind == model.EntityGroup
	switch c.Outcome {
	case model.Held:
		if group {
			return name + ": " + w.person("are in it", "is in it")
		}
		if w.Me {
			return name + ": that is you"
		}
		return name
	case model.NotHeld:
		if group {
			return name + ": " + w.person("are not in it", "is not in it")
		}
		return name + ", not " + w.who()
	}
	switch {
	case nameless(t.Entity):
		return "it names nobody that actas can read"
	case w.Caller.UserID == "":
		return name + "; it is not known who " + w.person("are", "is")
	}
	return name + "; whether " + w.person("are", "is") + " in it cannot be read"
}

// nameless reports that a trust names nobody that can be read.
func nameless(e model.Entity) bool { return e.Kind == model.EntityUnknown || e.ID == "" }

func (w Why) trustType(t model.Trust, c model.Condition) string {
	switch {
	case t.Type == "":
		return "the type is not told; taken for " + string(model.TemporaryAssumption)
	case c.Outcome == model.NotHeld:
		return string(t.Type) + ": taken on through OIDC, without a call"
	case c.Outcome == model.NotKnown:
		return string(t.Type) + ": a type that actas does not know"
	}
	return string(t.Type)
}

func (w Why) address(t model.Trust, c model.Condition) string {
	ip := w.Caller.SourceIP
	switch {
	case len(t.SourceIPs) == 0:
		return "any"
	case c.Outcome == model.Held:
		for _, entry := range t.SourceIPs {
			if entry.Contains(ip) && entry.Prefix.IsSingleIP() {
				return ip.String()
			} else if entry.Contains(ip) {
				return ip.String() + " is in " + entry.Raw
			}
		}
	case c.Outcome == model.NotHeld:
		return ip.String() + " is not in " + sourceIPs(t.SourceIPs)
	case !readable(t.SourceIPs):
		return "no entry can be read: " + sourceIPs(t.SourceIPs)
	}
	return sourceIPs(t.SourceIPs) + "; the address is not known"
}

func readable(entries []model.IPCondition) bool {
	for _, entry := range entries {
		if entry.Problem == "" {
			return true
		}
	}
	return false
}

// sourceIPs lists the entries of a trust as the API sent them, three at most.
func sourceIPs(entries []model.IPCondition) string {
	const most = 3
	var shown []string
	for _, entry := range entries[:min(len(entries), most)] {
		shown = append(shown, entry.Raw)
	}
	if more := len(entries) - most; more > 0 {
		return strings.Join(shown, ", ") + fmt.Sprintf(" or %d more", more)
	}
	if len(shown) > 1 {
		return strings.Join(shown[:len(shown)-1], ", ") + " or " + shown[len(shown)-1]
	}
	return strings.Join(shown, "")
}

func (w Why) schedule(t model.Trust, c model.Condition) string {
	told := Schedule(t.Schedule, w.Glyphs)
	switch {
	case c.Opens.IsZero() && c.Closes.IsZero():
		return told
	case c.Outcome == model.Held:
		return told + ": open until " + When(c.Closes, w.At, nil) + " UTC"
	}
	return told + ": opens " + When(c.Opens, w.At, nil) + " UTC"
}

// stamp is a date and time in UTC.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
