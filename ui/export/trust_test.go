package export_test

import (
	"strings"
	"testing"
	"time"

	"actas/model"
	"actas/ui/export"
)

// A refusal is where what came out would be another trust, or a wider one.
func TestWhatTerraformCannotSayIsRefused(t *testing.T) {
	t.Parallel()
	of := func(kind model.EntityKind, id string) func(*model.Trust) {
		return func(t *model.Trust) { t.Entity = model.Entity{Kind: kind, ID: id} }
	}
	unknown := func(name, value string) func(*model.Trust) {
		return func(t *model.Trust) { t.Unknown = []model.RawCondition{{Name: name, JSON: value}} }
	}
	hours := func(start, end int) func(*model.Trust) {
		return func(t *model.Trust) { t.Schedule = model.NewSchedule("utc", weekdays, start, end) }
	}
	for _, c := range []struct {
		name         string
		change       func(*model.Trust)
		terraform    string
		curlAsWell   bool
		curlOnItsOwn string
	}{
		{"an issuer", of(model.EntityIssuer, issuerID), "the provider has no argument for an OIDC issuer", false, ""},
		{"an instance", of(model.EntitySource, "instance"), "the provider has no argument for a source, here instance", false, ""},
		{"federated", func(t *model.Trust) { t.Type = model.FederatedAssumption }, "the provider cannot create FederatedAssumption trusts", false, ""},
		{"claims", unknown("oidc_claims", `{"sub":"x"}`), "the provider has no argument for the condition oidc_claims: without it the trust would let in more", false, ""},
		{"holidays", unknown("time_of_day.holidays", `["DE"]`), "the provider has no argument for the condition time_of_day.holidays: without it the trust would let in more", false, ""},
		{"half past", hours(9*60+30, 17*60), "the provider takes whole hours only, here every day 09:30-17:00 UTC", false, ""},
		{"quarter to", hours(9*60, 16*60+45), "the provider takes whole hours only, here every day 09:00-16:45 UTC", false, ""},
		{"no entity", of(model.EntityUnknown, ""), "it names no entity that actas can read", true, ""},
		{"no role", func(t *model.Trust) { t.RoleID = "" }, "the API did not tell its role", true, ""},
		{"no type", func(t *model.Trust) { t.Type = "" }, "the API did not tell its type", true, ""},
		{"a zone that there is not", func(t *model.Trust) { t.Schedule = model.NewSchedule("Europe/Munich", 0, 540, 600) }, "its schedule is unreadable: unknown time zone Europe/Munich", true, ""},
		{"an end that is no date", func(t *model.Trust) { t.ValidUntilProblem = "soon" }, "its end cannot be read: soon", true, ""},
		{"an address that is none", func(t *model.Trust) { t.SourceIPs = addresses("10.0.0.0/8", "10.0.0.0/99") }, "its address 10.0.0.0/99 cannot be read", true, ""},
		{"a condition that cleaning broke", unknown("note", `"\u{200b}"`), "the provider has no argument for the condition note: without it the trust would let in more", false,
			"its condition note has characters that actas does not keep"},
	} {
		e := export.NewTrust(directory(), trust(c.change))
		text, err := e.Terraform()
		if err != export.Refusal(c.terraform) || text.Body != "" {
			t.Errorf("%s as Terraform: %v, want %s", c.name, err, c.terraform)
		}
		want := c.curlOnItsOwn
		if c.curlAsWell {
			want = c.terraform
		}
		text, err = e.Curl(apiURL)
		if want == "" && err != nil || want != "" && err != export.Refusal(want) || (err == nil) == (text.Body == "") {
			t.Errorf("%s as curl: %v, want %q", c.name, err, want)
		}
		if e.JSON().Body == "" {
			t.Errorf("%s as JSON is refused", c.name)
		}
	}
}

// What opens the trust further than it is, is said.
func TestWhatTerraformLosesIsSaid(t *testing.T) {
	t.Parallel()
	const (
		days = "Wider than the trust: the provider has no argument for days_of_week, here Mon-Fri. A trust made from this block alone would open every day."
		zone = "Other hours than the trust's: the provider has no argument for timezone, here Asia/Kolkata. A trust made from this block alone would count its hours in UTC."
	)
	for _, c := range []struct {
		name     string
		schedule model.Schedule
		want     []string
		body     []string
	}{
		{"always", model.Schedule{}, nil, nil},
		{"all days by name", model.NewSchedule("Asia/Kolkata", model.NewDaySet(0, 1, 2, 3, 4, 5, 6), 0, 0), nil, nil},
		{"hours in UTC", model.NewSchedule("UTC", 0, 540, 1020), nil, []string{"hour_start = 9\n", "hour_end   = 17\n"}},
		{"up to midnight", model.NewSchedule("", 0, 540, 1440), nil, []string{"hour_start = 9\n", "hour_end   = 24\n"}},
		{"to midnight as 0", model.NewSchedule("", 0, 540, 0), nil, []string{"hour_start = 9\n", "hour_end   = 0\n"}},
		{"from midnight", model.NewSchedule("", 0, 0, 360), nil, []string{"hour_start = 0\n", "hour_end   = 6\n"}},
		{"days", model.NewSchedule("Asia/Kolkata", weekdays, 0, 0), []string{days}, nil},
		{"hours elsewhere", model.NewSchedule("Asia/Kolkata", 0, 540, 1020), []string{zone}, nil},
		{"days and hours elsewhere", model.NewSchedule("Asia/Kolkata", weekdays, 540, 1020), []string{days, zone}, nil},
	} {
		text, err := export.NewTrust(directory(), trust(func(t *model.Trust) { t.Schedule = c.schedule })).Terraform()
		if err != nil || strings.Join(text.Warnings, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %v, %q", c.name, err, text.Warnings)
		}
		flat := strings.ReplaceAll(text.Body, "\n# ", " ")
		for _, w := range append(c.want, c.body...) {
			if !strings.Contains(flat, w) {
				t.Errorf("%s: %q does not stand in\n%s", c.name, w, text.Body)
			}
		}
		if len(c.body) == 0 && c.schedule.Kind() != model.ScheduleHours && c.schedule.Kind() != model.ScheduleDaysAndHours && strings.Contains(text.Body, "hour_") {
			t.Errorf("%s: hours stand in\n%s", c.name, text.Body)
		}
	}
}

// A condition that is as good as absent keeps nothing from being exported.
func TestEmptyUnknownConditionsDoNotRefuse(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"null", "[]", "{}", `""`} {
		if _, err := export.NewTrust(directory(), trust(func(t *model.Trust) {
			t.Unknown = []model.RawCondition{{Name: "oidc_claims", JSON: value}}
		})).Terraform(); err != nil {
			t.Errorf("%s: %v", value, err)
		}
	}
}

func TestNamesForTerraform(t *testing.T) {
	t.Parallel()
	named := func(role, group string) func(*model.Trust) {
		return func(t *model.Trust) {
			t.RoleName, t.Entity = role, model.Entity{Kind: model.EntityGroup, ID: "g-1", Name: group}
		}
	}
	for _, c := range []struct {
		change func(*model.Trust)
		want   string
	}{
		{nil, "production_deploy_ada_byron"},
		{toGroup, "production_deploy_deployers"},
		{named("2nd Level / Support!", "on-call"), "trust_2nd_level_support_on_call"},
		{named("  --Zürich--  ", "ÄÖ"), "z_rich"},
		{named("日本", "東京"), "trust_915447a8"},
		{named(strings.Repeat("long ", 30), "x"), strings.TrimSuffix(strings.Repeat("long_", 13)[:64], "_")},
		{named(`a"} resource "x" "y`, "${b}"), "a_resource_x_y_b"},
	} {
		text, err := export.NewTrust(directory(), trust(c.change)).Terraform()
		if err != nil || !strings.Contains(text.Body, "to = vultr_organization_role_trust."+c.want+"\n") ||
			!strings.Contains(text.Body, `resource "vultr_organization_role_trust" "`+c.want+`" {`) {
			t.Errorf("%s: %v\n%s", c.want, err, text.Body)
		}
	}
}

// Two trusts of one role for the same group would be called the same.
func TestAlikeTrustsHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	weekend := trust(func(t *model.Trust) {
		t.ID, t.Schedule = "0b84a648-0908-48e9-b8c8-2618123705ec", model.NewSchedule("utc", model.NewDaySet(time.Saturday), 0, 0)
	})
	d := directory(trust(nil), weekend, trust(func(t *model.Trust) { toGroup(t); t.ID = "c261b541" }))
	for id, want := range map[string]string{
		trustID: "production_deploy_ada_byron_915447a8", weekend.ID: "production_deploy_ada_byron_0b84a648", "c261b541": "production_deploy_deployers",
	} {
		one, _ := d.Trust(id)
		text, err := export.NewTrust(d, one).Terraform()
		if err != nil || !strings.Contains(text.Body, `"`+want+`" {`) {
			t.Errorf("%s: %v\n%s", want, err, text.Body)
		}
	}
}
