package words

import (
	"strconv"
	"strings"
	"time"

	"actas/model"
	"actas/theme"
)

// Change tells in a sentence what would have to be otherwise for a trust to let
// the person in. The trust is the zero value for what is about the role.
func (w Why) Change(t model.Trust, c model.Change) string {
	switch c.Kind {
	case model.ChangeTrust:
		return "Somebody would have to make one that names " + w.who() + "."
	case model.ChangeEntity:
		return "It, or another trust, would have to name " + w.who() + "."
	case model.ChangeMembership:
		return capital(w.who()) + " would have to be in " + w.Name(t.Entity) + "."
	case model.ChangeValidity:
		return "Its valid until would have to be later than " + stamp(c.After) + " UTC."
	case model.ChangeSchedule:
		return "Its schedule would have to be another: this one never opens."
	case model.ChangeAddress:
		return "The call would have to come from " + sourceIPs(t.SourceIPs) + "."
	case model.ChangeKnowledge:
		return w.knowledge(t, c.Condition)
	case model.ChangeTime:
		return w.wait(c)
	}
	if t.ID == "" {
		return "Nothing changes that: it is held, and nobody assumes it."
	}
	return "Nothing changes that: it is taken on through OIDC, and no assume call is made."
}

// knowledge tells what would have to be known.
func (w Why) knowledge(t model.Trust, kind model.ConditionKind) string {
	const begin = "It would have to be known "
	switch kind {
	case model.ConditionValidity:
		return begin + "when the trust ends."
	case model.ConditionType:
		return begin + "what a trust of the type " + string(t.Type) + " asks for."
	case model.ConditionSchedule:
		return begin + "when the trust is open."
	case model.ConditionAddress:
		if !readable(t.SourceIPs) {
			return begin + "which addresses the trust allows."
		}
		return begin + "that the call comes from " + sourceIPs(t.SourceIPs) + "."
	}
	switch {
	case nameless(t.Entity):
		return begin + "whom it trusts."
	case w.Caller.UserID == "":
		return begin + "who " + w.person("are", "is") + "."
	}
	return begin + "whether " + w.person("are", "is") + " in " + w.Name(t.Entity) + "."
}

// wait tells for when to wait: in UTC, and in the zone of who asks.
func (w Why) wait(c model.Change) string {
	var b strings.Builder
	b.WriteString("Its window opens " + w.Time(c.Opens) + ", in " + ApproxUp(c.Opens.Sub(w.At)))
	if !c.Until.IsZero() {
		b.WriteString(", until " + When(c.Until, c.Opens, nil) + " UTC")
	}
	return b.String() + "."
}

// inLocal is a time in the zone of who asks, in brackets, with the day where it
// is another one there; nothing where that is UTC at the time.
func (w Why) inLocal(t time.Time) string {
	if w.Local == nil {
		return ""
	}
	local := t.In(w.Local)
	if _, offset := local.Zone(); offset == 0 {
		return ""
	}
	layout := "15:04"
	if local.Day() != t.UTC().Day() {
		layout = "Mon 15:04"
	}
	return " (" + local.Format(layout) + " " + OwnZone(w.Local) + ")"
}

// Decides says in a sentence what decides. What would have to change goes on
// from there.
func (w Why) Decides(e *model.RoleExplanation) string {
	t := e.Deciding()
	switch {
	case e.Role.Type.Assignable():
		return "Closed to a call: the role is assignable."
	case t == nil:
		return "Closed: no trust names this role."
	}
	of := "the trust of " + w.Name(t.Trust.Entity)
	if t.Verdict.State == model.VerdictOpen {
		return "Open through " + of + w.openUntil(t.Verdict) + "."
	}
	before, after := w.inTheWay(t)
	if n := len(e.Trusts); n > 1 {
		of += ", the closest of " + strconv.Itoa(n)
		if after != "" {
			of += ","
		}
	}
	return before + of + after + "." + w.uncertain(e.Uncertain())
}

// uncertain tells of other trusts that may let the person in all the same.
func (w Why) uncertain(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return " Whether another one lets " + w.them() + " in is not known."
	}
	return " Whether " + strconv.Itoa(n) + " others let " + w.them() + " in is not known."
}

// them is "you", or somebody of whom the name was said.
func (w Why) them() string {
	if w.Me {
		return "you"
	}
	return "them"
}

// inTheWay says which condition keeps a trust from letting the person in, as
// what stands before and after the trust in a sentence.
func (w Why) inTheWay(t *model.TrustExplanation) (before, after string) {
	switch t.Verdict.State {
	case model.VerdictClosed:
		return "Closed by the schedule of ", ""
	case model.VerdictLapsed:
		return "Closed: ", " has lapsed"
	case model.VerdictIPNotAllowed:
		return "Closed: ", " does not allow " + w.Caller.SourceIP.String()
	case model.VerdictNotForMe:
		return "Closed: ", " does not trust " + w.who()
	case model.VerdictAutomatic:
		return "Closed to a call: ", " is automatic"
	}
	switch t.Conditions[max(0, t.Deciding)].Kind {
	case model.ConditionValidity:
		return "Not known: when ", " ends"
	case model.ConditionType:
		return "Not known: what the type of ", " asks for"
	case model.ConditionAddress:
		return "Not known: whether ", " allows the address"
	case model.ConditionSchedule:
		return "Not known: when ", " is open"
	}
	return "Not known: whether ", " trusts " + w.who()
}

// openUntil is the end of an open window.
func (w Why) openUntil(v model.Verdict) string {
	if v.Until.IsZero() {
		return ", with no end in sight"
	}
	return " until " + w.Time(v.Until) + ", " + ApproxDown(v.Until.Sub(w.At)) + " left"
}

// Changes tells what would have to be otherwise for the role to be open, in a
// sentence each; none for one that is open. What Decides says is not repeated.
func (w Why) Changes(e *model.RoleExplanation) []string {
	var trust model.Trust
	var said model.ConditionKind
	if t := e.Deciding(); t != nil {
		trust = t.Trust
		if t.Deciding >= 0 {
			said = t.Conditions[t.Deciding].Kind
		}
	}
	var out []string
	for _, change := range e.Changes {
		if change.Kind == model.ChangeKnowledge && change.Condition == said && toldByDecides(said) {
			continue
		}
		out = append(out, w.Change(trust, change))
	}
	return out
}

// toldByDecides reports that Decides says all that would have to be known about
// a condition.
func toldByDecides(kind model.ConditionKind) bool {
	return kind == model.ConditionValidity || kind == model.ConditionType || kind == model.ConditionSchedule
}

// Verdict is the verdict on a trust as a list tells it, about the person.
func (w Why) Verdict(t *model.TrustExplanation) string {
	if t.Verdict.State == model.VerdictNotForMe {
		return "not for " + w.them()
	}
	return Verdict(w.about(t), w.At)
}

// PaintVerdict is Verdict in colours.
func (w Why) PaintVerdict(t *model.TrustExplanation, pens theme.Pens) string {
	if t.Verdict.State == model.VerdictNotForMe {
		return pens.Muted.On(w.Verdict(t))
	}
	return PaintVerdict(w.about(t), w.At, pens)
}

// about is the verdict on a trust with a reason that fits the person: the model
// gives those of whoever asks.
func (w Why) about(t *model.TrustExplanation) model.Verdict {
	v := t.Verdict
	if w.Me || v.State != model.VerdictUnknown || t.Deciding < 0 {
		return v
	}
	switch kind := t.Conditions[t.Deciding].Kind; {
	case kind == model.ConditionAddress && readable(t.Trust.SourceIPs):
		v.Reason = "the address is not known"
	case kind == model.ConditionEntity && !nameless(t.Trust.Entity) && w.Caller.UserID == "":
		v.Reason = "not known who this is"
	}
	return v
}

// Time is a weekday, date and time in UTC, and the time in the zone of who asks.
func (w Why) Time(t time.Time) string {
	return t.UTC().Format("Mon 2006-01-02 15:04") + " UTC" + w.inLocal(t)
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
