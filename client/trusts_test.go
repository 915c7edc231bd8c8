package client

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"actas/model"
	"actas/model/text"
)

func TestTrustBareAndWrapped(t *testing.T) {
	t.Parallel()
	const trust = `{"id":"t-1","role_id":"r-1","role_name":"DBA","trust_type":"TemporaryAssumption",` +
		`"trusted_user_id":"u-1","user_display":"Ada","trusted_group_id":null,"conditions":{"time_of_day":` +
		`{"timezone":"Europe/Berlin","days_of_week":["monday","friday"],"start":9,"end":17},` +
		`"ip_address":["203.0.113.7","2001:db8::/32"],"oidc_claims":{ "sub": "x" }},` +
		`"valid_until":"2026-06-20T03:59:59+00:00","date_created":"2026-01-02 03:04:05"}`
	want := model.Trust{
		ID: "t-1", RoleID: "r-1", RoleName: "DBA", Type: model.TemporaryAssumption,
		Entity: model.Entity{Kind: model.EntityUser, ID: "u-1", Name: "Ada"},
		Conditions: model.Conditions{
			Schedule: model.NewSchedule("Europe/Berlin", model.NewDaySet(time.Monday, time.Friday), 9*60, 17*60),
			SourceIPs: []model.IPCondition{
				model.ParseIPCondition("203.0.113.7"), model.ParseIPCondition("2001:db8::/32"),
			},
			Unknown: []model.RawCondition{{Name: "oidc_claims", JSON: `{"sub":"x"}`}},
		},
		ValidUntil: time.Date(2026, time.June, 20, 3, 59, 59, 0, time.UTC),
		Created:    time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC),
	}
	for name, body := range map[string]string{"bare": trust, "wrapped": `{"role_trust":` + trust + `}`} {
		c, api, _ := talk(t, reply{body: body})
		got, err := c.Trust(context.Background(), "t-1")
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, error %v", name, got, err)
		}
		if !slices.Equal(api.seen(), []string{"GET /v2/role-trusts/t-1"}) {
			t.Errorf("%s: requests %q", name, api.seen())
		}
	}
}

func TestTrustedEntities(t *testing.T) {
	t.Parallel()
	for fields, want := range map[string]model.Entity{
		`"trusted_user_id":"u","user_display":"Ada"`:                           {Kind: model.EntityUser, ID: "u", Name: "Ada"},
		`"trusted_group_id":"g","group_display":"Ops"`:                         {Kind: model.EntityGroup, ID: "g", Name: "Ops"},
		`"trusted_oidc_issuer_id":"i","trusted_oidc_issuer_source":"external"`: {Kind: model.EntityIssuer, ID: "i"},
		`"trusted_oidc_issuer_source":"baremetal","trusted_user_id":""`:        {Kind: model.EntitySource, ID: "baremetal"},
		`"trusted_user_id":null,"trusted_group_id":null`:                       {},
	} {
		got, err := decodeTrust(answer{body: []byte(`{"id":"t",` + fields + `}`)})
		if err != nil || got.Entity != want {
			t.Errorf("%s: %+v, error %v", fields, got.Entity, err)
		}
	}
}

// Robustness row 12: what is not there is unspecified, and what is unknown is
// kept.
func TestConditionsThatAreNotThere(t *testing.T) {
	t.Parallel()
	for _, conditions := range []string{
		``, `,"conditions":null`, `,"conditions":[]`, `,"conditions":[ ]`, `,"conditions":{}`,
		`,"conditions":{"time_of_day":null}`, `,"conditions":{"time_of_day":[],"ip_address":[]}`,
		`,"conditions":{"time_of_day":{},"ip_address":null}`,
		`,"conditions":{"time_of_day":{"days_of_week":[],"start":null,"end":null,"timezone":null}}`,
		`,"conditions":{"time_of_day":{"start":0,"end":0}}`,
	} {
		got, err := decodeTrust(answer{body: []byte(`{"id":"t"` + conditions + `}`)})
		if err != nil {
			t.Errorf("%s: %v", conditions, err)
			continue
		}
		if got.Schedule.Kind() != model.ScheduleAlways || got.Schedule.Problem != "" || got.SourceIPs != nil || got.Unknown != nil {
			t.Errorf("%s: %+v", conditions, got.Conditions)
		}
	}
}

func TestHoursInAllForms(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		start, end string
		from, to   int
	}{
		{`9`, `17`, 540, 1020},
		{`"9"`, `"17"`, 540, 1020},
		{`"09"`, `"17"`, 540, 1020},
		{`"09:00"`, `"17:00"`, 540, 1020},
		{`"09:30:00"`, `"17:45:00"`, 570, 1065},
		{`9.0`, `24`, 540, 1440},
		{`22`, `6`, 1320, 360},
		{`null`, `6`, 0, 360},
		{`22`, `null`, 1320, 0},
		{`""`, `""`, 0, 0},
	} {
		body := `{"id":"t","conditions":{"time_of_day":{"start":` + tc.start + `,"end":` + tc.end + `}}}`
		got, err := decodeTrust(answer{body: []byte(body)})
		s := got.Schedule
		if err != nil || s.Start != tc.from || s.End != tc.to || s.Problem != "" {
			t.Errorf("%s to %s: %+v, error %v", tc.start, tc.end, s, err)
		}
	}
}

func TestScheduleThatCannotBeReadSaysSo(t *testing.T) {
	t.Parallel()
	for timeOfDay, want := range map[string]string{
		`{"start":25,"end":26}`:                  "end cannot be read: 26",
		`{"start":9.5,"end":17}`:                 "start cannot be read: 9.5",
		`{"start":-1,"end":17}`:                  "start cannot be read: -1",
		`{"start":{},"end":17}`:                  "start cannot be read: {}",
		`{"days_of_week":["funday"]}`:            `days_of_week cannot be read: ["funday"]`,
		`{"days_of_week":[1,2]}`:                 `days_of_week cannot be read: [1,2]`,
		`{"timezone":["utc"],"start":9,"end":8}`: `timezone cannot be read: ["utc"]`,
		`"always"`:                               "time_of_day is not an object",
		`[9,17]`:                                 "time_of_day is not an object",
	} {
		got, err := decodeTrust(answer{body: []byte(`{"id":"t","conditions":{"time_of_day":` + timeOfDay + `}}`)})
		if err != nil || got.Schedule.Problem != want {
			t.Errorf("%s: %q, error %v", timeOfDay, got.Schedule.Problem, err)
		}
	}
	got, err := decodeTrust(answer{body: []byte(`{"id":"t","conditions":{"time_of_day":{"timezone":"Mars/Olympus"}}}`)})
	if err != nil || got.Schedule.Problem == "" || got.Schedule.Zone != "Mars/Olympus" {
		t.Errorf("unknown zone: %+v, error %v", got.Schedule, err)
	}
}

func TestUnknownConditionsAreKept(t *testing.T) {
	t.Parallel()
	for conditions, want := range map[string][]model.RawCondition{
		`{"zeta":1,"alpha":[ "a" ]}`:                 {{Name: "alpha", JSON: `["a"]`}, {Name: "zeta", JSON: "1"}},
		`{"time_of_day":{"start":9,"weeks":[1, 2]}}`: {{Name: "time_of_day.weeks", JSON: "[1,2]"}},
		`{"ip_address":{"allow":"x"}}`:               {{Name: "ip_address", JSON: `{"allow":"x"}`}},
		`"business hours"`:                           {{Name: "conditions", JSON: `"business hours"`}},
		`[ {"a":1} ]`:                                {{Name: "conditions", JSON: `[{"a":1}]`}},
		"{\"\u202ekey\":\"\u202e\"}":                 {{Name: `\u{202e}key`, JSON: `"\u{202e}"`}},
	} {
		got, err := decodeTrust(answer{body: []byte(`{"id":"t","conditions":` + conditions + `}`)})
		if err != nil || !reflect.DeepEqual(got.Unknown, want) {
			t.Errorf("%s: %+v, error %v", conditions, got.Unknown, err)
		}
	}
}

func TestMalformedAddressIsShownAsSuch(t *testing.T) {
	t.Parallel()
	got, err := decodeTrust(answer{body: []byte(`{"id":"t","conditions":{"ip_address":["10.0.0.0/33","10.0.0.1"]}}`)})
	if err != nil || len(got.SourceIPs) != 2 || got.SourceIPs[0].Problem == "" || got.SourceIPs[1].Problem != "" {
		t.Errorf("%+v, error %v", got.SourceIPs, err)
	}
}

func TestValidUntil(t *testing.T) {
	t.Parallel()
	end := time.Date(2026, time.June, 20, 3, 59, 59, 0, time.UTC)
	for value, want := range map[string]struct {
		until   time.Time
		problem string
	}{
		`"2026-06-20T03:59:59+00:00"`: {end, ""},
		`"2026-06-20 03:59:59"`:       {end, ""},
		`""`:                          {},
		`null`:                        {},
		`"0000-00-00 00:00:00"`:       {time.Time{}, "0000-00-00 00:00:00"},
		`"next week"`:                 {time.Time{}, "next week"},
	} {
		got, err := decodeTrust(answer{body: []byte(`{"id":"t","valid_until":` + value + `}`)})
		if err != nil || !got.ValidUntil.Equal(want.until) || got.ValidUntilProblem != want.problem {
			t.Errorf("%s: %v %q, error %v", value, got.ValidUntil, got.ValidUntilProblem, err)
		}
	}
}

func TestUnknownTrustTypeIsKept(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, reply{body: `{"role_trusts":[{"id":"t-1","trust_type":"QuantumAssumption"},{"id":"t-1","trust_type":"IAMAssumption"}]}`})
	trusts, err := collect(c.Trusts(context.Background()))
	if err != nil || len(trusts) != 2 || trusts[0].Type != "QuantumAssumption" || trusts[1].Type != model.IAMAssumption {
		t.Errorf("%+v, error %v", trusts, err)
	}
}

func TestAssumableInBothShapes(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c, api, _ := talk(t, reply{body: `{"assumable_roles":[{"id":"t-1","role_id":"r-1"}]}`},
		reply{body: `{"roles":[{"id":"r-1"}]}`}, reply{body: `{"assumable_roles":[]}`}, reply{body: `{}`})
	if got, err := c.Assumable(ctx, "u-1"); err != nil || len(got.Trusts) != 1 || got.Roles != nil {
		t.Errorf("govultr's shape: %+v, error %v", got, err)
	}
	if got, err := c.Assumable(ctx, "u-1"); err != nil || len(got.Roles) != 1 || got.Trusts != nil {
		t.Errorf("the OpenAPI file's shape: %+v, error %v", got, err)
	}
	if got, err := c.Assumable(ctx, "u-1"); err != nil || got.Roles != nil || got.Trusts != nil {
		t.Errorf("nothing: %+v, error %v", got, err)
	}
	_, err := c.Assumable(ctx, "u-1")
	mustFail(t, err, model.ErrNotAPI)
	if want := "GET /v2/role-trusts/assumable/u-1?per_page=500"; api.seen()[0] != want {
		t.Errorf("request %s", api.seen()[0])
	}
}

func FuzzDecodeTrust(f *testing.F) {
	for _, seed := range []string{
		`{"id":"t","conditions":{"time_of_day":{"timezone":"utc","days_of_week":["monday"],"start":9,"end":"17:30"},"ip_address":["10.0.0.0/8"]}}`,
		`{"role_trust":{"id":"t","conditions":[],"valid_until":"0000-00-00"}}`,
		`{"id":"t","conditions":{"time_of_day":[],"oidc_claims":{"a":[1]}},"trusted_oidc_issuer_source":"vke"}`,
		`{"id":7,"conditions":"\u001b"}`, `null`, `[]`, `{}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		trust, err := decodeTrust(answer{body: body})
		if err != nil {
			return
		}
		if trust.ID == "" {
			t.Fatalf("%s: a trust without id", body)
		}
		mustBeClean(t, trust.ID, trust.RoleID, trust.RoleName, string(trust.Type), trust.Entity.ID, trust.Entity.Name,
			trust.Schedule.Zone, trust.Schedule.Problem, trust.ValidUntilProblem)
		for _, u := range trust.Unknown {
			mustBeClean(t, u.Name, u.JSON)
		}
		for _, ip := range trust.SourceIPs {
			mustBeClean(t, ip.Raw, ip.Problem)
		}
		// What was read must be fit to be asked.
		trust.Schedule.OpenAt(testStart)
		trust.Schedule.NextOpening(testStart)
		if _, err := json.Marshal(trust.Schedule.Days.Days()); err != nil {
			t.Fatal(err)
		}
	})
}

func mustBeClean(t *testing.T, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if text.Clean(s) != s {
			t.Fatalf("%q is not clean", s)
		}
	}
}
