package trustform

import (
	"fmt"
	"strings"

	"actas/model"
	"actas/ui/form"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// review is what a question about a trust is about.
type review struct {
	after model.Trust
	// lockout says that I lose the role, and why; empty where I do not.
	lockout string
}

// reviewOf is the review of a trust as it is to be.
func (m Model) reviewOf(s scene.Scene, after model.Trust) review {
	return review{after: after, lockout: m.lockout(s, after)}
}

// lockout says that I could assume the role, now or in a window to come, and
// that no trust of it lets me do so after the change; empty otherwise. What is
// not known locks nobody out.
func (m Model) lockout(s scene.Scene, after model.Trust) string {
	if m.before == nil {
		return ""
	}
	role, ok := s.Directory.Role(after.RoleID)
	if !ok {
		role = model.Role{ID: after.RoleID, Name: after.RoleName, Type: model.RoleAssumable}
	}
	trusts := s.Directory.TrustsOf(role.ID)
	was := model.JudgeRole(role, with(trusts, *m.before), s.Caller, s.Now.Wall)
	will := model.JudgeRole(role, with(trusts, after), s.Caller, s.Now.Wall)
	if !reaches(was) || reaches(will) || will.State == model.VerdictUnknown {
		return ""
	}
	where := ""
	if will.State == model.VerdictIPNotAllowed {
		where = " from " + s.Caller.SourceIP.String()
	}
	known := "This locks you out"
	if !s.TrustsKnown() {
		known += ", as far as the trusts could be read"
	}
	return known + ": after it no trust of " + m.role.Chosen.Label + " lets you in any more" + where + "."
}

// with are trusts with one in the place of that with its id.
func with(trusts []model.Trust, t model.Trust) []model.Trust {
	out := make([]model.Trust, 0, len(trusts)+1)
	for _, other := range trusts {
		if other.ID != t.ID {
			out = append(out, other)
		}
	}
	return append(out, t)
}

// reaches reports that a verdict lets me have the role, now or later.
func reaches(v model.Verdict) bool {
	switch v.State {
	case model.VerdictOpen, model.VerdictAutomatic:
		return true
	case model.VerdictClosed:
		return !v.Opens.IsZero()
	}
	return false
}

// reviewTitle is what the review asks.
func (m Model) reviewTitle(s scene.Scene) string {
	if m.before == nil {
		return "Create this trust?"
	}
	return "Change the trust of " + m.role.Chosen.Label + " for " + s.Directory.EntityName(m.before.Entity) + "?"
}

// reviewText are the paragraphs of the review.
func (m Model) reviewText(s scene.Scene) []form.Paragraph {
	pens, after := s.Theme.Page, m.review.after
	out := []form.Paragraph{{Text: m.deed(s, after), Pen: pens.Strong}}
	if m.review.lockout != "" {
		out = append(out, form.Paragraph{Text: m.review.lockout, Pen: pens.CritStrong})
	} else {
		out = append(out, m.warnings(s)...)
	}
	for _, text := range m.accessText(s, after) {
		out = append(out, form.Paragraph{Text: text, Pen: pens.Muted})
	}
	return out
}

// accessText is what becomes of my access, and what it was: in one line where both fit.
func (m Model) accessText(s scene.Scene, after model.Trust) []string {
	told := words.Verdict(model.JudgeTrust(after, s.Caller, s.Now.Wall), s.Now.Wall)
	access := "Access: " + told
	if m.before == nil {
		return []string{access}
	}
	was := words.Verdict(model.JudgeTrust(*m.before, s.Caller, s.Now.Wall), s.Now.Wall)
	both := access + "; until now: " + was
	switch {
	case was == told:
		return []string{access}
	case line.Width(both) <= s.Width-4:
		return []string{both}
	}
	return []string{access, "until now: " + was}
}

// warnings are what is worth a second look, although nothing is in the way.
func (m Model) warnings(s scene.Scene) []form.Paragraph {
	after, warn := m.review.after, s.Theme.Page.Warn
	var out []form.Paragraph
	if !after.ValidUntil.IsZero() && !s.Now.Wall.Before(after.ValidUntil) {
		out = append(out, form.Paragraph{Text: "It is lapsed from the start: its end is past.", Pen: warn})
	}
	if outside(after.SourceIPs, s.Caller.SourceIP) && m.forMe(s, after) {
		out = append(out, form.Paragraph{Text: "Your address " + s.Caller.SourceIP.String() + " is not among its source IPs.", Pen: warn})
	}
	return out
}

// forMe reports that a trust is for me or for a group of mine.
func (m Model) forMe(s scene.Scene, t model.Trust) bool {
	return t.Entity.Kind == model.EntityUser && t.Entity.ID == s.Me.ID || t.Entity.Kind == model.EntityGroup && s.Caller.GroupIDs[t.Entity.ID]
}

// deed says what will be done: the difference of an edit, or all that a new
// trust does.
func (m Model) deed(s scene.Scene, after model.Trust) string {
	if m.before != nil {
		return m.difference(s, *m.before, after) + "."
	}
	return sentence(s, after, m.role.Chosen.Label)
}

// difference tells in words what makes one trust of another.
func (m Model) difference(s scene.Scene, before, after model.Trust) string {
	d := model.CompareTrusts(before, after)
	if d.None() {
		return "nothing"
	}
	return words.TrustDifferenceLine(d, before, after, s.Directory.EntityName, s.Theme.Glyphs)
}

// sentence tells all that a trust does.
func sentence(s scene.Scene, t model.Trust, role string) string {
	who, many := subject(s, t.Entity)
	text := who + " may assume " + role
	switch {
	case t.Type != model.TemporaryAssumption && many:
		text = who + " take on " + role + " without a call, through OIDC,"
	case t.Type != model.TemporaryAssumption:
		text = who + " takes on " + role + " without a call, through OIDC,"
	}
	if schedule := words.Schedule(t.Schedule, s.Theme.Glyphs); schedule != "always" {
		text += " " + schedule
	} else {
		text += " at any time"
	}
	text += " from " + addressWords(t.SourceIPs) + ", "
	if t.ValidUntil.IsZero() {
		return text + "with no end."
	}
	return text + "until " + instant(t.ValidUntil) + "."
}

// subject is whom a trust trusts at the head of a sentence; many says that the
// verb is for more than one.
func subject(s scene.Scene, e model.Entity) (who string, many bool) {
	name := s.Directory.EntityName(e)
	switch e.Kind {
	case model.EntityUser:
		return strings.TrimPrefix(name, "user "), false
	case model.EntityGroup:
		if g, ok := s.Directory.Group(e.ID); ok && len(g.MemberIDs) > 0 {
			return "The " + counted(len(g.MemberIDs), "member", "members") + " of " + name, len(g.MemberIDs) > 1
		}
		return "Members of " + name, true
	case model.EntityIssuer:
		return "Whoever " + name + " vouches for", false
	case model.EntitySource:
		if e.ID == "baremetal" {
			return "Every bare-metal machine", false
		}
		return "Every cloud instance", false
	}
	return name, false
}

// namedAddresses is how many ranges are named before they are counted.
const namedAddresses = 3

func addressWords(list []model.IPCondition) string {
	if len(list) == 0 {
		return "every address"
	}
	var named []string
	for _, c := range list[:min(len(list), namedAddresses)] {
		named = append(named, strings.TrimSpace(c.Raw))
	}
	if more := len(list) - len(named); more > 0 {
		return strings.Join(named, ", ") + fmt.Sprintf(" and %d more", more)
	}
	if last := len(named) - 1; last > 0 {
		return strings.Join(named[:last], ", ") + " and " + named[last]
	}
	return named[0]
}
