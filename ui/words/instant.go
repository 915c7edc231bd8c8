package words

import (
	"strconv"
	"strings"
	"time"
)

// instantLayouts are what a date and time can be typed as. Without an offset it
// is in UTC.
var instantLayouts = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00",
	"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
}

// clockLayouts are what a time of today can be typed as, in UTC.
var clockLayouts = []string{"15:04", "15:04:05"}

// likeTimes shows how times are typed.
const likeTimes = "as in 14:30, 2026-12-31 17:00 or 2h"

// ParseTime reads what a person types for a time, at now: a date and time, a
// day, of which the first moment counts, a time of today in UTC, or a length from
// now on, to the minute from an hour on. Nothing and "now" are now. The problem
// is for people, and empty when there is none.
func ParseTime(typed string, now time.Time) (time.Time, string) {
	const unreadable = "not a time, " + likeTimes
	text := strings.ToUpper(strings.Join(strings.Fields(typed), " "))
	text = strings.TrimSpace(strings.TrimSuffix(text, "UTC"))
	if text == "" || text == "NOW" {
		return now, ""
	}
	if at, ok := parseInstant(text, now); ok {
		return at, ""
	}
	if strings.Count(text, "-") > 1 || strings.Contains(text, ":") {
		return time.Time{}, unreadable
	}
	d, problem := parseAhead(text)
	switch {
	case strings.HasPrefix(problem, "longer"):
		return time.Time{}, problem + ": type a date"
	case strings.HasPrefix(problem, "say"):
		return time.Time{}, "say the unit too, as in 30m, 2h or 3d"
	case problem != "":
		return time.Time{}, unreadable
	}
	unit := time.Second
	if d >= time.Hour {
		unit = time.Minute
	}
	return now.Add(d).UTC().Truncate(unit), ""
}

// parseInstant reads a date, with or without a time, or a time of today. The
// zero time stands for none everywhere, and is none that can be asked for.
func parseInstant(text string, now time.Time) (time.Time, bool) {
	for _, layout := range instantLayouts {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC(), !at.IsZero()
		}
	}
	today := now.UTC().Format(time.DateOnly) + " "
	for _, layout := range clockLayouts {
		if at, err := time.Parse(time.DateOnly+" "+layout, today+text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// parseAhead is ParseLength for lengths that may begin with weeks: "2w", "1w 3d",
// "30d".
func parseAhead(text string) (time.Duration, string) {
	const week, mostWeeks = 7 * day, 52 * 100
	weeks, rest, found := strings.Cut(strings.ToLower(text), "w")
	if !found {
		return ParseLength(text)
	}
	n, err := strconv.ParseUint(strings.TrimSpace(weeks), 10, 16)
	if err != nil || n > mostWeeks {
		return 0, "not a length, as in 2w or 30d"
	}
	total := time.Duration(n) * week
	if strings.TrimSpace(rest) == "" {
		return total, ""
	}
	d, problem := ParseLength(rest)
	if problem != "" {
		return 0, problem
	}
	return total + d, ""
}
