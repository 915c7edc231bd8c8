package client

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"actas/model"
)

func ecsRequest() model.AssumeRequest {
	return model.AssumeRequest{Dialect: model.DialectECS, RoleID: "urn:ecs:iam::s3:role/s3assumeRole", Name: "temp", Duration: 2 * time.Hour}
}

// ecsAnswer is the example of the page "Assume Role", with a session that ends two
// hours after its Date.
func ecsAnswer() reply {
	return reply{contentType: "application/xml", header: map[string]string{"Date": httpDate(testStart)}, body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ns2:AssumeRoleResponse xmlns:ns2="none">
  <ResponseMetadata><RequestId>0af7b369:171a31ad5b8:12e3a:b</RequestId></ResponseMetadata>
  <AssumeRoleResult>
    <AssumedRoleUser>
      <Arn>urn:ecs:sts::s3:assumed-role/s3assumeRole/temp</Arn>
      <AssumedRoleId>AROA48AEC87ADCFF133F:temp</AssumedRoleId>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>` + canaryAccess + `</AccessKeyId>
      <Expiration>2026-11-20T16:03:00Z</Expiration>
      <SecretAccessKey>` + canarySecret + `</SecretAccessKey>
      <SessionToken>` + canaryToken + `</SessionToken>
    </Credentials>
    <PackedPolicySize>7</PackedPolicySize>
  </AssumeRoleResult>
</ns2:AssumeRoleResponse>`}
}

func TestAssumeAtTheObjectStorage(t *testing.T) {
	t.Parallel()
	c, api, clk := talk(t, ecsAnswer())
	var sent http.Header
	var length int64
	var query string
	api.during = func(r *http.Request) { sent, length, query = r.Header, r.ContentLength, r.URL.RawQuery }
	asked := ecsRequest()
	asked.PolicyARNs = []string{"urn:ecs:iam:::policy/ECSS3ReadOnlyAccess", "urn:ecs:iam::s3:policy/mine"}
	asked.InlinePolicy = `{"Statement":[{"Sid":"a b+c"}]}`
	got, err := c.AssumeECS(context.Background(), asked)
	want := model.Session{
		Token: model.NewSecret(canaryToken),
		AWS:   model.AWSKeys{ID: model.NewSecret(canaryAccess), Secret: model.NewSecret(canarySecret)},
		Name:  "temp", RoleID: asked.RoleID, PackedPolicy: 7, Asked: &asked,
		Assumed: testStart, Expires: testStart.Add(2 * time.Hour), Remaining: 2*time.Hour - dateStep, Sent: clk.Now().Boot,
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, error %v", got, err)
	}
	values, err := url.ParseQuery(query)
	if want := (url.Values{
		"Action": {"AssumeRole"}, "RoleArn": {asked.RoleID}, "RoleSessionName": {"temp"}, "DurationSeconds": {"7200"},
		"PolicyArns": asked.PolicyARNs, "InlineSessionPolicy": {asked.InlinePolicy},
	}); err != nil || !reflect.DeepEqual(values, want) || strings.Contains(query, "+") {
		t.Errorf("sent %s", query)
	}
	if sent.Get("X-SDS-AUTH-TOKEN") != canaryKey || sent.Get("Authorization") != "" || sent.Get("Content-Type") != "" || sent.Get("Accept") != "application/xml" || length != 0 {
		t.Errorf("sent the headers %v and %d bytes", sent, length)
	}
	mustBeFit(t, fmt.Sprintf("%v %+v %#v", got, got, got))
}

// TestTheObjectStoragesCountdown rests on its own clock, and errs early without it.
func TestTheObjectStoragesCountdown(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		off      time.Duration
		dateless bool
		want     time.Duration
	}{
		"a right clock":                        {0, false, 2*time.Hour - dateStep},
		"a clock ten minutes ahead":            {10 * time.Minute, false, 2*time.Hour - dateStep},
		"a clock ten minutes behind":           {-10 * time.Minute, false, 2*time.Hour - dateStep},
		"no Date":                              {0, true, 2*time.Hour - dateStep},
		"no Date, a clock ten minutes ahead":   {10 * time.Minute, true, 110*time.Minute - dateStep},
		"no Date, and a clock that is behind":  {-10 * time.Minute, true, 2 * time.Hour},
		"no Date, and a clock past everything": {5 * time.Hour, true, 0},
	} {
		reply := ecsAnswer()
		if tt.dateless {
			delete(reply.header, "Date")
		}
		c, _, clk := talk(t, reply)
		clk.now.Wall = testStart.Add(tt.off)
		if tt.dateless {
			c, clk = connect(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Date"] = nil
				reply.write(w)
			}))
			clk.now.Wall = testStart.Add(tt.off)
		}
		got, err := c.AssumeECS(context.Background(), ecsRequest())
		if err != nil || got.Remaining != tt.want {
			t.Errorf("%s: %v left, want %v, error %v", name, got.Remaining, tt.want, err)
		}
	}
	late := ecsAnswer()
	late.header["Date"] = httpDate(testStart.Add(dateStep))
	c, _, _ := talk(t, late)
	if got, err := c.AssumeECS(context.Background(), ecsRequest()); err != nil || got.Life() != 2*time.Hour || got.Remaining != 2*time.Hour-2*dateStep {
		t.Errorf("an answer that took its time: %v of %v left, error %v", got.Remaining, got.Life(), err)
	}
}

func TestFaultsOfTheObjectStorage(t *testing.T) {
	t.Parallel()
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	good := strings.TrimPrefix(ecsAnswer().body, head)
	xml := func(status int, body string) reply {
		return reply{status: status, contentType: "application/xml", body: head + body}
	}
	for name, tt := range map[string]struct {
		reply reply
		kind  error
		says  string
		lost  bool
	}{
		"refused":                  {xml(403, `<error><code>AccessDenied</code><description>No trust</description></error>`), model.ErrForbidden, "No trust (403)", false},
		"with all that there is":   {xml(400, `<error><code>1013</code><description>Bad request body.</description><details>The name is empty</details><retryable>false</retryable></error>`), model.ErrInvalid, "Bad request body: The name is empty (400)", false},
		"details that say it over": {xml(400, `<error><code>1013</code><description>Bad: x</description><details>x</details></error>`), model.ErrInvalid, ": Bad: x (400)", false},
		"details alone":            {xml(400, `<error><details>it is not</details></error>`), model.ErrInvalid, "it is not (400)", false},
		"a code alone":             {xml(400, `<error><code>1013</code><description/></error>`), model.ErrInvalid, "1013 (400)", false},
		"a namespace":              {xml(404, `<ns2:error xmlns:ns2="none"><code>NoSuchEntity</code><description>no such role</description></ns2:error>`), model.ErrNotFound, "no such role (404)", false},
		"AWS's shape":              {xml(403, `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>`), model.ErrForbidden, "not you (403)", false},
		"S3's shape":               {xml(400, `<Error><Code>NoSuchEntity</Code><Message>not here</Message></Error>`), model.ErrNotFound, "not here (400)", false},
		"a code that tells more":   {xml(400, `<error><code>AccessDenied</code><description>no</description></error>`), model.ErrForbidden, "no (400)", false},
		"what tells the token":     {xml(403, `<error><code>AccessDenied</code><description>`+canaryKey+`, no</description></error>`), model.ErrForbidden, "[redacted], no", false},
		"a token that has expired": {xml(401, `<error><code>Unauthorized</code><description>`+canaryKey+`</description></error>`), model.ErrUnauthorised, "the X-SDS-AUTH-TOKEN from STORAGE_TOKEN is not accepted", false},
		"a token, told in HTML":    {reply{status: 401, contentType: "text/html", body: "<html>" + canaryKey}, model.ErrUnauthorised, "the X-SDS-AUTH-TOKEN from STORAGE_TOKEN is not accepted", false},
		"a token, told in nothing": {reply{status: 401, contentType: "none"}, model.ErrUnauthorised, "and a new one is needed (401)", false},
		"an error in a success":    {xml(200, `<error><code>AccessDenied</code><description>No trust</description></error>`), model.ErrNotAPI, "No trust", true},
		"its server's HTML":        {reply{status: 404, contentType: "text/html", body: "<html>" + canaryKey}, model.ErrNotAPI, "not the object storage: an HTML page", false},
		"HTML in a success":        {reply{contentType: "text/html", body: "<html>" + canaryKey}, model.ErrNotAPI, "not the object storage: an HTML page", true},
		"a server error":           {xml(500, `<error><code>ServiceFailure</code><description>Try later</description><retryable>true</retryable></error>`), model.ErrUnavailable, "Try later; a session may have been made, which cannot be looked for", true},
		"text for a refusal":       {reply{status: 400, contentType: "text/plain", body: "no"}, model.ErrNotAPI, "not the object storage: the answer is not XML", false},
		"cut off":                  {xml(200, good[:500]), model.ErrNotAPI, "cut off", true},
		"cut off with the line":    {reply{contentType: "application/xml", body: head + good[:400], cut: true}, model.ErrOffline, "ended before the answer did; a session may have been made", true},
		"another root":             {xml(200, strings.ReplaceAll(good, "AssumeRoleResponse", "CreateUserResponse")), model.ErrNotAPI, "another shape", true},
		"no secret":                {xml(200, strings.ReplaceAll(good, canarySecret, "")), model.ErrNotAPI, "SecretAccessKey is missing", true},
		"no end":                   {xml(200, strings.ReplaceAll(good, "2026-11-20T16:03:00Z", "CANARY")), model.ErrNotAPI, "Expiration is no time", true},
		"a redirect":               {reply{status: 302, header: map[string]string{"Location": "https://elsewhere.example/?" + canaryKey}}, model.ErrRefusedRoute, "elsewhere.example", false},
		"no answer":                {reply{reset: true}, model.ErrOffline, "a session may have been made", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := &fakeAPI{replies: []reply{tt.reply}}
			server := httptest.NewServer(api)
			t.Cleanup(server.Close)
			c := newTestClient(t, Config{BaseURL: server.URL, Clock: newQuickClock(), KeyFrom: "STORAGE_TOKEN"})
			req := ecsRequest()
			req.InlinePolicy = `{"Statement":[{}]}`
			session, err := c.AssumeECS(context.Background(), req)
			if seen := api.seen(); len(seen) != 1 || !strings.HasPrefix(seen[0], "POST /sts?Action=AssumeRole&") {
				t.Errorf("sent %q", seen)
			}
			fault := mustFail(t, err, tt.kind)
			if fault.Lost != tt.lost || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "Statement") || strings.Contains(err.Error(), "Vultr") {
				t.Errorf("%q, lost: %v", err, fault.Lost)
			}
			if !reflect.DeepEqual(session, model.Session{}) {
				t.Errorf("a session all the same: %+v", session)
			}
		})
	}
}

// TestARefusalNamesItsField: by what the object storage calls it.
func TestARefusalNamesItsField(t *testing.T) {
	t.Parallel()
	for theirs, ours := range map[string]string{
		"RoleArn": "role_id", "RoleSessionName": "session_name", "DurationSeconds": "duration",
		"PolicyArns": "policy_arns", "InlineSessionPolicy": "inline_policy",
	} {
		c, _, _ := talk(t, reply{status: 400, contentType: "application/xml", body: `<error><code>InvalidInput</code><description>` + theirs + ` is wrong</description></error>`})
		_, err := c.AssumeECS(context.Background(), ecsRequest())
		if fault := mustFail(t, err, model.ErrInvalid); fault.Field != ours {
			t.Errorf("%q names %q, want %q", err, fault.Field, ours)
		}
	}
}

func TestWhatTheObjectStorageCannotBeAsked(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, ecsAnswer())
	for field, change := range map[string]func(*model.AssumeRequest){
		"ip_address":    func(r *model.AssumeRequest) { r.SourceIP = "192.0.2.1" },
		"role_id":       func(r *model.AssumeRequest) { r.RoleID = "s3assumeRole" },
		"session_name":  func(r *model.AssumeRequest) { r.Name = "" },
		"duration":      func(r *model.AssumeRequest) { r.Duration = time.Millisecond },
		"policy_arns":   func(r *model.AssumeRequest) { r.PolicyARNs = []string{"ECSS3FullAccess"} },
		"inline_policy": func(r *model.AssumeRequest) { r.InlinePolicy = "{" },
	} {
		req := ecsRequest()
		change(&req)
		_, err := c.AssumeECS(context.Background(), req)
		if fault := mustFail(t, err, model.ErrInvalid); fault.Field != field {
			t.Errorf("%q names %q, want %q", err, fault.Field, field)
		}
	}
	quiet := newTestClient(t, Config{BaseURL: "http://127.0.0.1:1", Clock: newQuickClock(), ReadOnly: true})
	_, err := quiet.AssumeECS(context.Background(), ecsRequest())
	if fault := mustFail(t, err, model.ErrReadOnly); fault.Lost {
		t.Errorf("%q is lost", err)
	}
	if len(api.seen()) != 0 {
		t.Errorf("sent %q", api.seen())
	}
}

func TestProbe(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		reply reply
		kind  error
	}{
		"its HTML":       {reply{status: 405, contentType: "text/html", body: "<html>"}, nil},
		"a refusal":      {reply{status: 401}, nil},
		"an answer":      {reply{contentType: "application/xml", body: "<a/>"}, nil},
		"a redirect":     {reply{status: 302, header: map[string]string{"Location": "https://elsewhere.example/"}}, model.ErrRefusedRoute},
		"a server error": {reply{status: 503}, model.ErrUnavailable},
		"no answer":      {reply{reset: true}, model.ErrOffline},
	} {
		c, api, _ := talk(t, tt.reply)
		api.during = func(r *http.Request) {
			if r.Header.Get("X-SDS-AUTH-TOKEN") != "" || r.Header.Get("Authorization") != "" || r.Method != http.MethodGet {
				t.Errorf("%s: sent %s with %v", name, r.Method, r.Header)
			}
		}
		if err := c.Probe(context.Background()); tt.kind == nil && err != nil {
			t.Errorf("%s: %v", name, err)
		} else if tt.kind != nil {
			mustFail(t, err, tt.kind)
		}
	}
}
