package client

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"actas/model"
)

const (
	canaryAccess = "ASIACANARYACCESS"
	canarySecret = "CANARYSECRET/+abc="
	postSTS      = "POST /v2/assumed-roles/compatibility/aws/sts"
)

func stsRequest() model.AssumeRequest {
	return model.AssumeRequest{
		Dialect: model.DialectSTS, OrganizationID: "org-1", UserID: "u-1", RoleID: "r-1", Name: "ada-1",
		AuthMethod: model.AuthKey, Duration: time.Hour,
	}
}

// stsAnswer is AWS's answer to an action, as its guide shows it, with a session that
// ends at 15:03.
func stsAnswer(action string) reply {
	return reply{contentType: "application/xml", header: map[string]string{"Date": httpDate(testStart)}, body: `<?xml version="1.0"?>
<` + action + `Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><` + action + `Result>
<Credentials><AccessKeyId>` + canaryAccess + `</AccessKeyId><SecretAccessKey>` + canarySecret + `</SecretAccessKey>
<SessionToken>` + canaryToken + `</SessionToken><Expiration>2026-11-20T15:03:00Z</Expiration></Credentials>
<AssumedRoleUser><Arn>arn:aws:sts::org-1:assumed-role/r-1/ada-1</Arn><AssumedRoleId>r-1:ada-1</AssumedRoleId></AssumedRoleUser>
</` + action + `Result><ResponseMetadata><RequestId>x</RequestId></ResponseMetadata></` + action + `Response>`}
}

func httpDate(t time.Time) string { return t.Format(http.TimeFormat) }

// identityToken is an unsigned JWT with these claims.
func identityToken(claims string) model.Secret {
	part := base64.RawURLEncoding.EncodeToString
	return model.NewSecret(part([]byte(`{"alg":"RS256"}`)) + "." + part([]byte(claims)) + ".CANARYSIGNATURE")
}

// talkAs makes a client of an API that can prove who asks by identity tokens.
func talkAs(t testing.TB, source IdentitySource, replies ...reply) (*Client, *fakeAPI) {
	t.Helper()
	api := &fakeAPI{replies: replies}
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	return newTestClient(t, Config{BaseURL: server.URL, Clock: newQuickClock(), Identity: source}), api
}

// always gives one token.
func always(token model.Secret) IdentitySource {
	return func(context.Context) (model.Secret, error) { return token, nil }
}

// sentForm notes what an API is sent.
type sentForm struct {
	form                      url.Values
	bearer, kind, accept, uri string
}

func (f *fakeAPI) noteForm(t *testing.T) *sentForm {
	var sent sentForm
	f.during = func(r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		sent.form, _ = url.ParseQuery(string(body))
		sent.bearer, sent.kind = r.Header.Get("Authorization"), r.Header.Get("Content-Type")
		sent.accept, sent.uri = r.Header.Get("Accept"), r.URL.RequestURI()
	}
	return &sent
}

func TestAssumeOverSTS(t *testing.T) {
	t.Parallel()
	c, api, clk := talk(t, stsAnswer("AssumeRole"))
	sent := api.noteForm(t)
	asked := stsRequest()
	got, err := c.Assume(context.Background(), asked)
	want := model.Session{
		Token: model.NewSecret(canaryToken),
		AWS:   model.AWSKeys{ID: model.NewSecret(canaryAccess), Secret: model.NewSecret(canarySecret)},
		Name:  "ada-1", RoleID: "r-1", UserID: "u-1", AuthMethod: model.AuthKey,
		Assumed: testStart, Expires: testStart.Add(time.Hour), Remaining: time.Hour - dateStep, Sent: clk.Now().Boot,
		Asked: &asked,
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, error %v", got, err)
	}
	wantSent := sentForm{
		form: url.Values{
			"Action": {"AssumeRole"}, "Version": {"2011-06-15"}, "RoleArn": {"arn:aws:iam::org-1:role/r-1"},
			"RoleSessionName": {"ada-1"}, "DurationSeconds": {"3600"},
		},
		bearer: "Bearer " + canaryKey, kind: "application/x-www-form-urlencoded", accept: "application/xml", uri: stsPath,
	}
	if !reflect.DeepEqual(*sent, wantSent) {
		t.Errorf("sent %+v", sent)
	}
	mustBeFit(t, fmt.Sprintf("%v %+v %#v", got, got, got))
}

func TestWebIdentityOverSTS(t *testing.T) {
	t.Parallel()
	token := identityToken(`{"iss":"https://ci.example"}`)
	c, api := talkAs(t, always(token), stsAnswer("AssumeRoleWithWebIdentity"))
	sent := api.noteForm(t)
	req := stsRequest()
	req.UserID, req.IssuerID, req.AuthMethod, req.Duration = "", "i-1", model.AuthOIDC, 0
	got, err := c.Assume(context.Background(), req)
	if err != nil || got.AWS.ID.Reveal() != canaryAccess || got.IssuerID != "i-1" || got.AuthMethod != model.AuthOIDC {
		t.Errorf("%+v, error %v", got, err)
	}
	want := url.Values{
		"Action": {"AssumeRoleWithWebIdentity"}, "Version": {"2011-06-15"}, "RoleArn": {"arn:aws:iam::org-1:role/r-1"},
		"RoleSessionName": {"ada-1"}, "WebIdentityToken": {token.Reveal()},
	}
	if !reflect.DeepEqual(sent.form, want) || sent.bearer != "Bearer "+token.Reveal() {
		t.Errorf("sent %v", sent.form)
	}
}

// TestAnSTSCountdownRestsOnTheAPIsClock: robustness row 21.
func TestAnSTSCountdownRestsOnTheAPIsClock(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]time.Duration{"right": 0, "ten minutes ahead": 10 * time.Minute, "ten minutes behind": -10 * time.Minute} {
		c, _, clk := talk(t, stsAnswer("AssumeRole"))
		clk.now.Wall = testStart.Add(off)
		got, err := c.Assume(context.Background(), stsRequest())
		if err != nil || got.Remaining != time.Hour-dateStep || got.Life() != time.Hour {
			t.Errorf("a clock that is %s: %v of %v left, error %v", name, got.Remaining, got.Life(), err)
		}
	}
	over := stsAnswer("AssumeRole")
	over.header["Date"] = httpDate(testStart.Add(2 * time.Hour))
	c, _, _ := talk(t, over)
	if got, err := c.Assume(context.Background(), stsRequest()); err != nil || got.Remaining != 0 {
		t.Errorf("credentials of the past have %v left, error %v", got.Remaining, err)
	}
}

func TestSTSFaults(t *testing.T) {
	t.Parallel()
	good := stsAnswer("AssumeRole").body
	refusal := func(status int, code, message string) reply {
		return reply{status: status, contentType: "text/xml", body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>` +
			code + `</Code><Message>` + message + `</Message></Error><RequestId>x</RequestId></ErrorResponse>`}
	}
	xml := func(body string) reply { return reply{contentType: "application/xml", body: body} }
	for name, tt := range map[string]struct {
		reply reply
		kind  error
		says  string
		lost  bool
	}{
		"refused":                {refusal(403, "AccessDenied", "No trust"), model.ErrForbidden, "No trust (403)", false},
		"refused by a code":      {refusal(403, "AccessDenied", ""), model.ErrForbidden, "AccessDenied (403)", false},
		"a refusal that tells":   {refusal(403, "AccessDenied", canaryKey+" may not"), model.ErrForbidden, "[redacted] may not", false},
		"an unknown key":         {refusal(403, "InvalidClientTokenId", "Invalid API token"), model.ErrUnauthorised, "Invalid API token (403)", false},
		"bad input":              {refusal(400, "ValidationError", "DurationSeconds is too long"), model.ErrInvalid, "DurationSeconds", false},
		"an error in a success":  {refusal(200, "AccessDenied", "No trust"), model.ErrNotAPI, "No trust", true},
		"a gateway in JSON":      {reply{status: 401, body: `{"error":"Invalid API token"}`}, model.ErrUnauthorised, "Invalid API token", false},
		"a gateway in HTML":      {reply{status: 404, contentType: "text/html", body: "<html>" + canaryKey}, model.ErrNotAPI, htmlText, false},
		"HTML that says XML":     {xml("\n<!DOCTYPE HTML><p>" + canaryKey), model.ErrNotAPI, htmlText, true},
		"no such call":           {reply{status: 501, contentType: "text/plain", body: "no"}, model.ErrUnavailable, "not XML", false},
		"a server error":         {reply{status: 503, contentType: "text/plain", body: "down"}, model.ErrUnavailable, "not XML", true},
		"cut off":                {xml(good[:400]), model.ErrNotAPI, "cut off", true},
		"cut off with the line":  {reply{contentType: "application/xml", body: good[:400], cut: true}, model.ErrOffline, "", true},
		"nothing":                {xml(""), model.ErrNotAPI, "cut off", true},
		"JSON":                   {reply{body: `{"session_token":"` + canaryToken + `"}`}, model.ErrNotAPI, "cut off", true},
		"text":                   {xml("<a>&nope;" + canaryKey), model.ErrNotAPI, "not XML", true},
		"another root":           {xml(strings.ReplaceAll(good, "AssumeRoleResponse", "GetCallerIdentityResponse")), model.ErrNotAPI, "another shape", true},
		"another action":         {xml(strings.ReplaceAll(good, "AssumeRole", "AssumeRoleWithWebIdentity")), nil, "", false},
		"no credentials":         {xml("<AssumeRoleResponse/>"), model.ErrNotAPI, "Credentials is missing", true},
		"no secret":              {xml(strings.ReplaceAll(good, canarySecret, "")), model.ErrNotAPI, "SecretAccessKey is missing", true},
		"a secret on two lines":  {xml(strings.ReplaceAll(good, canarySecret, "CANARY\nCANARY")), model.ErrNotAPI, "SecretAccessKey holds", true},
		"no end":                 {xml(strings.ReplaceAll(good, "2026-11-20T15:03:00Z", "soon CANARY")), model.ErrNotAPI, "Expiration is no time", true},
		"a redirect":             {reply{status: 307, header: map[string]string{"Location": "https://elsewhere.example/" + canaryKey}}, model.ErrRefusedRoute, "elsewhere.example", false},
		"no answer":              {reply{reset: true}, model.ErrOffline, "", true},
		"too many":               {reply{status: 429, header: map[string]string{"Retry-After": "7"}}, model.ErrRateLimited, "", false},
		"more than anybody asks": {xml(strings.Repeat("<a>", bodyCap/3+1)), model.ErrNotAPI, "larger than 8 MiB", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, api, _ := talk(t, tt.reply)
			session, err := c.Assume(context.Background(), stsRequest())
			if seen := api.seen(); len(seen) != 1 || seen[0] != postSTS {
				t.Errorf("sent %q", seen)
			}
			if tt.kind == nil {
				if err != nil || session.AWS.ID.Empty() {
					t.Errorf("%+v, error %v", session, err)
				}
				return
			}
			fault := mustFail(t, err, tt.kind)
			if fault.Lost != tt.lost || !strings.Contains(err.Error(), tt.says) || !strings.HasPrefix(err.Error(), "assume role over STS: ") {
				t.Errorf("%q, lost: %v", err, fault.Lost)
			}
			if !reflect.DeepEqual(session, model.Session{}) {
				t.Errorf("a session all the same: %+v", session)
			}
		})
	}
}

func TestWhatSTSCannotSayIsNotSent(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, stsAnswer("AssumeRole"))
	for field, change := range map[string]func(*model.AssumeRequest){
		"ip_address":      func(r *model.AssumeRequest) { r.SourceIP = "192.0.2.1" },
		"organization_id": func(r *model.AssumeRequest) { r.OrganizationID = "org:role/*" },
		"role_id":         func(r *model.AssumeRequest) { r.RoleID = "../x" },
		"auth_method":     func(r *model.AssumeRequest) { r.AuthMethod = model.AuthOIDC },
	} {
		req := stsRequest()
		change(&req)
		_, err := c.Assume(context.Background(), req)
		if fault := mustFail(t, err, model.ErrInvalid); fault.Field != field {
			t.Errorf("%q names %q, want %q", err, fault.Field, field)
		}
	}
	if len(api.seen()) != 0 {
		t.Errorf("sent %q", api.seen())
	}
}
