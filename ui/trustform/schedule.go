package trustform

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/zones"
)

// when is which of the console's four schedules is chosen.
type when int

const (
	always when = iota
	atHours
	onDays
	onDaysAtHours
	// asItIs keeps a schedule of the API that cannot be read.
	asItIs
)

var whenNames = []string{"always", "hours", "days", "days and hours", "kept"}

// whens are the kinds to choose from: the four, and the trust's own where that
// cannot be read.
func (m Model) whens() []string {
	if m.before != nil && m.before.Schedule.Problem != "" {
		return whenNames
	}
	return whenNames[:asItIs]
}

func (w when) hasDays() bool  { return w == onDays || w == onDaysAtHours }
func (w when) hasHours() bool { return w == atHours || w == onDaysAtHours }
func (w when) hasZone() bool  { return w.hasDays() || w.hasHours() }

// days are the days of a schedule, and the one that the cursor is on, counted
// from Monday.
type days struct {
	set model.DaySet
	at  int
}

const workDays = model.DaySet(1<<1 | 1<<2 | 1<<3 | 1<<4 | 1<<5)

// The hours that stand in the form until others are typed.
const usualFrom, usualTo = 9 * 60, 17 * 60

// fillSchedule is a schedule as it stands in the form. What it does not limit
// stands at what is usual, for those who choose to limit it.
func fillSchedule(s model.Schedule) (when, days, field.Model, field.Model) {
	kind := [...]when{
		model.ScheduleAlways: always, model.ScheduleHours: atHours, model.ScheduleDays: onDays, model.ScheduleDaysAndHours: onDaysAtHours,
	}[s.Kind()]
	if s.Problem != "" {
		kind = asItIs
	}
	d := days{set: workDays}
	if kind.hasDays() {
		d.set = s.Days
	}
	from, to := usualFrom, usualTo
	if kind.hasHours() {
		from, to = s.Start, s.End
	}
	return kind, d, timeField(from), timeField(to)
}

func timeField(minutes int) field.Model {
	f := field.New(timeTypedLimit)
	f.SetValue(clock(minutes))
	return f
}

// tidyTime spells a time in full that was typed in short: "9" as "09:00". The
// cursor is behind it then.
func tidyTime(f field.Model) field.Model {
	if at, problem := timeOf(f.Value(), "empty"); problem == "" && f.Value() != clock(at) {
		f.SetValue(clock(at))
	}
	return f
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// move puts the cursor on another day, as far as there are any.
func (d days) move(by int) days {
	d.at = max(0, min(d.at+by, 6))
	return d
}

// weekday is the day that the cursor is on.
func (d days) weekday() model.DaySet { return dayBit(d.at) }

// dayBit is the set of the nth day from Monday.
func dayBit(n int) model.DaySet { return 1 << ((n + 1) % 7) }

// dayLetters stand for the days from Monday on; so do the digits from 1 on.
const dayLetters = "mtwhfsu"

// edit toggles the day at the cursor with the space bar, and a day by its letter
// or number. Other keys do nothing.
func (d days) edit(msg tea.KeyMsg) days {
	if msg.Type == tea.KeySpace {
		d.set ^= d.weekday()
		return d
	}
	if msg.Type != tea.KeyRunes || len(msg.Runes) != 1 {
		return d
	}
	typed := strings.ToLower(string(msg.Runes))
	at := max(strings.Index(dayLetters, typed), strings.Index("1234567", typed))
	if typed == " " {
		at = d.at
	}
	if at >= 0 {
		d.at = at
		d.set ^= d.weekday()
	}
	return d
}

// hours reads the hours that were typed. The problem is for people, and stands
// at one of the two fields.
func (m Model) hours() (from, to int, at fieldID, problem string) {
	from, problem = timeOf(m.from.Value(), "say from when, as in 9 or 09:30")
	if problem != "" {
		return 0, 0, fromField, problem
	}
	to, problem = timeOf(m.to.Value(), "say until when, as in 17, 17:30 or 24")
	switch {
	case problem != "":
		return 0, 0, toField, problem
	case from == 24*60:
		return 0, 0, fromField, "24 is the end of a day: the beginning of one is 0"
	case from == to && from != 0 && !m.ownHours(from, to):
		return 0, 0, toField, "never open: it ends when it begins"
	}
	return from, to, fields, ""
}

// ownHours reports that the trust has these hours already.
func (m Model) ownHours(from, to int) bool {
	return m.before != nil && m.before.Schedule.Problem == "" && m.before.Schedule.Start == from && m.before.Schedule.End == to
}

func timeOf(typed, missing string) (minutes int, problem string) {
	if strings.TrimSpace(typed) == "" {
		return 0, missing
	}
	minutes, err := model.ParseTimeOfDay(typed)
	if err != nil {
		return 0, "not a time of day from 0 to 24, as in 9 or 09:30"
	}
	return minutes, ""
}

// notReady is why a schedule that is being typed cannot be judged.
const notReady = "its hours are not typed yet"

// schedule is the schedule as it stands in the form. A schedule that says the
// same as the trust's own is the trust's own, in its spelling.
func (m Model) schedule() model.Schedule {
	s := m.typedSchedule()
	if m.before == nil {
		return s
	}
	before := model.Trust{Conditions: model.Conditions{Schedule: m.before.Schedule}}
	if !model.CompareTrusts(before, model.Trust{Conditions: model.Conditions{Schedule: s}}).Schedule() {
		return m.before.Schedule
	}
	return s
}

func (m Model) typedSchedule() model.Schedule {
	var set model.DaySet
	from, to := 0, 0
	if m.when.hasHours() {
		var problem string
		if from, to, _, problem = m.hours(); problem != "" {
			return model.Schedule{Zone: m.zone.Chosen.ID, Problem: notReady}
		}
	}
	if m.when.hasDays() {
		if set = m.days.set; set == 0 {
			return model.Schedule{Zone: m.zone.Chosen.ID, Problem: "it has no day yet"}
		}
	}
	switch m.when {
	case always:
		return model.Schedule{}
	case asItIs:
		return m.before.Schedule
	}
	return model.NewSchedule(m.zoneName(), set, from, to)
}

// zoneName is the zone chosen, in the trust's own spelling where that is the
// same.
func (m Model) zoneName() string {
	if m.before != nil {
		if own := m.before.Schedule; own.Kind() != model.ScheduleAlways && zones.Label(own.Zone) == zones.Label(m.zone.Chosen.ID) {
			return own.Zone
		}
	}
	return m.zone.Chosen.ID
}

// wholeHours reports that the API's own clients could send these hours.
func wholeHours(from, to int) bool { return from%60 == 0 && to%60 == 0 }

// openFor is how long a window lasts, and whether it ends on the next day.
func openFor(from, to int) (minutes int, nextDay bool) {
	switch {
	case from == 0 && to == 0:
		return 24 * 60, false
	case to > from:
		return to - from, false
	}
	return to + 24*60 - from, to != 0
}
