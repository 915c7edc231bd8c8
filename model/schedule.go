package model

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Horizon is how far ahead a schedule is searched for its next opening or
// closing. It is a week, the period of every schedule, and a day for the shift
// that daylight saving or a skipped date can bring.
const Horizon = 8 * 24 * time.Hour

const (
	dayMinutes = 24 * 60
	daySeconds = 24 * 60 * 60
)

// DaySet is a set of weekdays, bit n for time.Weekday(n). The zero value, in a
// Schedule, means every day.
type DaySet uint8

const everyDay DaySet = 1<<7 - 1

// NewDaySet returns the set of the given days; without any, the empty set.
func NewDaySet(days ...time.Weekday) DaySet {
	var set DaySet
	for _, day := range days {
		set |= 1 << uint(day)
	}
	return set & everyDay
}

// Has reports whether day is in the set. The empty set has no day, although a
// Schedule reads it as every day.
func (d DaySet) Has(day time.Weekday) bool {
	return day >= time.Sunday && day <= time.Saturday && d&(1<<uint(day)) != 0
}

// Days lists the set, Monday first; nil for the empty set.
func (d DaySet) Days() []time.Weekday {
	var days []time.Weekday
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); d.Has(day) {
			days = append(days, day)
		}
	}
	return days
}

// limits reports whether the set, in a Schedule, leaves any day out.
func (d DaySet) limits() bool { return d&everyDay != 0 && d&everyDay != everyDay }

// ParseDay reads an English weekday name, whole or its first three letters, in
// any case and with spaces around it.
func ParseDay(name string) (time.Weekday, bool) {
	name = strings.TrimSpace(name)
	for day := time.Sunday; day <= time.Saturday; day++ {
		full := day.String()
		if strings.EqualFold(name, full) || strings.EqualFold(name, full[:3]) {
			return day, true
		}
	}
	return time.Sunday, false
}

// errTimeOfDay is what ParseTimeOfDay answers to text in no known shape.
var errTimeOfDay = errors.New("not a time of day from 0:00 to 24:00")

// ParseTimeOfDay reads "9", "09:00" or "09:30:00" as minutes since midnight, 0
// to 1440. The API's own clients send whole hours, the other spellings are
// tolerated. Seconds other than 00 are an error: a schedule counts minutes, and
// rounding would open or close a window that the server does not.
func ParseTimeOfDay(text string) (minutes int, err error) {
	fields := strings.Split(strings.TrimSpace(text), ":")
	if len(fields) > 3 || len(fields[0]) > 2 {
		return 0, errTimeOfDay
	}
	var parts [3]int
	for i, field := range fields {
		if i > 0 && len(field) != 2 {
			return 0, errTimeOfDay
		}
		n, ok := parseDigits(field)
		if !ok || i > 0 && n > 59 {
			return 0, errTimeOfDay
		}
		parts[i] = n
	}
	if parts[2] != 0 {
		return 0, errors.New("time of day with seconds")
	}
	minutes = parts[0]*60 + parts[1]
	if minutes > dayMinutes {
		return 0, errTimeOfDay
	}
	return minutes, nil
}

// parseDigits reads one or more ASCII digits. strconv.Atoi would take signs.
func parseDigits(text string) (n int, ok bool) {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, text != ""
}

// ScheduleKind is one of the four schedules that Vultr's console offers.
type ScheduleKind int

// The console's four kinds, in its order.
const (
	ScheduleAlways ScheduleKind = iota
	ScheduleHours
	ScheduleDays
	ScheduleDaysAndHours
)

// Schedule says on which days and between which times of the day a trust can
// be used, in a time zone of its own. The zero value is always open.
//
// Every question is answered at an instant: its weekday and minute on the
// zone's clock decide. A time of day that a change of the clock skips does not
// exist, so a window within it does not open; one that comes twice opens twice.
type Schedule struct {
	// Zone is the zone as the API spells it: "utc", an IANA name; empty means UTC.
	Zone string
	// Days are the days on which a window opens; 0 means every day.
	Days DaySet
	// Start and End are minutes since midnight in the zone, 0 to 1440; both 0
	// mean the whole day. End is exclusive, 1440 is the end of the day. Start
	// after End runs past midnight; Days then name the day of the opening.
	// Start equal to End, other than 0, is a window that never opens.
	Start, End int
	// Problem says why the API's value cannot be read; the schedule is then
	// neither open nor closed. Empty when it was read.
	Problem string

	location *time.Location
}

// NewSchedule returns the schedule of the given values, with its zone loaded.
// It sets Problem for a zone that is not known and for minutes out of range:
// start is 0 to 1439, end 0 to 1440.
func NewSchedule(zone string, days DaySet, start, end int) Schedule {
	s := Schedule{Zone: zone, Days: days & everyDay, Start: start, End: end}
	location, ok := loadZone(zone)
	switch {
	case !ok:
		s.Problem = "unknown time zone"
	case start < 0 || start >= dayMinutes:
		s.Problem = fmt.Sprintf("start of %d minutes is outside the day", start)
	case end < 0 || end > dayMinutes:
		s.Problem = fmt.Sprintf("end of %d minutes is outside the day", end)
	}
	s.location = location
	return s
}

// Kind says which of the console's four schedules this is, by what it limits:
// all seven days are no limit, and neither is 0:00 to 24:00.
func (s Schedule) Kind() ScheduleKind {
	switch {
	case s.Days.limits() && s.limitsHours():
		return ScheduleDaysAndHours
	case s.Days.limits():
		return ScheduleDays
	case s.limitsHours():
		return ScheduleHours
	default:
		return ScheduleAlways
	}
}

// limitsHours reports whether any minute of a day is outside the window.
func (s Schedule) limitsHours() bool {
	return s.Start != 0 || s.End != 0 && s.End != dayMinutes
}

// Location is the schedule's zone; UTC where the zone is empty or unknown.
func (s Schedule) Location() *time.Location {
	if s.location != nil {
		return s.location
	}
	if location, ok := loadZone(s.Zone); ok {
		return location
	}
	return time.UTC
}

// OpenAt reports whether the schedule is open at t; false when Problem is set.
func (s Schedule) OpenAt(t time.Time) bool {
	if s.Problem != "" {
		return false
	}
	_, offset := t.In(s.Location()).Zone()
	return s.openAtLocal(t.Unix() + int64(offset))
}

// ClosesAt is the end of the window that t lies in, in UTC: the first instant
// after t that is not open. The zero time means that the schedule is not open
// at t, or does not close by t+Horizon (an end at exactly t+Horizon counts).
func (s Schedule) ClosesAt(t time.Time) time.Time {
	if s.Kind() == ScheduleAlways || !s.OpenAt(t) {
		return time.Time{}
	}
	return s.firstAfter(t, false)
}

// NextOpening is the first open instant after t, in UTC, when the schedule is
// closed at t. The zero time means that it is open at t, or does not open by
// t+Horizon (an opening at exactly t+Horizon counts), or that Problem is set.
func (s Schedule) NextOpening(t time.Time) time.Time {
	if s.Problem != "" || s.Start == s.End && s.Start != 0 || s.OpenAt(t) {
		return time.Time{}
	}
	return s.firstAfter(t, true)
}

// firstAfter is the first whole second after t, up to t+Horizon, at which the
// schedule is open or not as asked. Between two changes of the zone's offset
// the local clock runs evenly, so each such stretch is walked from one boundary
// of the local day to the next.
func (s Schedule) firstAfter(t time.Time, open bool) time.Time {
	location := s.Location()
	limit := t.Add(Horizon).Unix() + 1
	for at := t.Unix(); at < limit; {
		offset, until := steadyOffset(location, at)
		until = min(until, limit)
		for local := at + offset; local < until+offset; local = s.nextBoundary(local) {
			if s.openAtLocal(local) == open {
				return time.Unix(local-offset, 0).UTC()
			}
		}
		at = until
	}
	return time.Time{}
}

// openAtLocal answers for a reading of the zone's own clock, in seconds since
// 1970-01-01 00:00 on that clock.
func (s Schedule) openAtLocal(local int64) bool {
	day, second := localDay(local)
	weekday := time.Weekday((day%7 + 7 + int64(time.Thursday)) % 7)
	if !s.limitsHours() {
		return s.opensOn(weekday)
	}
	minute := int(second / 60)
	if s.Start <= s.End {
		return minute >= s.Start && minute < s.End && s.opensOn(weekday)
	}
	yesterday := (weekday + 6) % 7
	return minute >= s.Start && s.opensOn(weekday) || minute < s.End && s.opensOn(yesterday)
}

// nextBoundary is the first reading after local at which openAtLocal can change:
// the start, the end, or the next midnight.
func (s Schedule) nextBoundary(local int64) int64 {
	day, second := localDay(local)
	next := int64(daySeconds)
	for _, minute := range [...]int{s.Start, s.End} {
		if boundary := int64(minute) * 60; boundary > second && boundary < next {
			next = boundary
		}
	}
	return day*daySeconds + next
}

// opensOn reports whether a window opens on the day, the empty set being all.
func (s Schedule) opensOn(day time.Weekday) bool {
	return s.Days&everyDay == 0 || s.Days.Has(day)
}

// localDay splits a local reading into days since 1970-01-01 and the second of
// the day, rounding down for readings before 1970 too.
func localDay(local int64) (day, second int64) {
	day, second = local/daySeconds, local%daySeconds
	if second < 0 {
		day, second = day-1, second+daySeconds
	}
	return day, second
}
