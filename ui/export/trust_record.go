package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"actas/model"
)

// TrustRecord is a trust for scripts, in the API's own words.
type TrustRecord struct {
	ID           string         `json:"id"`
	RoleID       string         `json:"role_id"`
	RoleName     string         `json:"role_name"`
	Type         string         `json:"trust_type"`
	UserID       *string        `json:"trusted_user_id"`
	UserName     *string        `json:"user_display"`
	GroupID      *string        `json:"trusted_group_id"`
	GroupName    *string        `json:"group_display"`
	IssuerID     *string        `json:"trusted_oidc_issuer_id"`
	IssuerSource *string        `json:"trusted_oidc_issuer_source"`
	Conditions   map[string]any `json:"conditions"`
	ValidUntil   *string        `json:"valid_until"`
	Created      *string        `json:"date_created"`
}

// NewTrustRecord makes the record of a trust. The role's name is empty where
// nothing tells it.
func NewTrustRecord(t model.Trust, roleName string) TrustRecord {
	out := TrustRecord{
		ID: t.ID, RoleID: t.RoleID, RoleName: roleName, Type: string(t.Type), Conditions: conditions(t.Conditions),
		ValidUntil: Date(t.ValidUntil), Created: Date(t.Created),
	}
	if t.ValidUntilProblem != "" {
		out.ValidUntil = &t.ValidUntilProblem
	}
	switch id, name := &t.Entity.ID, &t.Entity.Name; t.Entity.Kind {
	case model.EntityUser:
		out.UserID, out.UserName = id, name
	case model.EntityGroup:
		out.GroupID, out.GroupName = id, name
	case model.EntityIssuer:
		out.IssuerID = id
	case model.EntitySource:
		out.IssuerSource = id
	}
	return out
}

// inTimeOfDay begins the name of a condition that stands within the schedule.
const inTimeOfDay = "time_of_day."

// conditions are a trust's conditions as the API spells them. What actas does
// not know comes last, and takes nothing away.
func conditions(c model.Conditions) map[string]any {
	ips := make([]string, len(c.SourceIPs))
	for i, entry := range c.SourceIPs {
		ips[i] = entry.Raw
	}
	out := map[string]any{"ip_address": ips}
	timeOfDay := schedule(c.Schedule)
	for _, unknown := range c.Unknown {
		if name, within := strings.CutPrefix(unknown.Name, inTimeOfDay); within {
			if timeOfDay == nil {
				timeOfDay = map[string]any{}
			}
			timeOfDay[name] = raw(unknown.JSON)
			continue
		}
		out[unknown.Name] = raw(unknown.JSON)
	}
	out["time_of_day"] = nil
	if timeOfDay != nil {
		out["time_of_day"] = timeOfDay
	}
	return out
}

// raw is a value as the API sent it. Cleaning can have made text of it that is
// no JSON any more.
func raw(value string) any {
	if json.Valid([]byte(value)) {
		return json.RawMessage(value)
	}
	return value
}

// schedule is a trust's time of day; nil for always.
func schedule(s model.Schedule) map[string]any {
	if s.Problem == "" && s.Zone == "" && s.Days == 0 && s.Start == 0 && s.End == 0 {
		return nil
	}
	out := map[string]any{"timezone": cmp.Or(s.Zone, "utc"), "days_of_week": daysOfAPI(s.Days), "start": nil, "end": nil}
	if s.Start != 0 || s.End != 0 {
		out["start"], out["end"] = hour(s.Start), hour(s.End)
	}
	if s.Problem != "" {
		out["unreadable"] = s.Problem
	}
	return out
}

// hour is a time of day as govultr has it, a whole hour, where it is one.
func hour(minutes int) any {
	if minutes%60 == 0 {
		return minutes / 60
	}
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}
