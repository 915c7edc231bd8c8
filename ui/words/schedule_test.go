package words_test

import (
	"slices"
	"testing"
	"time"

	"actas/model"
	"actas/ui/screentest"
	"actas/ui/words"
)

var (
	plainTheme = screentest.Plain
	asciiTheme = screentest.ASCII
)

func days(list ...time.Weekday) model.DaySet {
	var d model.DaySet
	for _, w := range list {
		d |= 1 << w
	}
	return d
}

var workdays = days(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)

func TestDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d    model.DaySet
		want string
	}{
		{0, "every day"},
		{1<<7 - 1, "every day"},
		{workdays, "Mon–Fri"},
		{days(time.Saturday, time.Sunday), "Sat, Sun"},
		{days(time.Monday, time.Wednesday, time.Friday), "Mon, Wed, Fri"},
		{days(time.Sunday, time.Monday), "Mon, Sun"},
		{days(time.Monday, time.Tuesday, time.Wednesday, time.Friday, time.Saturday, time.Sunday), "Mon–Wed, Fri–Sun"},
		{days(time.Sunday), "Sun"},
	} {
		if got := words.Days(c.d, plainTheme.Glyphs); got != c.want {
			t.Errorf("Days(%07b) = %q, want %q", c.d, got, c.want)
		}
	}
	if got := words.Days(workdays, asciiTheme.Glyphs); got != "Mon-Fri" {
		t.Errorf("ASCII: %q", got)
	}
}

func TestSchedule(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		s           model.Schedule
		want, short string
		lines       []string
	}{
		{"always", model.Schedule{}, "always", "always", []string{"always"}},
		{"always, spelled out", model.Schedule{Zone: "utc", Days: 1<<7 - 1, End: 1440}, "always", "always", []string{"always"}},
		{"office hours", model.Schedule{Zone: "utc", Days: workdays, Start: 540, End: 1020},
			"Mon–Fri 09:00–17:00 UTC", "Mon–Fri 09–17 UTC", []string{"Mon–Fri", "09:00–17:00", "UTC"}},
		{"past midnight", model.Schedule{Zone: "Europe/Berlin", Days: workdays, Start: 1080, End: 510},
			"Mon–Fri 18:00–08:30 (next day), Europe/Berlin", "Mon–Fri 18:00–08:30 Europe/Berlin",
			[]string{"Mon–Fri", "18:00–08:30 next day", "Europe/Berlin"}},
		{"until midnight", model.Schedule{Start: 1080, End: 1440},
			"every day 18:00–24:00 UTC", "every day 18–24 UTC", []string{"every day", "18:00–24:00", "UTC"}},
		{"hours alone", model.Schedule{Zone: "Europe/Berlin", Start: 60, End: 720},
			"every day 01:00–12:00 Europe/Berlin", "every day 01–12 Europe/Berlin",
			[]string{"every day", "01:00–12:00", "Europe/Berlin"}},
		{"days alone", model.Schedule{Days: days(time.Saturday, time.Sunday)},
			"Sat, Sun all day UTC", "Sat, Sun UTC", []string{"Sat, Sun", "all day", "UTC"}},
		{"an empty window", model.Schedule{Start: 540, End: 540},
			"never (09:00–09:00)", "never", []string{"never", "09:00–09:00", "UTC"}},
		{"unreadable", model.Schedule{Problem: `no such zone "Mars/Base"`},
			`unreadable: no such zone "Mars/Base"`, "unreadable", []string{"unreadable:", `no such zone "Mars/Base"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := words.Schedule(c.s, plainTheme.Glyphs); got != c.want {
				t.Errorf("Schedule = %q, want %q", got, c.want)
			}
			if got := words.ScheduleShort(c.s, plainTheme.Glyphs); got != c.short {
				t.Errorf("ScheduleShort = %q, want %q", got, c.short)
			}
			if got := words.ScheduleLines(c.s, plainTheme.Glyphs); !slices.Equal(got, c.lines) {
				t.Errorf("ScheduleLines = %q, want %q", got, c.lines)
			}
		})
	}
}

func TestScheduleInItsColumn(t *testing.T) {
	t.Parallel()
	summer := at("2026-07-20 12:00")
	for _, c := range []struct {
		name string
		s    model.Schedule
		now  time.Time
		want string
	}{
		{"with room", model.Schedule{Days: workdays, Start: 540, End: 1020}, friday, "Mon–Fri 09–17 UTC"},
		{"a zone in winter", model.Schedule{Zone: "Europe/Berlin", Days: workdays, Start: 1080, End: 480}, friday, "Mon–Fri 18–08 CET"},
		{"a zone in summer", model.Schedule{Zone: "America/New_York", Start: 480, End: 1200}, summer, "daily 08–20 EDT"},
		{"a zone without letters", model.Schedule{Zone: "America/Sao_Paulo", Days: workdays, Start: 540, End: 1020}, friday, "Mon–Fri 09–17 -3"},
		{"a zone half an hour off", model.Schedule{Zone: "Asia/Kabul", Days: workdays, Start: 540, End: 1020}, friday, "Mo–Fr 09–17 +4:30"},
		{"half an hour off, daily", model.Schedule{Zone: "Asia/Tehran", Start: 540, End: 1020}, friday, "daily 09–17 +3:30"},
		{"half an hour off, behind", model.Schedule{Zone: "Pacific/Marquesas", Start: 540, End: 1020}, friday, "daily 09–17 -9:30"},
		{"a quarter off", model.Schedule{Zone: "Asia/Kathmandu", Days: workdays, Start: 540, End: 1020}, friday, "Mo–Fr 09–17 +5:45"},
		{"every day in UTC", model.Schedule{Zone: "utc", End: 360}, friday, "daily 00–06 UTC"},
		{"whole days", model.Schedule{Zone: "America/New_York", Days: days(time.Saturday, time.Sunday)}, friday, "Sat, Sun EST"},
		{"always", model.Schedule{}, friday, "always"},
		{"unreadable", model.Schedule{Problem: "unknown time zone"}, friday, "unreadable"},
	} {
		if got := words.ScheduleIn(c.s, plainTheme.Glyphs, 18, c.now); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPolicyActions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s    model.Statement
		want string
	}{
		{model.Statement{Effect: "Allow", Actions: []string{"kubernetes.*", "loadbalancer.Read"}, Resources: []string{"*"}},
			"Allow kubernetes.*, loadbalancer.Read"},
		{model.Statement{Effect: "Deny", Actions: []string{"kubernetes.cluster.Delete"}}, "Deny  kubernetes.cluster.Delete"},
		{model.Statement{Effect: "Allow", Actions: []string{"*"}, Resources: []string{"cluster-7", "cluster-8"}},
			"Allow * on cluster-7, cluster-8"},
		{model.Statement{}, "?     no action"},
	} {
		if got := words.PolicyActions(c.s); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		if got := words.PaintPolicyActions(c.s, plainTheme.Page); got != c.want {
			t.Errorf("painted without colour %q, want %q", got, c.want)
		}
	}
}

func TestPolicyEffectsHaveTheirColours(t *testing.T) {
	t.Parallel()
	pens := screentest.Coloured.Page
	allow := words.PaintPolicyActions(model.Statement{Effect: "Allow", Actions: []string{"a.*"}}, pens)
	deny := words.PaintPolicyActions(model.Statement{Effect: "Deny", Actions: []string{"a.*"}}, pens)
	if want := pens.OK.On("Allow") + " a.*"; allow != want {
		t.Errorf("got %q, want %q", allow, want)
	}
	if want := pens.Crit.On("Deny") + "  a.*"; deny != want {
		t.Errorf("got %q, want %q", deny, want)
	}
}
