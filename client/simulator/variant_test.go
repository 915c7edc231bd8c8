package simulator_test

import (
	"fmt"
	"net/http"
	"reflect"
	"testing"

	"actas/client/simulator"
)

func TestSessionShapes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		variant simulator.Variant
		key     string
		want    any
	}{
		"names":     {simulator.Variant{}, "conditions_met", []any{"time_of_day", "ip_address"}},
		"yes":       {simulator.Variant{Met: simulator.MetTrue}, "conditions_met", true},
		"null":      {simulator.Variant{Met: simulator.MetNull}, "conditions_met", nil},
		"number":    {simulator.Variant{}, "remaining_duration", 600.0},
		"text":      {simulator.Variant{Remaining: simulator.RemainingText}, "remaining_duration", "600"},
		"RFC 3339":  {simulator.Variant{}, "expires_at", "2026-11-20T14:13:00+00:00"},
		"plain":     {simulator.Variant{Dates: simulator.DatesPlain}, "expires_at", "2026-11-20 14:13:00"},
		"plain too": {simulator.Variant{Dates: simulator.DatesPlain}, "assumed_at", "2026-11-20 14:03:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, simulator.Config{Variant: c.variant})
			made := b.assume("Production Deploy", nil).want(http.StatusCreated).object()
			if !reflect.DeepEqual(made[c.key], c.want) {
				t.Errorf("%s: %v, want %v", c.key, made[c.key], c.want)
			}
		})
	}
}

func TestRemainingAsADecimal(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Variant: simulator.Variant{Remaining: simulator.RemainingDecimal}})
	r := b.assume("Auditor", nil).want(http.StatusCreated)
	var raw struct {
		Remaining rawText `json:"remaining_duration"`
	}
	r.into(&raw)
	if raw.Remaining != "600.0" {
		t.Errorf("remaining_duration %s", raw.Remaining)
	}
}

// rawText is a JSON value as it stands in the answer.
type rawText string

func (r *rawText) UnmarshalJSON(b []byte) error {
	*r = rawText(b)
	return nil
}

func TestWrappedAndBareSessions(t *testing.T) {
	t.Parallel()
	for wrapped, key := range map[bool]string{false: "session_token", true: "assumed_role_session"} {
		b := start(t, simulator.Config{Variant: simulator.Variant{WrappedSession: wrapped}})
		made := b.assume("Auditor", nil).want(http.StatusCreated).object()
		if _, ok := made[key]; !ok {
			t.Errorf("assume, wrapped %v: %v", wrapped, made)
		}
		inner := made
		if wrapped {
			inner, _ = made[key].(map[string]any)
		}
		read := b.get(fmt.Sprintf("/v2/assumed-roles/%s", inner["session_token"])).want(http.StatusOK).object()
		if _, ok := read[key]; !ok {
			t.Errorf("read, wrapped %v: %v", wrapped, read)
		}
	}
}

func TestSessionListKeys(t *testing.T) {
	t.Parallel()
	for long, key := range map[bool]string{false: "sessions", true: "assumed_role_sessions"} {
		b := start(t, simulator.Config{Variant: simulator.Variant{LongSessionList: long}})
		if n := len(b.get("/v2/assumed-roles/users/" + b.user("Ada Byron").ID + "/sessions").items(key)); n != 5 {
			t.Errorf("%s: %d sessions", key, n)
		}
	}
}

func TestWrappedAndBareTrusts(t *testing.T) {
	t.Parallel()
	for wrapped, key := range map[bool]string{false: "id", true: "role_trust"} {
		b := start(t, simulator.Config{Variant: simulator.Variant{WrappedTrust: wrapped}})
		made := b.createTrust(nil)
		if made[key] == nil {
			t.Errorf("create, wrapped %v: %v", wrapped, made)
		}
		inner := made
		if wrapped {
			inner, _ = made[key].(map[string]any)
		}
		changed := b.do(http.MethodPut, fmt.Sprintf("/v2/role-trusts/%s", inner["id"]), map[string]any{}).want(http.StatusOK).object()
		if changed[key] == nil {
			t.Errorf("update, wrapped %v: %v", wrapped, changed)
		}
	}
}

func TestAssumableAsRoles(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Variant: simulator.Variant{AssumableRoles: true}})
	roles := b.get("/v2/role-trusts/assumable/" + b.user("Ada Byron").ID).items("roles")
	if len(roles) != 10 || roles[0]["name"] != "Production Deploy" || roles[0]["role_type"] != "assumable" {
		t.Errorf("%d roles: %v", len(roles), column(roles, "name"))
	}
}

func TestRoleTypes(t *testing.T) {
	t.Parallel()
	for service, want := range map[bool][2]any{false: {"assumable", "assignable"}, true: {"service", "user"}} {
		b := start(t, simulator.Config{Variant: simulator.Variant{ServiceRoleTypes: service}})
		types := column(b.get("/v2/roles").items("roles"), "role_type")
		if types[0] != want[0] || types[len(types)-1] != want[1] {
			t.Errorf("service %v: %v", service, types)
		}
	}
}

func TestContentTypes(t *testing.T) {
	t.Parallel()
	for charset, want := range map[bool]string{false: "application/json", true: "application/json; charset=utf-8"} {
		b := start(t, simulator.Config{Variant: simulator.Variant{Charset: charset}})
		if got := b.get("/v2/roles").header.Get("Content-Type"); got != want {
			t.Errorf("charset %v: %q", charset, got)
		}
	}
}

func TestHoursOnTheWire(t *testing.T) {
	t.Parallel()
	for shape, want := range map[simulator.HoursShape][3]any{
		simulator.HoursNumber: {9.0, 24.0, "09:30"},
		simulator.HoursPadded: {"09", "24", "09:30"},
		simulator.HoursClock:  {"09:00", "24:00", "09:30"},
	} {
		b := start(t, simulator.Config{Variant: simulator.Variant{Hours: shape}})
		window := func(start any) map[string]any {
			made := b.createTrust(map[string]any{"conditions": map[string]any{"time_of_day": map[string]any{"start": start, "end": 24}}})
			return made["conditions"].(map[string]any)["time_of_day"].(map[string]any)
		}
		whole, half := window(9), window("09:30")
		if whole["start"] != want[0] || whole["end"] != want[1] || half["start"] != want[2] {
			t.Errorf("shape %d: %v and %v", shape, whole, half)
		}
	}
}

func TestWhatIsNotThere(t *testing.T) {
	t.Parallel()
	ip := map[string]any{"conditions": map[string]any{"ip_address": []string{"10.0.0.1"}}}
	for shape, want := range map[simulator.EmptyShape]struct{ none, until, time any }{
		simulator.EmptyNull:   {nil, nil, nil},
		simulator.EmptyArray:  {[]any{}, "", []any{}},
		simulator.EmptyAbsent: {"absent", "absent", "absent"},
	} {
		b := start(t, simulator.Config{Variant: simulator.Variant{Empty: shape}})
		get := func(m map[string]any, key string) any {
			v, ok := m[key]
			if !ok {
				return "absent"
			}
			return v
		}
		bare, limited := b.createTrust(nil), b.createTrust(ip)
		inner, _ := limited["conditions"].(map[string]any)
		got := []any{get(bare, "conditions"), get(bare, "valid_until"), get(inner, "time_of_day")}
		if !reflect.DeepEqual(got, []any{want.none, want.until, want.time}) {
			t.Errorf("shape %d: %v", shape, got)
		}
	}
}
