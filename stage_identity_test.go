package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"actas/client"
	"actas/client/simulator"
	"actas/model"
	"actas/ui"
)

// Flows of the dashboard with an identity token.

// withToken is a scenario in which a pipeline's tokens are there, or, once it is
// set, another one.
func withToken(other *atomic.Pointer[model.Secret]) scenario {
	return scenario{cols: 118, rows: 30, identity: func(server *simulator.Server) client.IdentitySource {
		return func(context.Context) (model.Secret, error) {
			if other != nil && other.Load() != nil {
				return *other.Load(), nil
			}
			return model.NewSecret(server.OIDCToken()), nil
		}
	}}
}

// tokenForm is the form with the issuer of the pipeline's tokens.
var tokenForm = then(form("Registry"), keys("shift+tab"), typed("ci.example"), keys("enter"))

// TestARenewalReadsTheTokenAnew: one that has expired meanwhile is refused here, and
// the session stays; the next one renews it.
func TestARenewalReadsTheTokenAnew(t *testing.T) {
	t.Parallel()
	var other atomic.Pointer[model.Secret]
	s := open(t, withToken(&other))
	tokenForm(s)
	s.see("token, unverified: issuer https://ci.example, subject repo:northwind/registry")
	s.press("enter")
	s.see("Assumed Registry Publisher")
	before := s.count("POST /v2/assumed-roles/assume")
	part := base64.RawURLEncoding.EncodeToString
	stale := model.NewSecret(part([]byte("{}")) + "." + part(fmt.Appendf(nil, `{"exp":%d}`, friday.Unix()-60)) + ".x")
	other.Store(&stale)
	s.press("r") // its issuer's trust says that it can be renewed
	s.see("the identity token expired on 2026-11-20 at 14:02 UTC")
	if n := s.count("POST /v2/assumed-roles/assume"); n != before {
		t.Errorf("%d assumes were sent with a stale token", n-before)
	}
	other.Store(nil)
	s.press("r")
	s.see("Renewed ci-registry-")
	var bearers []string
	for _, r := range s.server.Requests() {
		if r.Method == "POST" && r.Path == "/v2/assumed-roles/assume" {
			bearers = append(bearers, r.Caller)
		}
	}
	if got := strings.Join(bearers, " "); got != "repo:northwind/registry repo:northwind/registry" {
		t.Errorf("assumes by %s", got)
	}
}

// byToken goes from the session's name to the token of a form that has one.
var byToken = then(form("Registry"), keys("tab", "right", "right", "tab"))

// assumes are who asked for sessions natively, in order.
func (s *stage) assumes(path string) (callers []string) {
	for _, r := range s.server.Requests() {
		if r.Method == "POST" && r.Path == path {
			callers = append(callers, fmt.Sprintf("%s %d", r.Caller, r.Status))
		}
	}
	return callers
}

// TestTheIssuerIsChosenByTheToken: a person who wants to assume by oidc need not know
// whose token it is.
func TestTheIssuerIsChosenByTheToken(t *testing.T) {
	t.Parallel()
	s := open(t, withToken(nil))
	form("Registry")(s)
	s.see("as             Ada Byron (me)")
	s.press("tab", "right", "right")
	s.see("as             issuer ci.example external", "chosen by the token's issuer", "session name   ci-registry-9c04")
	s.press("left", "left")
	s.see("as             Ada Byron (me)", "session name   ada-registry-9c04")
	s.press("right", "enter")
	s.see("Assumed Registry Publisher")
	if got := s.assumes(nativePath); !slices.Equal(got, []string{"repo:northwind/registry 201"}) {
		t.Errorf("assumes by %q", got)
	}
}

const nativePath, overSTSPath = "/v2/assumed-roles/assume", "/v2/assumed-roles/compatibility/aws/sts"

// TestAPastedTokenIsSentAndRenewedWith: it is never shown, and stands for the session
// as long as it is valid.
func TestAPastedTokenIsSentAndRenewedWith(t *testing.T) {
	t.Parallel()
	var token string
	s := open(t, scenario{cols: 118, rows: 30, prepare: func(server *simulator.Server) {
		token = server.OIDCToken()
	}})
	byToken(s)
	s.see("paste it or its path; empty: the key asks")
	s.paste(token + "\n")
	s.see("unverified: issuer https://ci.example, subject repo:northwind/registry", "as             issuer ci.example external")
	s.press("enter")
	s.see("Assumed Registry Publisher")
	s.press("r")
	s.see("Renewed ci-registry-")
	if got := s.assumes(nativePath); !slices.Equal(got, []string{"repo:northwind/registry 201", "repo:northwind/registry 201"}) {
		t.Errorf("assumes by %q", got)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, frame := range s.frames {
		if strings.Contains(frame, token) || strings.Contains(frame, token[len(token)-40:]) {
			t.Fatalf("the token is shown:\n%s", frame)
		}
	}
}

// TestAnExpiredTokenIsNotSent, nor one whose renewal comes too late.
func TestAnExpiredTokenIsNotSent(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{cols: 118, rows: 30})
	expired, short := s.tokenFor(-time.Minute), s.tokenFor(time.Minute)
	byToken(s)
	s.paste(expired)
	s.see("until 14:02", "It has expired: a new one is needed.")
	s.press("enter")
	s.see("Not sent. token: It has expired")
	s.paste(short) // a token that is pasted takes the place of the one before
	s.press("enter")
	s.see("Assumed Registry Publisher")
	s.pass(2 * time.Minute)
	s.press("r", "r")
	s.see("the identity token expired on 2026-11-20 at 14:04 UTC; a new one is needed")
	if got := s.assumes(nativePath); len(got) != 1 {
		t.Errorf("assumes by %q", got)
	}
}

// tokenFor is a token of the demo's pipeline that lasts for so long from the start.
func (s *stage) tokenFor(left time.Duration) string {
	s.tb.Helper()
	for page, err := range s.client.Issuers(s.tb.Context()) {
		for _, issuer := range page.Items {
			if err == nil && issuer.URI == "https://ci.example" {
				return s.server.IdentityToken(issuer.ID, map[string]any{
					"sub": "repo:northwind/registry", "nbf": nil, "iat": nil, "exp": friday.Add(left).Unix(),
				})
			}
		}
	}
	s.tb.Fatal("there is no pipeline")
	return ""
}

// TestATokenInAFile: its path is shown, what it says comes first, and each renewal
// reads it anew.
func TestATokenInAFile(t *testing.T) {
	t.Parallel()
	var server *simulator.Server
	reads := atomic.Int32{}
	file := func(path string) ui.TokenSource {
		return func(context.Context) (model.Secret, error) {
			reads.Add(1)
			if path != "/run/token" {
				return model.Secret{}, errors.New("the file " + path + " is not there")
			}
			return model.NewSecret(server.OIDCToken()), nil
		}
	}
	s := open(t, scenario{
		cols: 118, rows: 30, prepare: func(s *simulator.Server) { server = s },
		deps: func(d *ui.Deps) { d.TokenFile = file }, tokenFile: file,
	})
	byToken(s)
	s.write("/run/tok")
	s.press("tab")
	s.see("token          /run/tok", "the file /run/tok is not there")
	s.press("shift+tab")
	s.write("en")
	s.press("enter")
	s.see("Not sent yet. This is what the token says now: enter sends it.", "subject repo:northwind/registry")
	if got := s.assumes(nativePath); len(got) != 0 {
		t.Fatalf("assumes by %q", got)
	}
	s.press("enter")
	s.see("Assumed Registry Publisher")
	before := reads.Load()
	s.press("r", "r")
	s.see("Renewed ci-registry-")
	if reads.Load() == before {
		t.Error("the renewal did not read the token anew")
	}
}

// TestATokenThatBecameAnotherIsShownFirst: what is sent is what somebody saw.
func TestATokenThatBecameAnotherIsShownFirst(t *testing.T) {
	t.Parallel()
	var other atomic.Pointer[model.Secret]
	s := open(t, withToken(&other))
	tokenForm(s)
	s.see("subject repo:northwind/registry")
	part := base64.RawURLEncoding.EncodeToString
	changed := model.NewSecret(part([]byte("{}")) + "." + part([]byte(`{"iss":"https://ci.example","sub":"repo:northwind/other"}`)) + ".x")
	other.Store(&changed)
	s.press("enter")
	s.see("Not sent yet. This is what the token says now: enter sends it.", "subject repo:northwind/other")
	other.Store(nil)
	s.press("enter")
	s.see("Not sent yet.", "subject repo:northwind/registry")
	if got := s.assumes(nativePath); len(got) != 0 {
		t.Fatalf("assumes by %q", got)
	}
	s.press("enter")
	s.see("Assumed Registry Publisher")
}

// TestAMachineNeedsNeitherUserNorIssuer: its token alone says who asks.
func TestAMachineNeedsNeitherUserNorIssuer(t *testing.T) {
	t.Parallel()
	var token string
	s := open(t, scenario{cols: 118, rows: 30, prepare: func(server *simulator.Server) { token = server.InstanceToken() }})
	byToken(s)
	s.paste(token)
	s.see("as             the machine of the token", "neither a user nor an issuer is sent")
	s.press("enter")
	s.see("No trust relationship exists between this role and OIDC issuer")
	if got := s.assumes(nativePath); len(got) != 1 || !strings.HasPrefix(got[0], "instance:") {
		t.Errorf("assumes by %q", got)
	}
}

// overSTS chooses STS in a form that stands at the session's name.
var overSTS = then(form("Log Reader"), keys("shift+tab", "shift+tab", "shift+tab", "right"))

// TestASessionOverSTS: it counts down like others, and its detail says that it has
// AWS keys, which no list takes away.
func TestASessionOverSTS(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{cols: 122, rows: 40})
	overSTS(s)
	s.see("source IP      not over STS", "POST /v2/assumed-roles/compatibility/aws/sts", "Action=AssumeRole", "RoleSessionName=ada-log-9c04")
	s.press("enter")
	s.see("Assumed Log Reader", "made over    STS, with AWS keys")
	s.pass(time.Minute)
	s.press("ctrl+r")
	s.see("made over    STS, with AWS keys")
	s.press("r")
	s.see("Renewed ada-log-", "made over    STS, with AWS keys")
	if native, sts := s.assumes(nativePath), s.assumes(overSTSPath); len(native) != 0 || len(sts) != 2 {
		t.Errorf("natively %q, over STS %q", native, sts)
	}
}

// TestAnSTSThatRefusesEveryRole: one key sends the native call, with all that was
// typed.
func TestAnSTSThatRefusesEveryRole(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{api: simulator.Config{Variant: simulator.Variant{STSRefuses: true}}})
	overSTS(s)
	s.press("enter")
	s.see("Refused over STS", "Not authorized to perform sts:AssumeRole (403).", "does not currently issue credentials for", "n send the native call")
	s.press("esc")
	s.see("refused ", "[STS, AWS keys]")
	s.press("enter")
	s.see("Refused over STS")
	s.press("n")
	s.see("Assumed Log Reader as ada-log-9c04")
	if native, sts := s.assumes(nativePath), s.assumes(overSTSPath); len(native) != 1 || len(sts) != 2 {
		t.Errorf("natively %q, over STS %q", native, sts)
	}
}

// TestAnEndpointThatIsNone: a page of a web server at its address is offered the
// native call in the place of as well.
func TestAnEndpointThatIsNone(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: func(server *simulator.Server) {
		server.Next("POST "+overSTSPath, simulator.Fault{Status: 501, Body: "<html>", ContentType: "text/html"})
	}})
	overSTS(s)
	s.press("enter")
	s.see("Refused over STS", "(501)", "n send the native call")
	s.press("n")
	s.see("Assumed Log Reader as ada-log-9c04")
}

// TestOverSTSNobodyElseAssumes: the call names no user, and a trust's refusal is no
// fault of the endpoint.
func TestOverSTSNobodyElseAssumes(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	overSTS(s)
	s.press("down", "down")
	s.write("grace")
	s.press("enter", "enter")
	s.see("Not sent. as: over STS the key's own user assumes: choose yourself")
	s.press("esc", "y")
	then(form("Network Admin"), keys("shift+tab", "shift+tab", "shift+tab", "right", "enter"))(s)
	s.see("refused ", "Not assumed.")
	s.lacks("Refused over STS")
}

// TestTheOrganisationMustBeKnownOverSTS: it stands in the role's ARN.
func TestTheOrganisationMustBeKnownOverSTS(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: func(server *simulator.Server) {
		server.Next("GET /v2/organizations", simulator.Fault{Status: 403, Body: `{"error":"no","status":403}`, Times: -1})
	}})
	overSTS(s)
	s.press("enter")
	s.see("Not sent. call: the organisation is not known: give its id in ACTAS_ORG_ID")
	if got := s.assumes(overSTSPath); len(got) != 0 {
		t.Errorf("sent %q", got)
	}
}

// pipelineToken pastes a token of the demo's pipeline.
func pipelineToken(left time.Duration) func(*stage) {
	return func(s *stage) { s.paste(s.tokenFor(left)) }
}
