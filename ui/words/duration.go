// Package words holds the wording that every screen and command shares:
// durations, times, days, schedules, verdicts and policies. Times are UTC
// unless a zone is named.
package words

import (
	"fmt"
	"strconv"
	"time"
)

const day = 24 * time.Hour

// farOff is from when on a rough duration is told in days alone.
const farOff = 10 * day

// Left is the time left as digits of fixed width, rounded down to the second:
// "09:41", "3:09:41", "2d 03:09:41". Negative counts as zero.
func Left(d time.Duration) string {
	total := int64(max(d, 0) / time.Second)
	s, m, h := total%60, total/60%60, total/3600
	switch {
	case h == 0:
		return two(m) + ":" + two(s)
	case h < 24:
		return strconv.FormatInt(h, 10) + ":" + two(m) + ":" + two(s)
	}
	return strconv.FormatInt(h/24, 10) + "d " + two(h%24) + ":" + two(m) + ":" + two(s)
}

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// ApproxDown is a time left in two units at most, rounded down: "2h 56m",
// "2d 19h", "41d", and "<1m" under a minute. Negative counts as zero.
func ApproxDown(d time.Duration) string {
	if d < time.Minute {
		return "<1m"
	}
	return approx(d.Truncate(coarse(d)))
}

// ApproxUp is a time until something in two units at most, rounded up: "2h 57m",
// "2d 19h", "41d", "1m" at the least.
func ApproxUp(d time.Duration) string {
	d = up(max(d, 1), time.Minute)
	// Rounding up may reach the next unit, which then rounds again.
	d = up(d, coarse(d))
	return approx(up(d, coarse(d)))
}

// coarse is the unit that a rough duration of length d is rounded to.
func coarse(d time.Duration) time.Duration {
	switch {
	case d < day:
		return time.Minute
	case d < farOff:
		return time.Hour
	}
	return day
}

func up(d, unit time.Duration) time.Duration {
	if rest := d % unit; rest != 0 && d <= 1<<63-1-unit {
		return d - rest + unit
	}
	return d
}

func approx(d time.Duration) string {
	if d >= farOff {
		return strconv.FormatInt(int64(d/day), 10) + "d"
	}
	return Length(d)
}

// Length is a length that somebody chose, exact to the second and without empty
// units: "1h", "3d", "1h 30m", "90s". Negative counts as zero, "0s".
func Length(d time.Duration) string {
	total := int64(max(d, 0) / time.Second)
	if total < 120 && total%60 != 0 || total == 0 {
		return strconv.FormatInt(total, 10) + "s"
	}
	text := ""
	for _, part := range []struct {
		n    int64
		unit string
	}{{total / 86400, "d"}, {total / 3600 % 24, "h"}, {total / 60 % 60, "m"}, {total % 60, "s"}} {
		if part.n == 0 {
			continue
		}
		if text != "" {
			text += " "
		}
		text += strconv.FormatInt(part.n, 10) + part.unit
	}
	return text
}

// Ago is how long something is past, in one unit rounded down: "3d ago",
// "50m ago", and "just now" under a minute or for the future.
func Ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%dm ago", d/time.Minute)
	case d < day:
		return fmt.Sprintf("%dh ago", d/time.Hour)
	}
	return fmt.Sprintf("%dd ago", d/day)
}
