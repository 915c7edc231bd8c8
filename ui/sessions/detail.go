package sessions

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// twoColumns is the width from which the facts of a detail stand in two columns.
const twoColumns = 70

// detailLines is everything about the selected session, in width columns.
func (m Model) detailLines(s scene.Scene, width int) []string {
	l, ok := m.Selected()
	if !ok {
		return nil
	}
	d := detail{s: s, l: l, width: width}
	d.trust, d.trusted = allowing(s, l)
	if width >= twoColumns {
		return d.wide()
	}
	return d.narrow()
}

// detail draws one session.
type detail struct {
	s     scene.Scene
	l     model.LiveSession
	width int
	// trust is the one that allowed the session, as far as can be told.
	trust   model.Trust
	trusted bool
}

func (d detail) narrow() []string {
	out := d.head()
	out = append(out, d.renewal()...)
	out = append(out, d.heading("SESSION"))
	out = append(out, d.facts(d.sessionFacts(), d.width)...)
	title, note := "ALLOWED BY", "probably"
	if d.s.Storage {
		title, note = "NARROWED BY", ""
	}
	out = append(out, "", browse.Heading(title, note, d.width, d.s))
	return append(out, d.facts(d.bounds(), d.width)...)
}

func (d detail) wide() []string {
	out := append(d.head(), d.renewal()...)
	half := d.width/2 + 2
	session := d.sessionFacts()
	split := len(session) - idFacts
	left := d.facts(session[:split], half-2)
	right := d.facts(d.bounds(), d.width-half)
	for i := range max(len(left), len(right)) {
		a, b := "", ""
		if i < len(left) {
			a = left[i]
		}
		if i < len(right) {
			b = right[i]
		}
		out = append(out, line.FitPainted(a, half, d.s.Theme.Glyphs)+b)
	}
	// Ids need the whole width.
	return append(out, d.facts(session[split:], d.width)...)
}

// idFacts is how many of the session's facts, the last ones, are ids.
const idFacts = 3

// title is the name with the state and the role, in one line where there is
// room and in two where not.
func (d detail) title() []string {
	t, l, boot := d.s.Theme, d.l, d.s.Now.Boot
	state := d.s.SessionState(l)
	sign := strings.TrimSpace(countdown.Sign(state, l.Level(boot)) + " " + string(state))
	name := line.Fit(l.Name, min(line.Width(l.Name), d.width-len(sign)-2), t.Glyphs)
	role := d.s.RoleName(l.RoleID)
	left := t.Page.Strong.On(name)
	inOne := d.width >= twoColumns && line.Width(name)+2+line.Width(role)+2+len(sign) <= d.width
	if inOne {
		left += "  " + t.Page.Muted.On(role)
	}
	out := []string{left + line.Pad(d.width-ansi.StringWidth(left)-len(sign)) + statePen(l, state, boot, t.Page).On(sign)}
	if !inOne {
		out = append(out, t.Page.Muted.On(line.Fit(role, d.width, t.Glyphs)))
	}
	return append(out, "")
}

// head is the title, and the big digits with the bar.
func (d detail) head() []string {
	t, l, boot := d.s.Theme, d.l, d.s.Now.Boot
	out := d.title()
	if l.Gone != "" {
		return append(out, t.Page.Muted.On("It is "+string(l.Gone)+", and gives no access any more."), "")
	}
	left := l.Countdown.Left(boot)
	digits := countdown.Digits(left, t)
	beside := []string{"", ""}
	if l.Total > 0 {
		beside[0] = t.Page.Muted.On("left of " + words.Length(l.Total))
	}
	beside[1] = t.Page.Muted.On("ends ") + t.Page.Text.On(d.end()+" UTC")
	for i, row := range digits {
		note := ""
		if i < len(beside) {
			note = "   " + beside[i]
		}
		out = append(out, row+note)
	}
	if len(digits) < len(beside) {
		out = append(out, beside[len(digits):]...)
	}
	if l.Total > 0 {
		out = append(out, countdown.Bar(fraction(l, boot), d.width, l.Level(boot), t.Page, t.Glyphs))
	}
	return append(out, "")
}

// end is when the session ends, with the day where that is another one.
func (d detail) end() string {
	now, ends := d.s.Now.Wall.UTC(), d.l.Countdown.EndsAt(d.s.Now).UTC().Round(time.Second)
	if ends.YearDay() == now.YearDay() && ends.Year() == now.Year() {
		return ends.Format("15:04:05")
	}
	return ends.Format("Mon 15:04:05")
}

func (d detail) heading(title string) string {
	return browse.Heading(title, "", d.width, d.s)
}

// fact is a label and its value.
type fact struct{ label, value string }

func (d detail) sessionFacts() []fact {
	l, now := d.l, d.s.Now.Wall
	if d.s.Storage {
		return d.storageFacts()
	}
	facts := []fact{
		{"user", d.s.UserName(l.UserID)},
		{"auth method", l.AuthMethod},
		{"source IP", l.SourceIP},
	}
	if l.IssuerID != "" {
		name := d.s.Directory.EntityName(model.Entity{Kind: model.EntityIssuer, ID: l.IssuerID})
		facts[0] = fact{"issuer", strings.TrimPrefix(name, "issuer ")}
	}
	if l.Asked != nil && l.Asked.Dialect == model.DialectSTS {
		facts = append(facts, fact{"made over", "STS, with AWS keys"})
	}
	facts = append(facts, times(l, now)...)
	return append(facts, fact{"id", l.ID}, fact{"role id", l.RoleID}, fact{"token", tokenFact(l, d.s)})
}

// times are when a session began and when it ends by the API's account, and where it
// is kept that no list tells.
func times(l model.LiveSession, now time.Time) (facts []fact) {
	if !l.Assumed.IsZero() {
		facts = append(facts, fact{"assumed", l.Assumed.UTC().Format("15:04:05") + " UTC, " + words.Ago(now.Sub(l.Assumed))})
	}
	if !l.Expires.IsZero() {
		facts = append(facts, fact{"expires", l.Expires.UTC().Format("2006-01-02 15:04:05") + " UTC"})
	}
	if kept := words.Kept(l.Kept); kept != "" {
		facts = append(facts, fact{"kept", kept})
	}
	return facts
}

// bounds are what lets the session do what it does.
func (d detail) bounds() []fact {
	if d.s.Storage {
		return d.policyFacts()
	}
	return d.trustFacts()
}

func (d detail) trustFacts() []fact {
	facts := []fact{{"trust", "none that actas can read"}}
	if d.trusted {
		facts[0].value = d.s.Directory.EntityName(d.trust.Entity)
		facts = append(facts, fact{"schedule", words.Schedule(d.trust.Schedule, d.s.Theme.Glyphs)})
	}
	return append(facts, fact{"conditions", met(d.l.Met)})
}

// met says which conditions held when the role was assumed.
func met(c model.ConditionsMet) string {
	switch {
	case !c.Known:
		return "not told"
	case !c.Met:
		return "not met"
	case len(c.Names) == 0:
		return "met"
	}
	return strings.Join(c.Names, ", ") + "  met"
}

// facts draws labels and values, values that are too long on further lines.
func (d detail) facts(facts []fact, width int) []string {
	const label = 13
	t := d.s.Theme
	var out []string
	for _, f := range facts {
		if f.value == "" {
			f.value = "not told"
		}
		for i, part := range line.Wrap(f.value, max(8, width-label)) {
			name := ""
			if i == 0 {
				name = f.label
			}
			out = append(out, t.Page.Muted.On(line.Fit(name, label, t.Glyphs))+t.Page.Text.On(part))
		}
	}
	return out
}

// allowing finds the trust that allowed a session: the API does not tell, so it
// is the first of the role's trusts that names the session's user, a group
// that the user is in, or the session's issuer.
func allowing(s scene.Scene, l model.LiveSession) (model.Trust, bool) {
	groups := s.Directory.GroupsOf(l.UserID)
	for _, t := range s.Directory.TrustsOf(l.RoleID) {
		e := t.Entity
		switch {
		case e.Kind == model.EntityUser && e.ID == l.UserID && l.UserID != "",
			e.Kind == model.EntityGroup && groups[e.ID],
			e.Kind == model.EntityIssuer && e.ID == l.IssuerID && l.IssuerID != "":
			return t, true
		}
	}
	return model.Trust{}, false
}
