package trustform

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/model"
)

// guideTrust is what the body of Vultr's guide "How to Create a Role Trust" says.
func guideTrust() model.Trust {
	return model.Trust{
		RoleID: adminID, Type: model.IAMAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: graceID},
		Conditions: model.Conditions{
			Schedule:  model.NewSchedule("utc", workDays, 0, 0),
			SourceIPs: []model.IPCondition{model.ParseIPCondition("203.0.113.10"), model.ParseIPCondition("2001:db8::1")},
		},
		ValidUntil: time.Date(2026, 6, 20, 3, 59, 59, 0, time.UTC),
	}
}

// before2026 is a time at which the guide's trust is still to come.
var before2026 = time.Date(2025, 12, 1, 9, 0, 0, 0, time.UTC)

// bodyOf is the body that stands beside the form, as a value.
func (f *rig) bodyOf() (call string, body map[string]any) {
	f.TB.Helper()
	var lines []string
	for _, l := range f.byHand(f.draft(f.Scene), f.Scene) {
		lines = append(lines, ansi.Strip(l))
	}
	text := strings.Join(lines, "\n")
	text = text[max(strings.Index(text, "PUT /"), strings.Index(text, "PUT\n"), strings.Index(text, "POST ")):]
	at := strings.Index(text, "{")
	if err := json.Unmarshal([]byte(text[at:]), &body); err != nil {
		f.TB.Fatalf("%v in\n%s", err, text)
	}
	return strings.Join(strings.Fields(text[:at]), " "), body
}

func parsed(t testing.TB, text string) (value map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// TestTheGuidesNewTrust makes the trust of Vultr's guide with keys alone.
func TestTheGuidesNewTrust(t *testing.T) {
	t.Parallel()
	f := create(t)
	f.Scene.Now.Wall = before2026
	f.at(entityField).Types("grace").Keys(tea.KeyEnter)
	f.at(typeField).Keys(tea.KeyRight)
	f.at(whenField).Keys(tea.KeyRight, tea.KeyRight)
	f.at(ipField).Types("203.0.113.10,2001:db8::1")
	f.at(untilField).Types("2026-06-20T03:59:59+00:00").Keys(tea.KeyEnter)
	f.Shows("Grace Hopper takes on Database Admin without a call, through OIDC, Mon–Fri all day UTC " +
		"from 203.0.113.10 and 2001:db8::1, until Sat 2026-06-20 03:59:59 UTC.").Types("y")
	got := f.only()
	if got.Before != nil || !reflect.DeepEqual(got.After, guideTrust()) {
		t.Errorf("sent\n%+v, want\n%+v", got.After, guideTrust())
	}
	call, body := f.bodyOf()
	want := parsed(t, `{"role_id":"`+adminID+`","trust_type":"IAMAssumption","trusted_user_id":"`+graceID+`",
		"conditions":{"time_of_day":{"timezone":"utc","days_of_week":["monday","tuesday","wednesday","thursday","friday"]},
		"ip_address":["203.0.113.10","2001:db8::1"]},"valid_until":"2026-06-20T03:59:59+00:00"}`)
	if call != "POST /v2/role-trusts" || !reflect.DeepEqual(body, want) {
		t.Errorf("by hand: %s %v, want %v", call, body, want)
	}
}

// TestTheGuidesUpdate changes it as Vultr's guide on updates does.
func TestTheGuidesUpdate(t *testing.T) {
	t.Parallel()
	before := guideTrust()
	before.ID = adminBy
	f := editOf(t, before)
	f.Scene.Now.Wall = before2026
	f.at(daysField).Types("6")
	f.at(ipField).Keys(tea.KeyUp).Erase().Keys(tea.KeyBackspace).Erase()
	f.retype(untilField, "2027-01-01T03:59:59+00:00").Keys(tea.KeyEnter)
	f.Shows("adds Saturday, allows every address, ends 195 days later (2027-01-01 03:59:59 UTC).").Types("y")
	want := before
	want.Schedule = model.NewSchedule("utc", workDays|dayBit(5), 0, 0)
	want.SourceIPs = nil
	want.ValidUntil = time.Date(2027, 1, 1, 3, 59, 59, 0, time.UTC)
	got := f.only()
	if !reflect.DeepEqual(*got.Before, before) || !reflect.DeepEqual(got.After, want) {
		t.Errorf("sent\n%+v, want\n%+v", got.After, want)
	}
	call, body := f.bodyOf()
	wanted := parsed(t, `{"role_id":"`+adminID+`","trust_type":"IAMAssumption","trusted_user_id":"`+graceID+`",
		"conditions":{"time_of_day":{"timezone":"utc","days_of_week":["monday","tuesday","wednesday","thursday","friday","saturday"]},
		"ip_address":[]},"valid_until":"2027-01-01T03:59:59+00:00"}`)
	if call != "PUT /v2/role-trusts/"+adminBy || !reflect.DeepEqual(body, wanted) {
		t.Errorf("by hand: %s %v, want %v", call, body, wanted)
	}
}

// TestTheBodyByHand covers what the guides do not show.
func TestTheBodyByHand(t *testing.T) {
	t.Parallel()
	machine := open(t, Options{RoleID: auditID}).at(entityField).Types("baremetal").Keys(tea.KeyEnter)
	if _, body := machine.bodyOf(); !reflect.DeepEqual(body, parsed(t, `{"role_id":"`+auditID+`","trust_type":"TemporaryAssumption","trusted_oidc_issuer_source":"baremetal"}`)) {
		t.Errorf("a machine without conditions: %v", body)
	}
	f := edit(t).retype(untilField, "").retype(fromField, "22:30").retype(toField, "6")
	_, body := f.bodyOf()
	conditions, _ := body["conditions"].(map[string]any)
	wanted := parsed(t, `{"timezone":"Europe/Berlin","days_of_week":["monday","tuesday","wednesday","thursday","friday"],"start":"22:30","end":6}`)
	if until, there := body["valid_until"]; !there || until != nil || !reflect.DeepEqual(conditions["time_of_day"], any(wanted)) {
		t.Errorf("no end, and hours past midnight: %v", body)
	}
	if _, there := conditions["oidc_claims"]; !there {
		t.Errorf("what actas does not know is left out: %v", body)
	}
}

// TestThePutByHandDropsNoRestriction: what stands in a schedule and actas does not
// know goes along, and what cannot be told is named.
func TestThePutByHandDropsNoRestriction(t *testing.T) {
	t.Parallel()
	trust := adminTrust()
	trust.Unknown = append(trust.Unknown, model.RawCondition{Name: "time_of_day.holidays", JSON: `["DE"]`})
	f := editOf(t, trust).Size(120, 40).Shows("Missing here: fields that actas does not know.")
	_, body := f.bodyOf()
	conditions, _ := body["conditions"].(map[string]any)
	day, _ := conditions["time_of_day"].(map[string]any)
	if !reflect.DeepEqual(day["holidays"], []any{"DE"}) || day["timezone"] != "Europe/Berlin" || conditions["oidc_claims"] == nil || len(conditions) != 3 {
		t.Errorf("by hand: %v", body)
	}
	f.choosing(always)
	_, body = f.bodyOf()
	conditions, _ = body["conditions"].(map[string]any)
	if want := any(map[string]any{"holidays": []any{"DE"}}); !reflect.DeepEqual(conditions["time_of_day"], want) {
		t.Errorf("by hand, always: %v, want %v", conditions, want)
	}
	trust.Schedule.Problem = "start cannot be read"
	editOf(t, trust).Size(120, 40).Shows("Missing here: time_of_day, fields that actas does")
	create(t).Size(120, 40).Hides("Missing here")
}
