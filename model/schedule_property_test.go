package model

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// walk is two weeks of a zone's clock, minute by minute, and the horizon behind
// them, read by package time alone.
type walk struct {
	zone    string
	start   time.Time
	weekday []time.Weekday
	minute  []int
}

const (
	walkMinutes    = 14 * dayMinutes
	horizonMinutes = int(Horizon / time.Minute)
)

// newWalk reads the clock of a zone from a date on.
func newWalk(t *testing.T, zone, date string) walk {
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	w := walk{zone: zone, start: at(t, date+"T00:00:00Z")}
	for i := range walkMinutes + horizonMinutes + 2 {
		local := w.start.Add(time.Duration(i) * time.Minute).In(location)
		w.weekday = append(w.weekday, local.Weekday())
		w.minute = append(w.minute, local.Hour()*60+local.Minute())
	}
	return w
}

// open says for each minute whether the schedule is open, straight from the
// meaning of its fields.
func (w walk) open(days DaySet, start, end int) []bool {
	opens := func(day time.Weekday) bool { return days == 0 || days.Has(day) }
	open := make([]bool, len(w.minute))
	for i, minute := range w.minute {
		today, yesterday := opens(w.weekday[i]), opens((w.weekday[i]+6)%7)
		switch {
		case start == 0 && end == 0:
			open[i] = today
		case start <= end:
			open[i] = today && start <= minute && minute < end
		default:
			open[i] = today && start <= minute || yesterday && minute < end
		}
	}
	return open
}

// changes gives for each minute the next one whose state differs.
func changes(open []bool) []int {
	next := make([]int, len(open))
	next[len(open)-1] = len(open) + horizonMinutes
	for i := len(open) - 2; i >= 0; i-- {
		next[i] = next[i+1]
		if open[i] != open[i+1] {
			next[i] = i + 1
		}
	}
	return next
}

func TestScheduleAgreesWithAWalkThroughTwoWeeks(t *testing.T) {
	t.Parallel()
	var walks []walk
	for _, place := range [][2]string{
		{"UTC", "2026-11-16"},
		{"Europe/Berlin", "2026-03-22"}, {"Europe/Berlin", "2026-10-18"}, {"Europe/Berlin", "2028-12-24"},
		{"America/New_York", "2026-03-01"}, {"America/New_York", "2026-10-25"},
		{"Australia/Lord_Howe", "2026-03-29"}, {"Australia/Lord_Howe", "2026-09-27"},
		{"Pacific/Apia", "2011-12-20"}, {"Africa/Casablanca", "2026-02-08"}, {"Antarctica/Troll", "2026-03-22"},
		{"America/St_Johns", "2026-10-25"}, {"Australia/Sydney", "2028-12-20"},
	} {
		walks = append(walks, newWalk(t, place[0], place[1]))
	}
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.SampledFrom(walks).Draw(t, "walk")
		days := DaySet(rapid.IntRange(0, 127).Draw(t, "days"))
		start := rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 1439), rapid.IntRange(90, 200)).Draw(t, "start")
		end := rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 1440), rapid.IntRange(90, 200)).Draw(t, "end")
		second := time.Duration(rapid.IntRange(0, 59).Draw(t, "second")) * time.Second
		stride := rapid.IntRange(31, 61).Draw(t, "stride")
		schedule := NewSchedule(w.zone, days, start, end)
		open := w.open(days, start, end)
		next := changes(open)
		for i := range walkMinutes {
			if i%stride == 0 || i > 0 && open[i] != open[i-1] || open[i] != open[i+1] {
				compare(t, schedule, w.start, i, second, open[i], next[i])
			}
		}
	})
}

// compare holds the schedule's answers in minute i against the walk's.
func compare(t *rapid.T, s Schedule, start time.Time, i int, second time.Duration, open bool, next int) {
	now := start.Add(time.Duration(i)*time.Minute + second)
	var closes, opens time.Time
	if next-i <= horizonMinutes {
		change := start.Add(time.Duration(next) * time.Minute)
		if open {
			closes = change
		} else {
			opens = change
		}
	}
	if got := s.OpenAt(now); got != open {
		t.Fatalf("OpenAt(%v) = %v", now, got)
	}
	if got := s.ClosesAt(now); !got.Equal(closes) {
		t.Fatalf("ClosesAt(%v) = %v, want %v", now, got, closes)
	}
	if got := s.NextOpening(now); !got.Equal(opens) {
		t.Fatalf("NextOpening(%v) = %v, want %v", now, got, opens)
	}
}

func FuzzParseTimeOfDay(f *testing.F) {
	for _, seed := range []string{"9", "09:00", "09:30:00", "24", "24:00:00", "", "-1", "9:5", "09:30:15"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		minutes, err := ParseTimeOfDay(text)
		if err != nil {
			return
		}
		if minutes < 0 || minutes > 1440 {
			t.Fatalf("ParseTimeOfDay(%q) = %d", text, minutes)
		}
		spelled := time.Date(2026, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
		if minutes == 1440 {
			spelled = "24:00"
		}
		if again, err := ParseTimeOfDay(spelled); err != nil || again != minutes {
			t.Fatalf("%q is %d, but %q is %d, %v", text, minutes, spelled, again, err)
		}
	})
}

func FuzzSchedule(f *testing.F) {
	f.Add("utc", uint8(0), 0, 0, int64(1795448000))
	f.Add("Europe/Berlin", uint8(62), 1320, 360, int64(1774746000))
	f.Add("Pacific/Apia", uint8(32), 540, 1020, int64(1325203200))
	f.Add("Africa/Monrovia", uint8(1), 1, 1440, int64(-2776979812))
	f.Add("../../etc/passwd", uint8(255), -1, 1441, int64(1861920000))
	f.Fuzz(func(t *testing.T, zone string, days uint8, start, end int, unix int64) {
		now := time.Unix(unix%(1<<34), 0).UTC()
		s := NewSchedule(zone, DaySet(days), start, end)
		open, closes, opens := s.OpenAt(now), s.ClosesAt(now), s.NextOpening(now)
		if s.Problem != "" && open {
			t.Fatal("open in spite of a problem")
		}
		if open && !opens.IsZero() || !open && !closes.IsZero() {
			t.Fatalf("open %v, closes %v, opens %v", open, closes, opens)
		}
		change := closes
		if change.IsZero() {
			change = opens
		}
		if change.IsZero() {
			return
		}
		if !change.After(now) || change.Sub(now) > Horizon {
			t.Fatalf("change at %v, asked at %v", change, now)
		}
		if s.OpenAt(change) == open || s.OpenAt(change.Add(-time.Second)) != open {
			t.Fatalf("open %v at %v, but no change at %v", open, now, change)
		}
	})
}
