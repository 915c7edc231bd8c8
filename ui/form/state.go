package form

import (
	"strings"

	"actas/theme"
	"actas/ui/line"
	"actas/ui/pick"
	"actas/ui/scene"
	"actas/ui/words"
)

// Fault is what is wrong with a field; the zero value is nothing. Refused marks
// the API's own words.
type Fault struct {
	Text    string
	Refused bool
}

// Recheck says at once that what a field chose was deleted, and takes that back
// when it is there again. gone is what pick.RoleGone or pick.EntityGone say.
func (f Fault) Recheck(gone string) Fault {
	switch {
	case gone != "":
		return Fault{Text: gone}
	case f.Text == pick.GoneRole || f.Text == pick.GoneEntity:
		return Fault{}
	}
	return f
}

// NotSent is the status line of a form with a field that is at fault, while that
// field has the focus; empty in another field, of which it would not be true.
func NotSent(label string, f Fault, pens theme.Pens) string {
	if f.Text == "" {
		return ""
	}
	return pens.WarnStrong.On("Not sent.") + pens.Text.On(" "+label+": "+f.Text)
}

// Outcome is how far the last enter of a form has come.
type Outcome int

// The outcomes.
const (
	Filling Outcome = iota
	// Incomplete: a field is not valid, so nothing was sent.
	Incomplete
	// Unchanged: there is nothing to send.
	Unchanged
	// Sending: the answer has not come yet.
	Sending
	Refused
	// Failed: nothing was done, and nobody refused it either.
	Failed
	// Unanswered: what was sent may have been done.
	Unanswered
)

// State is how far a form has come; the zero value is one into which nothing was
// typed yet.
type State struct {
	Outcome Outcome
	// Answer is what the API said that concerns no field, or why it said nothing;
	// empty before that.
	Answer string
	// Touched is set once something was typed or chosen.
	Touched bool
}

// Unsent reports that something was typed or chosen that is not on its way:
// leaving loses it.
func (s State) Unsent() bool { return s.Touched && s.Outcome != Sending }

// Sending reports that the form was sent, and its answer has not come yet.
func (s State) Sending() bool { return s.Outcome == Sending }

// Typed is the state once something was typed or chosen: what was said of the form
// as it stood before is so no more.
func (s State) Typed() State {
	s.Touched = true
	if s.Outcome == Incomplete || s.Outcome == Unchanged {
		s.Outcome = Filling
	}
	return s
}

// Check puts what is wrong with each field into faults, by the field, and gives the
// first that is at fault, or their number where none is.
func Check[F ~int](faults []Fault, check func(F) string) (first F) {
	first = F(len(faults))
	for id := first - 1; id >= 0; id-- {
		faults[id] = Fault{Text: check(id)}
		if faults[id].Text != "" {
			first = id
		}
	}
	return first
}

// Doing is the status line while a form's answer is awaited.
func Doing(what string, t theme.Theme) string {
	dots := " " + t.Glyphs.Ellipsis
	if t.Glyphs.ASCII {
		dots = " ..."
	}
	return t.Page.Text.On(what + dots)
}

// Fault is what is wrong with a field, below it.
func (p Painter) Fault(f Fault) []string {
	pen := p.Theme.Page.Warn
	if f.Refused {
		pen = p.Theme.Page.Crit
	}
	return p.Below(f.Text, pen)
}

// Choosing are the matches of a pick in front, as in Found. That there are none
// is left to the field's fault, if it has one.
func (p Painter) Choosing(k pick.Model, f Fault, beside func(pick.Option) string) []string {
	if len(k.Matches()) == 0 && f.Text != "" {
		return nil
	}
	return p.Found(k, beside)
}

// Openness says, beside a role that is chosen from, whether it is open to me.
func (p Painter) Openness(s scene.Scene) func(pick.Option) string {
	return func(o pick.Option) string {
		role, ok := s.Directory.Role(o.ID)
		if !ok {
			return ""
		}
		return words.PaintVerdictShort(s.RoleVerdict(role), s.Now.Wall, p.Theme.Page)
	}
}

// Answered is what the API said that concerns no field, behind what that came
// to. unanswered is the word for an answer that is lost.
func (p Painter) Answered(o Outcome, text, unanswered string) []string {
	pens := p.Theme.Page
	name, pen := "refused", pens.CritStrong
	switch o {
	case Failed:
		name, pen = "failed", pens.WarnStrong
	case Unanswered:
		name, pen = unanswered, pens.WarnStrong
	}
	return p.Said(name, pen, text, func(_ int, text string) string { return pens.Text.On(text) })
}

// What a verdict is, and the columns between the two.
const (
	anEstimate = "an estimate"
	gapBefore  = 3
)

// Head is what a form is for, and below it a verdict, which is painted. estimate
// says that it is one, and as of when where there is room for that; empty for none.
// A long verdict leaves it out.
func (p Painter) Head(title, verdict, estimate string) []string {
	t, after := p.Theme, ""
	for _, words := range []string{estimate, anEstimate} {
		if estimate != "" && line.Width(verdict)+gapBefore+line.Width(words) <= p.Width-2 {
			after = strings.Repeat(" ", gapBefore) + words
			break
		}
	}
	room := max(0, p.Width-2-line.Width(after))
	if line.Width(verdict) > room {
		verdict = line.FitPainted(verdict, room, t.Glyphs)
	}
	return []string{"  " + t.Page.Strong.On(line.Fit(title, max(0, p.Width-2), t.Glyphs)), "  " + verdict + t.Page.Muted.On(after)}
}
