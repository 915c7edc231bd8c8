package week

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/screentest"
)

func TestScales(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		width, hours, columns int
		scale                 string
	}{
		{400, 1, 168, "1h a column"}, {168, 1, 168, "1h a column"}, {167, 2, 84, "2h a column"}, {83, 3, 56, "3h a column"},
		{55, 4, 42, "4h a column"}, {41, 6, 28, "6h a column"}, {27, 8, 21, "8h a column"}, {14, 12, 14, "12h a column"}, {7, 24, 7, "24h a column"}, {1, 24, 7, "24h a column"},
	} {
		got := newTimeline(friday, time.UTC, c.width)
		if got.hours != c.hours || got.columns() != c.columns || got.scale() != c.scale {
			t.Errorf("%d columns: %d hours, %d columns, %s", c.width, got.hours, got.columns(), got.scale())
		}
	}
}

// On the days of a change there are 23 and 25 hours, in as many columns.
func TestDaysOfAChange(t *testing.T) {
	t.Parallel()
	berlin := zone(t, "Europe/Berlin")
	for _, c := range []struct {
		name  string
		now   time.Time
		day   int
		hours time.Duration
	}{
		{"spring", time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC), 2, 23 * time.Hour},
		{"autumn", time.Date(2026, 10, 23, 12, 0, 0, 0, time.UTC), 2, 25 * time.Hour},
		{"another day", time.Date(2026, 10, 23, 12, 0, 0, 0, time.UTC), 3, 24 * time.Hour},
	} {
		line := newTimeline(c.now, berlin, 168)
		if got := line.bounds[(c.day+1)*24].Sub(line.bounds[c.day*24]); got != c.hours {
			t.Errorf("%s: the day has %v", c.name, got)
		}
	}
	spring := newTimeline(time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC), berlin, 168)
	var missing []int
	for n := range spring.columns() {
		if spring.shadeOf(n, nil, nil) == skipped {
			missing = append(missing, n)
		}
	}
	if len(missing) != 1 || missing[0] < 2*24+1 || missing[0] > 2*24+2 {
		t.Errorf("columns that do not exist: %v", missing)
	}
}

// Columns follow each other without a gap through the whole week, and each says
// of its time what is so at each of its minutes: open throughout, in part, not.
func TestColumnsAgreeWithTheWindows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Havana"}).Draw(rt, "zone")
		now := time.Unix(rapid.Int64Range(1.7e9, 1.9e9).Draw(rt, "now"), 0)
		line := newTimeline(now, zone(t, name), rapid.IntRange(1, 200).Draw(rt, "width"))
		schedule := model.NewSchedule(rapid.SampledFrom([]string{"utc", "Europe/Berlin"}).Draw(rt, "schedule zone"),
			model.DaySet(rapid.IntRange(0, 127).Draw(rt, "days")), 10*rapid.IntRange(0, 143).Draw(rt, "start"), 10*rapid.IntRange(0, 144).Draw(rt, "end"))
		first, last := line.bounds[0], line.bounds[line.columns()]
		if now.Before(first) || !now.Before(last) || last.Sub(first) < 167*time.Hour-time.Minute || last.Sub(first) > 169*time.Hour+time.Minute {
			rt.Fatalf("from %v to %v at %v", first, last, now)
		}
		if c := line.cell(line.nowAt()); now.Before(c.From) || !now.Before(c.To) {
			rt.Fatalf("now is %v, and its column from %v to %v", now, c.From, c.To)
		}
		windows := schedule.Windows(first, last)
		for n := range line.columns() {
			checkColumn(rt, line, n, schedule, windows)
		}
	})
}

func checkColumn(rt *rapid.T, line timeline, n int, schedule model.Schedule, windows []model.Window) {
	cell := line.cell(n)
	if cell.To.Before(cell.From) {
		rt.Fatalf("column %d goes back from %v to %v", n, cell.From, cell.To)
	}
	open, closed := false, false
	for at := cell.From; at.Before(cell.To); at = at.Add(5 * time.Minute) {
		if schedule.OpenAt(at) {
			open = true
		} else {
			closed = true
		}
	}
	want := shut
	switch {
	case !cell.From.Before(cell.To):
		want = skipped
	case open && closed:
		want = part
	case open:
		want = throughout
	}
	if got := line.shadeOf(n, windows, nil); got != want {
		rt.Fatalf("column %d from %v to %v is %d, want %d of %v", n, cell.From, cell.To, got, want, schedule)
	}
}

// A week has dates on all of its days or on none.
func TestDatesStandOnAllDaysOrNone(t *testing.T) {
	t.Parallel()
	november := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC) // to the 2nd of December
	for width, want := range map[int]string{
		168: "Thu 26", 42: "Thu   Fri   Sat   Sun   Mon   Tue   Wed   ", 28: "Thu Fri Sat Sun Mon Tue Wed ", 14: "T F S S M T W ",
	} {
		if got := newTimeline(november, time.UTC, width).ruler(screentest.Plain.Page); !strings.HasPrefix(got, want) {
			t.Errorf("%d columns: %q, want %q", width, got, want)
		}
	}
	want := "Tue 1 Wed 2 Thu 3 Fri 4 Sat 5 Sun 6 Mon 7 "
	if got := newTimeline(november.AddDate(0, 0, 5), time.UTC, 42).ruler(screentest.Plain.Page); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestManyRolesAreCountedWithTheirThousandsApart(t *testing.T) {
	t.Parallel()
	m := Model{rows: make([]row, 37025)}
	for i := range m.rows[:19385] {
		m.rows[i].verdict.State = model.VerdictOpen
	}
	if got := m.summary(); got != "my week: 37,025 roles, 19,385 open now" {
		t.Errorf("%q", got)
	}
}
