package simulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"actas/model"
)

// fields is a JSON object whose values are read one by one.
type fields map[string]json.RawMessage

// parseFields reads an object; null and [] (PHP's empty object) are empty ones.
func parseFields(raw []byte) (fields, bool) {
	raw = bytes.TrimSpace(raw)
	if isNone(raw) {
		return fields{}, true
	}
	var f fields
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, false
	}
	return f, true
}

func isNone(raw []byte) bool {
	return len(raw) == 0 || string(raw) == "null" || string(raw) == "[]"
}

// text returns a string field; null and "" are no value. It refuses other types.
func (f fields) text(name string) (value string, refused *answer) {
	raw, ok := f[name]
	if !ok || string(raw) == "null" {
		return "", nil
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		a := invalid(name, "must be a string")
		return "", &a
	}
	return value, nil
}

// The fields of a trust's body that the simulator reads, and those that only
// the API sets. All others are kept as they are.
var (
	readTrustFields = []string{"role_id", "trust_type", "conditions", "valid_until",
		"trusted_user_id", "trusted_group_id", "trusted_oidc_issuer_id", "trusted_oidc_issuer_source"}
	ownTrustFields = []string{"id", "role_name", "user_display", "group_display", "date_created"}
)

// applyBody changes a trust by the fields of a body, and refuses what the
// trust then would be without.
func (o *Organization) applyBody(t *trust, body []byte) *answer {
	var f fields
	if err := json.Unmarshal(body, &f); err != nil || f == nil {
		a := refuse(http.StatusBadRequest, "The body is not a JSON object")
		return &a
	}
	for _, apply := range []func(*trust, fields) *answer{
		o.applyRole, applyType, o.applyEntity, applyConditions, applyValidUntil,
	} {
		if refused := apply(t, f); refused != nil {
			return refused
		}
	}
	extra := maps.Clone(t.extra)
	for name, value := range f {
		if !slices.Contains(readTrustFields, name) && !slices.Contains(ownTrustFields, name) {
			remember(&extra, name, value)
		}
	}
	t.extra = extra
	return finishSource(t)
}

// pinnedClaims is what Vultr adds to a trust of its own machines: the number of
// the account that they must belong to.
var pinnedClaims = fmt.Sprintf(`{"acctid":%d}`, accountNumber)

// finishSource does to a trust of instances or bare-metal machines what Vultr's
// guide "Configure a Role Trust" tells: it can be a TemporaryAssumption alone, and
// the account is pinned.
func finishSource(t *trust) *answer {
	if t.Entity.Kind != model.EntitySource {
		return nil
	}
	if t.Type != model.TemporaryAssumption {
		a := invalid("trust_type", "must be TemporaryAssumption for %s", t.Entity.ID)
		return &a
	}
	if _, pinned := t.unknown[conditionClaims]; !pinned {
		t.unknown = maps.Clone(t.unknown)
		remember(&t.unknown, conditionClaims, json.RawMessage(pinnedClaims))
	}
	return nil
}

func (o *Organization) applyRole(t *trust, f fields) *answer {
	id, refused := f.text("role_id")
	if refused != nil {
		return refused
	}
	if id != "" {
		t.RoleID = id
	}
	if t.RoleID == "" {
		a := missing("role_id")
		return &a
	}
	role, found := o.roles.get(t.RoleID)
	switch {
	case !found:
		a := invalid("role_id", "there is no such role")
		return &a
	case role.Type.Assignable():
		a := invalid("role_id", "the role is assignable, trusts are for assumable roles")
		return &a
	}
	return nil
}

func applyType(t *trust, f fields) *answer {
	name, refused := f.text("trust_type")
	if refused != nil {
		return refused
	}
	if name != "" {
		t.Type = model.TrustType(name)
	}
	switch t.Type {
	case model.TemporaryAssumption, model.IAMAssumption, model.FederatedAssumption:
		return nil
	case "":
		a := missing("trust_type")
		return &a
	default:
		a := invalid("trust_type", "must be TemporaryAssumption, IAMAssumption or FederatedAssumption")
		return &a
	}
}

// entityFields are the ways to name a trusted entity. The source comes last:
// beside an issuer's id it only says what kind of issuer that is.
var entityFields = []struct {
	name string
	kind model.EntityKind
}{
	{"trusted_user_id", model.EntityUser},
	{"trusted_group_id", model.EntityGroup},
	{"trusted_oidc_issuer_id", model.EntityIssuer},
	{"trusted_oidc_issuer_source", model.EntitySource},
}

func (o *Organization) applyEntity(t *trust, f fields) *answer {
	var given []model.Entity
	for _, e := range entityFields {
		id, refused := f.text(e.name)
		if refused != nil {
			return refused
		}
		besideIssuer := e.kind == model.EntitySource && len(given) == 1 && given[0].Kind == model.EntityIssuer
		if id == "" || besideIssuer {
			continue
		}
		if !o.exists(e.kind, id) {
			a := invalid(e.name, "there is no such %s", e.kind)
			return &a
		}
		given = append(given, model.Entity{Kind: e.kind, ID: id})
	}
	switch {
	case len(given) > 1:
		a := invalid("trusted_user_id", "a trust names exactly one trusted entity, not %d", len(given))
		return &a
	case len(given) == 1:
		t.Entity = given[0]
	case t.Entity.Kind == model.EntityUnknown:
		a := refuse(http.StatusBadRequest,
			"trusted_user_id, trusted_group_id, trusted_oidc_issuer_id or trusted_oidc_issuer_source is required")
		return &a
	}
	return nil
}

func (o *Organization) exists(kind model.EntityKind, id string) bool {
	switch kind {
	case model.EntityUser:
		return o.user(id) != nil
	case model.EntityGroup:
		return o.group(id) != nil
	case model.EntityIssuer:
		_, found := o.issuer(id)
		return found
	default:
		return id == "instance" || id == "baremetal"
	}
}

func applyValidUntil(t *trust, f fields) *answer {
	if _, given := f["valid_until"]; !given {
		return nil
	}
	text, refused := f.text("valid_until")
	if refused != nil {
		return refused
	}
	if text == "" {
		t.ValidUntil = time.Time{}
		return nil
	}
	for _, layout := range []string{time.RFC3339, time.DateTime} {
		if until, err := time.Parse(layout, text); err == nil {
			t.ValidUntil = until.UTC()
			return nil
		}
	}
	a := invalid("valid_until", "must be a date and time, as in 2026-06-20T03:59:59+00:00")
	return &a
}

// applyConditions replaces the conditions as a whole.
func applyConditions(t *trust, f fields) *answer {
	raw, given := f["conditions"]
	if !given {
		return nil
	}
	conditions, ok := parseFields(raw)
	if !ok {
		a := invalid("conditions", "must be an object")
		return &a
	}
	t.Zone, t.Days, t.Start, t.End, t.IPs, t.unknown, t.unknownTime = "", 0, 0, 0, nil, nil, nil
	for name, value := range conditions {
		if name != conditionTime && name != conditionIP {
			remember(&t.unknown, name, value)
		}
	}
	if refused := applyTime(t, conditions[conditionTime]); refused != nil {
		return refused
	}
	return applyIPs(t, conditions[conditionIP])
}

func applyIPs(t *trust, raw json.RawMessage) *answer {
	if isNone(raw) {
		return nil
	}
	if err := json.Unmarshal(raw, &t.IPs); err != nil {
		a := invalid("conditions.ip_address", "must be an array of strings")
		return &a
	}
	for _, ip := range t.IPs {
		if model.ParseIPCondition(ip).Problem != "" {
			a := invalid("conditions.ip_address", "%q is neither an address nor a range", ip)
			return &a
		}
	}
	return nil
}

// timeFields are the fields of time_of_day that the simulator reads.
var timeFields = []string{"timezone", "days_of_week", "start", "end"}

func applyTime(t *trust, raw json.RawMessage) *answer {
	const at = "conditions.time_of_day"
	f, ok := parseFields(raw)
	if !ok {
		a := invalid(at, "must be an object")
		return &a
	}
	zone, refused := f.text("timezone")
	if refused != nil {
		return refused
	}
	if problem := model.NewSchedule(zone, 0, 0, 0).Problem; problem != "" {
		a := invalid(at+".timezone", "%s", problem)
		return &a
	}
	t.Zone = zone
	for name, value := range f {
		if !slices.Contains(timeFields, name) {
			remember(&t.unknownTime, name, value)
		}
	}
	if refused := applyDays(t, f["days_of_week"]); refused != nil {
		return refused
	}
	if refused := applyHours(t, f); refused != nil {
		return refused
	}
	if problem := t.schedule().Problem; problem != "" {
		a := invalid(at+".start", "%s", problem)
		return &a
	}
	return nil
}

// applyHours takes hours as numbers and as texts; neither given is the whole day.
func applyHours(t *trust, f fields) *answer {
	for _, hour := range []struct {
		name    string
		minutes *int
	}{{"start", &t.Start}, {"end", &t.End}} {
		text := strings.Trim(string(f[hour.name]), `"`)
		if text == "" || text == "null" {
			continue
		}
		m, err := model.ParseTimeOfDay(text)
		if err != nil {
			a := invalid("conditions.time_of_day."+hour.name, "must be an hour from 0 to 24")
			return &a
		}
		*hour.minutes = m
	}
	return nil
}

func applyDays(t *trust, raw json.RawMessage) *answer {
	if isNone(raw) {
		return nil
	}
	var names []string
	if err := json.Unmarshal(raw, &names); err != nil {
		a := invalid("conditions.time_of_day.days_of_week", "must be an array of strings")
		return &a
	}
	var days []time.Weekday
	for _, name := range names {
		day, ok := model.ParseDay(name)
		if !ok {
			a := invalid("conditions.time_of_day.days_of_week", "%q is no day of the week", name)
			return &a
		}
		days = append(days, day)
	}
	t.Days = model.NewDaySet(days...)
	return nil
}
