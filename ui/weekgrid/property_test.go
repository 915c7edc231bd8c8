package weekgrid_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/weekgrid"
)

// zoneNames have what zones do: half and quarter hours, changes by half an hour
// and at midnight, a date left out.
func zoneNames() []string {
	return []string{
		"utc", "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu",
		"Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "America/Havana", "America/Sao_Paulo", "Africa/Cairo",
	}
}

func anyOptions(t *rapid.T) weekgrid.Options {
	names := rapid.SampledFrom(zoneNames())
	schedule := func() model.Schedule {
		return model.NewSchedule(names.Draw(t, "schedule zone"), model.DaySet(rapid.Uint8Range(0, 127).Draw(t, "days")),
			5*rapid.IntRange(0, 288).Draw(t, "start"), 5*rapid.IntRange(0, 288).Draw(t, "end"))
	}
	location := func(name string) *time.Location {
		return model.NewSchedule(names.Draw(t, name), 0, 0, 0).Location()
	}
	o := weekgrid.Options{
		Schedule: schedule(), Zone: location("zone"), Other: location("other"),
		SecondRuler: rapid.Bool().Draw(t, "second ruler"), Margin: rapid.Bool().Draw(t, "margin"),
		Now:   time.Unix(rapid.Int64Range(1e9, 2e9).Draw(t, "now"), 0),
		Theme: rapid.SampledFrom([]theme.Theme{plainTheme, asciiTheme, colourTheme}).Draw(t, "theme"),
	}
	end := func() time.Time {
		if !rapid.Bool().Draw(t, "lapses") {
			return time.Time{}
		}
		return o.Now.Add(time.Duration(rapid.Int64Range(-10*24, 10*24).Draw(t, "valid for")) * time.Hour)
	}
	o.ValidUntil = end()
	for range rapid.IntRange(0, 3).Draw(t, "union") {
		o.Union = append(o.Union, weekgrid.Layer{Schedule: schedule(), ValidUntil: end()})
	}
	return o
}

// openFor reports that a layer is open for five minutes. Schedules here begin and
// end at multiples of that.
func openFor(l weekgrid.Layer, at time.Time) bool {
	end := at.Add(5 * time.Minute)
	lapsed := !l.ValidUntil.IsZero() && end.After(l.ValidUntil)
	return !lapsed && l.Schedule.OpenAt(at) && l.Schedule.OpenAt(end.Add(-time.Second))
}

func TestWidthsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := anyOptions(t)
		want := weekgrid.Width
		if o.Margin {
			want++
		}
		lines := weekgrid.Render(o)
		if len(lines) != 9 && len(lines) != 10 {
			t.Fatalf("%d lines", len(lines))
		}
		for _, got := range lines {
			if ansi.StringWidth(got) != want {
				t.Fatalf("%q has %d columns, want %d", got, ansi.StringWidth(got), want)
			}
		}
		weekgrid.Notes(o)
		weekgrid.Changes(o)
	})
}

// Every cell is compared with the schedule asked minute by minute, on the plain
// path: walk the week, note for each half hour on the wall what was seen. A union
// is open exactly where one of its schedules is, and bright where the own one is.
func TestCellsAgreeWithTheSchedule(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := anyOptions(t)
		o.Theme, o.Margin, o.SecondRuler = plainTheme, true, false
		lines := weekgrid.Render(o)
		local := o.Now.In(o.Zone)
		monday := local.Day() - (int(local.Weekday())+6)%7
		first := time.Date(local.Year(), local.Month(), monday, 12, 0, 0, 0, time.UTC)
		type sight struct{ seen, shut, dim bool }
		var seen [7][48]sight
		for at := first.Add(-40 * time.Hour); at.Before(first.Add(9 * 24 * time.Hour)); at = at.Add(5 * time.Minute) {
			wall := at.In(o.Zone)
			day := int(time.Date(wall.Year(), wall.Month(), wall.Day(), 12, 0, 0, 0, time.UTC).Sub(first).Hours()) / 24
			if wall.Year() < first.Year()-1 || day < 0 || day > 6 || wall.Format("2006-01-02") != first.AddDate(0, 0, day).Format("2006-01-02") {
				continue
			}
			s := &seen[day][wall.Hour()*2+wall.Minute()/30]
			s.seen = true
			own := openFor(weekgrid.Layer{Schedule: o.Schedule, ValidUntil: o.ValidUntil}, at)
			s.dim = s.dim || !own
			s.shut = s.shut || !own && !slices.ContainsFunc(o.Union, func(l weekgrid.Layer) bool { return openFor(l, at) })
		}
		for day := range seen {
			row := []rune(lines[day+1])
			for n, s := range seen[day] {
				glyph := string(row[4+n])
				open := glyph == plainTheme.Glyphs.OpenNow || glyph == plainTheme.Glyphs.OpenOther
				switch {
				case glyph == plainTheme.Glyphs.Now:
				case !s.seen && glyph != plainTheme.Glyphs.Skipped:
					t.Fatalf("day %d cell %d does not exist, drawn %q in\n%s", day, n, glyph, strings.Join(lines, "\n"))
				case s.seen && open == s.shut:
					t.Fatalf("day %d cell %d: shut %v, drawn %q in\n%s", day, n, s.shut, glyph, strings.Join(lines, "\n"))
				case s.seen && o.Union != nil && s.dim == (glyph == plainTheme.Glyphs.OpenNow):
					t.Fatalf("day %d cell %d: dim %v, drawn %q in\n%s", day, n, s.dim, glyph, strings.Join(lines, "\n"))
				}
			}
		}
	})
}

func TestExtremeTimes(t *testing.T) {
	t.Parallel()
	// For Berlin on the last of December 2040, time.ZoneBounds names an end that is past.
	lastOfLeapYear := time.Date(2040, 12, 31, 23, 30, 0, 0, time.UTC)
	for _, now := range []time.Time{{}, time.Unix(0, 0), time.Unix(1<<40, 0), lastOfLeapYear} {
		o := weekgrid.Options{Schedule: onCall(), Other: time.UTC, SecondRuler: true, Now: now, Theme: plainTheme}
		for _, got := range weekgrid.Render(o) {
			if ansi.StringWidth(got) != weekgrid.Width {
				t.Errorf("at %v: %q", now, got)
			}
		}
	}
}

func BenchmarkRender(b *testing.B) {
	for name, th := range map[string]theme.Theme{"plain": plainTheme, "colour": colourTheme} {
		b.Run(name, func(b *testing.B) {
			o := weekgrid.Options{Schedule: onCall(), Other: time.UTC, SecondRuler: true, Now: friday, Theme: th}
			b.ReportAllocs()
			for b.Loop() {
				weekgrid.Render(o)
			}
		})
	}
}
