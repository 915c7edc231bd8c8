package simulator_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

func TestAssumedSessionIsDescribed(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	made := b.assume("Production Deploy", map[string]any{"session_name": "ship"}).want(http.StatusCreated).object()
	token, _ := made["session_token"].(string)
	if !strings.HasPrefix(token, "ars-") || len(token) < 30 {
		t.Errorf("token %q", token)
	}
	for key, want := range map[string]any{
		"user_id": b.user("Ada Byron").ID, "oidc_issuer_id": nil, "role_id": b.role("Production Deploy").ID,
		"session_name": "ship", "auth_method": "api_key", "remaining_duration": 600.0,
		"conditions_met": []any{"time_of_day", "ip_address"}, "source_ip": "203.0.113.7",
		"assumed_at": "2026-11-20T14:03:00+00:00", "expires_at": "2026-11-20T14:13:00+00:00", "s3_credentials": nil,
	} {
		if !reflect.DeepEqual(made[key], want) {
			t.Errorf("%s: %v, want %v", key, made[key], want)
		}
	}
	b.clock.Advance(90*time.Second + 500*time.Millisecond)
	read := b.get("/v2/assumed-roles/" + token).want(http.StatusOK).object()
	if read["remaining_duration"] != 509.0 {
		t.Errorf("%v s left after 90.5 s", read["remaining_duration"])
	}
}

func TestDurationDefaultsToAnHourOrWhatTheRoleAllows(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for role, want := range map[string]float64{"Log Reader": 3600, "Database Admin": 1800} {
		if got := b.assume(role, map[string]any{"duration": nil}).want(http.StatusCreated).object()["remaining_duration"]; got != want {
			t.Errorf("%s: %v s, want %v", role, got, want)
		}
	}
}

func TestGovultrsRequestWithoutAnAuthMethod(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	if got := b.assume("Auditor", map[string]any{"auth_method": nil}).want(http.StatusCreated).object()["auth_method"]; got != "api_key" {
		t.Errorf("auth_method %v", got)
	}
}

func TestSessionsExpireOnTheClock(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	token, _ := b.assume("Auditor", nil).want(http.StatusCreated).object()["session_token"].(string)
	b.clock.Advance(600*time.Second - time.Millisecond)
	b.as(token).get("/v2/roles").want(http.StatusOK)
	b.clock.Advance(time.Millisecond)
	b.as(token).get("/v2/roles").refused(http.StatusUnauthorized, "Invalid API token")
	b.get("/v2/assumed-roles/"+token).refused(http.StatusNotFound, "Assumed Role Not Found")
	b.do(http.MethodDelete, "/v2/assumed-roles/"+token, nil).refused(http.StatusNotFound, "Assumed Role Not Found")
	for _, s := range b.get("/v2/assumed-roles/users/" + b.user("Ada Byron").ID + "/sessions").items("sessions") {
		if s["session_token"] == token {
			t.Error("the expired session is still listed")
		}
	}
}

func TestWallClockStepsNeitherKillNorProlongASession(t *testing.T) {
	t.Parallel()
	for _, step := range []time.Duration{time.Hour, -time.Hour} {
		b := start(t, simulator.Config{})
		token, _ := b.assume("Auditor", nil).want(http.StatusCreated).object()["session_token"].(string)
		b.clock.Step(step)
		if got := b.get("/v2/assumed-roles/" + token).want(http.StatusOK).object()["remaining_duration"]; got != 600.0 {
			t.Errorf("after a step of %v: %v s left", step, got)
		}
	}
}

func TestRevokedSessionEndsAtOnce(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	token, _ := b.assume("Auditor", nil).want(http.StatusCreated).object()["session_token"].(string)
	path := "/v2/assumed-roles/" + token
	if r := b.do(http.MethodDelete, path, nil).want(http.StatusNoContent); len(r.body) != 0 {
		t.Errorf("body %q", r.body)
	}
	b.as(token).get("/v2/roles").refused(http.StatusUnauthorized, "Invalid API token")
	b.do(http.MethodDelete, path, nil).refused(http.StatusNotFound, "Assumed Role Not Found")
}

func TestSessionListIsOfOneUser(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	got := column(b.get("/v2/assumed-roles/users/"+b.user("Grace Hopper").ID+"/sessions").items("sessions"), "session_name")
	if !reflect.DeepEqual(got, []any{"grace-oncall-5d20", "grace-drill-a1c4"}) {
		t.Errorf("%v", got)
	}
	b.get("/v2/assumed-roles/users/x/sessions").refused(http.StatusNotFound, "User not found")
}

func TestSessionsEndFromOutside(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	list := "/v2/assumed-roles/users/" + b.user("Ada Byron").ID + "/sessions"
	if n := b.EndSessions("ada-logs-c01d"); n != 1 {
		t.Errorf("%d ended", n)
	}
	b.DeleteRole(b.role("Auditor").ID)
	if n := len(b.get(list).items("sessions")); n != 3 {
		t.Errorf("%d sessions left, want 3", n)
	}
}

func TestSessionsOfOneNameAreTwo(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	first, second := b.assume("Auditor", nil).object(), b.assume("Auditor", nil).object()
	if first["session_token"] == second["session_token"] || first["id"] == second["id"] {
		t.Error("two sessions share a token or an id")
	}
}

func TestAddedSessionIsServed(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	role := b.AddRole(model.Role{Name: "R"})
	s := b.AddSession(model.Session{Name: "n", RoleID: role.ID, UserID: b.user("Ada Byron").ID, Remaining: time.Minute})
	read := b.get("/v2/assumed-roles/" + s.Token.Reveal()).want(http.StatusOK).object()
	if read["id"] != s.ID || read["remaining_duration"] != 60.0 {
		t.Errorf("%v", read)
	}
}
