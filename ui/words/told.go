package words

import (
	"time"

	"actas/model"
	"actas/theme"
)

// Verdicts is [Verdict] at one time for many: most verdicts of a long list are
// alike, and each is put into words once.
func Verdicts(now time.Time) func(model.Verdict) string {
	told := map[model.Verdict]string{}
	return func(v model.Verdict) string {
		v.TrustID, v.Recheck = "", time.Time{} // of which nothing is told
		text, known := told[v]
		if !known {
			text = Verdict(v, now)
			told[v] = text
		}
		return text
	}
}

// Schedules is [Schedule] for many.
func Schedules(g theme.Glyphs) func(model.Schedule) string {
	told := map[model.Schedule]string{}
	return func(s model.Schedule) string {
		text, known := told[s]
		if !known {
			text = Schedule(s, g)
			told[s] = text
		}
		return text
	}
}
