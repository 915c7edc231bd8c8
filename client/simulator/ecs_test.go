package simulator_test

import (
	"encoding/xml"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"actas/client/simulator"
)

// ecs sends the request of the page "Assume Role", with parameters changed; "-"
// leaves one out.
func (b *bench) ecs(more map[string]string) reply {
	b.t.Helper()
	q := map[string]string{
		"Action": "AssumeRole", "RoleSessionName": "temp", "RoleArn": "urn:ecs:iam::s3:role/s3assumeRole", "DurationSeconds": "7200",
	}
	maps.Copy(q, more)
	values := url.Values{}
	for name, value := range q {
		if value != "-" {
			values.Set(name, value)
		}
	}
	return b.post("/sts?"+values.Encode(), "", map[string]string{"Accept": "*/*", "X-SDS-AUTH-TOKEN": b.ECSToken()})
}

// failedAs wants an error document of the object storage.
func (r reply) failedAs(status int, code, description string) {
	r.t.Helper()
	r.want(status)
	var e struct {
		XMLName     xml.Name `xml:"error"`
		Code        string   `xml:"code"`
		Description string   `xml:"description"`
	}
	r.xml(&e)
	if e.Code != code || e.Description != description {
		r.t.Errorf("%s: %s, want %s: %s", e.Code, e.Description, code, description)
	}
}

func TestObjectStorageAnswersAsItsPageShows(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	body := string(b.ecs(nil).want(http.StatusOK).body)
	secrets := regexp.MustCompile(`(<RequestId>)[0-9a-f]{8}:[0-9a-f]{11}:[0-9a-f]{5}:[0-9a-f]|(>AROA|>ASIA)[0-9A-F]{16}|(<SecretAccessKey>|<SessionToken>)\w{40,}`)
	want := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ns2:AssumeRoleResponse xmlns:ns2="none">
  <ResponseMetadata>
    <RequestId>*</RequestId>
  </ResponseMetadata>
  <AssumeRoleResult>
    <AssumedRoleUser>
      <Arn>urn:ecs:sts::s3:assumed-role/s3assumeRole/temp</Arn>
      <AssumedRoleId>AROA*:temp</AssumedRoleId>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIA*</AccessKeyId>
      <Expiration>2026-11-20T16:03:00Z</Expiration>
      <SecretAccessKey>*</SecretAccessKey>
      <SessionToken>*</SessionToken>
    </Credentials>
  </AssumeRoleResult>
</ns2:AssumeRoleResponse>
`
	if got := secrets.ReplaceAllString(body, "$1$2$3*"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if again := string(b.ecs(nil).body); again == body {
		t.Error("the same credentials twice")
	}
}

func TestObjectStoragePoliciesArePacked(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}`
	for name, c := range map[string]struct {
		more map[string]string
		want int
	}{
		"a managed one":    {map[string]string{"PolicyArns": "urn:ecs:iam:::policy/ECSS3ReadOnlyAccess"}, 2},
		"two":              {map[string]string{"PolicyArns": "urn:ecs:iam:::policy/ECSS3ReadOnlyAccess,urn:ecs:iam::s3:policy/ECSS3FullAccess"}, 4},
		"an inline policy": {map[string]string{"InlineSessionPolicy": policy}, 5},
		"as much as fits":  {map[string]string{"InlineSessionPolicy": `{"Statement":[` + strings.Repeat(" ", 2032) + `]}`}, 100},
	} {
		var a stsAnswer
		b.ecs(c.more).want(http.StatusOK).xml(&a)
		if got := a.Result.PackedPolicySize; got != c.want {
			t.Errorf("%s: %d%%, want %d%%", name, got, c.want)
		}
	}
}

func TestObjectStorageErrors(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	type parameters = map[string]string
	const name = `RoleSessionName must be 2 to 64 characters of [\w+=,.@-]`
	for what, c := range map[string]struct {
		more              parameters
		status            int
		code, description string
	}{
		"another action":      {parameters{"Action": "AssumeRoleWithSAML"}, 400, "InvalidInput", "Action must be AssumeRole"},
		"no action":           {parameters{"Action": "-"}, 400, "InvalidInput", "Action must be AssumeRole"},
		"no role":             {parameters{"RoleArn": "-"}, 400, "InvalidInput", "RoleArn must be urn:ecs:iam::NAMESPACE:role/NAME"},
		"AWS's ARN":           {parameters{"RoleArn": "arn:aws:iam::s3:role/s3assumeRole"}, 400, "InvalidInput", "RoleArn must be urn:ecs:iam::NAMESPACE:role/NAME"},
		"another namespace":   {parameters{"RoleArn": "urn:ecs:iam::ns9:role/s3assumeRole"}, 404, "NoSuchEntity", "The role urn:ecs:iam::ns9:role/s3assumeRole does not exist"},
		"another role":        {parameters{"RoleArn": "urn:ecs:iam::s3:role/none"}, 404, "NoSuchEntity", "The role urn:ecs:iam::s3:role/none does not exist"},
		"no name":             {parameters{"RoleSessionName": "-"}, 400, "InvalidInput", name},
		"a name too long":     {parameters{"RoleSessionName": strings.Repeat("n", 65)}, 400, "InvalidInput", name},
		"a name with a blank": {parameters{"RoleSessionName": "a b"}, 400, "InvalidInput", name},
		"a short session":     {parameters{"DurationSeconds": "899"}, 400, "InvalidInput", "DurationSeconds must be from 900 to 43200"},
		"a long session":      {parameters{"DurationSeconds": "43201"}, 400, "InvalidInput", "DurationSeconds must be from 900 to 43200"},
		"longer than a role":  {parameters{"RoleArn": "urn:ecs:iam::s3:role/backup-writer", "DurationSeconds": "3601"}, 400, "InvalidInput", "DurationSeconds must be from 900 to 3600"},
		"no number":           {parameters{"DurationSeconds": "2h"}, 400, "InvalidInput", "DurationSeconds must be from 900 to 43200"},
		"no policy ARN":       {parameters{"PolicyArns": "arn:aws:iam::aws:policy/ReadOnly"}, 400, "InvalidInput", "PolicyArns must be urn:ecs:iam::NAMESPACE:policy/NAME"},
		"a policy unknown":    {parameters{"PolicyArns": "urn:ecs:iam::s3:policy/none"}, 404, "NoSuchEntity", "The policy urn:ecs:iam::s3:policy/none does not exist"},
		"eleven policies":     {parameters{"PolicyArns": strings.Repeat("x,", 11)}, 400, "InvalidInput", "PolicyArns can be 10 at most"},
		"AWS's Policy":        {parameters{"Policy": "{}"}, 400, "InvalidInput", "Policy is not known here; PolicyArns and InlineSessionPolicy are"},
		"AWS's PolicyArns":    {parameters{"PolicyArns.member.1.arn": "x"}, 400, "InvalidInput", "PolicyArns.member.1.arn is not known here; PolicyArns and InlineSessionPolicy are"},
		"a policy of no JSON": {parameters{"InlineSessionPolicy": "allow"}, 400, "MalformedPolicyDocument", "InlineSessionPolicy is no policy in JSON"},
		"no statement":        {parameters{"InlineSessionPolicy": "{}"}, 400, "MalformedPolicyDocument", "InlineSessionPolicy is no policy in JSON"},
		"too much policy":     {parameters{"InlineSessionPolicy": `{"Statement":[` + strings.Repeat(" ", 2033) + `]}`}, 400, "PackedPolicyTooLarge", "The session policies take 101% of the room for them"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			b.in(t).ecs(c.more).failedAs(c.status, c.code, c.description)
		})
	}
}

func TestObjectStorageWantsItsToken(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	const path = "/sts?Action=AssumeRole&RoleSessionName=temp&RoleArn=urn:ecs:iam::s3:role/s3assumeRole"
	for name, header := range map[string]map[string]string{
		"none":        nil,
		"another":     {"X-SDS-AUTH-TOKEN": "x"},
		"Vultr's key": {"Authorization": "Bearer " + b.key},
	} {
		if r := b.post(path, "", header); r.status != http.StatusUnauthorized {
			t.Errorf("%s: %d", name, r.status)
		} else {
			r.failedAs(http.StatusUnauthorized, "Unauthorized", "The X-SDS-AUTH-TOKEN is missing or not valid")
		}
	}
	token := map[string]string{"X-SDS-AUTH-TOKEN": b.ECSToken()}
	var a stsAnswer
	b.post(path, "", token).want(http.StatusOK).xml(&a)
	b.post(strings.Replace(path, "/sts?", "/sts/?", 1), "", token).want(http.StatusOK)
	b.post("/sts?Action=%zz", "", token).failedAs(400, "InvalidInput", "The query cannot be read")
	b.get("/sts").refused(http.StatusNotFound, "Route not found")
}

func TestObjectStorageSessionsLastAnHourWhereNothingIsSaid(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	body := string(b.ecs(map[string]string{"DurationSeconds": "-"}).want(http.StatusOK).body)
	if !strings.Contains(body, "<Expiration>2026-11-20T15:03:00Z</Expiration>") {
		t.Error(body)
	}
}
