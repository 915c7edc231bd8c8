package model

import (
	"slices"
	"time"
)

// TrustDifference is what an edit does to a trust, field by field. The zero
// value is no difference.
type TrustDifference struct {
	// Type, Entity, Hours, Zone and Validity say that these are others now.
	Type, Entity, Hours, Zone, Validity bool
	// AddedDays and DroppedDays are the days on which a window opens now and did
	// not, and the other way round. A schedule without days counts as all seven.
	AddedDays, DroppedDays DaySet
	// AddedIPs and DroppedIPs are entries of the list of addresses, as they stand
	// there. A list that was emptied, or begun, also has OpenedIPs or ClosedIPs.
	AddedIPs, DroppedIPs []IPCondition
	// OpenedIPs: every address is allowed now; ClosedIPs: no more.
	OpenedIPs, ClosedIPs bool
	// Unknown says that conditions that actas does not know are others now.
	Unknown bool
	// Role says that the trust is for another role now, which an edit cannot do.
	Role bool
}

// CompareTrusts says what makes one trust of the other. Spellings that mean the
// same, as "utc" and "UTC" or all days and none named, are no difference, nor is
// a role that one of them tells by its name alone.
func CompareTrusts(before, after Trust) TrustDifference {
	old, young := before.Schedule, after.Schedule
	d := TrustDifference{
		Role:     otherRole(before, after),
		Type:     before.Type != after.Type,
		Entity:   before.Entity.Kind != after.Entity.Kind || before.Entity.ID != after.Entity.ID,
		Hours:    hoursOf(old) != hoursOf(young) || old.Problem != young.Problem,
		Zone:     zoneOf(old) != zoneOf(young),
		Validity: !before.ValidUntil.Equal(after.ValidUntil) || before.ValidUntilProblem != after.ValidUntilProblem,
		Unknown:  !slices.Equal(before.Unknown, after.Unknown),
	}
	d.AddedDays = daysOf(young) &^ daysOf(old)
	d.DroppedDays = daysOf(old) &^ daysOf(young)
	d.AddedIPs = missingFrom(before.SourceIPs, after.SourceIPs)
	d.DroppedIPs = missingFrom(after.SourceIPs, before.SourceIPs)
	d.OpenedIPs = len(before.SourceIPs) > 0 && len(after.SourceIPs) == 0
	d.ClosedIPs = len(before.SourceIPs) == 0 && len(after.SourceIPs) > 0
	return d
}

// None reports that there is no difference.
func (d TrustDifference) None() bool {
	return !d.Role && !d.Type && !d.Entity && !d.Validity && !d.Unknown && !d.Schedule() && !d.IPs()
}

// Schedule reports that the days, hours or the zone are others.
func (d TrustDifference) Schedule() bool {
	return d.Hours || d.Zone || d.AddedDays != 0 || d.DroppedDays != 0
}

// IPs reports that the list of addresses is another.
func (d TrustDifference) IPs() bool { return len(d.AddedIPs)+len(d.DroppedIPs) > 0 }

// otherRole reports that two trusts are for two roles. A trust of a list may have
// its role's name and no id, as govultr's has: then the names are compared, and
// where they cannot be, nothing tells of another role.
func otherRole(a, b Trust) bool {
	switch {
	case a.RoleID != "" && b.RoleID != "":
		return a.RoleID != b.RoleID
	case a.RoleName != "" && b.RoleName != "":
		return a.RoleName != b.RoleName
	}
	return false
}

// daysOf are the days of a schedule, all seven where it names none.
func daysOf(s Schedule) DaySet {
	if s.Days&everyDay == 0 {
		return everyDay
	}
	return s.Days & everyDay
}

// hoursOf are the hours of a schedule, 0 to 1440 for the whole day. An end at
// 0:00 is the end of the day, whichever of its two spellings it has.
func hoursOf(s Schedule) [2]int {
	switch {
	case !s.limitsHours():
		return [2]int{0, dayMinutes}
	case s.End == 0:
		return [2]int{s.Start, dayMinutes}
	}
	return [2]int{s.Start, s.End}
}

// zoneOf is the zone of a schedule that has one; an always open one has none.
func zoneOf(s Schedule) string {
	switch {
	case s.Problem == "" && s.Kind() == ScheduleAlways:
		return ""
	case s.Problem != "":
		return s.Zone
	}
	if s.Zone == "" || s.Location() == time.UTC {
		return time.UTC.String()
	}
	return s.Zone
}

// missingFrom are the entries of list that have no equal in other, by what they
// mean, and by their text where that cannot be read.
func missingFrom(other, list []IPCondition) []IPCondition {
	there := make(map[IPCondition]bool, len(other))
	for _, entry := range other {
		there[entry.meaning()] = true
	}
	var out []IPCondition
	for _, entry := range list {
		if !there[entry.meaning()] {
			out = append(out, entry)
		}
	}
	return out
}

// meaning is equal for two entries that mean the same.
func (c IPCondition) meaning() IPCondition {
	if c.Problem != "" {
		return IPCondition{Raw: c.Raw}
	}
	return IPCondition{Prefix: c.Prefix}
}

// MergeTrusts puts the changes that mine makes to base on top of theirs. Where
// both changed the same, mine counts: of days and addresses each one by itself,
// hours with their zone, of the rest the field as a whole. A schedule without any
// limit gives way to one that has some. What cannot be edited is theirs.
func MergeTrusts(base, mine, theirs Trust) Trust {
	d := CompareTrusts(base, mine)
	merged := theirs
	if d.Type {
		merged.Type = mine.Type
	}
	if d.Entity {
		merged.Entity = mine.Entity
	}
	if d.Validity {
		merged.ValidUntil, merged.ValidUntilProblem = mine.ValidUntil, mine.ValidUntilProblem
	}
	if d.Schedule() {
		merged.Schedule = mine.Schedule
		if CompareTrusts(base, theirs).Schedule() {
			merged.Schedule = mergeSchedules(d, mine.Schedule, theirs.Schedule)
		}
	}
	if d.IPs() {
		kept := missingFrom(d.DroppedIPs, theirs.SourceIPs)
		merged.SourceIPs = append(kept, missingFrom(theirs.SourceIPs, d.AddedIPs)...)
	}
	return merged
}

// mergeSchedules puts the changes of mine on top of theirs, where both are others
// than before. Hours go with the zone that they were meant in. Where one side
// dropped every limit the other one counts as a whole: taken together they close
// what one of them closes.
func mergeSchedules(d TrustDifference, mine, theirs Schedule) Schedule {
	switch {
	case theirs.Problem != "" || theirs.Kind() == ScheduleAlways:
		return mine
	case mine.Kind() == ScheduleAlways:
		return theirs
	}
	days := daysOf(theirs)&^d.DroppedDays | d.AddedDays
	if days == 0 {
		// Taken together, no day would be left.
		days = daysOf(mine)
	}
	if days == everyDay {
		days = 0
	}
	times := theirs
	if d.Hours || d.Zone {
		times = mine
	}
	return NewSchedule(times.Zone, days, times.Start, times.End)
}

// TrustChangedError says that a trust is not any more what an edit began with.
type TrustChangedError struct {
	// Now is the trust as it stands.
	Now Trust
}

// Error says so.
func (e *TrustChangedError) Error() string { return "the trust was changed elsewhere meanwhile" }

// Unwrap makes it a conflict.
func (e *TrustChangedError) Unwrap() error { return ErrConflict }
