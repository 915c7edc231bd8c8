package export_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/export"
)

// bodyText is a body in one line.
func bodyText(b export.TrustBody) string { return export.Member{Members: b.Members}.Inline() }

func TestTrustBodies(t *testing.T) {
	t.Parallel()
	unknown := func(pairs ...string) func(*model.Trust) {
		return func(t *model.Trust) {
			for i := 0; i < len(pairs); i += 2 {
				t.Unknown = append(t.Unknown, model.RawCondition{Name: pairs[i], JSON: pairs[i+1]})
			}
		}
	}
	source := func(t *model.Trust) { t.Entity = model.Entity{Kind: model.EntitySource, ID: "baremetal"} }
	zoned := func(t *model.Trust) { t.Schedule = model.NewSchedule("Europe/Berlin", 0, 0, 0) }
	for _, c := range []struct {
		name          string
		before, after func(*model.Trust)
		want, left    string
	}{
		{"always", nil, func(*model.Trust) {}, `"trusted_user_id": "` + userID + `", "conditions": {"ip_address": []}}`, ""},
		{"a machine", nil, source, `"trust_type": "TemporaryAssumption", "trusted_oidc_issuer_source": "baremetal"}`, ""},
		{"within a schedule", nil, unknown("time_of_day.holidays", `["DE"]`), `"conditions": {"time_of_day": {"holidays": ["DE"]}, "ip_address": []}}`, ""},
		{"within a schedule with a zone", zoned, func(t *model.Trust) { zoned(t); unknown("time_of_day.holidays", `["DE"]`)(t) },
			`"conditions": {"time_of_day": {"timezone": "Europe/Berlin", "holidays": ["DE"]}, "ip_address": []}}`, ""},
		{"conditions that are no object", office, unknown("conditions", `"none"`), `"conditions": "none", "valid_until": null}`, ""},
		{"the same, and addresses", nil, func(t *model.Trust) { unknown("conditions", `"none"`)(t); t.SourceIPs = addresses("10.0.0.1") },
			`"conditions": {"ip_address": ["10.0.0.1"]}}`, "conditions"},
		{"addresses that cannot be read", nil, unknown("ip_address", `{"a":1}`), `"conditions": {"ip_address": {"a":1}}}`, ""},
		{"the same, and others", nil, func(t *model.Trust) { unknown("ip_address", `{"a":1}`)(t); t.SourceIPs = addresses(" 10.0.0.1") },
			`"conditions": {"ip_address": ["10.0.0.1"]}}`, "ip_address"},
		{"broken by cleaning", nil, unknown("note", `"\u{200b}"`, "time_of_day.x", `"\u{200b}"`), `"conditions": {"ip_address": []}}`, "time_of_day.x note"},
		{"a schedule that cannot be read", office, func(t *model.Trust) { office(t); t.Schedule.Problem = "start cannot be read" },
			`"conditions": {"ip_address": ["203.0.113.0/24", "2001:db8:40::/48"]}, "valid_until"`, "time_of_day"},
		{"a schedule less", office, toGroup, `"conditions": {"time_of_day": null, "ip_address": []}, "valid_until": null}`, ""},
		{"another kind of entity", office, source,
			`"trusted_group_id": null, "trusted_oidc_issuer_source": "baremetal", "conditions": {"time_of_day": null, "ip_address": []}`, ""},
		{"an end that cannot be read", nil, func(t *model.Trust) { t.ValidUntilProblem = "soon" }, `"valid_until": "soon"}`, ""},
	} {
		var before *model.Trust
		if c.before != nil {
			t := trust(c.before)
			before = &t
		}
		b := export.NewTrustBody(trust(c.after), before)
		if got := bodyText(b); !strings.Contains(got, c.want) || !json.Valid([]byte(got)) || strings.Join(b.Left, " ") != c.left {
			t.Errorf("%s: left out %q of\n%s, want\n%s and %q", c.name, b.Left, got, c.want, c.left)
		}
	}
}

// TestTrustBodiesKeepEveryCondition: each one that actas does not know stands in
// the body, once, or is said to be left out.
func TestTrustBodiesKeepEveryCondition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		one := anyTrust().Draw(rt, "trust")
		for n, name := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "conditions", "ip_address", "time_of_day.a", "time_of_day.b"}), 0, 5, rapid.ID[string]).Draw(rt, "names") {
			value := rapid.SampledFrom([]string{`{"k":"mark"}`, `["mark"]`, `"mark"`, `"\u{200b}mark"`}).Draw(rt, "value")
			one.Unknown = append(one.Unknown, model.RawCondition{Name: name, JSON: strings.Replace(value, "mark", "mark"+string(rune('0'+n)), 1)})
		}
		b := export.NewTrustBody(one, nil)
		got := bodyText(b)
		if !json.Valid([]byte(got)) {
			rt.Fatalf("not JSON: %s", got)
		}
		for n, c := range one.Unknown {
			stands, left := strings.Count(got, "mark"+string(rune('0'+n))), slices.Contains(b.Left, c.Name)
			if stands == 1 == left || stands > 1 {
				rt.Fatalf("%s stands %d times, left out: %v, in\n%s", c.Name, stands, left, got)
			}
		}
		if bytes.Count([]byte(got), []byte(`"ip_address"`)) > 1 {
			rt.Fatalf("two lists of addresses: %s", got)
		}
	})
}
