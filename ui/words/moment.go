package words

import (
	"fmt"
	"time"
)

// Clock is the time of day in UTC, "14:03".
func Clock(t time.Time) string { return t.UTC().Format("15:04") }

// When is an instant as somebody at now in loc would say it: "17:00" on the
// same day, "Mon 09:00" on the six days after, the date and time otherwise.
// The caller names the zone; a nil loc is UTC. It is "" for the zero time.
func When(t, now time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	if loc == nil {
		loc = time.UTC
	}
	t = t.In(loc)
	switch days := daysBetween(now.In(loc), t); {
	case days == 0:
		return t.Format("15:04")
	case days > 0 && days < 7:
		return t.Format("Mon 15:04")
	}
	return t.Format("2006-01-02 15:04")
}

// Past is a past instant as somebody at now would say it, in UTC: "14:03" on the
// same day, "Thu 14:03" on the six days before, the date otherwise, and for what
// is not past by the calendar. It is "" for the zero time.
func Past(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.UTC()
	switch days := daysBetween(t, now.UTC()); {
	case days == 0:
		return t.Format("15:04")
	case days > 0 && days < 7:
		return t.Format("Mon 15:04")
	}
	return t.Format("2006-01-02")
}

// daysBetween counts the midnights from a to b, both in one zone. It counts
// dates, because a day may have 23 or 25 hours.
func daysBetween(a, b time.Time) int {
	return int(date(b).Sub(date(a)) / day)
}

// date is the calendar date of t as an instant in UTC, for counting.
func date(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Offset is how far a zone's clock is ahead of UTC, given in seconds: "UTC+1",
// "UTC-3:30", and "UTC+0" where it is not.
func Offset(seconds int64) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	if seconds%3600 == 0 {
		return fmt.Sprintf("UTC%c%d", sign, seconds/3600)
	}
	return fmt.Sprintf("UTC%c%d:%02d", sign, seconds/3600, seconds/60%60)
}
