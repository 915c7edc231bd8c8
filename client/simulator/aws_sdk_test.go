package simulator_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"

	"actas/client/simulator"
)

// AWS's own SDK as a client of the STS dialects. It signs nothing, and a transport
// says who asks, as actas does.

// sender is a transport that changes requests.
type sender func(*http.Request) (*http.Response, error)

func (s sender) RoundTrip(r *http.Request) (*http.Response, error) { return s(r) }

// awsSDK is the SDK's client for an address, whose requests are changed on their way.
func (b *bench) awsSDK(path string, change func(*http.Request) error) *sts.Client {
	b.t.Helper()
	return sts.New(sts.Options{
		Region: "us-east-1", Credentials: aws.AnonymousCredentials{}, BaseEndpoint: aws.String(b.URL() + path), Retryer: aws.NopRetryer{},
		HTTPClient: &http.Client{Transport: sender(func(r *http.Request) (*http.Response, error) {
			r = r.Clone(r.Context())
			if err := change(r); err != nil {
				return nil, err
			}
			return b.http.Transport.RoundTrip(r)
		})},
	})
}

// bearing says who asks as Vultr's API reads it.
func bearing(token string) func(*http.Request) error {
	return func(r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
}

// intoQuery sends the form as the object storage wants it, with its token.
func (b *bench) intoQuery(r *http.Request) error {
	form, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.URL.RawQuery = strings.NewReplacer("PolicyArns.member.1.arn", "PolicyArns", "Policy=", "InlineSessionPolicy=").Replace(string(form))
	r.Body, r.ContentLength = http.NoBody, 0
	r.Header.Set("X-SDS-AUTH-TOKEN", b.ECSToken())
	return nil
}

// mustBeKeys wants credentials that end at a time.
func mustBeKeys(t *testing.T, c *types.Credentials, ends time.Time) {
	t.Helper()
	if c == nil || !strings.HasPrefix(aws.ToString(c.AccessKeyId), "ASIA") || aws.ToString(c.SecretAccessKey) == "" ||
		aws.ToString(c.SessionToken) == "" || !aws.ToTime(c.Expiration).Equal(ends) {
		t.Errorf("the SDK reads %+v", c)
	}
}

func TestAWSSDKAssumesByKey(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	got, err := b.awsSDK(stsPath, bearing(b.key)).AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn: aws.String(b.arn("Auditor")), RoleSessionName: aws.String("sdk-1"), DurationSeconds: aws.Int32(900),
	})
	if err != nil {
		t.Fatal(err)
	}
	mustBeKeys(t, got.Credentials, friday.Add(15*time.Minute))
	if arn := aws.ToString(got.AssumedRoleUser.Arn); !strings.HasSuffix(arn, "/sdk-1") {
		t.Errorf("the assumed role is %s", arn)
	}
	b.get("/v2/assumed-roles/" + aws.ToString(got.Credentials.SessionToken)).want(http.StatusOK)
}

func TestAWSSDKAssumesByToken(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	got, err := b.awsSDK(stsPath, func(*http.Request) error { return nil }).AssumeRoleWithWebIdentity(t.Context(), &sts.AssumeRoleWithWebIdentityInput{
		RoleArn: aws.String(b.arn("Registry Publisher")), RoleSessionName: aws.String("sdk-1"), WebIdentityToken: aws.String(b.OIDCToken()),
	})
	if err != nil {
		t.Fatal(err)
	}
	mustBeKeys(t, got.Credentials, friday.Add(time.Hour))
	if aws.ToString(got.Provider) != "https://ci.example" || aws.ToString(got.SubjectFromWebIdentityToken) != "repo:northwind/registry" {
		t.Errorf("the SDK reads %+v", got)
	}
}

func TestAWSSDKAssumesAtTheObjectStorage(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	got, err := b.awsSDK("/sts", b.intoQuery).AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn: aws.String("urn:ecs:iam::s3:role/s3assumeRole"), RoleSessionName: aws.String("temp"), DurationSeconds: aws.Int32(7200),
		PolicyArns: []types.PolicyDescriptorType{{Arn: aws.String("urn:ecs:iam:::policy/ECSS3ReadOnlyAccess")}},
		Policy:     aws.String(`{"Version":"2012-10-17","Statement":[]}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	mustBeKeys(t, got.Credentials, friday.Add(2*time.Hour))
	//lint:ignore SA1019 the object storage tells nothing else of the policies
	if aws.ToString(got.AssumedRoleUser.Arn) != "urn:ecs:sts::s3:assumed-role/s3assumeRole/temp" || aws.ToInt32(got.PackedPolicySize) == 0 {
		t.Errorf("the SDK reads %+v", got)
	}
}

func TestAWSSDKReadsRefusals(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	auditor := &sts.AssumeRoleInput{RoleArn: aws.String(b.arn("Auditor")), RoleSessionName: aws.String("sdk-1")}
	closed := &sts.AssumeRoleInput{RoleArn: aws.String(b.arn("Payments Operator")), RoleSessionName: aws.String("sdk-1")}
	nowhere := &sts.AssumeRoleInput{RoleArn: aws.String("urn:ecs:iam::s3:role/nobody"), RoleSessionName: aws.String("temp")}
	for name, c := range map[string]struct {
		client *sts.Client
		asked  *sts.AssumeRoleInput
		code   string
	}{
		"another key":   {b.awsSDK(stsPath, bearing("nobody's")), auditor, "InvalidClientTokenId"},
		"not for me":    {b.awsSDK(stsPath, bearing(b.key)), closed, "AccessDenied"},
		"nobody at all": {b.awsSDK(stsPath, func(*http.Request) error { return nil }), auditor, "MissingAuthenticationToken"},
		// The SDK knows no such document, which is why actas reads it by itself.
		"an object storage": {b.awsSDK("/sts", b.intoQuery), nowhere, "UnknownError"},
	} {
		_, err := c.client.AssumeRole(t.Context(), c.asked)
		var fault smithy.APIError
		if !errors.As(err, &fault) || fault.ErrorCode() != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}
