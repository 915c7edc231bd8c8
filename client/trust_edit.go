package client

import (
	"encoding/json"

	"actas/model"
)

// ownTrustFields are set by the API alone and not sent back.
var ownTrustFields = []string{"id", "role_name", "user_display", "group_display", "date_created"}

// editTrust makes the body of an update: the trust as it came, without what only
// the API sets, and with each leaf replaced that the edit changes. The fields of
// other entities, which come as null, are not sent, as in Vultr's guide "How to
// Update a Role Trust". A field that the edit changes and that came in a form that
// cannot be read is told instead: the restriction that it may be would be lost.
func editTrust(came *document, before, after model.Trust) (body *document, unreadable string) {
	d := model.CompareTrusts(before, after)
	came.drop(ownTrustFields...)
	for _, f := range entityFields {
		if isNull(came.value(f.name)) {
			came.drop(f.name)
		}
	}
	if d.Type {
		came.setText(fieldTrustType, string(after.Type))
	}
	if d.Entity {
		editEntity(came, after.Entity)
	}
	if d.Validity {
		came.set(fieldValidUntil, wireValidUntil(after.ValidUntil))
	}
	if !d.Schedule() && !d.IPs() {
		return came, ""
	}
	conditions, unreadable := editConditions(came.value(fieldConditions), d, before, after)
	came.set(fieldConditions, conditions)
	return came, unreadable
}

// editEntity names another entity. What named the old one, an issuer's source
// beside its id included, becomes null.
func editEntity(d *document, to model.Entity) {
	for _, f := range entityFields {
		if d.value(f.name) != nil {
			d.set(f.name, json.RawMessage("null"))
		}
	}
	d.setText(entityField(to.Kind), to.ID)
}

// editConditions changes the schedule, the addresses, or both.
func editConditions(
	raw json.RawMessage, d model.TrustDifference, before, after model.Trust,
) (edited json.RawMessage, unreadable string) {
	if !isObject(raw) && !isNone(raw) {
		return nil, fieldConditions
	}
	conditions := readDocument(raw)
	if d.Schedule() {
		conditions.set(fieldTimeOfDay, editTimeOfDay(conditions.value(fieldTimeOfDay), d, before.Schedule, after.Schedule))
	}
	if d.IPs() {
		list := conditions.value(fieldIPAddress)
		var readable wireStrings
		if readable.UnmarshalJSON(list) != nil {
			return nil, fieldIPAddress
		}
		conditions.set(fieldIPAddress, addressList(after.SourceIPs, addressesIn(list)))
	}
	return conditions.raw(), ""
}

// addressesIn are the entries of a list by what they say.
func addressesIn(list json.RawMessage) map[string]json.RawMessage {
	had := map[string]json.RawMessage{}
	if len(list) == 0 || list[0] != '[' {
		return had
	}
	for entry := range items(list) {
		var said wireText
		if said.UnmarshalJSON(entry) == nil {
			had[string(said)] = entry
		}
	}
	return had
}

// editTimeOfDay changes the leaves of a schedule. One that limits nothing any
// more becomes null, unless it holds what actas does not know. Of one that could
// not be read all is written anew that actas knows.
func editTimeOfDay(raw json.RawMessage, d model.TrustDifference, before, after model.Schedule) json.RawMessage {
	schedule := readDocument(raw)
	if after.Kind() == model.ScheduleAlways {
		schedule.drop(fieldTimezone, fieldDays, fieldStart, fieldEnd)
		if len(schedule.members) == 0 {
			return json.RawMessage("null")
		}
		return schedule.raw()
	}
	anew := before.Problem != ""
	if d.Zone || anew {
		schedule.setText(fieldTimezone, wireZone(after.Zone))
	}
	switch {
	case d.AddedDays|d.DroppedDays == 0 && !anew:
	case limitsDays(after):
		schedule.set(fieldDays, wireDays(after.Days))
	default:
		schedule.drop(fieldDays)
	}
	switch {
	case !d.Hours && !anew:
	case limitsHours(after):
		// Both 0 say nothing; from there on 0 is an hour.
		anew = anew || before.Start == 0 && before.End == 0
		editHour(schedule, fieldStart, anew || before.Start != after.Start, after.Start)
		editHour(schedule, fieldEnd, anew || dayEnd(before) != dayEnd(after), after.End)
	default:
		schedule.drop(fieldStart, fieldEnd)
	}
	return schedule.raw()
}

// editHour leaves an hour that stays the same as it came, if it came at all.
func editHour(schedule *document, field string, changed bool, minutes int) {
	var came wireText
	if changed || came.UnmarshalJSON(schedule.value(field)) != nil || came == "" {
		schedule.set(field, wireHour(minutes))
	}
}

// dayEnd is the end of a schedule, with midnight at the end of the day.
func dayEnd(s model.Schedule) int {
	if s.End == 0 {
		return 24 * 60
	}
	return s.End
}
