package simulator_test

import (
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
)

func TestStatusFaultReplacesTheAnswerOnce(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.Next("GET /v2/roles", simulator.Fault{
		Status: http.StatusServiceUnavailable, Body: "<html>down</html>", ContentType: "text/html",
		Header: http.Header{"retry-after": {"7"}},
	})
	b.get("/v2/users").want(http.StatusOK)
	r := b.get("/v2/roles").want(http.StatusServiceUnavailable)
	if string(r.body) != "<html>down</html>" || r.header.Get("Content-Type") != "text/html" || r.header.Get("Retry-After") != "7" {
		t.Errorf("%q %v", r.body, r.header)
	}
	b.get("/v2/roles").want(http.StatusOK)
}

func TestFaultsOfOneMatchWaitInLine(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.Next("GET /v2/roles", simulator.Fault{Status: 500})
	b.Next("GET /v2/roles", simulator.Fault{Status: 502, Times: 2})
	for _, want := range []int{500, 502, 502, 200} {
		b.get("/v2/roles").want(want)
	}
}

func TestFaultThatGoesOnUntilHealed(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.Next("", simulator.Fault{Status: 401, Body: `{"error":"Invalid API token","status":401}`, Times: -1})
	for range 3 {
		b.get("/v2/roles").want(http.StatusUnauthorized)
	}
	b.Heal()
	b.get("/v2/roles").want(http.StatusOK)
}

func TestGarbageKeepsTheStatus(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for _, body := range []string{"", "null", "{", `{"roles":7}`} {
		b.Next("GET /v2/roles", simulator.Fault{Garbage: true, Body: body})
		if r := b.get("/v2/roles").want(http.StatusOK); string(r.body) != body {
			t.Errorf("body %q, want %q", r.body, body)
		}
	}
}

func TestHeaderAloneKeepsTheAnswer(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.Next("GET /v2/roles", simulator.Fault{Header: http.Header{"Date": {"Fri, 20 Nov 2026 15:03:00 GMT"}}})
	r := b.get("/v2/roles")
	if len(r.items("roles")) == 0 || r.header.Get("Date") != "Fri, 20 Nov 2026 15:03:00 GMT" {
		t.Errorf("%v", r.header)
	}
}

func TestHeldAnswerComesWhenReleased(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	release := make(chan struct{})
	b.Next("GET /v2/roles", simulator.Fault{Hold: release})
	answered := b.later(http.MethodGet, "/v2/roles", nil)
	b.waitFor("/v2/roles")
	b.get("/v2/users").want(http.StatusOK)
	select {
	case r := <-answered:
		t.Fatalf("answered %d while held", r.status)
	default:
	}
	close(release)
	if got := (<-answered).status; got != http.StatusOK {
		t.Errorf("status %d", got)
	}
}

func TestHoldWithEffectHasHadItWhenHeld(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	release := make(chan struct{})
	b.Next("POST /v2/assumed-roles/assume", simulator.Fault{Hold: release, Effect: true})
	answered := b.later(http.MethodPost, "/v2/assumed-roles/assume", map[string]any{
		"user_id": b.user("Ada Byron").ID, "role_id": b.role("Auditor").ID, "session_name": "held",
	})
	for adaSessions(b) == 5 {
		runtime.Gosched()
	}
	select {
	case r := <-answered:
		t.Fatalf("answered %d while held", r.status)
	default:
	}
	close(release)
	if got := (<-answered).status; got != http.StatusCreated {
		t.Errorf("status %d", got)
	}
}

func TestDelayFaultPassesOnTheClock(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.Next("GET /v2/roles", simulator.Fault{Delay: time.Minute})
	answered := b.later(http.MethodGet, "/v2/roles", nil)
	b.clock.Waiting(1)
	b.clock.Advance(time.Minute)
	if got := (<-answered).status; got != http.StatusOK {
		t.Errorf("status %d", got)
	}
}

// adaSessions counts the live sessions of Ada.
func adaSessions(b *bench) int {
	return len(b.get("/v2/assumed-roles/users/" + b.user("Ada Byron").ID + "/sessions").items("sessions"))
}

func TestLostAnswersToAssume(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault simulator.Fault
		left  int
	}{
		"reset before the effect":      {simulator.Fault{Reset: simulator.ResetBeforeAnswer}, 5},
		"reset after the effect":       {simulator.Fault{Reset: simulator.ResetBeforeAnswer, Effect: true}, 6},
		"reset in the middle":          {simulator.Fault{Reset: simulator.ResetMidBody}, 6},
		"unavailable before an effect": {simulator.Fault{Status: 503}, 5},
		"unavailable after the effect": {simulator.Fault{Status: 503, Effect: true}, 6},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, simulator.Config{})
			b.Next("POST /v2/assumed-roles/assume", c.fault)
			r, err := b.send(http.MethodPost, "/v2/assumed-roles/assume", map[string]any{
				"user_id": b.user("Ada Byron").ID, "role_id": b.role("Auditor").ID, "session_name": "lost",
			})
			if err == nil && r.status == http.StatusCreated {
				t.Fatalf("the answer was not lost: %s", r.body)
			}
			if lost := c.fault.Reset != simulator.NoReset; lost && err == nil {
				t.Errorf("no error on a reset connection: %d %s", r.status, r.body)
			}
			if got := adaSessions(b); got != c.left {
				t.Errorf("%d sessions, want %d", got, c.left)
			}
		})
	}
}

func TestResetInTheMiddleSendsHalf(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.Next("GET /v2/roles", simulator.Fault{Reset: simulator.ResetMidBody})
	r, err := b.send(http.MethodGet, "/v2/roles", nil)
	if err == nil {
		t.Fatal("read to the end")
	}
	if r.status != 0 && r.status != http.StatusOK {
		t.Errorf("status %d", r.status)
	}
}

func TestLimitOfThirtyASecond(t *testing.T) {
	t.Parallel()
	server := start(t, simulator.Config{Limit: 30})
	for range 30 {
		server.get("/v2/account").want(http.StatusOK)
	}
	over := server.get("/v2/account")
	over.refused(http.StatusTooManyRequests, "Rate limit exceeded: 30 requests per second")
	if got := over.header.Get("Retry-After"); got != "1" {
		t.Errorf("Retry-After %q", got)
	}
	server.clock.Advance(time.Second - time.Nanosecond)
	server.get("/v2/account").want(http.StatusTooManyRequests)
	server.clock.Advance(time.Nanosecond)
	server.get("/v2/account").want(http.StatusOK)
}

func TestLimitSlides(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Limit: 2})
	b.get("/v2/account").want(http.StatusOK)
	b.clock.Advance(900 * time.Millisecond)
	b.get("/v2/account").want(http.StatusOK)
	b.clock.Advance(100 * time.Millisecond)
	b.get("/v2/account").want(http.StatusOK)
	b.get("/v2/account").want(http.StatusTooManyRequests)
}

func TestRequestsAreRecordedWithoutTokens(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	token, _ := b.assume("Auditor", nil).object()["session_token"].(string)
	b.do(http.MethodDelete, "/v2/assumed-roles/"+token, nil).want(http.StatusNoContent)
	b.get("/v2/roles?per_page=500")
	b.as("").get("/v2/roles")
	seen := b.Requests()
	if len(seen) != 4 {
		t.Fatalf("%d requests", len(seen))
	}
	if r := seen[0]; r.Method != http.MethodPost || r.Status != 201 || r.Caller != "Ada Byron" || !strings.Contains(r.Body, `"session_name":"test"`) {
		t.Errorf("%+v", r)
	}
	if r := seen[1]; r.Path != "/v2/assumed-roles/ars-…" || r.Status != 204 {
		t.Errorf("%+v", r)
	}
	if r := seen[2]; r.Query != "per_page=500" || r.Path != "/v2/roles" {
		t.Errorf("%+v", r)
	}
	if r := seen[3]; r.Caller != "" || r.Status != 401 {
		t.Errorf("%+v", r)
	}
}

func TestLogKeepsTheLastRequests(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	for range 2048 {
		b.get("/v2/account")
	}
	b.get("/v2/users")
	seen := b.Requests()
	if len(seen) != 1025 || seen[len(seen)-1].Path != "/v2/users" {
		t.Errorf("%d requests, the last for %s", len(seen), seen[len(seen)-1].Path)
	}
}
