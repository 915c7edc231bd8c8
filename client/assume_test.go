package client

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"testing"
	"time"

	"actas/model"
)

func assumeRequest() model.AssumeRequest {
	return model.AssumeRequest{
		UserID: "u-1", RoleID: "r-1", Name: "ada-1", AuthMethod: "api_key", Duration: time.Hour, SourceIP: "203.0.113.7",
	}
}

func goodSession() string { return sessionJSON(`3600`, `true`, plainDates) }

func sessionList(sessions string) reply { return reply{body: `{"sessions":[` + sessions + `]}`} }

const (
	postAssume = "POST /v2/assumed-roles/assume"
	listOfAda  = "GET /v2/assumed-roles/users/u-1/sessions?per_page=500"
)

func TestAssume(t *testing.T) {
	t.Parallel()
	for _, body := range []string{goodSession(), `{"assumed_role_session":` + goodSession() + `}`} {
		c, api, clk := talk(t, reply{status: 201, body: body})
		var sent map[string]any
		api.during = func(r *http.Request) {
			if err := json.NewDecoder(r.Body).Decode(&sent); err != nil {
				t.Error(err)
			}
		}
		got, err := c.Assume(context.Background(), assumeRequest())
		want := wantSession(model.ConditionsMet{Known: true, Met: true}, clk.Now().Boot)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, error %v", got, err)
		}
		wantSent := map[string]any{
			"user_id": "u-1", "role_id": "r-1", "session_name": "ada-1", "auth_method": "api_key",
			"duration": 3600.0, "context": map[string]any{"ip_address": "203.0.113.7"},
		}
		if !reflect.DeepEqual(sent, wantSent) || !slices.Equal(api.seen(), []string{postAssume}) {
			t.Errorf("sent %v in %q", sent, api.seen())
		}
	}
}

func TestAssumeForAnIssuerSendsNoUser(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{status: 201, body: goodSession()})
	var sent map[string]any
	api.during = func(r *http.Request) { _ = json.NewDecoder(r.Body).Decode(&sent) }
	_, err := c.Assume(context.Background(), model.AssumeRequest{IssuerID: "i-1", RoleID: "r-1", Name: "ci", AuthMethod: "oidc"})
	want := map[string]any{"oidc_issuer_id": "i-1", "role_id": "r-1", "session_name": "ci", "auth_method": "oidc"}
	if err != nil || !reflect.DeepEqual(sent, want) {
		t.Errorf("sent %v, error %v", sent, err)
	}
}

func TestAssumeChecksItsInput(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{status: 201, body: goodSession()})
	for field, change := range map[string]func(*model.AssumeRequest){
		"user_id":        func(r *model.AssumeRequest) { r.UserID = "" },
		"oidc_issuer_id": func(r *model.AssumeRequest) { r.UserID, r.IssuerID = "", "../x" },
		"role_id":        func(r *model.AssumeRequest) { r.RoleID = "" },
		"session_name":   func(r *model.AssumeRequest) { r.Name = "" },
		"duration":       func(r *model.AssumeRequest) { r.Duration = 1500 * time.Millisecond },
	} {
		req := assumeRequest()
		change(&req)
		_, err := c.Assume(context.Background(), req)
		if fault := mustFail(t, err, model.ErrInvalid); fault.Field != field {
			t.Errorf("%s: field %q", field, fault.Field)
		}
	}
	both := assumeRequest()
	both.IssuerID = "i-1"
	_, err := c.Assume(context.Background(), both)
	mustFail(t, err, model.ErrInvalid)
	if len(api.seen()) != 0 {
		t.Errorf("requests went out: %q", api.seen())
	}
}

// Robustness rows 2 and 4, and a trust that is not visible yet.
func TestRefusedAssumeIsNeitherRepeatedNorLookedFor(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		status      int
		text, field string
		kind        error
	}{
		{401, "Invalid API token", "", model.ErrUnauthorised},
		{403, "No trust relationship exists between this role and user", "", model.ErrForbidden},
		{404, "Role trust not found", "", model.ErrNotFound},
		{409, "session_name is in use", "session_name", model.ErrConflict},
		{422, "duration must be at most 3600", "duration", model.ErrInvalid},
		{400, "Invalid ip address", "ip_address", model.ErrInvalid},
		{429, "Too many requests", "", model.ErrRateLimited},
	} {
		c, api, _ := talk(t, reply{status: tc.status, body: `{"error":"` + tc.text + `"}`})
		_, err := c.Assume(context.Background(), assumeRequest())
		fault := mustFail(t, err, tc.kind)
		if fault.Message != tc.text || fault.Field != tc.field || fault.Lost || fault.Action != "iam.role.AssumeRole" {
			t.Errorf("%d: fault %#v", tc.status, fault)
		}
		if !slices.Equal(api.seen(), []string{postAssume}) {
			t.Errorf("%d: requests %q", tc.status, api.seen())
		}
	}
}

// lost is an answer to assume that does not arrive, or not whole.
type lost struct {
	reply reply
	kind  error
}

func lostAnswers() map[string]lost {
	return map[string]lost{
		"reset before the answer": {reply{reset: true}, model.ErrOffline},
		"reset in its middle":     {reply{status: 201, cut: true, body: goodSession()[:40]}, model.ErrOffline},
		"500":                     {reply{status: 500, body: `{"error":"Internal"}`}, model.ErrUnavailable},
		"a gateway's page":        {reply{status: 504, body: "<html>", contentType: "text/html"}, model.ErrUnavailable},
		"a page for an answer":    {reply{status: 200, body: "<html>", contentType: "text/html"}, model.ErrNotAPI},
		"truncated":               {reply{status: 201, body: goodSession()[:40]}, model.ErrNotAPI},
		"of another shape":        {reply{status: 201, body: `{}`}, model.ErrNotAPI},
		"without its token":       {reply{status: 201, body: `{"id":"s-1","remaining_duration":1}`}, model.ErrNotAPI},
	}
}

const (
	otherSession = `{"session_token":"ars-other","session_name":"ada-2","role_id":"r-1","remaining_duration":60}`
	otherRole    = `{"session_token":"ars-other","session_name":"ada-1","role_id":"r-2","remaining_duration":60}`
)

func mustHaveSeen(t *testing.T, api *fakeAPI, want ...string) {
	t.Helper()
	if !slices.Equal(api.seen(), want) {
		t.Errorf("requests %q, want %q", api.seen(), want)
	}
}

// Robustness rows 6 and 11: whatever happens to the answer, the request goes
// out once, and a session that was made is found.
func TestLostSessionIsFound(t *testing.T) {
	t.Parallel()
	for name, loss := range lostAnswers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, api, _ := talk(t, loss.reply, sessionList(otherSession+","+otherRole+","+goodSession()))
			got, err := c.Assume(context.Background(), assumeRequest())
			if err != nil || got.ID != "s-1" || got.Token.Reveal() != canaryToken {
				t.Errorf("%+v, error %v", got, err)
			}
			mustHaveSeen(t, api, postAssume, listOfAda)
		})
	}
}

func TestLostSessionThatAppearsLateIsFound(t *testing.T) {
	t.Parallel()
	for name, loss := range lostAnswers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, api, clk := talk(t, loss.reply, sessionList(otherSession), sessionList(""), sessionList(goodSession()))
			if got, err := c.Assume(context.Background(), assumeRequest()); err != nil || got.ID != "s-1" {
				t.Errorf("%+v, error %v", got, err)
			}
			mustHaveSeen(t, api, postAssume, listOfAda, listOfAda, listOfAda)
			if want := []time.Duration{time.Second, 2 * time.Second}; !slices.Equal(clk.waited(), want) {
				t.Errorf("waits %v, want %v", clk.waited(), want)
			}
		})
	}
}

func TestSessionThatWasNotMadeIsNotLost(t *testing.T) {
	t.Parallel()
	for name, loss := range lostAnswers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, api, _ := talk(t, loss.reply, sessionList(otherSession))
			_, err := c.Assume(context.Background(), assumeRequest())
			if fault := mustFail(t, err, loss.kind); fault.Lost || fault.Call != "assume role" {
				t.Errorf("fault %#v", fault)
			}
			mustHaveSeen(t, api, postAssume, listOfAda, listOfAda, listOfAda)
		})
	}
}

func TestSessionThatCannotBeLookedForIsLost(t *testing.T) {
	t.Parallel()
	for name, loss := range lostAnswers() {
		t.Run(name+", list refused", func(t *testing.T) {
			t.Parallel()
			c, _, _ := talk(t, loss.reply, reply{status: 403, body: `{"error":"no"}`})
			_, err := c.Assume(context.Background(), assumeRequest())
			if fault := mustFail(t, err, loss.kind); !fault.Lost || fault.Call != "assume role" {
				t.Errorf("fault %#v", fault)
			}
		})
		t.Run(name+", for an issuer", func(t *testing.T) {
			t.Parallel()
			c, api, _ := talk(t, loss.reply)
			_, err := c.Assume(context.Background(), model.AssumeRequest{IssuerID: "i-1", RoleID: "r-1", Name: "ada-1"})
			if fault := mustFail(t, err, loss.kind); !fault.Lost {
				t.Errorf("fault %#v", fault)
			}
			mustHaveSeen(t, api, postAssume)
		})
	}
}

func TestSessionThatIsFoundWithoutItsTokenIsLost(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, reply{reset: true}, sessionList(`{"id":"s-1","session_name":"ada-1","remaining_duration":60}`))
	_, err := c.Assume(context.Background(), assumeRequest())
	if fault := mustFail(t, err, model.ErrOffline); !fault.Lost {
		t.Errorf("fault %#v", fault)
	}
}

func TestAssumeThatTimesOutIsLookedFor(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}), make(chan struct{})
	api := &fakeAPI{replies: []reply{{status: 201, body: goodSession()}, sessionList(goodSession())}}
	api.during = func(r *http.Request) {
		if r.Method == http.MethodPost {
			close(arrived)
			<-release
		}
	}
	c, clk := connect(t, api)
	defer close(release)
	done := make(chan error, 1)
	go func() { _, err := c.Assume(context.Background(), assumeRequest()); done <- err }()
	<-arrived
	clk.expire()
	if err := <-done; err != nil {
		t.Errorf("error %v", err)
	}
	if !slices.Equal(api.seen(), []string{postAssume, listOfAda}) {
		t.Errorf("requests %q", api.seen())
	}
}

func TestCancelledAssumeSaysThatASessionMayExist(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}), make(chan struct{})
	api := &fakeAPI{replies: []reply{{status: 201, body: goodSession()}}}
	api.during = func(*http.Request) { close(arrived); <-release }
	c, _ := connect(t, api)
	defer close(release)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { _, err := c.Assume(ctx, assumeRequest()); done <- err }()
	<-arrived
	cancel()
	err := <-done
	var fault *model.APIError
	if !errors.Is(err, context.Canceled) || !errors.As(err, &fault) || !fault.Lost {
		t.Errorf("error %v", err)
	}
	mustBeFit(t, err.Error())
	if !slices.Equal(api.seen(), []string{postAssume}) {
		t.Errorf("requests %q", api.seen())
	}
}

func TestSearchForALostSessionCanBeCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c, api, _ := talk(t, reply{reset: true}, sessionList(""))
	api.during = func(r *http.Request) {
		if r.Method == http.MethodGet {
			cancel()
		}
	}
	_, err := c.Assume(ctx, assumeRequest())
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if n := len(api.seen()); n != 2 {
		t.Errorf("%d requests", n)
	}
}

func TestNameThatHadToBeCleanedIsFound(t *testing.T) {
	t.Parallel()
	req := assumeRequest()
	req.Name = "ada\u202e1"
	c, _, _ := talk(t, reply{reset: true},
		sessionList(`{"session_token":"ars-x","session_name":"ada\u202e1","remaining_duration":60}`))
	if got, err := c.Assume(context.Background(), req); err != nil || got.Token.Empty() {
		t.Errorf("%+v, error %v", got, err)
	}
}
