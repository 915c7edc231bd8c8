package client

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"actas/model"
)

// trustDate is the form of dates in Vultr's guides: +00:00 and not Z.
const trustDate = "2006-01-02T15:04:05-07:00"

// The fields of a trust's body, at the top.
const (
	fieldRoleID     = "role_id"
	fieldTrustType  = "trust_type"
	fieldConditions = "conditions"
	fieldValidUntil = "valid_until"
)

// The fields of a trust's conditions, and of time_of_day in them.
const (
	fieldTimeOfDay = "time_of_day"
	fieldIPAddress = "ip_address"
	fieldTimezone  = "timezone"
	fieldDays      = "days_of_week"
	fieldStart     = "start"
	fieldEnd       = "end"
)

// trustFields are the input fields that a refusal may name. The objects around
// the leaves come as part of a path ("conditions.time_of_day.start") and are not
// among them.
var trustFields = []string{
	fieldRoleID, fieldTrustType,
	"trusted_user_id", "trusted_group_id", "trusted_oidc_issuer_id", "trusted_oidc_issuer_source",
	fieldTimezone, fieldDays, fieldStart, fieldEnd, fieldIPAddress, fieldValidUntil,
}

// entityFields are the fields that name a trusted entity.
var entityFields = []struct {
	kind model.EntityKind
	name string
}{
	{model.EntityUser, "trusted_user_id"},
	{model.EntityGroup, "trusted_group_id"},
	{model.EntityIssuer, "trusted_oidc_issuer_id"},
	{model.EntitySource, "trusted_oidc_issuer_source"},
}

// entityField is the field of a kind of entity; empty for an unknown one.
func entityField(kind model.EntityKind) string {
	for _, f := range entityFields {
		if f.kind == kind {
			return f.name
		}
	}
	return ""
}

// newTrustBody is the body that makes a trust, as Vultr's guide "How to Create a
// Role Trust" has it: without an end there is no valid_until, and an empty
// ip_address allows every address. For an instance or bare-metal source without
// conditions there are none: Vultr then pins the account itself.
func newTrustBody(t model.Trust) *document {
	d := new(document)
	d.setText(fieldRoleID, t.RoleID)
	d.setText(fieldTrustType, string(t.Type))
	d.setText(entityField(t.Entity.Kind), t.Entity.ID)
	always := t.Schedule.Kind() == model.ScheduleAlways
	if !always || len(t.SourceIPs) > 0 || t.Entity.Kind != model.EntitySource {
		conditions := new(document)
		if !always {
			conditions.set(fieldTimeOfDay, newTimeOfDay(t.Schedule).raw())
		}
		conditions.set(fieldIPAddress, addressList(t.SourceIPs, nil))
		d.set(fieldConditions, conditions.raw())
	}
	if !t.ValidUntil.IsZero() {
		d.set(fieldValidUntil, wireValidUntil(t.ValidUntil))
	}
	return d
}

// newTimeOfDay is a schedule that limits something. Days and hours that it does
// not limit are left out, as in the guide.
func newTimeOfDay(s model.Schedule) *document {
	d := new(document)
	d.setText(fieldTimezone, wireZone(s.Zone))
	if limitsDays(s) {
		d.set(fieldDays, wireDays(s.Days))
	}
	if limitsHours(s) {
		d.set(fieldStart, wireHour(s.Start))
		d.set(fieldEnd, wireHour(s.End))
	}
	return d
}

func limitsDays(s model.Schedule) bool {
	return s.Kind() == model.ScheduleDays || s.Kind() == model.ScheduleDaysAndHours
}

func limitsHours(s model.Schedule) bool {
	return s.Kind() == model.ScheduleHours || s.Kind() == model.ScheduleDaysAndHours
}

// wireZone spells UTC in Vultr's way.
func wireZone(zone string) string {
	if zone == "" || strings.EqualFold(zone, "utc") {
		return "utc"
	}
	return zone
}

func wireDays(days model.DaySet) json.RawMessage {
	var names []string
	for _, day := range days.Days() {
		names = append(names, strings.ToLower(day.String()))
	}
	raw, _ := json.Marshal(names)
	return raw
}

// wireHour is a time of day in minutes: a whole hour as a number, as govultr has
// it, any other as "09:30".
func wireHour(minutes int) json.RawMessage {
	if minutes%60 != 0 {
		return quote(fmt.Sprintf("%02d:%02d", minutes/60, minutes%60))
	}
	return json.RawMessage(fmt.Sprint(minutes / 60))
}

// wireValidUntil is the end of a trust; null for none.
func wireValidUntil(t time.Time) json.RawMessage {
	if t.IsZero() {
		return json.RawMessage("null")
	}
	return quote(t.UTC().Format(trustDate))
}

// addressList is a list of addresses. An entry that the list had goes back as it
// came: had holds those by what they say.
func addressList(ips []model.IPCondition, had map[string]json.RawMessage) json.RawMessage {
	entries := []json.RawMessage{}
	for _, ip := range ips {
		entry, ok := had[ip.Raw]
		if !ok {
			entry = quote(strings.TrimSpace(ip.Raw))
		}
		entries = append(entries, entry)
	}
	raw, _ := json.Marshal(entries)
	return raw
}
