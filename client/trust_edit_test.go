package client

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/model"
)

func decodeNumbers(raw []byte) (value any, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	err = d.Decode(&value)
	return value, err
}

// editOf has a trust that comes as given edited, and returns the body that went
// out; nil where none did.
func editOf(t *testing.T, came string, change func(*model.Trust)) (sent []byte, err error) {
	t.Helper()
	c, api, _ := talk(t, reply{body: came}, reply{body: came}, reply{body: came})
	api.during = func(r *http.Request) {
		if r.Method == http.MethodPut {
			sent, _ = io.ReadAll(r.Body)
		}
	}
	before, err := c.Trust(context.Background(), "t-1")
	if err != nil {
		t.Fatal(err)
	}
	after := before
	change(&after)
	_, err = c.UpdateTrust(context.Background(), before, after)
	return sent, err
}

// TestGuidesUpdate is the request of Vultr's guide "How to Update a Role Trust",
// made of the trust of the guide before it.
func TestGuidesUpdate(t *testing.T) {
	t.Parallel()
	const asMade = `"role_id":"ROLE-ID","trust_type":"IAMAssumption","trusted_user_id":"USER-ID",` +
		`"conditions":{"time_of_day":{` + guideWeekdays + `},"ip_address":["203.0.113.10","2001:db8::1"]},"valid_until":"2026-06-20T03:59:59+00:00"`
	const noOthers = `,"trusted_group_id":null,"trusted_oidc_issuer_id":null,"trusted_oidc_issuer_source":null`
	const own = `"id":"t-1","role_name":"Admin","user_display":"Ada","group_display":null,"date_created":"2026-04-01T00:00:00+00:00",`
	for _, came := range []string{
		`{` + own + asMade + `}`, `{` + own + asMade + noOthers + `}`, `{"role_trust":{` + own + asMade + noOthers + `}}`,
	} {
		sent, err := editOf(t, came, func(trust *model.Trust) {
			trust.Schedule = model.NewSchedule("utc", trust.Schedule.Days|model.NewDaySet(time.Saturday), 0, 0)
			trust.SourceIPs = nil
			trust.ValidUntil = time.Date(2027, 1, 1, 3, 59, 59, 0, time.UTC)
		})
		if err != nil {
			t.Fatal(err)
		}
		mustBeJSON(t, sent, `{"role_id":"ROLE-ID","trust_type":"IAMAssumption","trusted_user_id":"USER-ID",
			"conditions":{"time_of_day":{"timezone":"utc","days_of_week":["monday","tuesday","wednesday","thursday","friday","saturday"]},
			"ip_address":[]},"valid_until":"2027-01-01T03:59:59+00:00"}`)
	}
}

// The edits of the tests below.
func clearEnd(t *model.Trust)   { t.ValidUntil, t.ValidUntilProblem = time.Time{}, "" }
func otherType(t *model.Trust)  { t.Type = model.FederatedAssumption }
func anywhere(t *model.Trust)   { t.SourceIPs = nil }
func trustGroup(t *model.Trust) { t.Entity = model.Entity{Kind: model.EntityGroup, ID: "g-1"} }
func fromHome(t *model.Trust)   { t.SourceIPs = []model.IPCondition{model.ParseIPCondition("192.0.2.1")} }

func open(zone string, days model.DaySet, start, end int) func(*model.Trust) {
	return func(t *model.Trust) { t.Schedule = model.NewSchedule(zone, days, start, end) }
}

// TestEditReplacesItsLeafAndNothingElse. Of each trust the part that is edited is
// shown, before and after.
func TestEditReplacesItsLeafAndNothingElse(t *testing.T) {
	t.Parallel()
	monday := model.NewDaySet(time.Monday)
	day := func(s string) string {
		return `"trusted_user_id":"u-1","conditions":{"time_of_day":` + s + `,"ip_address":["10.0.0.0/8"]}`
	}
	ips := func(s string) string { return `"trusted_user_id":"u-1","conditions":{"ip_address":` + s + `}` }
	rest := func(s string) string { return `"trusted_user_id":"u-1",` + s }
	for name, c := range map[string]struct {
		came   string
		change func(*model.Trust)
		sent   string
	}{
		"null conditions stay":               {rest(`"conditions":null`), otherType, rest(`"conditions":null`)},
		"PHP's empty conditions stay":        {rest(`"conditions":[],"valid_until":""`), otherType, rest(`"conditions":[],"valid_until":""`)},
		"absent conditions stay":             {rest(`"valid_until":"soon"`), otherType, rest(`"valid_until":"soon"`)},
		"an unreadable schedule stays":       {day(`{"start":"noon","x":1}`), otherType, day(`{"start":"noon","x":1}`)},
		"an end is taken away":               {rest(`"valid_until":"2027-01-01 00:00:00"`), clearEnd, rest(`"valid_until":null`)},
		"a user gives way to a group":        {rest(`"note":1`), trustGroup, `"trusted_user_id":null,"note":1,"trusted_group_id":"g-1"`},
		"an issuer and its source give way":  {`"trusted_oidc_issuer_id":"i-1","trusted_oidc_issuer_source":"external"`, trustGroup, `"trusted_oidc_issuer_id":null,"trusted_oidc_issuer_source":null,"trusted_group_id":"g-1"`},
		"an issuer's source stays":           {`"trusted_oidc_issuer_id":"i-1","trusted_oidc_issuer_source":"external"`, otherType, `"trusted_oidc_issuer_id":"i-1","trusted_oidc_issuer_source":"external"`},
		"an address where nothing was":       {rest(`"conditions":[]`), fromHome, ips(`["192.0.2.1"]`)},
		"an address that comes alone":        {ips(`"10.0.0.1"`), fromHome, ips(`["192.0.2.1"]`)},
		"every address":                      {ips(`["10.0.0.1"]`), anywhere, ips(`[]`)},
		"hours where nothing was":            {rest(`"conditions":null`), open("utc", 0, 540, 1020), rest(`"conditions":{"time_of_day":{"timezone":"utc","start":9,"end":17}}`)},
		"a day where the schedule was empty": {day(`[]`), open("", monday, 0, 0), day(`{"timezone":"utc","days_of_week":["monday"]}`)},
		"one hour": {day(`{"timezone":"UTC","days_of_week":["Mon"],"start":"09:00:00","end":"17","x":{"y":[1]}}`), open("UTC", monday, 540, 1110),
			day(`{"timezone":"UTC","days_of_week":["Mon"],"start":"09:00:00","end":"18:30","x":{"y":[1]}}`)},
		"an hour of which the other was not there": {day(`{"end":17}`), open("", 0, 0, 1080), day(`{"end":18,"start":0}`)},
		"hours where both were 0":                  {day(`{"days_of_week":["monday"],"start":0,"end":0}`), open("", monday, 540, 1440), day(`{"days_of_week":["monday"],"start":9,"end":24}`)},
		"midnight in its other spelling stays":     {day(`{"start":22,"end":0}`), open("", 0, 1260, 1440), day(`{"start":21,"end":0}`)},
		"the zone":                                 {day(`{"days_of_week":["monday"],"start":9,"end":17}`), open("Europe/Berlin", monday, 540, 1020), day(`{"days_of_week":["monday"],"start":9,"end":17,"timezone":"Europe/Berlin"}`)},
		"days for hours":                           {day(`{"timezone":"utc","start":9,"end":17}`), open("utc", monday, 0, 0), day(`{"timezone":"utc","days_of_week":["monday"]}`)},
		"hours for days":                           {day(`{"timezone":"utc","days_of_week":["monday"]}`), open("utc", 0, 540, 1020), day(`{"timezone":"utc","start":9,"end":17}`)},
		"always":                                   {day(`{"timezone":"utc","days_of_week":["monday"]}`), open("", 0, 0, 0), day(`null`)},
		"always, beside what is not known":         {day(`{"timezone":"utc","days_of_week":["monday"],"holidays":12345678901234567890.50}`), open("", 0, 0, 0), day(`{"holidays":12345678901234567890.50}`)},
		"an unreadable schedule for another":       {day(`{"timezone":"Mars/Base","days_of_week":7,"start":9,"end":"17:00:30","x":1}`), open("utc", monday, 540, 1020), day(`{"timezone":"utc","days_of_week":["monday"],"start":9,"end":17,"x":1}`)},
		"a schedule that is no object":             {day(`"noon"`), open("utc", monday, 0, 0), day(`{"timezone":"utc","days_of_week":["monday"]}`)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const same = `"role_id":"r-1","trust_type":"TemporaryAssumption",`
			sent, err := editOf(t, `{"id":"t-1",`+same+c.came+`}`, c.change)
			if err != nil {
				t.Fatal(err)
			}
			// The type is the edit that leaves the part shown as it is.
			want := strings.Replace(`{`+same+c.sent+`}`, "TemporaryAssumption", typeSent(sent), 1)
			mustBeJSON(t, sent, want)
		})
	}
}

func typeSent(body []byte) string {
	if bytes.Contains(body, []byte(model.FederatedAssumption)) {
		return string(model.FederatedAssumption)
	}
	return string(model.TemporaryAssumption)
}

// TestKeptEntriesOfAListGoBackAsTheyCame in the order that the edit gives them.
func TestKeptEntriesOfAListGoBackAsTheyCame(t *testing.T) {
	t.Parallel()
	sent, err := editOf(t, `{"id":"t-1","role_id":"r-1","trust_type":"x","trusted_user_id":"u-1",`+
		`"conditions":{"ip_address":[" 10.0.0.0\u002f8","what\u0007ever","192.0.2.1"]}}`, func(trust *model.Trust) {
		trust.SourceIPs = append(slices.Clone(trust.SourceIPs[:2]), model.ParseIPCondition(" ::1 "))
	})
	if err != nil {
		t.Fatal(err)
	}
	mustBeJSON(t, sent, `{"role_id":"r-1","trust_type":"x","trusted_user_id":"u-1",`+
		`"conditions":{"ip_address":[" 10.0.0.0/8","what\u0007ever","::1"]}}`)
}

// TestWhatCannotBeReadCannotBeReplaced: the restriction that it may be would be
// lost.
func TestWhatCannotBeReadCannotBeReplaced(t *testing.T) {
	t.Parallel()
	for came, change := range map[string]func(*model.Trust){
		`"conditions":"none"`:                   fromHome,
		`"conditions":[7]`:                      open("utc", 0, 60, 120),
		`"conditions":{"ip_address":{"a":"b"}}`: fromHome,
	} {
		sent, err := editOf(t, `{"id":"t-1","role_id":"r-1","trust_type":"x","trusted_user_id":"u-1",`+came+`}`, change)
		fault := mustFail(t, err, model.ErrInvalid)
		if sent != nil || fault.Field == "" || !strings.Contains(fault.Message, "cannot be changed from here") {
			t.Errorf("%s: sent %s, fault %#v", came, sent, fault)
		}
	}
}

func TestEditsThatCannotBeSentAreNot(t *testing.T) {
	t.Parallel()
	const came = `{"id":"t-1","role_id":"r-1","trust_type":"TemporaryAssumption","trusted_user_id":"u-1","conditions":null}`
	for field, change := range map[string]func(*model.Trust){
		"role_id":          func(t *model.Trust) { t.RoleID = "r-2" },
		"trust_type":       func(t *model.Trust) { t.Type = "" },
		"trusted_user_id":  func(t *model.Trust) { t.Entity = model.Entity{} },
		"trusted_group_id": func(t *model.Trust) { t.Entity = model.Entity{Kind: model.EntityGroup, ID: "a/b"} },
		"timezone":         open("Mars/Base", 0, 60, 120),
		"ip_address":       func(t *model.Trust) { t.SourceIPs = []model.IPCondition{model.ParseIPCondition("what")} },
		"valid_until":      func(t *model.Trust) { t.ValidUntil = testStart.Add(time.Nanosecond) },
	} {
		sent, err := editOf(t, came, change)
		if fault := mustFail(t, err, model.ErrInvalid); sent != nil || fault.Field != field {
			t.Errorf("%s: sent %s, fault %#v", field, sent, fault)
		}
	}
	c, api, _ := talk(t, reply{body: came})
	_, err := c.UpdateTrust(context.Background(), model.Trust{ID: "../users"}, model.Trust{})
	mustFail(t, err, model.ErrInvalid)
	if len(api.seen()) != 0 {
		t.Errorf("requests went out: %q", api.seen())
	}
}

// TestEditThatChangesNothingSendsNothing, in whatever spelling.
func TestEditThatChangesNothingSendsNothing(t *testing.T) {
	t.Parallel()
	sent, err := editOf(t, `{"id":"t-1","role_id":"r-1","trust_type":"x","trusted_user_id":"u-1",`+
		`"conditions":{"time_of_day":{"timezone":"utc","start":22,"end":0},"ip_address":["10.0.0.0/8"]}}`, func(trust *model.Trust) {
		trust.Schedule = model.NewSchedule("UTC", 127, 22*60, 24*60)
		trust.SourceIPs = []model.IPCondition{model.ParseIPCondition("10.9.9.9/8")}
		trust.Entity.Name = "Ada"
	})
	if sent != nil || err != nil {
		t.Errorf("sent %s, error %v", sent, err)
	}
}

// TestEditOfATrustThatIsListedByItsRolesName: what the list lacks is not changed
// elsewhere, and goes back as the trust by itself has it.
func TestEditOfATrustThatIsListedByItsRolesName(t *testing.T) {
	t.Parallel()
	const rest = `"role_name":"DBA","trust_type":"TemporaryAssumption","trusted_user_id":"u-1","conditions":null`
	whole := reply{body: `{"id":"t-1","role_id":"r-1",` + rest + `}`}
	c, api, _ := talk(t, trustList(`{"id":"t-1",`+rest+`}`), whole, reply{body: `{"id":"t-1","trust_type":"TemporaryAssumption"}`})
	var sent []byte
	api.during = func(r *http.Request) {
		if r.Method == http.MethodPut {
			sent, _ = io.ReadAll(r.Body)
		}
	}
	listed, err := collect(c.Trusts(context.Background()))
	if err != nil || len(listed) != 1 || listed[0].RoleID != "" {
		t.Fatalf("listed %+v, error %v", listed, err)
	}
	after := listed[0]
	after.ValidUntil = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	made, err := c.UpdateTrust(context.Background(), listed[0], after)
	if err != nil || made.RoleID != "r-1" {
		t.Fatalf("made %+v, error %v", made, err)
	}
	mustBeJSON(t, sent, `{"role_id":"r-1","trust_type":"TemporaryAssumption","trusted_user_id":"u-1","conditions":null,"valid_until":"2027-01-01T00:00:00+00:00"}`)
}
