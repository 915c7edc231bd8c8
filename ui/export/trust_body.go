package export

import (
	"encoding/json"
	"strings"

	"actas/model"
	"actas/ui/words"
)

// The members of a trust's body that hold others, or that an unreadable value
// may stand for.
const (
	conditionsMember = "conditions"
	timeOfDayMember  = "time_of_day"
	addressMember    = "ip_address"
	untilMember      = "valid_until"
)

// entityMembers are the names of the members that name a trusted entity.
var entityMembers = map[model.EntityKind]string{
	model.EntityUser: "trusted_user_id", model.EntityGroup: "trusted_group_id",
	model.EntityIssuer: "trusted_oidc_issuer_id", model.EntitySource: "trusted_oidc_issuer_source",
}

// TrustBody is the body that makes a trust, or that changes another into it, in
// the order of Vultr's guide "How to Create a Role Trust".
type TrustBody struct {
	Members []Member
	// Left are the members, by the API's names, that are left out because actas
	// cannot say them.
	Left []string
}

// NewTrustBody makes the body of a trust. before is the trust that it changes,
// nil for a new one; what that had and the trust has not is taken away by a
// null. The API's own clients leave out what limits nothing.
func NewTrustBody(t model.Trust, before *model.Trust) TrustBody {
	var b TrustBody
	b.text("role_id", t.RoleID)
	b.text("trust_type", string(t.Type))
	if before != nil && before.Entity.Kind != t.Entity.Kind && entityMembers[before.Entity.Kind] != "" {
		b.Members = append(b.Members, null(entityMembers[before.Entity.Kind]))
	}
	b.text(entityMembers[t.Entity.Kind], t.Entity.ID)
	b.conditions(t, before)
	switch {
	case !t.ValidUntil.IsZero():
		b.text(untilMember, t.ValidUntil.UTC().Format(dateOfAPI))
	case t.ValidUntilProblem != "":
		b.text(untilMember, t.ValidUntilProblem)
	case before != nil && (!before.ValidUntil.IsZero() || before.ValidUntilProblem != ""):
		b.Members = append(b.Members, null(untilMember))
	}
	return b
}

// text adds a text, where there is one.
func (b *TrustBody) text(name, value string) {
	if name != "" && value != "" {
		b.Members = append(b.Members, textMember(name, value))
	}
}

// conditions adds the conditions. A machine's new trust without any has none:
// Vultr then pins the account that its machines must belong to.
func (b *TrustBody) conditions(t model.Trust, before *model.Trust) {
	had := before != nil && (len(before.SourceIPs) > 0 || limitsTime(before.Schedule))
	if t.Entity.Kind == model.EntitySource && !had && !limitsTime(t.Schedule) && len(t.SourceIPs) == 0 && len(t.Unknown) == 0 {
		return
	}
	if raw, ok := wholeConditions(t); ok {
		b.Members = append(b.Members, Member{Name: conditionsMember, Value: raw})
		return
	}
	var out []Member
	switch day := b.timeOfDay(t); {
	case len(day) > 0:
		out = append(out, Member{Name: timeOfDayMember, Members: day})
	case before != nil && limitsTime(before.Schedule) && t.Schedule.Problem == "":
		out = append(out, null(timeOfDayMember))
	}
	out = append(out, addressList(t))
	for _, c := range t.Unknown {
		switch {
		case strings.HasPrefix(c.Name, inTimeOfDay), c.Name == addressMember && len(t.SourceIPs) == 0 && json.Valid([]byte(c.JSON)):
		case !json.Valid([]byte(c.JSON)), c.Name == addressMember, c.Name == conditionsMember:
			b.Left = append(b.Left, c.Name)
		default:
			out = append(out, Member{Name: c.Name, Value: c.JSON})
		}
	}
	b.Members = append(b.Members, Member{Name: conditionsMember, Members: out})
}

// wholeConditions are conditions that are no object, as the API sent them, where
// nothing else was put in their place.
func wholeConditions(t model.Trust) (raw string, ok bool) {
	if len(t.Unknown) != 1 || limitsTime(t.Schedule) || len(t.SourceIPs) > 0 {
		return "", false
	}
	c := t.Unknown[0]
	return c.JSON, c.Name == conditionsMember && !strings.HasPrefix(c.JSON, "{") && json.Valid([]byte(c.JSON))
}

// addressList are the source IPs, or what the API has in their place where that
// could not be read and no other list was made.
func addressList(t model.Trust) Member {
	for _, c := range t.Unknown {
		if c.Name == addressMember && len(t.SourceIPs) == 0 && json.Valid([]byte(c.JSON)) {
			return Member{Name: addressMember, Value: c.JSON}
		}
	}
	var list []string
	for _, c := range t.SourceIPs {
		list = append(list, strings.TrimSpace(c.Raw))
	}
	return listMember(addressMember, list)
}

// timeOfDay are the members of the schedule, with what the API has in it that
// actas does not know. Of one that cannot be read there are none.
func (b *TrustBody) timeOfDay(t model.Trust) []Member {
	s := t.Schedule
	if s.Problem != "" {
		b.Left = append(b.Left, timeOfDayMember)
		return nil
	}
	var out, unknown []Member
	for _, c := range t.Unknown {
		name, within := strings.CutPrefix(c.Name, inTimeOfDay)
		switch {
		case !within:
		case !json.Valid([]byte(c.JSON)):
			b.Left = append(b.Left, c.Name)
		default:
			unknown = append(unknown, Member{Name: name, Value: c.JSON})
		}
	}
	kind := s.Kind()
	if kind != model.ScheduleAlways || s.Zone != "" && len(unknown) > 0 {
		out = append(out, textMember("timezone", zoneOfAPI(s)))
	}
	if kind == model.ScheduleDays || kind == model.ScheduleDaysAndHours {
		out = append(out, listMember("days_of_week", daysOfAPI(s.Days)))
	}
	if kind == model.ScheduleHours || kind == model.ScheduleDaysAndHours {
		out = append(out, Member{Name: "start", Value: hourOfAPI(s.Start)}, Member{Name: "end", Value: hourOfAPI(s.End)})
	}
	return append(out, unknown...)
}

// limitsTime reports that a schedule limits something, or cannot be read.
func limitsTime(s model.Schedule) bool {
	return s.Problem != "" || s.Kind() != model.ScheduleAlways
}

// zoneOfAPI spells UTC in Vultr's way.
func zoneOfAPI(s model.Schedule) string {
	if words.Zone(s) == "UTC" {
		return "utc"
	}
	return s.Zone
}

// daysOfAPI are days as the API names them.
func daysOfAPI(set model.DaySet) []string {
	days := []string{}
	for _, day := range set.Days() {
		days = append(days, strings.ToLower(day.String()))
	}
	return days
}

// hourOfAPI is a time of day as JSON.
func hourOfAPI(minutes int) string {
	// A number or a text, which always encode.
	raw, _ := json.Marshal(hour(minutes))
	return string(raw)
}
