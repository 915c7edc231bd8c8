package client

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"testing"
	"time"

	"actas/model"
)

// session is a session's JSON with some fields replaced.
func sessionJSON(remaining, met, dates string) string {
	return fmt.Sprintf(`{"session_token":%q,"id":"s-1","user_id":"u-1","oidc_issuer_id":null,"role_id":"r-1",`+
		`"session_name":"ada-1","auth_method":"api_key","remaining_duration":%s,"conditions_met":%s,`+
		`"source_ip":"203.0.113.7",%s,"s3_credentials":null}`, canaryToken, remaining, met, dates)
}

const (
	plainDates = `"assumed_at":"2026-11-20 14:03:00","expires_at":"2026-11-20 15:03:00"`
	zonedDates = `"assumed_at":"2026-11-20T14:03:00+00:00","expires_at":"2026-11-20T15:03:00Z"`
)

func wantSession(met model.ConditionsMet, sent time.Duration) model.Session {
	return model.Session{
		Token: model.NewSecret(canaryToken), ID: "s-1", Name: "ada-1", RoleID: "r-1", UserID: "u-1",
		AuthMethod: "api_key", SourceIP: "203.0.113.7", Met: met,
		Assumed: testStart, Expires: testStart.Add(time.Hour), Remaining: time.Hour, Sent: sent,
	}
}

func TestSessionInEveryShape(t *testing.T) {
	t.Parallel()
	named := model.ConditionsMet{Known: true, Met: true, Names: []string{"time_of_day", "ip_address"}}
	yes, no := model.ConditionsMet{Known: true, Met: true}, model.ConditionsMet{Known: true}
	for _, tc := range []struct {
		name, session string
		met           model.ConditionsMet
	}{
		{"govultr's", sessionJSON(`3600`, `["time_of_day","ip_address"]`, plainDates), named},
		{"the OpenAPI file's", sessionJSON(`3600`, `true`, zonedDates), yes},
		{"numbers as strings", sessionJSON(`"3600"`, `false`, plainDates), no},
		{"a decimal number", sessionJSON(`3600.0`, `null`, zonedDates), model.ConditionsMet{}},
		{"no conditions", sessionJSON(`3600`, `[]`, zonedDates), model.ConditionsMet{Known: true, Met: true, Names: []string{}}},
		{"conditions of another shape", sessionJSON(`3600`, `{"0":"x"}`, zonedDates), model.ConditionsMet{}},
	} {
		for form, body := range map[string]string{
			"bare": tc.session, "wrapped": `{"assumed_role_session":` + tc.session + `}`,
		} {
			c, _, clk := talk(t, reply{body: body})
			got, err := c.Session(context.Background(), model.NewSecret(canaryToken))
			if want := wantSession(tc.met, clk.Now().Boot); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %s: %+v, error %v", tc.name, form, got, err)
			}
		}
		for _, key := range []string{"sessions", "assumed_role_sessions"} {
			c, api, clk := talk(t, reply{body: `{"` + key + `":[` + tc.session + `]}`})
			got, err := c.Sessions(context.Background(), "u-1")
			want := []model.Session{wantSession(tc.met, clk.Now().Boot)}
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, under %s: %+v, error %v", tc.name, key, got, err)
			}
			if api.seen()[0] != "GET /v2/assumed-roles/users/u-1/sessions?per_page=500" {
				t.Errorf("request %s", api.seen()[0])
			}
		}
	}
}

// Sent is read before the request leaves, after the waits for it: a countdown
// anchored there errs early, and by no more than the call's own travel.
func TestSentIsTheMomentOfTheRequest(t *testing.T) {
	t.Parallel()
	c, api, clk := talk(t, reply{status: 503}, reply{body: sessionJSON(`3600`, `null`, plainDates)})
	var arrived time.Duration
	api.during = func(*http.Request) {
		arrived = clk.Now().Boot
		clk.After(10 * time.Second) // the API takes its time
	}
	got, err := c.Session(context.Background(), model.NewSecret(canaryToken))
	if err != nil || got.Sent != arrived {
		t.Errorf("sent at %v, arrived at %v, error %v", got.Sent, arrived, err)
	}
}

func TestSessionWithoutWhatItNeedsIsAnError(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ session, want string }{
		{`{"remaining_duration":5}`, "session_token is missing"},
		{`{"session_token":"ars-x"}`, "remaining_duration is missing"},
		{`{"session_token":"ars-x","remaining_duration":null}`, "remaining_duration is missing"},
		{`{"session_token":"ars-x","remaining_duration":3600.5}`, "remaining_duration: 3600.5 is not a number of seconds"},
		{`{"session_token":"ars-x","remaining_duration":1e99}`, "remaining_duration: 1e99 is not a number of seconds"},
		{`{"session_token":"ars-x","remaining_duration":-0.5}`, "remaining_duration: -0.5 is not a number of seconds"},
		{`{"session_token":7,"remaining_duration":1}`, "session_token is a number"},
	} {
		good := sessionJSON(`3600`, `true`, plainDates)
		for name, body := range map[string]string{
			"alone":     tc.session,
			"in a list": `{"sessions":[` + good + `,` + tc.session + `]}`,
		} {
			var err error
			if name == "alone" {
				_, err = decodeSession(answer{body: []byte(body)})
			} else {
				_, _, err = decodeSessions(answer{body: []byte(body)})
			}
			if err == nil || !bytes.Contains([]byte(describeShape(err)), []byte(tc.want)) &&
				describeShape(err) != "the answer cannot be read: sessions."+tc.want {
				t.Errorf("%s %s: %v", tc.session, name, err)
			}
		}
	}
}

func TestSessionGivesItsTokenBackWhereTheAnswerDoesNot(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, reply{body: `{"id":"s-1","remaining_duration":60}`})
	got, err := c.Session(context.Background(), model.NewSecret(canaryToken))
	if err != nil || got.Token.Reveal() != canaryToken {
		t.Errorf("%+v, error %v", got, err)
	}
}

// Robustness row 3.
func TestSessionThatIsGone(t *testing.T) {
	t.Parallel()
	ctx, token := context.Background(), model.NewSecret(canaryToken)
	c, api, _ := talk(t, reply{status: 404, body: `{"error":"Assumed Role Not Found"}`})
	_, err := c.Session(ctx, token)
	if fault := mustFail(t, err, model.ErrNotFound); fault.Message != "Assumed Role Not Found" {
		t.Errorf("message %q", fault.Message)
	}
	if err := c.Revoke(ctx, token); err != nil {
		t.Errorf("revoke of what is gone: %v", err)
	}
	want := []string{"GET /v2/assumed-roles/" + canaryToken, "DELETE /v2/assumed-roles/" + canaryToken}
	if !slices.Equal(api.seen(), want) {
		t.Errorf("requests %q", api.seen())
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	for _, done := range []reply{{status: 204, contentType: "none"}, {status: 200, body: `{}`}} {
		c, _, _ := talk(t, done)
		if err := c.Revoke(context.Background(), model.NewSecret(canaryToken)); err != nil {
			t.Error(err)
		}
	}
	c, _, _ := talk(t, reply{status: 403, body: `{"error":"no"}`})
	mustFail(t, c.Revoke(context.Background(), model.NewSecret(canaryToken)), model.ErrForbidden)
}

func FuzzDecodeSession(f *testing.F) {
	for _, seed := range []string{
		sessionJSON(`3600`, `["a"]`, plainDates), sessionJSON(`"3600"`, `true`, zonedDates),
		`{"assumed_role_session":` + sessionJSON(`3600.0`, `null`, zonedDates) + `}`,
		`{"id":"s","remaining_duration":1e99}`, `{"assumed_role_session":[]}`, `null`, `[`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := decodeSession(answer{body: body, sent: time.Second})
		if err != nil {
			if !reflect.DeepEqual(s, model.Session{}) {
				t.Fatalf("%s: a session beside error %v", body, err)
			}
			return
		}
		if s.Token.Empty() && s.ID == "" || s.Remaining < 0 || s.Sent != time.Second || s.Key() == "" {
			t.Fatalf("%s: %+v", body, s)
		}
		mustBeClean(t, s.ID, s.Name, s.RoleID, s.UserID, s.IssuerID, s.AuthMethod, s.SourceIP)
		mustBeClean(t, s.Met.Names...)
		if !s.Expires.IsZero() && s.Expires.Location() != time.UTC {
			t.Fatalf("%s: expires in %v", body, s.Expires.Location())
		}
	})
}
