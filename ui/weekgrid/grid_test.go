package weekgrid_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/screentest"
	"actas/ui/weekgrid"
)

var (
	plainTheme  = screentest.Plain
	asciiTheme  = screentest.ASCII
	colourTheme = screentest.Coloured
	workdays    = model.NewDaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	friday      = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// onCall is the schedule of the mock screens.
func onCall() model.Schedule { return model.NewSchedule("Europe/Berlin", workdays, 18*60, 8*60+30) }

// compare checks lines against a block of text, whose lines are padded to the
// width of the grid.
func compare(t *testing.T, got []string, block string, width int) {
	t.Helper()
	want := strings.Split(strings.Trim(block, "\n"), "\n")
	for i, row := range want {
		want[i] = row + strings.Repeat(" ", max(0, width-ansi.StringWidth(row)))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s|\nwant\n%s|", strings.Join(got, "|\n"), strings.Join(want, "|\n"))
	}
}

func TestWindowRunsPastMidnight(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{Schedule: onCall(), Other: time.UTC, SecondRuler: true, Now: friday, Margin: true, Theme: plainTheme}
	compare(t, weekgrid.Render(o), `
    00    03    06    09    12    15    18    21
Mon ·     ·     ·     ·     ·     ·     ━━━━━━━━━━━━>
Tue>━━━━━━━━━━━━━━━━━ ·     ·     ·     ━━━━━━━━━━━━>
Wed>━━━━━━━━━━━━━━━━━ ·     ·     ·     ━━━━━━━━━━━━>
Thu>━━━━━━━━━━━━━━━━━ ·     ·     ·     ━━━━━━━━━━━━>
Fri>━━━━━━━━━━━━━━━━━ ·     ·     ┃     ▆▆▆▆▆▆▆▆▆▆▆▆>
Sat>▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆ ·     ·     ·     ·     ·
Sun ·     ·     ·     ·     ·     ·     ·     ·
UTC 23    02    05    08    11    14    17    20
                                  ╹ now Fri 15:03
`, weekgrid.Width+1)
}

func TestASCIIGlyphsWithoutMargin(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{Schedule: onCall(), Other: time.UTC, SecondRuler: true, Now: friday, Theme: asciiTheme}
	compare(t, weekgrid.Render(o), `
    00    03    06    09    12    15    18    21
Mon .     .     .     .     .     .     ===========>
Tue>================= .     .     .     ===========>
Wed>================= .     .     .     ===========>
Thu>================= .     .     .     ===========>
Fri>================= .     .     |     ###########>
Sat>################# .     .     .     .     .
Sun .     .     .     .     .     .     .     .
UTC 23    02    05    08    11    14    17    20
                                  | now Fri 15:03
`, weekgrid.Width)
}

func TestClockIsSetForward(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{
		Schedule: model.NewSchedule("Europe/Berlin", 0, 60, 12*60), Other: time.UTC, SecondRuler: true,
		Now: time.Date(2026, 3, 29, 8, 3, 0, 0, time.UTC), Theme: plainTheme,
	}
	compare(t, weekgrid.Render(o), `
    00    03    06    09    12    15    18    21
Mon · ━━━━━━━━━━━━━━━━━━━━━━·     ·     ·     ·
Tue · ━━━━━━━━━━━━━━━━━━━━━━·     ·     ·     ·
Wed · ━━━━━━━━━━━━━━━━━━━━━━·     ·     ·     ·
Thu · ━━━━━━━━━━━━━━━━━━━━━━·     ·     ·     ·
Fri · ━━━━━━━━━━━━━━━━━━━━━━·     ·     ·     ·
Sat · ━━━━━━━━━━━━━━━━━━━━━━·     ·     ·     ·
Sun · ▆▆░░▆▆▆▆▆▆▆▆▆▆▆▆▆▆┃▆▆▆·     ·     ·     ·
UTC 22    01    04    07    10    13    16    19
                        ╹ now Sun 10:03
`, weekgrid.Width)
	compare(t, weekgrid.Notes(o), `
UTC+2, before: UTC+1

CLOCKS CHANGE
░ Sun 02:00–03:00
does not exist
`, 0)
}

// In UTC a window in Berlin moves by an hour when the clock is set forward.
func TestChangeSeenFromAnotherZone(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{
		Schedule: model.NewSchedule("Europe/Berlin", 0, 60, 12*60), Zone: time.UTC,
		Other: zone(t, "Europe/Berlin"), SecondRuler: true,
		Now: time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC), Theme: plainTheme,
	}
	compare(t, weekgrid.Render(o), `
    00    03    06    09    12    15    18    21
Mon ━━━━━━━━━━━━━━━━━━━━━━  ·     ·     ·     ·
Tue ━━━━━━━━━━━━━━━━━━━━━━  ·     ·     ·     ·
Wed ━━━━━━━━━━━━━━━━━━━━━━  ·     ·     ·     ·
Thu ━━━━━━━━━━━━━━━━━━━━━━  ·     ·     ·     ·
Fri ━━━━━━━━━━━━━━━━━━━━━━  ·     ·     ·     ·
Sat ━━━━━━━━━━━━━━━━━━━━━━  ┃     ·     ·     ·
Sun ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆    ·     ·     ·     ·   ━>
CET 01    04    07    10    13    16    19    22
                            ╹ now Sat 12:00
`, weekgrid.Width)
	if notes := weekgrid.Notes(o); notes != nil {
		t.Errorf("notes for UTC: %q", notes)
	}
	if got := weekgrid.Offset(o); got != "UTC" {
		t.Errorf("Offset = %q", got)
	}
}

// The hour from 02:00 comes twice in Berlin. A schedule in UTC that is open in
// only one of the two is drawn closed there, one open in both is drawn open.
func TestClockIsSetBack(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 10, 25, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name       string
		start, end int
		sat, sun   string
	}{
		{"open the first time", 0, 60, "Sat ·   ━━·", "Sun ·     ·"},
		{"open the second time", 60, 120, "Sat ·     ━━", "Sun ·     ·"},
		{"open both times", 0, 120, "Sat ·   ━━━━", "Sun ·   ━━·"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			lines := weekgrid.Render(weekgrid.Options{
				Schedule: model.NewSchedule("utc", 0, c.start, c.end), Zone: zone(t, "Europe/Berlin"),
				Now: noon, Theme: plainTheme,
			})
			if !strings.HasPrefix(lines[6], c.sat) || !strings.HasPrefix(lines[7], c.sun) {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", lines[6], lines[7], c.sat, c.sun)
			}
		})
	}
	o := weekgrid.Options{Schedule: model.NewSchedule("Europe/Berlin", 0, 60, 720), Now: noon.Add(-12 * time.Hour), Theme: asciiTheme}
	compare(t, weekgrid.Notes(o), `
UTC+2, after: UTC+1

CLOCKS CHANGE
Sun 02:00-03:00
comes twice
`, 0)
	if got := weekgrid.Changes(o); !slices.Equal(got, []string{"Sun 02:00-03:00 comes twice"}) {
		t.Errorf("Changes = %q", got)
	}
}

// Samoa went over the date line without a 30 December 2011.
func TestDateIsLeftOut(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{
		Schedule: model.NewSchedule("Pacific/Apia", 0, 20*60, 4*60),
		Now:      time.Date(2011, 12, 28, 12, 0, 0, 0, time.UTC), Theme: plainTheme,
	}
	compare(t, weekgrid.Render(o)[4:7], `
Thu>━━━━━━━━    ·     ·     ·     ·     ·   ━━━━━━━>
Fri ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
Sat>━━━━━━━━    ·     ·     ·     ·     ·   ━━━━━━━>
`, weekgrid.Width)
	if got := weekgrid.Changes(o); !slices.Equal(got, []string{"Fri 00:00–24:00 does not exist"}) {
		t.Errorf("Changes = %q", got)
	}
}

func TestZonesBetweenTheHours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, zone, ruler, offset string }{
		{"half an hour: full hours stand one cell on", "Asia/Kolkata",
			"UTC  19    22    01    04    07    10    13    16   ", "UTC+5:30"},
		{"a quarter: hours and minutes", "Asia/Kathmandu",
			"UTC 18:15 21:15 00:15 03:15 06:15 09:15 12:15 15:15 ", "UTC+5:45"},
		{"west of UTC", "America/New_York",
			"UTC 05    08    11    14    17    20    23    02    ", "UTC-5"},
		{"half an hour west of UTC", "America/St_Johns",
			"UTC  04    07    10    13    16    19    22    01   ", "UTC-3:30"},
		{"the same time as UTC", "Europe/London", "", "UTC+0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := weekgrid.Options{Zone: zone(t, c.zone), Other: time.UTC, SecondRuler: true, Now: friday, Theme: plainTheme}
			lines := weekgrid.Render(o)
			if c.ruler == "" && len(lines) != 9 {
				t.Errorf("a ruler that repeats the first: %q", lines)
			}
			if c.ruler != "" && lines[8] != c.ruler {
				t.Errorf("got  %q\nwant %q", lines[8], c.ruler)
			}
			if got := weekgrid.Offset(o); got != c.offset {
				t.Errorf("Offset = %q, want %q", got, c.offset)
			}
		})
	}
}

func TestSecondRulerIsNamed(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Europe/Berlin": "CET 01", "Asia/Tokyo": "JST 09", "Australia/Sydney": "+11 11", "Asia/Dubai": "+4  04", "America/Sao_Paulo": "-3  21",
		"Asia/Kabul": "     05", "Asia/Kathmandu": "    05:45",
	} {
		o := weekgrid.Options{Other: zone(t, name), SecondRuler: true, Now: friday, Theme: plainTheme}
		if got := weekgrid.Render(o)[8]; !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// friday's schedule opens on Monday: no window of this week is meant.
func TestNextOpeningIsNextWeek(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{Schedule: model.NewSchedule("utc", workdays, 9*60+10, 13*60+50), Now: friday, Theme: plainTheme}
	compare(t, weekgrid.Render(o)[4:9], `
Thu ·     ·     ·     ·━━━━━━━━   ·     ·     ·
Fri ·     ·     ·     ·━━━━━━━━ ┃ ·     ·     ·
Sat ·     ·     ·     ·     ·     ·     ·     ·
Sun ·     ·     ·     ·     ·     ·     ·     ·
                                ╹ now Fri 14:03
`, weekgrid.Width)
}

func TestTrustLapses(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{
		Schedule: onCall(), Zone: time.UTC, Now: friday.Add(6 * time.Hour),
		ValidUntil: time.Date(2026, 11, 20, 23, 45, 0, 0, time.UTC), Theme: plainTheme,
	}
	compare(t, weekgrid.Render(o)[4:9], `
Thu>━━━━━━━━━━━━━━━   ·     ·     ·   ━━━━━━━━━━━━━>
Fri>━━━━━━━━━━━━━━━   ·     ·     ·   ▆▆▆▆▆▆┃▆▆▆▆▆▆
Sat ·     ·     ·     ·     ·     ·     ·     ·
Sun ·     ·     ·     ·     ·     ·     ·     ·
                              now Fri 20:03 ╹
`, weekgrid.Width)
}

func TestOpenWithoutEnd(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{Now: time.Date(2026, 11, 22, 23, 59, 0, 0, time.UTC), Theme: asciiTheme, Margin: true}
	full := "################################################"
	compare(t, weekgrid.Render(o), `
    00    03    06    09    12    15    18    21
Mon `+full+`
Tue `+full+`
Wed `+full+`
Thu `+full+`
Fri `+full+`
Sat `+full+`
Sun `+full[1:]+`|
                                     now Sun 23:59 |
`, weekgrid.Width+1)
}

func TestUnreadableScheduleIsDrawnClosed(t *testing.T) {
	t.Parallel()
	o := weekgrid.Options{Schedule: model.Schedule{Problem: "no such zone"}, Now: friday, Theme: plainTheme}
	for _, row := range weekgrid.Render(o)[1:8] {
		if strings.ContainsAny(row, "━▆>") {
			t.Errorf("open in %q", row)
		}
	}
}

func TestColours(t *testing.T) {
	t.Parallel()
	pens, g := colourTheme.Page, colourTheme.Glyphs
	lines := weekgrid.Render(weekgrid.Options{Schedule: onCall(), Other: time.UTC, SecondRuler: true, Now: friday, Margin: true, Theme: colourTheme})
	for row, wants := range map[int][]string{
		1: {pens.Muted.On("Mon"), pens.Rule.On(g.Closed), pens.Fill.On(strings.Repeat(g.OpenOther, 12)) + pens.Muted.On(">")},
		5: {pens.Strong.On("Fri"), pens.Muted.On(">"), pens.Accent.On(g.Now), pens.OK.On(strings.Repeat(g.OpenNow, 12))},
		9: {pens.Accent.On(g.NowCaption) + " now Fri 15:03"},
	} {
		for _, want := range wants {
			if !strings.Contains(lines[row], want) {
				t.Errorf("%q is missing in %q", want, lines[row])
			}
		}
	}
}
