package model

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// at reads an RFC 3339 instant.
func at(t testing.TB, text string) time.Time {
	t.Helper()
	instant, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatalf("bad instant in the test: %v", err)
	}
	return instant
}

// optional is at, the empty text standing for the zero time.
func optional(t testing.TB, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	return at(t, text)
}

var workdays = NewDaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)

func TestDaySet(t *testing.T) {
	t.Parallel()
	set := NewDaySet(time.Sunday, time.Monday, time.Saturday)
	if want := []time.Weekday{time.Monday, time.Saturday, time.Sunday}; !slices.Equal(set.Days(), want) {
		t.Errorf("Days() = %v, want %v, Monday first", set.Days(), want)
	}
	if !set.Has(time.Sunday) || set.Has(time.Tuesday) || set.Has(time.Weekday(7)) || set.Has(time.Weekday(-1)) {
		t.Errorf("Has is wrong for %v", set.Days())
	}
	if NewDaySet(time.Weekday(9), time.Weekday(7)) != 0 || NewDaySet().Days() != nil {
		t.Error("days that do not exist are in a set")
	}
}

func TestParseDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Weekday{
		"monday": time.Monday, "SUNDAY": time.Sunday, "Wed": time.Wednesday, " fri ": time.Friday,
	} {
		if day, ok := ParseDay(text); !ok || day != want {
			t.Errorf("ParseDay(%q) = %v, %v, want %v", text, day, ok, want)
		}
	}
	for _, text := range []string{"", "m", "mo", "mond", "montag", "1"} {
		if day, ok := ParseDay(text); ok {
			t.Errorf("ParseDay(%q) = %v, want a refusal", text, day)
		}
	}
}

func TestParseTimeOfDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"9": 540, "09": 540, "0": 0, "00:00": 0, "09:00": 540, "9:30": 570, "09:30:00": 570,
		"24": 1440, "24:00": 1440, "24:00:00": 1440, " 17:45 ": 1065, "23:59": 1439,
	} {
		if got, err := ParseTimeOfDay(text); err != nil || got != want {
			t.Errorf("ParseTimeOfDay(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", " ", ":", "-1", "+9", "24:01", "25", "009", "9:5", "9:60", "09:30:15", "09:30:60",
		"9h", "09:00:00:00", "٩", "noon", "9:", ":30", "1e1", "9.5",
	} {
		if got, err := ParseTimeOfDay(text); err == nil {
			t.Errorf("ParseTimeOfDay(%q) = %d, want an error", text, got)
		}
	}
}

func TestNewSchedule(t *testing.T) {
	t.Parallel()
	for _, scenario := range []struct {
		name       string
		zone       string
		start, end int
		location   string
		bad        bool
	}{
		{"Vultr's spelling of UTC", "utc", 0, 0, "UTC", false},
		{"no zone", "", 0, 0, "UTC", false},
		{"UTC in other cases", "Utc", 0, 0, "UTC", false},
		{"an IANA name", "Europe/Berlin", 540, 1020, "Europe/Berlin", false},
		{"a name with a sign", "Etc/GMT+5", 0, 0, "Etc/GMT+5", false},
		{"hour 24", "utc", 540, 1440, "UTC", false},
		{"an unknown zone", "Europe/Atlantis", 0, 0, "UTC", true},
		{"the zone of this machine", "Local", 0, 0, "UTC", true},
		{"a path out of the zones", "../../../etc/passwd", 0, 0, "UTC", true},
		{"an absolute path", "/etc/localtime", 0, 0, "UTC", true},
		{"a second spelling of a name", "Europe//Berlin", 0, 0, "UTC", true},
		{"a very long name", string(make([]byte, 100)), 0, 0, "UTC", true},
		{"a window that starts at hour 24", "utc", 1440, 1440, "UTC", true},
		{"a negative start", "utc", -1, 60, "UTC", true},
		{"an end behind hour 24", "utc", 0, 1441, "UTC", true},
		{"a negative end", "utc", 0, -1, "UTC", true},
	} {
		t.Run(scenario.name, func(t *testing.T) {
			t.Parallel()
			s := NewSchedule(scenario.zone, 0, scenario.start, scenario.end)
			if (s.Problem != "") != scenario.bad || s.Location().String() != scenario.location {
				t.Errorf("problem %q, location %s", s.Problem, s.Location())
			}
			now := at(t, "2026-11-23T12:00:00Z")
			if scenario.bad && (s.OpenAt(now) || !s.NextOpening(now).IsZero() || !s.ClosesAt(now).IsZero()) {
				t.Error("a schedule with a problem is open, opens or closes")
			}
		})
	}
	literal := Schedule{Zone: "Asia/Tokyo"}
	if literal.Location().String() != "Asia/Tokyo" {
		t.Error("a schedule written as a literal does not find its zone")
	}
}

func TestScheduleKind(t *testing.T) {
	t.Parallel()
	for _, scenario := range []struct {
		name       string
		days       DaySet
		start, end int
		want       ScheduleKind
	}{
		{"nothing", 0, 0, 0, ScheduleAlways},
		{"all seven days, 0 to 24", everyDay, 0, 1440, ScheduleAlways},
		{"hours", 0, 540, 1020, ScheduleHours},
		{"hours on all seven days", everyDay, 540, 1020, ScheduleHours},
		{"until noon", 0, 0, 720, ScheduleHours},
		{"from noon", 0, 720, 0, ScheduleHours},
		{"an empty window", 0, 60, 60, ScheduleHours},
		{"days", workdays, 0, 0, ScheduleDays},
		{"days and hours", workdays, 540, 1020, ScheduleDaysAndHours},
	} {
		if got := NewSchedule("", scenario.days, scenario.start, scenario.end).Kind(); got != scenario.want {
			t.Errorf("%s: kind %d, want %d", scenario.name, got, scenario.want)
		}
	}
}

// windowScenario asks all three questions about one instant.
type windowScenario struct {
	name       string
	zone       string
	days       DaySet
	start, end string
	now        string
	open       bool
	closes     string
	opens      string
}

func (w windowScenario) check(t *testing.T) {
	t.Parallel()
	start, errStart := ParseTimeOfDay(w.start)
	end, errEnd := ParseTimeOfDay(w.end)
	if errStart != nil || errEnd != nil {
		t.Fatalf("bad times in the test: %v, %v", errStart, errEnd)
	}
	s := NewSchedule(w.zone, w.days, start, end)
	now := at(t, w.now)
	if s.Problem != "" {
		t.Fatalf("problem: %s", s.Problem)
	}
	if got := s.OpenAt(now); got != w.open {
		t.Errorf("OpenAt = %v, want %v", got, w.open)
	}
	if got, want := s.ClosesAt(now), optional(t, w.closes); !got.Equal(want) {
		t.Errorf("ClosesAt = %v, want %v", got, want)
	}
	if got, want := s.NextOpening(now), optional(t, w.opens); !got.Equal(want) {
		t.Errorf("NextOpening = %v, want %v", got, want)
	}
}

// 2026-11-23 is a Monday.
func TestScheduleWindows(t *testing.T) {
	t.Parallel()
	friday := NewDaySet(time.Friday)
	for _, w := range []windowScenario{
		{"always open", "", 0, "0", "0", "2026-11-23T12:00:00Z", true, "", ""},
		{"all days named, 0 to 24", "", everyDay, "0", "24", "2026-11-23T12:00:00Z", true, "", ""},
		{"the first second of a window", "", 0, "9", "17", "2026-11-23T09:00:00Z", true, "2026-11-23T17:00:00Z", ""},
		{"the second before", "", 0, "9", "17", "2026-11-23T08:59:59Z", false, "", "2026-11-23T09:00:00Z"},
		{"a part of a second before", "", 0, "9", "17", "2026-11-23T08:59:59.9Z", false, "", "2026-11-23T09:00:00Z"},
		{"the last second of a window", "", 0, "9", "17", "2026-11-23T16:59:59.9Z", true, "2026-11-23T17:00:00Z", ""},
		{"the end is outside", "", 0, "9", "17", "2026-11-23T17:00:00Z", false, "", "2026-11-24T09:00:00Z"},
		{"Friday evening, on workdays", "", workdays, "9", "17", "2026-11-27T18:00:00Z", false, "", "2026-11-30T09:00:00Z"},
		{"workdays without hours end on Friday", "", workdays, "0", "0", "2026-11-25T18:00:00Z", true, "2026-11-28T00:00:00Z", ""},
		{"a weekend, on workdays", "", workdays, "0", "0", "2026-11-28T00:00:00Z", false, "", "2026-11-30T00:00:00Z"},
		{"hour 24 is the end of the day", "", workdays, "20", "24", "2026-11-27T23:59:59Z", true, "2026-11-28T00:00:00Z", ""},
		{"hour 24 on every day is not open behind midnight", "", 0, "20", "24", "2026-11-28T00:00:00Z", false, "", "2026-11-28T20:00:00Z"},
		{"an end of 0 is midnight", "", 0, "20", "0", "2026-11-27T23:00:00Z", true, "2026-11-28T00:00:00Z", ""},
		{"window runs past midnight, before it", "", friday, "22", "6", "2026-11-27T23:00:00Z", true, "2026-11-28T06:00:00Z", ""},
		{"window runs past midnight, after it", "", friday, "22", "6", "2026-11-28T05:59:59Z", true, "2026-11-28T06:00:00Z", ""},
		{"days name the day of the opening", "", friday, "22", "6", "2026-11-27T05:00:00Z", false, "", "2026-11-27T22:00:00Z"},
		{"window past midnight is over", "", friday, "22", "6", "2026-11-28T06:00:00Z", false, "", "2026-12-04T22:00:00Z"},
		{"window past midnight from Sunday to Monday", "", NewDaySet(time.Sunday), "22", "6", "2026-11-23T01:00:00Z", true, "2026-11-23T06:00:00Z", ""},
		{"windows that meet are one", "", NewDaySet(time.Monday, time.Tuesday), "0", "24", "2026-11-23T12:00:00Z", true, "2026-11-25T00:00:00Z", ""},
		{"start equal to end never opens", "", 0, "9", "9", "2026-11-23T09:00:00Z", false, "", ""},
		{"one day a week, just missed", "", NewDaySet(time.Monday), "9", "10", "2026-11-23T10:00:00Z", false, "", "2026-11-30T09:00:00Z"},
		{"another zone decides the day", "Asia/Tokyo", NewDaySet(time.Tuesday), "0", "0", "2026-11-23T15:00:00Z", true, "2026-11-24T15:00:00Z", ""},
		{"a zone of 45 minutes", "Asia/Kathmandu", 0, "9", "17", "2026-11-23T03:14:59Z", false, "", "2026-11-23T03:15:00Z"},
		{"before 1970", "", NewDaySet(time.Wednesday), "9", "17", "1969-12-31T08:00:00Z", false, "", "1969-12-31T09:00:00Z"},
	} {
		t.Run(w.name, w.check)
	}
}

func TestScheduleClockChanges(t *testing.T) {
	t.Parallel()
	sunday := NewDaySet(time.Sunday)
	for _, w := range []windowScenario{
		// Berlin skips 02:00 to 03:00 on 2026-03-29 and repeats it on 2026-10-25.
		{"window inside the gap does not open that day", "Europe/Berlin", 0, "2", "3", "2026-03-29T00:59:59Z", false, "", "2026-03-30T00:00:00Z"},
		{"window that starts in the gap opens behind it", "Europe/Berlin", 0, "2:30", "4", "2026-03-29T00:59:59Z", false, "", "2026-03-29T01:00:00Z"},
		{"window that ends in the gap closes at it", "Europe/Berlin", 0, "1", "2:30", "2026-03-29T00:30:00Z", true, "2026-03-29T01:00:00Z", ""},
		{"window across the gap is an hour shorter", "Europe/Berlin", 0, "0", "6", "2026-03-28T23:00:00Z", true, "2026-03-29T04:00:00Z", ""},
		{"nine o'clock behind the gap", "Europe/Berlin", sunday, "9", "17", "2026-03-28T20:00:00Z", false, "", "2026-03-29T07:00:00Z"},
		{"window inside the overlap, first time", "Europe/Berlin", 0, "2:15", "2:45", "2026-10-25T00:20:00Z", true, "2026-10-25T00:45:00Z", ""},
		{"window inside the overlap opens again", "Europe/Berlin", 0, "2:15", "2:45", "2026-10-25T00:50:00Z", false, "", "2026-10-25T01:15:00Z"},
		{"window inside the overlap, second time", "Europe/Berlin", 0, "2:15", "2:45", "2026-10-25T01:20:00Z", true, "2026-10-25T01:45:00Z", ""},
		{"window of the whole repeated hour is one of two hours", "Europe/Berlin", 0, "2", "3", "2026-10-25T00:00:00Z", true, "2026-10-25T02:00:00Z", ""},
		{"window that ends in the overlap opens again at the change", "Europe/Berlin", 0, "1", "2:30", "2026-10-25T00:40:00Z", false, "", "2026-10-25T01:00:00Z"},
		// New York skips 02:00 to 03:00 on 2026-03-08 and repeats 01:00 to 02:00 on 2026-11-01.
		{"New York, window past midnight across the gap", "America/New_York", 0, "22", "6", "2026-03-08T03:00:00Z", true, "2026-03-08T10:00:00Z", ""},
		{"New York, the gap", "America/New_York", 0, "2", "3", "2026-03-08T06:30:00Z", false, "", "2026-03-09T06:00:00Z"},
		{"New York, the overlap", "America/New_York", 0, "1:15", "1:45", "2026-11-01T05:50:00Z", false, "", "2026-11-01T06:15:00Z"},
		// Lord Howe moves by half an hour: 02:00 to 02:30 on 2026-10-04 is skipped,
		// 01:30 to 02:00 on 2026-04-05 repeated.
		{"Lord Howe, window inside the gap of half an hour", "Australia/Lord_Howe", 0, "2", "2:30", "2026-10-03T15:29:00Z", false, "", "2026-10-04T15:00:00Z"},
		{"Lord Howe, window across the gap", "Australia/Lord_Howe", 0, "1", "3", "2026-10-03T15:00:00Z", true, "2026-10-03T16:00:00Z", ""},
		{"Lord Howe, window inside the overlap", "Australia/Lord_Howe", 0, "1:30", "2", "2026-04-04T14:30:00Z", true, "2026-04-04T15:30:00Z", ""},
		// Samoa had no 2011-12-30, a Friday.
		{"the date line takes a Friday", "Pacific/Apia", NewDaySet(time.Friday), "9", "17", "2011-12-29T20:00:00Z", false, "", "2012-01-05T19:00:00Z"},
		{"the date line, window from Thursday past midnight", "Pacific/Apia", NewDaySet(time.Thursday), "22", "6", "2011-12-30T09:00:00Z", true, "2011-12-30T10:00:00Z", ""},
		{"no opening within the horizon when its day is skipped", "Pacific/Apia", NewDaySet(time.Friday), "9", "17", "2011-12-24T03:00:00Z", false, "", ""},
		{"the last day of a leap year", "Europe/Berlin", 0, "9", "17", "2028-12-31T20:00:00Z", false, "", "2029-01-01T08:00:00Z"},
		{"the last day of a leap year in the south", "Australia/Sydney", 0, "9", "17", "2028-12-31T10:00:00Z", false, "", "2028-12-31T22:00:00Z"},
	} {
		t.Run(w.name, w.check)
	}
}

func TestScheduleHorizon(t *testing.T) {
	t.Parallel()
	// The Friday that Samoa skipped puts two Fridays further apart than a week.
	s := NewSchedule("Pacific/Apia", NewDaySet(time.Friday), 9*60, 17*60)
	opening := at(t, "2012-01-05T19:00:00Z")
	if got := s.NextOpening(opening.Add(-Horizon)); !got.Equal(opening) {
		t.Errorf("an opening at exactly the horizon: %v, want %v", got, opening)
	}
	if got := s.NextOpening(opening.Add(-Horizon - time.Nanosecond)); !got.IsZero() {
		t.Errorf("an opening behind the horizon: %v, want none", got)
	}
}

func TestScheduleAnswersInUTC(t *testing.T) {
	t.Parallel()
	s := NewSchedule("Europe/Berlin", 0, 9*60, 17*60)
	berlin := s.Location()
	opens := s.NextOpening(time.Date(2026, 11, 23, 8, 0, 0, 0, berlin))
	closes := s.ClosesAt(time.Date(2026, 11, 23, 12, 0, 0, 0, berlin))
	if got := fmt.Sprint(opens, closes); got != "2026-11-23 08:00:00 +0000 UTC 2026-11-23 16:00:00 +0000 UTC" {
		t.Errorf("opens and closes: %s", got)
	}
}
