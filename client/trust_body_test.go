package client

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"actas/model"
)

// mustBeJSON compares two texts as JSON values, numbers by their digits.
func mustBeJSON(t *testing.T, got []byte, want string) {
	t.Helper()
	if g, w := jsonValue(t, got), jsonValue(t, []byte(want)); !reflect.DeepEqual(g, w) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func jsonValue(t testing.TB, raw []byte) any {
	t.Helper()
	value, err := decodeNumbers(raw)
	if err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	return value
}

const guideWeekdays = `"timezone":"utc","days_of_week":["monday","tuesday","wednesday","thursday","friday"]`

// TestGuidesNewTrust is the request of Vultr's guide "How to Create a Role Trust".
func TestGuidesNewTrust(t *testing.T) {
	t.Parallel()
	body, err := json.Marshal(newTrustBody(guideTrust("ROLE-ID", "USER-ID")))
	if err != nil {
		t.Fatal(err)
	}
	mustBeJSON(t, body, `{"role_id":"ROLE-ID","trust_type":"IAMAssumption","trusted_user_id":"USER-ID",
		"conditions":{"time_of_day":{`+guideWeekdays+`},"ip_address":["203.0.113.10","2001:db8::1"]},
		"valid_until":"2026-06-20T03:59:59+00:00"}`)
}

func TestNewTrustBodies(t *testing.T) {
	t.Parallel()
	berlin := time.FixedZone("CET", 3600)
	group := model.Entity{Kind: model.EntityGroup, ID: "g-1", Name: "ops"}
	source := model.Entity{Kind: model.EntitySource, ID: "instance"}
	days := model.NewDaySet(time.Saturday)
	for name, c := range map[string]struct {
		trust model.Trust
		want  string
	}{
		"always, from everywhere, without an end": {
			model.Trust{Entity: group}, `"trusted_group_id":"g-1","conditions":{"ip_address":[]}`},
		"an issuer": {
			model.Trust{Entity: model.Entity{Kind: model.EntityIssuer, ID: "i-1"}}, `"trusted_oidc_issuer_id":"i-1","conditions":{"ip_address":[]}`},
		"machines without conditions": {
			model.Trust{Entity: source}, `"trusted_oidc_issuer_source":"instance"`},
		"machines with an address": {
			model.Trust{Entity: source, Conditions: model.Conditions{SourceIPs: []model.IPCondition{model.ParseIPCondition(" 10.1.2.3/8 ")}}},
			`"trusted_oidc_issuer_source":"instance","conditions":{"ip_address":["10.1.2.3/8"]}`},
		"machines with hours": {
			model.Trust{Entity: source, Conditions: model.Conditions{Schedule: model.NewSchedule("", 0, 0, 17*60)}},
			`"trusted_oidc_issuer_source":"instance","conditions":{"time_of_day":{"timezone":"utc","start":0,"end":17},"ip_address":[]}`},
		"whole hours and others, all days named": {
			model.Trust{Entity: group, Conditions: model.Conditions{Schedule: model.NewSchedule("Europe/Berlin", 127, 9*60+30, 24*60)}},
			`"trusted_group_id":"g-1","conditions":{"time_of_day":{"timezone":"Europe/Berlin","start":"09:30","end":24},"ip_address":[]}`},
		"a day past midnight": {
			model.Trust{Entity: group, Conditions: model.Conditions{Schedule: model.NewSchedule("UTC", days, 22*60, 6*60)}},
			`"trusted_group_id":"g-1","conditions":{"time_of_day":{"timezone":"utc","days_of_week":["saturday"],"start":22,"end":6},"ip_address":[]}`},
		"the whole day, in a zone": {
			model.Trust{Entity: group, Conditions: model.Conditions{Schedule: model.NewSchedule("Europe/Berlin", 0, 0, 24*60)}},
			`"trusted_group_id":"g-1","conditions":{"ip_address":[]}`},
		"an end in another zone": {
			model.Trust{Entity: group, ValidUntil: time.Date(2027, 1, 1, 0, 30, 0, 0, berlin)},
			`"trusted_group_id":"g-1","conditions":{"ip_address":[]},"valid_until":"2026-12-31T23:30:00+00:00"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.trust.ID, c.trust.RoleID, c.trust.RoleName, c.trust.Type = "not sent", "r-1", "not sent", model.TemporaryAssumption
			c.trust.Created = testStart
			body, err := json.Marshal(newTrustBody(c.trust))
			if err != nil {
				t.Fatal(err)
			}
			mustBeJSON(t, body, `{"role_id":"r-1","trust_type":"TemporaryAssumption",`+c.want+`}`)
		})
	}
}

// TestWhatCannotBeSentIsNot: each is refused at its field before anything goes out.
func TestWhatCannotBeSentIsNot(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{status: 201, body: `{}`})
	for name, tc := range map[string]struct {
		field  string
		change func(*model.Trust)
	}{
		"no role":               {"role_id", func(t *model.Trust) { t.RoleID = "" }},
		"a role that is a path": {"role_id", func(t *model.Trust) { t.RoleID = "../users" }},
		"no type":               {"trust_type", func(t *model.Trust) { t.Type = "" }},
		"nobody":                {"trusted_user_id", func(t *model.Trust) { t.Entity = model.Entity{} }},
		"a group without an id": {"trusted_group_id", func(t *model.Trust) { t.Entity = model.Entity{Kind: model.EntityGroup} }},
		"an unknown zone":       {"timezone", func(t *model.Trust) { t.Schedule = model.NewSchedule("Mars/Base", 0, 60, 120) }},
		"a start after the day": {"start", func(t *model.Trust) { t.Schedule = model.Schedule{Start: 1440, End: 10} }},
		"an unreadable range": {"ip_address", func(t *model.Trust) {
			t.SourceIPs = append(t.SourceIPs, model.ParseIPCondition("10.0.0.0/40"))
		}},
		"an end to the millisecond": {"valid_until", func(t *model.Trust) { t.ValidUntil = testStart.Add(time.Millisecond) }},
		"an end in the year 10000":  {"valid_until", func(t *model.Trust) { t.ValidUntil = testStart.AddDate(8000, 0, 0) }},
		"an unreadable end":         {"valid_until", func(t *model.Trust) { t.ValidUntilProblem = "soon" }},
		"unknown conditions":        {"conditions", func(t *model.Trust) { t.Unknown = []model.RawCondition{{Name: "mfa", JSON: "true"}} }},
	} {
		trust := guideTrust("r-1", "u-1")
		tc.change(&trust)
		_, err := c.CreateTrust(context.Background(), trust)
		if fault := mustFail(t, err, model.ErrInvalid); fault.Field != tc.field || fault.Lost || fault.Message == "" {
			t.Errorf("%s: fault %#v", name, fault)
		}
	}
	if len(api.seen()) != 0 {
		t.Errorf("requests went out: %q", api.seen())
	}
}
