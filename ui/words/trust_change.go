package words

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"actas/model"
	"actas/theme"
)

// TrustDifferenceLine tells what an edit does to a trust in one line: "adds
// Saturday, drops 10.0.0.0/8, ends 9 days earlier"; empty for no difference.
// name names whom a trust trusts, as [model.Directory.EntityName] does.
func TrustDifferenceLine(
	d model.TrustDifference, before, after model.Trust, name func(model.Entity) string, g theme.Glyphs,
) string {
	return strings.Join(TrustDifference(d, before, after, name, g), ", ")
}

// TrustDifference tells what an edit does to a trust, a phrase for each thing
// that is another; nil for no difference.
func TrustDifference(
	d model.TrustDifference, before, after model.Trust, name func(model.Entity) string, g theme.Glyphs,
) []string {
	var out []string
	if d.Role {
		out = append(out, "is for another role")
	}
	if d.Type {
		out = append(out, "becomes "+string(after.Type))
	}
	if d.Entity {
		out = append(out, "trusts "+name(after.Entity)+" instead of "+name(before.Entity))
	}
	if d.Schedule() {
		out = append(out, scheduleChange(d, before.Schedule, after.Schedule, g)...)
	}
	out = append(out, addressChange(d)...)
	if d.Validity {
		out = append(out, endChange(before, after))
	}
	if d.Unknown {
		out = append(out, "changes "+and(otherConditions(before.Unknown, after.Unknown)))
	}
	return out
}

func scheduleChange(d model.TrustDifference, before, after model.Schedule, g theme.Glyphs) []string {
	switch {
	case after.Problem != "":
		return []string{"its schedule cannot be read any more"}
	case before.Problem != "":
		return []string{"is open " + openWhen(after, g) + " instead of an unreadable schedule"}
	case always(after):
		return []string{"is open at all times"}
	case always(before):
		return []string{"limits it to " + Schedule(after, g)}
	}
	var out []string
	if d.AddedDays != 0 {
		out = append(out, "adds "+dayList(d.AddedDays, g))
	}
	if d.DroppedDays != 0 {
		out = append(out, "drops "+dayList(d.DroppedDays, g))
	}
	if d.Hours {
		out = append(out, hoursChange(before, after, g)...)
	}
	if d.Zone {
		out = append(out, "zone "+Zone(after)+" instead of "+Zone(before))
	}
	return out
}

// openWhen is a schedule in the middle of a phrase.
func openWhen(s model.Schedule, g theme.Glyphs) string {
	if always(s) {
		return "at all times"
	}
	return Schedule(s, g)
}

// dayList is one day by its full name, or several as in "Mon–Wed and Sat".
func dayList(d model.DaySet, g theme.Glyphs) string {
	if days := d.Days(); len(days) == 1 {
		return days[0].String()
	}
	return and(strings.Split(Days(d, g), ", "))
}

func hoursChange(before, after model.Schedule, g theme.Glyphs) []string {
	switch {
	case neverOpens(after):
		return []string{"never opens"}
	case wholeDay(after):
		return []string{"is open all day"}
	case wholeDay(before) || neverOpens(before):
		return []string{"is open " + hours(after, g) + nextDay(after)}
	}
	var out []string
	if before.Start != after.Start {
		out = append(out, "opens "+timeOfDay(after.Start)+" instead of "+timeOfDay(before.Start))
	}
	was, is := timeOfDay(before.End)+nextDay(before), timeOfDay(after.End)+nextDay(after)
	if was != is {
		out = append(out, "closes "+is+" instead of "+was)
	}
	return out
}

func nextDay(s model.Schedule) string {
	if overnight(s) {
		return " (next day)"
	}
	return ""
}

func addressChange(d model.TrustDifference) []string {
	switch {
	case d.OpenedIPs:
		return []string{"allows every address"}
	case d.ClosedIPs:
		return []string{"limits it to " + addresses(d.AddedIPs)}
	}
	var out []string
	if len(d.AddedIPs) > 0 {
		out = append(out, "adds "+addresses(d.AddedIPs))
	}
	if len(d.DroppedIPs) > 0 {
		out = append(out, "drops "+addresses(d.DroppedIPs))
	}
	return out
}

// mostAddresses are told one by one; of more, the others are counted.
const mostAddresses = 4

func addresses(ips []model.IPCondition) string {
	var out []string
	for _, ip := range ips {
		out = append(out, strings.TrimSpace(ip.Raw))
	}
	if more := len(out) - mostAddresses; more > 1 {
		out = append(out[:mostAddresses], strconv.Itoa(more)+" more")
	}
	return and(out)
}

// farApart is from when on two ends are told by their dates.
const farApart = 1000

// endChange tells the end of a trust against what it was.
func endChange(before, after model.Trust) string {
	was, is := before.ValidUntil, after.ValidUntil
	switch {
	case after.ValidUntilProblem != "":
		return "ends at an unreadable date"
	case is.IsZero():
		return "no end any more"
	case before.ValidUntilProblem != "":
		return "ends " + endOf(is) + " instead of an unreadable date"
	case was.IsZero():
		return "ends " + endOf(is)
	}
	seconds, sooner := is.Unix()-was.Unix(), "later"
	if seconds < 0 {
		seconds, sooner = -seconds, "earlier"
	}
	const daySeconds = 24 * 60 * 60
	apart := Length(time.Duration(min(seconds, 2*daySeconds)) * time.Second)
	switch days := seconds / daySeconds; {
	case days >= farApart:
		return "ends " + endOf(is) + " instead of " + endOf(was)
	case days == 1 && seconds%daySeconds == 0:
		apart = "1 day"
	case days > 1:
		apart = fmt.Sprintf("%d days", days)
	}
	return fmt.Sprintf("ends %s %s (%s)", apart, sooner, endOf(is))
}

// endOf is a moment to the minute, or to the second where that is not a full one:
// "2026-12-31 00:00 UTC".
func endOf(t time.Time) string {
	form := "2006-01-02 15:04"
	if t.Second() != 0 {
		form += ":05"
	}
	return t.UTC().Format(form) + " UTC"
}

// otherConditions are the names of conditions that are not the same in both.
func otherConditions(before, after []model.RawCondition) []string {
	var names []string
	for _, list := range [][]model.RawCondition{before, after} {
		for _, c := range list {
			if slices.Contains(before, c) && slices.Contains(after, c) || slices.Contains(names, c.Name) {
				continue
			}
			names = append(names, c.Name)
		}
	}
	return names
}

// and joins words as in a sentence: "a", "a and b", "a, b and c".
func and(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " and " + list[last]
}
