package client

import (
	"encoding/json"

	"actas/model"
)

// ownTrustFields are set by the API alone and not sent back.
var ownTrustFields = []string{"id", "role_name", "user_display", "group_display", "date_created"}

// unreadableError is a part of a trust that came in a form that cannot be read,
// so that it cannot be changed either: what it says would be lost.
type unreadableError struct{ field string }

func (e unreadableError) Error() string {
	return e.field + " came in a form that actas cannot read, so it cannot be changed from here"
}

// editTrust makes the body of an update: the trust as it came, without what only
// the API sets, and with each leaf replaced that the edit changes. The fields of
// other entities, which come as null, are not sent, as in Vultr's guide "How to
// Update a Role Trust".
func editTrust(came *document, before, after model.Trust) (*document, error) {
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
		return came, nil
	}
	conditions, err := editConditions(came.value(fieldConditions), d, before, after)
	if err != nil {
		return nil, err
	}
	came.set(fieldConditions, conditions)
	return came, nil
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
func editConditions(raw json.RawMessage, d model.TrustDifference, before, after model.Trust) (json.RawMessage, error) {
	if !isObject(raw) && !isNone(raw) {
		return nil, unreadableError{fieldConditions}
	}
	conditions := readDocument(raw)
	if d.Schedule() {
		conditions.set(fieldTimeOfDay, editTimeOfDay(conditions.value(fieldTimeOfDay), d, before.Schedule, after.Schedule))
	}
	if d.IPs() {
		list := conditions.value(fieldIPAddress)
		var readable wireStrings
		if readable.UnmarshalJSON(list) != nil {
			return nil, unreadableError{fieldIPAddress}
		}
		conditions.set(fieldIPAddress, addressList(after.SourceIPs, addressesIn(list)))
	}
	return conditions.raw(), nil
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
		editHour(schedule, fieldStart, before.Start, after.Start, anew)
		editHour(schedule, fieldEnd, before.End, after.End, anew)
	default:
		schedule.drop(fieldStart, fieldEnd)
	}
	return schedule.raw()
}

// editHour leaves an hour that stays the same as it came, if it came at all.
func editHour(schedule *document, field string, before, after int, anew bool) {
	var came wireText
	if came.UnmarshalJSON(schedule.value(field)) != nil || came == "" || anew || before != after {
		schedule.set(field, wireHour(after))
	}
}
