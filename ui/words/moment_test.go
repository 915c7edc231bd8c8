package words_test

import (
	"testing"
	"time"

	"actas/ui/words"
)

// friday is the moment of the mock screens.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestWhen(t *testing.T) {
	t.Parallel()
	berlin, kolkata := zone(t, "Europe/Berlin"), zone(t, "Asia/Kolkata")
	for _, c := range []struct {
		name string
		t    time.Time
		loc  *time.Location
		want string
	}{
		{"today", friday.Add(3 * hour), nil, "17:03"},
		{"today, past", friday.Add(-3 * hour), nil, "11:03"},
		{"tomorrow", friday.Add(10 * hour), time.UTC, "Sat 00:03"},
		{"the same instant is tomorrow elsewhere", friday.Add(9 * hour), berlin, "Sat 00:03"},
		{"half-hour zone", friday, kolkata, "19:33"},
		{"six days on", friday.Add(6 * day), nil, "Thu 14:03"},
		{"a week on", friday.Add(7 * day), nil, "2026-11-27 14:03"},
		{"yesterday", friday.Add(-day), nil, "2026-11-19 14:03"},
		{"never", time.Time{}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := words.When(c.t, friday, c.loc); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhenCountsDatesWhereADayHas25Hours(t *testing.T) {
	t.Parallel()
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2026, 10, 25, 0, 30, 0, 0, berlin)
	if got := words.When(now.Add(24*hour), now, berlin); got != "23:30" {
		t.Errorf("24 hours on: %q", got)
	}
}

func TestClockIsInUTC(t *testing.T) {
	t.Parallel()
	if got := words.Clock(friday.In(zone(t, "Asia/Tokyo"))); got != "14:03" {
		t.Errorf("got %q", got)
	}
}
