package words

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/theme"
)

var dayNames = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// everyDay has the bits of all seven days.
const everyDay = model.DaySet(1<<7 - 1)

// Days names the days of a set, Monday first: "Mon–Fri", "Sat, Sun", "every
// day". Three days or more in a row become a range. The empty set of a
// schedule means every day.
func Days(d model.DaySet, g theme.Glyphs) string {
	if d&everyDay == 0 || d&everyDay == everyDay {
		return "every day"
	}
	var parts []string
	for first := 0; first < 7; {
		if !has(d, first) {
			first++
			continue
		}
		last := first
		for last < 6 && has(d, last+1) {
			last++
		}
		if last-first >= 2 {
			parts = append(parts, dayNames[first]+g.Dash+dayNames[last])
		} else {
			parts = append(parts, dayNames[first:last+1]...)
		}
		first = last + 1
	}
	return strings.Join(parts, ", ")
}

// has reports whether the nth day from Monday is in the set.
func has(d model.DaySet, n int) bool {
	return d>>(time.Weekday(n+1)%7)&1 == 1
}

// Schedule tells a schedule in one line: "Mon–Fri 09:00–17:00 UTC", "Mon–Fri
// 18:00–08:30 (next day), Europe/Berlin", "always", "unreadable: ...".
func Schedule(s model.Schedule, g theme.Glyphs) string {
	if s.Problem != "" {
		return "unreadable: " + strings.Join(problem(s), " ")
	}
	if always(s) {
		return "always"
	}
	switch {
	case wholeDay(s):
		return Days(s.Days, g) + " all day " + Zone(s)
	case overnight(s):
		return Days(s.Days, g) + " " + hours(s, g) + " (next day), " + Zone(s)
	case neverOpens(s):
		return "never (" + hours(s, g) + ")"
	}
	return Days(s.Days, g) + " " + hours(s, g) + " " + Zone(s)
}

// ScheduleShort is Schedule for narrow columns: whole hours lose their minutes,
// and the next day is not pointed out: "Mon–Fri 09–17 UTC".
func ScheduleShort(s model.Schedule, g theme.Glyphs) string {
	switch {
	case s.Problem != "":
		return "unreadable"
	case always(s):
		return "always"
	case wholeDay(s):
		return Days(s.Days, g) + " " + Zone(s)
	case neverOpens(s):
		return "never"
	case s.Start%60 == 0 && s.End%60 == 0:
		return fmt.Sprintf("%s %02d%s%02d %s", Days(s.Days, g), s.Start/60, g.Dash, s.End/60, Zone(s))
	}
	return Days(s.Days, g) + " " + hours(s, g) + " " + Zone(s)
}

// ScheduleIn is ScheduleShort for a column of so many columns. Where that has no room,
// the zone is told by its abbreviation at now, and where that has none either the days by
// two letters: "Mon–Fri 18–08 CET", "daily 14–20 IST", "Mo–Fr 09–17 +4:30".
func ScheduleIn(s model.Schedule, g theme.Glyphs, width int, now time.Time) string {
	told := ScheduleShort(s, g)
	if ansi.StringWidth(told) <= width || !strings.HasSuffix(told, " "+Zone(s)) {
		return told
	}
	told = strings.TrimSuffix(told, Zone(s)) + ZoneLabel(now, s.Location())
	if rest, daily := strings.CutPrefix(told, "every day "); daily {
		return "daily " + rest
	}
	if ansi.StringWidth(told) > width {
		// An offset with minutes has two columns more than three letters.
		for _, day := range dayNames {
			told = strings.ReplaceAll(told, day, day[:2])
		}
	}
	return told
}

// ScheduleLines is Schedule in up to three short lines, for a column beside a
// week grid: the days, the hours, the zone.
func ScheduleLines(s model.Schedule, g theme.Glyphs) []string {
	switch {
	case s.Problem != "":
		return append([]string{"unreadable:"}, problem(s)...)
	case always(s):
		return []string{"always"}
	case wholeDay(s):
		return []string{Days(s.Days, g), "all day", Zone(s)}
	case neverOpens(s):
		return []string{"never", hours(s, g), Zone(s)}
	case overnight(s):
		return []string{Days(s.Days, g), hours(s, g) + " next day", Zone(s)}
	}
	return []string{Days(s.Days, g), hours(s, g), Zone(s)}
}

// Zone names the zone of a schedule: "UTC" also where the API says "utc" or
// nothing.
func Zone(s model.Schedule) string {
	if s.Zone == "" || strings.EqualFold(s.Zone, "utc") {
		return "UTC"
	}
	return s.Zone
}

// ZoneLabel names a zone in few columns: its abbreviation of three letters at the time,
// or else its offset: "+4", "-3:30".
func ZoneLabel(at time.Time, zone *time.Location) string {
	name, offset := at.In(zone).Zone()
	if len(name) == 3 && strings.ToUpper(name) == name && name[0] >= 'A' {
		return name
	}
	return strings.TrimPrefix(Offset(int64(offset)), "UTC")
}

func always(s model.Schedule) bool {
	return wholeDay(s) && (s.Days&everyDay == 0 || s.Days&everyDay == everyDay)
}

func wholeDay(s model.Schedule) bool {
	return s.Start == 0 && (s.End == 0 || s.End == 1440)
}

// problem is what is wrong with a schedule; a zone that no one knows is named.
func problem(s model.Schedule) []string {
	if s.Zone != "" && strings.HasSuffix(s.Problem, "time zone") {
		return []string{s.Problem, s.Zone}
	}
	return []string{s.Problem}
}

// overnight leaves out an end at midnight: "18:00–00:00" needs no next day.
func overnight(s model.Schedule) bool { return s.Start > s.End && s.End != 0 }

// neverOpens is model.Schedule's empty window.
func neverOpens(s model.Schedule) bool { return s.Start == s.End && s.Start != 0 }

func hours(s model.Schedule, g theme.Glyphs) string {
	return timeOfDay(s.Start) + g.Dash + timeOfDay(s.End)
}

func timeOfDay(minutes int) string {
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}
