package trustform

import (
	"strconv"
	"strings"
	"time"

	"actas/model"
	"actas/ui/field"
	"actas/ui/words"
)

// untilLayouts are what an end can be typed as. Without an offset it is in UTC.
var untilLayouts = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
}

// untilText is the end of a trust as it stands in the form: in UTC, and no finer
// than it has to be.
func untilText(t model.Trust) string {
	at := t.ValidUntil.UTC()
	switch {
	case t.ValidUntilProblem != "":
		return field.Holds(t.ValidUntilProblem)
	case t.ValidUntil.IsZero():
		return ""
	case at.Nanosecond() != 0:
		return at.Format(time.RFC3339Nano)
	case at.Second() != 0:
		return at.Format("2006-01-02 15:04:05")
	case at.Hour() != 0 || at.Minute() != 0:
		return at.Format("2006-01-02 15:04")
	}
	return at.Format("2006-01-02")
}

// parseUntil reads an end at a time: an instant, a day, of which the first moment
// counts, or a length from now on, to the minute from an hour on. The zero time is
// no end. The problem is for people, and empty when there is none.
func parseUntil(typed string, now time.Time) (time.Time, string) {
	typed = strings.Join(strings.Fields(typed), " ")
	if typed == "" || strings.EqualFold(typed, "none") {
		return time.Time{}, ""
	}
	for _, layout := range untilLayouts {
		if at, err := time.Parse(layout, strings.ToUpper(typed)); err == nil {
			return at.UTC(), ""
		}
	}
	if strings.Count(typed, "-") > 1 || strings.Contains(typed, ":") {
		return time.Time{}, "not a date or time, as in 2026-12-31 17:00"
	}
	d, problem := parseAhead(typed)
	if problem != "" {
		return time.Time{}, problem
	}
	unit := time.Second
	if d >= time.Hour {
		unit = time.Minute
	}
	return now.Add(d).UTC().Truncate(unit), ""
}

// parseAhead reads a length, which may begin with weeks: "2w", "1w 3d", "30d".
func parseAhead(typed string) (time.Duration, string) {
	const week, unreadable = 7 * 24 * time.Hour, "not a date or length, as in 2026-12-31 or 30d"
	weeks, rest, found := strings.Cut(strings.ToLower(typed), "w")
	total := time.Duration(0)
	if found {
		n, err := strconv.ParseUint(strings.TrimSpace(weeks), 10, 16)
		if err != nil || n > 52*100 {
			return 0, unreadable
		}
		if total = time.Duration(n) * week; strings.TrimSpace(rest) == "" {
			return total, ""
		}
		typed = rest
	}
	d, problem := words.ParseLength(typed)
	switch {
	case strings.HasPrefix(problem, "longer"):
		return 0, problem + ": type a date"
	case strings.HasPrefix(problem, "say"):
		return 0, "say the unit too, as in 30d"
	case problem != "":
		return 0, unreadable
	}
	return total + d, ""
}

// ends is the end of the trust as it stands, with what is wrong with it. An end
// that means what the trust's own does is the trust's own.
func (m Model) ends(now time.Time) (until time.Time, unreadable, problem string) {
	if m.before != nil && m.until.Value() == untilText(*m.before) {
		return m.before.ValidUntil, m.before.ValidUntilProblem, ""
	}
	until, problem = parseUntil(m.until.Value(), now)
	if m.before != nil && until.Equal(m.before.ValidUntil) {
		until = m.before.ValidUntil
	}
	return until, "", problem
}

// untilWords says what an end comes to.
func untilWords(until, now time.Time) string {
	if until.IsZero() {
		return "no end"
	}
	text := "until " + instant(until)
	if left := until.Sub(now); left > 0 {
		return text + ", in " + words.ApproxDown(left)
	}
	return text + ", which is past: it would be lapsed"
}

// instant is a time in full: "Thu 2026-12-31 00:00 UTC", with its seconds where
// it has any.
func instant(t time.Time) string {
	t = t.UTC()
	layout := "Mon 2006-01-02 15:04 MST"
	if t.Second() != 0 {
		layout = "Mon 2006-01-02 15:04:05 MST"
	}
	return t.Format(layout)
}
