package simulator_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
)

// webIdentity asks as AWS's clients do: without an Authorization.
func (b *bench) webIdentity(role, token string, more map[string]string) reply {
	b.t.Helper()
	parameters := map[string]string{
		"Action": "AssumeRoleWithWebIdentity", "RoleArn": b.arn(role), "RoleSessionName": "sts-1", "WebIdentityToken": token,
	}
	maps.Copy(parameters, more)
	return b.sts("", parameters)
}

func TestWebIdentityIsAnsweredWithWhatTheTokenTells(t *testing.T) {
	t.Parallel()
	for name, header := range map[string]func(token string) string{
		"no Authorization, as AWS's clients":  func(string) string { return "" },
		"the token as the Bearer, as Vultr's": func(token string) string { return "Bearer " + token },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, simulator.Config{})
			var a stsAnswer
			b.sts(header(b.OIDCToken()), map[string]string{
				"Action": "AssumeRoleWithWebIdentity", "Version": "2011-06-15", "RoleArn": b.arn("Registry Publisher"),
				"RoleSessionName": "ci@1", "WebIdentityToken": b.OIDCToken(), "DurationSeconds": "900",
			}).want(http.StatusOK).xml(&a)
			got := a.Result
			if a.XMLName.Local != "AssumeRoleWithWebIdentityResponse" || got.XMLName.Local != "AssumeRoleWithWebIdentityResult" ||
				got.SubjectFromWebIdentityToken != "repo:northwind/registry" || got.Audience != "vultr" || got.Provider != "https://ci.example" ||
				got.Credentials.Expiration != "2026-11-20T14:18:00Z" || !strings.HasSuffix(got.AssumedRoleUser.ID, ":ci@1") {
				t.Errorf("%+v", a)
			}
			read := b.get("/v2/assumed-roles/" + got.Credentials.SessionToken).want(http.StatusOK).object()
			if read["oidc_issuer_id"] == nil || read["user_id"] != nil || read["auth_method"] != "oidc" {
				t.Errorf("%v", read)
			}
		})
	}
}

func TestWebIdentityTokensThatProveNothing(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	pipeline, _ := b.get("/v2/oidc/issuer").items("issuers")[1]["id"].(string)
	signed := func(name string, value any) string {
		return b.IdentityToken(pipeline, map[string]any{"sub": "repo:northwind/registry", name: value})
	}
	const invalid = "InvalidIdentityToken"
	for name, c := range map[string]struct{ token, code, message string }{
		"expired":          {signed("exp", friday.Unix()), "ExpiredTokenException", "Token expired"},
		"not valid yet":    {signed("nbf", friday.Add(time.Minute).Unix()), invalid, "Token is not valid yet"},
		"from the future":  {signed("iat", friday.Add(time.Minute).Unix()), invalid, "Token is not valid yet"},
		"another audience": {signed("aud", "sts.amazonaws.com"), invalid, "Incorrect token audience"},
		"another issuer":   {signed("iss", "https://else.example"), invalid, "No OpenIDConnect provider found in your account for the token's issuer"},
		"no end":           {signed("exp", nil), invalid, "The token lacks a claim or has one of another kind"},
		"no JWT":           {"nothing", invalid, "The ID Token provided is not a valid JWT"},
		"another key":      {signed("x", 1)[:300] + "AAAA" + signed("x", 1)[304:], invalid, "Token signature invalid"},
		"missing":          {"", "ValidationError", "1 validation error detected: Value null at 'webIdentityToken' failed to satisfy constraint: Member must not be null"},
		"short":            {"abc", "ValidationError", "1 validation error detected: Value '…' at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4"},
		"long":             {strings.Repeat("t", 20001), "ValidationError", "1 validation error detected: Value '…' at 'webIdentityToken' failed to satisfy constraint: Member must have length less than or equal to 20000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b.in(t).webIdentity("Registry Publisher", c.token, nil).deniedAs(400, c.code, c.message)
		})
	}
}

func TestWebIdentityIsDecidedByTheTrusts(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	pipeline, _ := b.get("/v2/oidc/issuer").items("issuers")[1]["id"].(string)
	fork := b.IdentityToken(pipeline, map[string]any{"sub": "repo:fork/registry"})
	b.webIdentity("Registry Publisher", fork, nil).deniedAs(403, "AccessDenied", notMet+"oidc_claims")
	b.webIdentity("Auditor", b.OIDCToken(), nil).deniedAs(403, "AccessDenied", noIssuer)
	b.webIdentity("Registry Publisher", b.OIDCToken(), map[string]string{"DurationSeconds": "14401"}).
		deniedAs(400, "ValidationError", "DurationSeconds: is longer than the role's max_session_duration of 14400 seconds")
	b.webIdentity("Backup Restore", b.InstanceToken(), nil).want(http.StatusOK)
	b.sts("Bearer "+b.key, map[string]string{
		"Action": "AssumeRoleWithWebIdentity", "RoleArn": b.arn("Registry Publisher"), "RoleSessionName": "n1", "WebIdentityToken": b.OIDCToken(),
	}).deniedAs(403, "InvalidClientTokenId", badToken)
}
