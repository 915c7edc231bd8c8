package simulator_test

import (
	"encoding/xml"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

const stsPath = "/v2/assumed-roles/compatibility/aws/sts"

// post sends a form, or a query without a body, with the headers.
func (b *bench) post(path, body string, header map[string]string) reply {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.URL()+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	resp, err := b.http.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return reply{t: b.t, status: resp.StatusCode, header: resp.Header, body: raw}
}

// sts sends parameters as a form, with an Authorization where it is not empty.
func (b *bench) sts(authorization string, parameters map[string]string) reply {
	b.t.Helper()
	form := url.Values{}
	for name, value := range parameters {
		form.Set(name, value)
	}
	header := map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/xml"}
	if authorization != "" {
		header["Authorization"] = authorization
	}
	return b.post(stsPath, form.Encode(), header)
}

// stsAnswer is what AWS's clients read of an answer.
type stsAnswer struct {
	XMLName          xml.Name
	ResponseMetadata struct{}
	Result           struct {
		XMLName                     xml.Name
		SubjectFromWebIdentityToken string
		Audience, Provider          string
		AssumedRoleUser             struct {
			Arn string
			ID  string `xml:"AssumedRoleId"`
		}
		Credentials struct {
			AccessKeyID                               string `xml:"AccessKeyId"`
			SecretAccessKey, SessionToken, Expiration string
		}
		PackedPolicySize int
	} `xml:",any"`
}

func (r reply) xml(v any) {
	r.t.Helper()
	if got := r.header.Get("Content-Type"); got != "application/xml" {
		r.t.Errorf("Content-Type %q", got)
	}
	if err := xml.Unmarshal(r.body, v); err != nil {
		r.t.Fatalf("%v in %s", err, r.body)
	}
}

// deniedAs wants an error document of AWS's.
func (r reply) deniedAs(status int, code, message string) {
	r.t.Helper()
	r.want(status)
	var e struct {
		XMLName   xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ ErrorResponse"`
		Error     struct{ Type, Code, Message string }
		RequestID string `xml:"RequestId"`
	}
	r.xml(&e)
	if e.Error.Type != "Sender" || e.Error.Code != code || e.Error.Message != message || e.RequestID == "" {
		r.t.Errorf("%+v, want %s: %s", e, code, message)
	}
}

// arn is the RoleArn of a role.
func (b *bench) arn(role string) string {
	b.t.Helper()
	return "arn:aws:iam::" + b.OrganizationID() + ":role/" + b.role(role).ID
}

func (b *bench) assumeRole(role string, more map[string]string) reply {
	b.t.Helper()
	parameters := map[string]string{"Action": "AssumeRole", "RoleArn": b.arn(role), "RoleSessionName": "sts-1"}
	maps.Copy(parameters, more)
	maps.DeleteFunc(parameters, func(_, value string) bool { return value == "-" })
	return b.sts("Bearer "+b.key, parameters)
}

var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|ars-\w+|ASIA\w+|(<SecretAccessKey>)\w+`)

func TestAssumeRoleIsAnsweredInAWSsDocument(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	got := ids.ReplaceAllString(string(b.assumeRole("Production Deploy", nil).want(http.StatusOK).body), "$1*")
	want := `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser>
      <Arn>arn:aws:sts::*:assumed-role/*/sts-1</Arn>
      <AssumedRoleId>*:sts-1</AssumedRoleId>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>*</AccessKeyId>
      <SecretAccessKey>*</SecretAccessKey>
      <SessionToken>*</SessionToken>
      <Expiration>2026-11-20T15:03:00Z</Expiration>
    </Credentials>
  </AssumeRoleResult>
  <ResponseMetadata>
    <RequestId>*</RequestId>
  </ResponseMetadata>
</AssumeRoleResponse>
`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestCredentialsAreASessionOfTheNativeCalls(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	var a stsAnswer
	b.assumeRole("Auditor", map[string]string{"DurationSeconds": "1800"}).want(http.StatusOK).xml(&a)
	keys := a.Result.Credentials
	if !regexp.MustCompile(`^ASIA[A-Z2-7]{16}$`).MatchString(keys.AccessKeyID) || len(keys.SecretAccessKey) != 40 {
		t.Errorf("%+v", keys)
	}
	path := "/v2/assumed-roles/" + keys.SessionToken
	b.clock.Advance(time.Minute)
	read := b.get(path).want(http.StatusOK).object()
	if read["session_name"] != "sts-1" || read["remaining_duration"] != 1740.0 || read["auth_method"] != "api_key" ||
		read["user_id"] != b.user("Ada Byron").ID || read["source_ip"] != "203.0.113.7" {
		t.Errorf("%v", read)
	}
	listed := column(b.get("/v2/assumed-roles/users/"+b.user("Ada Byron").ID+"/sessions").items("sessions"), "session_token")
	if !slices.Contains(listed, any(keys.SessionToken)) {
		t.Error("the session is not listed")
	}
	b.as(keys.SessionToken).get("/v2/roles").want(http.StatusOK)
	b.do(http.MethodDelete, path, nil).want(http.StatusNoContent)
	b.as(keys.SessionToken).get("/v2/roles").refused(http.StatusUnauthorized, badToken)
}

// stsFault is a request for a role with parameters changed, and its refusal.
type stsFault struct {
	role          string
	more          map[string]string
	status        int
	code, message string
}

// refuses runs the requests, each as a scenario.
func (b *bench) refuses(faults map[string]stsFault) {
	for name, c := range faults {
		b.t.Run(name, func(t *testing.T) {
			t.Parallel()
			b.in(t).assumeRole(c.role, c.more).deniedAs(c.status, c.code, c.message)
		})
	}
}

func TestSTSParametersThatAreRefused(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	type parameters = map[string]string
	const one = "1 validation error detected: "
	b.refuses(map[string]stsFault{
		"no action":         {"Auditor", parameters{"Action": "-"}, 400, "MissingAction", "The request must contain the parameter Action"},
		"another action":    {"Auditor", parameters{"Action": "GetCallerIdentity"}, 400, "InvalidAction", "Could not find operation GetCallerIdentity"},
		"no role":           {"Auditor", parameters{"RoleArn": "-"}, 400, "ValidationError", one + "Value null at 'roleArn' failed to satisfy constraint: Member must not be null"},
		"a short ARN":       {"Auditor", parameters{"RoleArn": "arn"}, 400, "ValidationError", one + "Value 'arn' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20"},
		"no ARN":            {"Auditor", parameters{"RoleArn": b.role("Auditor").ID}, 400, "ValidationError", "Request ARN is invalid"},
		"an ARN of S3":      {"Auditor", parameters{"RoleArn": "arn:aws:s3:::bucket/role/x"}, 400, "ValidationError", "Request ARN is invalid"},
		"another partition": {"Auditor", parameters{"RoleArn": strings.Replace(b.arn("Auditor"), "aws", "aws-cn", 1)}, 400, "ValidationError", "Request ARN is invalid"},
		"another organisation": {"Auditor", parameters{"RoleArn": "arn:aws:iam::123456789012:role/" + b.role("Auditor").ID}, 403, "AccessDenied",
			"The role belongs to another organization"},
		"no such role":       {"Auditor", parameters{"RoleArn": "arn:aws:iam::" + b.OrganizationID() + ":role/x"}, 404, "NoSuchEntity", "Role not found"},
		"an assignable role": {"Billing Viewer", nil, 400, "ValidationError", "RoleArn: the role is assignable and cannot be assumed"},
		"no name":            {"Auditor", parameters{"RoleSessionName": "-"}, 400, "ValidationError", one + "Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null"},
		"a name of one":      {"Auditor", parameters{"RoleSessionName": "a"}, 400, "ValidationError", one + "Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2"},
		"a name with a blank": {"Auditor", parameters{"RoleSessionName": "a b"}, 400, "ValidationError",
			one + `Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*`},
		"two faults": {"Auditor", parameters{"RoleSessionName": "-", "RoleArn": "-"}, 400, "ValidationError",
			"2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null"},
		"a short session": {"Auditor", parameters{"DurationSeconds": "899"}, 400, "ValidationError", one + "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"},
		"a long session":  {"Auditor", parameters{"DurationSeconds": "43201"}, 400, "ValidationError", one + "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200"},
		"no number":       {"Auditor", parameters{"DurationSeconds": "1h"}, 400, "ValidationError", one + "Value '1h' at 'durationSeconds' failed to satisfy constraint: Member must be an integer"},
		"longer than the role allows": {"Production Deploy", parameters{"DurationSeconds": "3601"}, 400, "ValidationError",
			"DurationSeconds: is longer than the role's max_session_duration of 3600 seconds"},
		"a session policy": {"Auditor", parameters{"Policy": "{}"}, 400, "ValidationError", "Session policies are not supported"},
		"a managed policy": {"Auditor", parameters{"PolicyArns.member.1.arn": "x"}, 400, "ValidationError", "Session policies are not supported"},
	})
}

func TestSTSIsDecidedAsTheNativeCall(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.refuses(map[string]stsFault{
		"nobody's role":       {"Support Tier 2", nil, 403, "AccessDenied", noTrust},
		"a closed window":     {"On-call Operator", nil, 403, "AccessDenied", notMet + "time_of_day"},
		"the wrong address":   {"Network Admin", nil, 403, "AccessDenied", notMet + "ip_address"},
		"a lapsed contract":   {"Contractor Access", nil, 403, "AccessDenied", "Role trust is no longer valid"},
		"automatic, to a key": {"Registry Publisher", nil, 403, "AccessDenied", noTrust},
	})
}

func TestSTSLimitsThatStillFit(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for name, more := range map[string]map[string]string{
		"a name of two":        {"RoleSessionName": "ab"},
		"a name of 64":         {"RoleSessionName": strings.Repeat("n", 64)},
		"every sign of a name": {"RoleSessionName": "A_z+9=,.@-"},
		"a quarter of an hour": {"DurationSeconds": "900"},
		"half a day":           {"DurationSeconds": "43200"},
	} {
		if r := b.assumeRole("Auditor", more); r.status != http.StatusOK {
			t.Errorf("%s: %d, %s", name, r.status, r.body)
		}
	}
	b.assumeRole("Auditor", map[string]string{"RoleSessionName": strings.Repeat("n", 65)}).want(http.StatusBadRequest)
}

func TestSTSWantsAForm(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for name, c := range map[string][2]string{
		"JSON":             {"application/json", `{"Action":"AssumeRole"}`},
		"no type":          {"", "Action=AssumeRole"},
		"a broken form":    {"application/x-www-form-urlencoded", "Action=%zz"},
		"XML as the input": {"application/xml", "<Action/>"},
	} {
		r := b.post(stsPath, c[1], map[string]string{"Content-Type": c[0], "Authorization": "Bearer " + b.key})
		if r.status != http.StatusBadRequest {
			t.Errorf("%s: %d", name, r.status)
		}
		r.deniedAs(http.StatusBadRequest, "MalformedInput", "The body is not application/x-www-form-urlencoded")
	}
	long := "Action=AssumeRole&pad=" + strings.Repeat("x", 1<<20)
	b.post(stsPath, long, map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Authorization": "Bearer " + b.key}).
		deniedAs(http.StatusRequestEntityTooLarge, "MalformedInput", "The body is too long")
	charset := map[string]string{"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Authorization": "Bearer " + b.key}
	form := url.Values{"Action": {"AssumeRole"}, "RoleArn": {b.arn("Auditor")}, "RoleSessionName": {"sdk"}}.Encode()
	b.post(stsPath+"/", form, charset).want(http.StatusOK)
	b.get(stsPath).refused(http.StatusNotFound, "Route not found")
}

func TestSTSAuthentication(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	ask := map[string]string{"Action": "AssumeRole", "RoleArn": b.arn("Auditor"), "RoleSessionName": "n1"}
	b.sts("", ask).deniedAs(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
	b.sts("Bearer x", ask).deniedAs(403, "InvalidClientTokenId", badToken)
	b.sts("AWS4-HMAC-SHA256 Credential=AKIA/20261120/us-east-1/sts/aws4_request", ask).deniedAs(403, "InvalidClientTokenId", badToken)
	b.sts("Bearer "+b.OIDCToken(), ask).deniedAs(403, "InvalidClientTokenId", badToken)
	probe := b.AddUser(model.User{Name: "Probe", APIEnabled: true})
	for _, action := range []string{"iam.role.AssumeRole", "iam.role.Read", "iam.assumedrole.Read"} {
		b.SetPolicies(probe.ID, simulator.Allow("all", "*"), simulator.Deny("but", action))
		b.sts("Bearer "+b.Keys()["Probe"], ask).deniedAs(403, "AccessDenied", "Not authorized to perform action "+action)
	}
	b.SetAPIEnabled(probe.ID, false)
	b.sts("Bearer "+b.Keys()["Probe"], ask).deniedAs(403, "InvalidClientTokenId", badToken)
}

func TestASessionAssumesThroughSTSAsItsUser(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	ada := b.user("Ada Byron")
	first := b.AddRole(model.Role{Name: "First", Policies: []model.Policy{simulator.Allow("all", "*")}})
	second := b.AddRole(model.Role{Name: "Second"})
	b.AddTrust(model.Trust{RoleID: second.ID, Entity: model.Entity{Kind: model.EntityUser, ID: ada.ID}})
	issuer := b.AddIssuer(model.Issuer{URI: "https://id.example"})
	mine := b.AddSession(model.Session{Name: "mine", RoleID: first.ID, UserID: ada.ID, Remaining: time.Hour})
	theirs := b.AddSession(model.Session{Name: "ci", RoleID: first.ID, IssuerID: issuer.ID, Remaining: time.Hour})
	b.as(mine.Token.Reveal()).assumeRole("Second", nil).want(http.StatusOK)
	b.as(theirs.Token.Reveal()).assumeRole("Second", nil).deniedAs(403, "AccessDenied", noIssuer)
}

func TestSTSThatIssuesNoCredentialsForAnyRole(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Variant: simulator.Variant{STSRefuses: true}})
	b.assumeRole("Auditor", nil).deniedAs(403, "AccessDenied", "Not authorized to perform sts:AssumeRole")
	b.webIdentity("Registry Publisher", b.OIDCToken(), nil).deniedAs(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")
	b.assume("Auditor", nil).want(http.StatusCreated)
}

func TestRateLimitSpeaksTheDialect(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Limit: 1})
	b.assumeRole("Auditor", nil).want(http.StatusOK)
	r := b.assumeRole("Auditor", nil)
	r.deniedAs(429, "Throttling", "Rate limit exceeded: 1 requests per second")
	if r.header.Get("Retry-After") != "1" {
		t.Error("no Retry-After")
	}
	b.ecs(nil).failedAs(429, "Throttling", "Rate exceeded")
}

func TestSTSCallersAreInTheLogAndTokensInNoPath(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.assumeRole("Auditor", nil).want(http.StatusOK)
	b.webIdentity("Registry Publisher", b.OIDCToken(), nil).want(http.StatusOK)
	var callers []string
	for _, r := range b.Requests() {
		callers = append(callers, r.Caller)
		if r.Path != stsPath || r.Status != http.StatusOK {
			t.Errorf("%+v", r)
		}
	}
	if !slices.Equal(callers, []string{"Ada Byron", "repo:northwind/registry"}) {
		t.Errorf("%q", callers)
	}
}
