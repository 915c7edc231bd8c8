package words

import (
	"strings"
	"time"

	"actas/model"
	"actas/theme"
	"actas/ui/line"
)

// almostOver is from when on the time left of an open window warns.
const almostOver = 30 * time.Minute

// ink says which pen a part of a verdict is written with.
type ink int

const (
	inkText ink = iota
	inkStrong
	inkMuted
	inkOpen
	inkWarn
	inkWarnStrong
)

// part is a piece of a verdict in one pen.
type part struct {
	text string
	ink  ink
}

// parts is a verdict in words, before it is painted.
type parts []part

func (p parts) plain() string {
	if len(p) == 1 {
		return p[0].text
	}
	var b strings.Builder
	for _, piece := range p {
		b.WriteString(piece.text)
	}
	return b.String()
}

func (p parts) painted(pens theme.Pens) string {
	room := [256]byte{} // for three pieces, on the stack
	b := room[:0]
	for _, piece := range p {
		b = piece.ink.pen(pens).Append(b, piece.text)
	}
	return string(b)
}

// width is how many columns it takes.
func (p parts) width() int {
	columns := 0
	for _, piece := range p {
		columns += line.Width(piece.text)
	}
	return columns
}

func (i ink) pen(pens theme.Pens) theme.Pen {
	switch i {
	case inkStrong:
		return pens.Strong
	case inkMuted:
		return pens.Muted
	case inkOpen:
		return pens.OKStrong
	case inkWarn:
		return pens.Warn
	case inkWarnStrong:
		return pens.WarnStrong
	}
	return pens.Text
}

// Verdict tells a verdict for a list of roles, in [VerdictWidth] at usual values:
// "open until 17:00 (2h 56m)", "closed, opens Mon 09:00 in 2d 19h".
func Verdict(v model.Verdict, now time.Time) string { return listForm(v, now).plain() }

// PaintVerdict is Verdict in colours: only the word "open" is green, and a
// window about to end warns.
func PaintVerdict(v model.Verdict, now time.Time, pens theme.Pens) string {
	return listForm(v, now).painted(pens)
}

// PaintVerdictShort tells a verdict in 17 columns, in colours: "open until
// 17:00", "opens Mon 09:00".
func PaintVerdictShort(v model.Verdict, now time.Time, pens theme.Pens) string {
	return shortForm(v, now).painted(pens)
}

// VerdictHeadline tells a verdict at the head of a detail, with its zone and
// its reason: "open until 17:00 UTC   2h 56m left".
func VerdictHeadline(v model.Verdict, now time.Time) string { return headline(v, now).plain() }

// PaintVerdictHeadline is VerdictHeadline in colours.
func PaintVerdictHeadline(v model.Verdict, now time.Time, pens theme.Pens) string {
	return headline(v, now).painted(pens)
}

func listForm(v model.Verdict, now time.Time) parts {
	switch v.State {
	case model.VerdictOpen:
		if v.Until.IsZero() {
			return openEnded()
		}
		left := v.Until.Sub(now)
		return parts{
			{"open", inkOpen},
			{" until " + When(v.Until, now, nil) + " ", inkText},
			{"(" + ApproxDown(left) + ")", urgent(left, inkText)},
		}
	case model.VerdictClosed:
		if v.Opens.IsZero() {
			return parts{{"closed, no opening in sight", inkText}}
		}
		return parts{{"closed, opens " + whenSoon(v.Opens, now) + " in " + ApproxUp(v.Opens.Sub(now)), inkText}}
	case model.VerdictUnknown, "":
		return parts{{withReason("unknown", v.Reason), inkWarn}}
	}
	return stateForm(v, now)
}

func shortForm(v model.Verdict, now time.Time) parts {
	switch v.State {
	case model.VerdictOpen:
		if v.Until.IsZero() {
			return openEnded()
		}
		return parts{{"open", inkOpen}, {" until " + shortUntil(v.Until, now), inkText}}
	case model.VerdictClosed:
		if v.Opens.IsZero() {
			return parts{{"closed", inkText}}
		}
		return parts{{"opens " + shortOpens(v.Opens, now), inkText}}
	}
	return stateForm(v, now)
}

func headline(v model.Verdict, now time.Time) parts {
	switch v.State {
	case model.VerdictOpen:
		if v.Until.IsZero() {
			return openEnded()
		}
		left := v.Until.Sub(now)
		return parts{
			{"open", inkOpen},
			{" until " + When(v.Until, now, nil) + " UTC   ", inkText},
			{ApproxDown(left) + " left", urgent(left, inkStrong)},
		}
	case model.VerdictClosed:
		return closedHeadline(v, now)
	case model.VerdictNoTrust:
		// The reason says it all: there is none, or none is needed.
		if v.Reason != "" {
			return parts{{v.Reason, inkMuted}}
		}
	}
	told := stateForm(v, now)
	if v.State == model.VerdictLapsed && !v.Since.IsZero() {
		told[0].text += ", " + v.Since.UTC().Format("2006-01-02 15:04") + " UTC"
		return told
	}
	told[0].text = withReason(told[0].text, v.Reason)
	return told
}

func closedHeadline(v model.Verdict, now time.Time) parts {
	if v.Opens.IsZero() {
		return parts{{"closed", inkStrong}, {withReason(", no opening in sight", v.Reason), inkText}}
	}
	when := When(v.Opens, now, nil)
	if daysBetween(now.UTC(), v.Opens.UTC()) == 0 {
		when = "today " + when
	}
	return parts{
		{"closed", inkStrong},
		{", opens " + when + " UTC   ", inkText},
		{"in " + ApproxUp(v.Opens.Sub(now)), inkStrong},
	}
}

// stateForm is the wording of the states that have no future, the same in all
// lengths but for the reason.
func stateForm(v model.Verdict, now time.Time) parts {
	switch v.State {
	case model.VerdictAutomatic:
		return parts{{"automatic (OIDC)", inkMuted}}
	case model.VerdictLapsed:
		if v.Since.IsZero() {
			return parts{{"lapsed", inkMuted}}
		}
		return parts{{"lapsed " + Ago(now.Sub(v.Since)), inkMuted}}
	case model.VerdictNotForMe:
		return parts{{"not for me", inkMuted}}
	case model.VerdictIPNotAllowed:
		return parts{{"IP not allowed", inkWarn}}
	case model.VerdictNoTrust:
		return parts{{"no trust", inkMuted}}
	}
	return parts{{"unknown", inkWarn}}
}

func openEnded() parts { return parts{{"open", inkOpen}, {", no end", inkText}} }

func withReason(state, reason string) string {
	if reason == "" {
		return state
	}
	return state + ": " + reason
}

func urgent(left time.Duration, otherwise ink) ink {
	if left < almostOver {
		return inkWarnStrong
	}
	return otherwise
}

// whenSoon is When for the next eight days, in which "in 7d" beside a weekday
// says which one it is.
func whenSoon(t, now time.Time) string {
	if days := daysBetween(now.UTC(), t.UTC()); days > 0 && days <= 8 {
		return t.UTC().Format("Mon 15:04")
	}
	return When(t, now, nil)
}

// shortUntil has six columns: the time today, else the day, else the year.
func shortUntil(t, now time.Time) string {
	t, now = t.UTC(), now.UTC()
	switch days := daysBetween(now, t); {
	case days == 0:
		return t.Format("15:04")
	case days > 0 && days < 7:
		return t.Format("Mon")
	case t.Year() == now.Year():
		return t.Format("2 Jan")
	}
	return t.Format("2006")
}

// shortOpens has eleven columns.
func shortOpens(t, now time.Time) string {
	t, now = t.UTC(), now.UTC()
	if days := daysBetween(now, t); days >= 0 && days < 7 {
		return When(t, now, nil)
	}
	return t.Format("2 Jan")
}
