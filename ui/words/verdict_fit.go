package words

import (
	"time"

	"actas/model"
	"actas/theme"
)

// VerdictWidth has room for a verdict with all that belongs to it, as "closed, opens
// Mon 09:00 in 2d 19h"; LeastVerdictWidth for one without what others say as well.
const (
	VerdictWidth      = 33
	LeastVerdictWidth = 30
)

// PaintVerdictIn is PaintVerdict in at most width columns, as far as there is a
// wording that short. Minutes beside many hours go first, and the time of a far day.
// Columns narrower than usual do without "closed" before when it opens.
func PaintVerdictIn(v model.Verdict, now time.Time, width int, pens theme.Pens) string {
	forms := []func(model.Verdict, time.Time) parts{listForm, coarseForm, opensForm, shortForm}
	switch {
	case v.State == model.VerdictUnknown:
		forms = []func(model.Verdict, time.Time) parts{listForm, reasonForm}
	case v.State == model.VerdictClosed && width < VerdictWidth:
		forms = forms[2:]
	}
	var told parts
	for _, form := range forms {
		if told = form(v, now); told.width() <= width {
			break
		}
	}
	return told.painted(pens)
}

// coarseForm is listForm without the time of a day that only a date names, and in
// whole hours until an opening.
func coarseForm(v model.Verdict, now time.Time) parts {
	far := func(t time.Time) bool { return daysBetween(now.UTC(), t.UTC()) >= 7 }
	switch {
	case v.State == model.VerdictOpen && far(v.Until):
		return parts{
			{"open", inkOpen},
			{" until " + v.Until.UTC().Format(time.DateOnly) + " (" + ApproxDown(v.Until.Sub(now)) + ")", inkText},
		}
	case v.State == model.VerdictClosed && !v.Opens.IsZero():
		when := whenSoon(v.Opens, now)
		if len(when) > len("Mon 15:04") {
			when = v.Opens.UTC().Format(time.DateOnly)
		}
		return parts{{"closed, opens " + when + " in " + ApproxUp(up(v.Opens.Sub(now), time.Hour)), inkText}}
	}
	return listForm(v, now)
}

// opensForm says of a closed role when it opens, and no more.
func opensForm(v model.Verdict, now time.Time) parts {
	if v.State != model.VerdictClosed || v.Opens.IsZero() {
		return coarseForm(v, now)
	}
	return parts{{"opens " + whenSoon(v.Opens, now) + " in " + ApproxUp(v.Opens.Sub(now)), inkText}}
}

// reasonForm says why nothing is known, which says that nothing is.
func reasonForm(v model.Verdict, now time.Time) parts {
	if v.Reason == "" {
		return listForm(v, now)
	}
	return parts{{v.Reason, inkWarn}}
}
