//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/simulator"
	"actas/model"
)

// Tests of the commands that assume with identity tokens and over STS.

// tokenOf puts a token of the demo's pipeline into a file. The desk's API lives in
// another week than this machine, so that its times are far apart.
func (d *desk) tokenOf(claims map[string]any) string {
	d.t.Helper()
	all := map[string]any{"sub": "repo:northwind/registry", "nbf": nil, "iat": nil, "exp": time.Now().AddDate(1, 0, 0).Unix()}
	for name, value := range claims {
		all[name] = value
	}
	return d.tokenFile(d.server.IdentityToken(d.issuer(), all))
}

func (d *desk) tokenFile(token string) string {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), "token")
	if err := os.WriteFile(path, []byte(token+"\n"), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.secrets = append(d.secrets, token)
	return path
}

// issuer is the id of the pipeline's issuer, whose tokens a trust asks claims of.
func (d *desk) issuer() string {
	d.t.Helper()
	for _, trust := range d.objects("trusts", "--json") {
		if conditions, _ := trust["conditions"].(map[string]any); conditions["oidc_claims"] != nil {
			return trust["trusted_oidc_issuer_id"].(string)
		}
	}
	d.t.Fatal("no trust asks for claims")
	return ""
}

func TestAssumeWithAnIdentityToken(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := d.tokenOf(nil)
	claims, err := model.ReadClaims(model.NewSecret(d.server.OIDCToken()))
	if err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"a file":                      {"--token-file", file},
		"a command, and its method":   {"--token-command", "cat " + file, "--auth", "jwt"},
		"an issuer by its address":    {"--token-file", file, "--issuer", claims.Issuer},
		"an issuer by its id":         {"--token-file", file, "--issuer", d.issuer()},
		"the environment, as pods do": {"--auth", "oidc"},
	} {
		d := *d
		if len(args) == 2 && args[0] == "--auth" {
			d.env = append(slices.Clone(d.env), "VULTR_WEB_IDENTITY_TOKEN_FILE="+file)
		}
		r := d.bare(append([]string{"assume", "Registry", "--print", "token"}, args...)...)
		token := strings.TrimSpace(r.out)
		if r.code != 0 || !tokenText.MatchString(token) || !strings.Contains(r.err, "the identity token says, unverified: issuer https://") ||
			!strings.Contains(r.err, ", subject repo:northwind/registry, audience vultr, until 20") {
			t.Errorf("%s: exit code %d, %q", name, r.code, r.err)
		}
		d.keepsSecrets(r.err)
		acts := d
		acts.env = append(slices.Clone(d.env), "VULTR_API_KEY="+token)
		if r := acts.ends(3, "roles"); !strings.Contains(r.err, "Not authorized to perform action iam.role.Read (403)") {
			t.Errorf("%s: the token does not act as the role: %q", name, r.err)
		}
	}
	log := d.objects("log", "--json", "--last", "1")[0]
	if log["issuer_id"] != d.issuer() || log["kind"] != "assume" || !strings.HasPrefix(log["session"].(string), "reponorthwindregistr-registry-") {
		t.Errorf("the ledger has %v", log)
	}
}

func TestTokensThatAssumeNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	friday := d.clock.Now().Wall.Unix()
	for name, tt := range map[string]struct {
		claims map[string]any
		args   string
		code   int
		says   string
		sent   int
	}{
		// By this machine's clock the first one has expired, and the last one not.
		"expired by the API's clock":    {map[string]any{"exp": friday - 60}, "", 1, "the identity token expired on 2026-11-20 at 14:02 UTC; a new one is needed", 0},
		"early by the API's clock":      {map[string]any{"nbf": friday + 60}, "", 1, "the identity token is not valid before 2026-11-20 at 14:04 UTC", 0},
		"of somebody else":              {map[string]any{"sub": "repo:evil/registry"}, "", 3, "Role trust conditions not met: oidc_claims (403)", 1},
		"for another audience":          {map[string]any{"aud": "other"}, "", 3, "; the identity token is not accepted", 1},
		"of an issuer that nobody told": {map[string]any{"iss": "https://evil.example"}, "", 3, "; the identity token is not accepted", 1},
	} {
		before := d.requests("POST", assumePath)
		args := []string{"assume", "Registry", "--print", "token", "--token-file", d.tokenOf(tt.claims)}
		r := d.ends(tt.code, append(args, strings.Fields(tt.args)...)...)
		if sent := d.requests("POST", assumePath) - before; !strings.Contains(r.err, tt.says) || r.out != "" || sent != tt.sent {
			t.Errorf("%s: %q, sent %d", name, r.err, sent)
		}
	}
	d.ends(0, "assume", "Log Reader") // who has a token may use the key as well
}

func TestWrongUseOfIdentityTokens(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := d.tokenOf(nil)
	for args, says := range map[string]string{
		"--auth oidc --print token":                                        "there is no identity token: give --token-file or --token-command",
		"--auth saml":                                                      `--auth "saml" is not known; api_key, oidc and jwt are`,
		"--auth api_key --token-file " + file:                              "go with --auth oidc or jwt",
		"--token-file " + file + " --token-command true":                   "give one of --token-file and --token-command",
		"--token-file " + file:                                             "add --print token or --print env",
		"--token-file " + file + " --json":                                 "add --print token or --print env",
		"--token-file " + file + " --issuer a --user-id b":                 "not to both",
		"--token-file " + file + " --print secret":                         `--print "secret" is not known`,
		"--token-file " + file + " --print token --json":                   "give one of --print and --json",
		"--token-file " + file + " --print token --shell sh":               "--shell goes with --print env",
		"--token-file /none --print token":                                 "the identity token cannot be had: the file /none is not there",
		"--token-command false --print token":                              "the token command failed with exit code 1",
		"--token-command true --print token":                               "the identity token cannot be used: it is empty",
		"--token-file go.mod --print token":                                "it is no JWT",
		"--print token --issuer https://none.example --token-file " + file: "there is no single OIDC issuer",
		"--print token --token-file=":                                      `for "--token-file" flag: it is empty`,
		"--print token --token-command=":                                   `for "--token-command" flag: it is empty`,
		"--print token --issuer=":                                          `for "--issuer" flag: it is empty`,
		"--via sts":                                                        "nothing here keeps the AWS keys, and nothing tells them again: add --print env or --aws-profile",
		"--via sts --print token":                                          "nothing here keeps the AWS keys, and nothing tells them again: add --print env or --aws-profile",
		"--via sts --print env --ip 192.0.2.1":                             "takes no IP context",
		"--via saml":                                                       `--via "saml" is not known; native and sts are`,
		"--org a":                                                          "--org goes with --via sts",
		"--via sts --print env --org a:b":                                  "the organisation id may hold",
		"--via sts --print env --shell csh":                                `the shell "csh" is not known`,
		"--via sts --print env --name x":                                   "at least 2 characters",
		"--print env --shell powershell --org a --":                        "--org goes with --via sts",
	} {
		r := d.ends(2, append([]string{"assume", "Registry"}, strings.Fields(args)...)...)
		if !strings.Contains(r.err, says) || r.out != "" {
			t.Errorf("%s: %q does not say %q", args, r.err, says)
		}
	}
	if n := d.requests("POST", assumePath) + d.requests("POST", stsPath); n != 0 {
		t.Errorf("%d assumes were sent", n)
	}
}

// TestAPodNeedsNoKey: with an identity token alone nothing can be looked up, and ids
// are enough.
func TestAPodNeedsNoKey(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	role, _ := d.server.Role("Registry Publisher")
	issuer := d.issuer()
	d.env = append(d.env, "VULTR_API_KEY=", "VULTR_WEB_IDENTITY_TOKEN_FILE="+d.tokenOf(nil))
	read := d.requests("GET", "/")
	r := d.bare("assume", role.ID, "--auth", "oidc", "--issuer", issuer, "--print", "token")
	if !tokenText.MatchString(r.out) {
		t.Errorf("exit code %d, %q", r.code, r.err)
	}
	r = d.ends(2, "assume", "Registry Publisher", "--auth", "oidc", "--print", "token")
	if !strings.Contains(r.err, "without an API key the role \"Registry Publisher\" cannot be looked up; give its id") {
		t.Errorf("%q", r.err)
	}
	r = d.ends(2, "credential-process", role.ID, "--auth", "oidc")
	if !strings.Contains(r.err, "Give its id with --org or ACTAS_ORG_ID.") {
		t.Errorf("%q", r.err)
	}
	d.env = append(d.env, "ACTAS_ORG_ID="+d.server.OrganizationID())
	if got := d.credentials("credential-process", role.ID, "--auth", "oidc"); got["SessionToken"] == "" {
		t.Errorf("%v", got)
	}
	if n := d.requests("GET", "/"); n != read {
		t.Errorf("%d lists were asked for in vain", n-read)
	}
}

// TestAnInstanceNeedsNoIssuer: no list tells the issuer of Vultr's own machines.
func TestAnInstanceNeedsNoIssuer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := d.tokenFile(d.server.InstanceToken())
	r := d.ends(3, "assume", "Log Reader", "--print", "token", "--token-file", file)
	if d.requests("POST", assumePath) != 1 || !strings.Contains(r.err, "No trust relationship exists") {
		t.Errorf("%q", r.err)
	}
}

// credentials runs a command that prints credentials for AWS's tools.
func (d *desk) credentials(args ...string) map[string]any {
	d.t.Helper()
	var out map[string]any
	r := d.bare(args...)
	if err := json.Unmarshal([]byte(r.out), &out); err != nil || r.code != 0 {
		d.t.Fatalf("actas %q: exit code %d, %v\n%s", args, r.code, err, r.err)
	}
	d.keepsSecrets(r.err)
	return out
}

func TestCredentialProcess(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	begun := time.Now()
	got := d.credentials("credential-process", "Log", "--duration", "30m")
	hasFields(t, got, "Version AccessKeyId SecretAccessKey SessionToken Expiration")
	if got["Version"] != 1.0 || !tokenText.MatchString(got["SessionToken"].(string)) || !strings.HasPrefix(got["AccessKeyId"].(string), "ASIA") {
		t.Errorf("%v", got)
	}
	// The API's clock is days away, and a tool compares with this machine's.
	ends, err := time.Parse(time.RFC3339, got["Expiration"].(string))
	if life := ends.Sub(begun); err != nil || life > 30*time.Minute+time.Since(begun) || life < 29*time.Minute {
		t.Errorf("the credentials end %v, in %v: %v", got["Expiration"], life, err)
	}
	if again := d.credentials("credential-process", "Log"); again["SessionToken"] == got["SessionToken"] {
		t.Error("the second call got the first one's credentials")
	}
	by := d.credentials("credential-process", "Registry", "--token-file", d.tokenOf(nil))
	if by["SessionToken"] == "" || d.requests("POST", stsPath) != 3 || d.requests("POST", assumePath) != 0 {
		t.Errorf("%v", by)
	}
}

func TestAssumeOverSTSForAShell(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.bare("assume", "Log", "--via", "sts", "--print", "env", "--name", "mine-0001", "--shell", "sh")
	got := variables(t, r.out)
	// Vultr's own token stands among the keys, so that its clients can act with it too.
	if len(got) != 8 || got["VULTR_API_KEY"] != got["AWS_SESSION_TOKEN"] || got["ACTAS_SESSION"] != "mine-0001" || !strings.HasPrefix(got["AWS_ACCESS_KEY_ID"], "ASIA") || len(got["AWS_SECRET_ACCESS_KEY"]) != 40 ||
		!tokenText.MatchString(got["AWS_SESSION_TOKEN"]) || got["AWS_CREDENTIAL_EXPIRATION"] != "2026-11-20T15:03:08Z" {
		t.Errorf("%v, %q", got, r.err)
	}
	if !slices.Contains(d.live(), "mine-0001") {
		t.Error("the session is not in the list")
	}
	r = d.bare("assume", "Log", "--print", "env", "--shell", "sh")
	if got := variables(t, r.out); got["ACTAS_SESSION"] == "" || !tokenText.MatchString(got["VULTR_API_KEY"]) || got["AWS_ACCESS_KEY_ID"] != "" {
		t.Errorf("natively: %v, %q", got, r.err)
	}
}

// TestAnEndpointThatRefusesEveryRole: Vultr warns that its own does.
func TestAnEndpointThatRefusesEveryRole(t *testing.T) {
	t.Parallel()
	d := &desk{t: t, clock: clock.NewManual(friday)}
	server, err := simulator.Start(simulator.Config{
		Clock: d.clock, Seed: 1, Limit: -1, SourceIP: simulator.DemoSourceIP(), Variant: simulator.Variant{STSRefuses: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	d.server, d.env = server, append(cleanEnvironment(t), "ACTAS_API_URL="+server.URL(), "VULTR_API_KEY="+server.Key())
	for _, args := range [][]string{{"assume", "Log", "--via", "sts", "--print", "env"}, {"credential-process", "Log"}} {
		r := d.ends(3, args...)
		for _, says := range []string{"assume role over STS: Not authorized to perform sts:AssumeRole (403)",
			"does not currently issue credentials for any role", "The native call may do what it refuses: actas assume, without --via sts."} {
			if !strings.Contains(r.err, says) || r.out != "" {
				t.Errorf("%q does not say %q", r.err, says)
			}
		}
	}
	d.ends(0, "assume", "Log")
}

// TestTheDashboardSendsTheToken: the form shows what the token of the environment says,
// and it is sent in the place of the key.
func TestTheDashboardSendsTheToken(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := d.tokenOf(nil)
	s := startPTY(t, ptyOptions{columns: 118, rows: 30, env: append(d.env[len(d.env)-2:], "VULTR_WEB_IDENTITY_TOKEN_FILE="+file)})
	s.waitFor(0, "ada-deploy-7f3c")
	at := s.size() // the roles were on screen until the sessions came
	s.press("2")
	s.waitFor(at, "Backup Restore") // on which there is no session: the roles are there
	s.press("a")
	s.waitFor(0, "session name")
	s.press("\t")
	s.press("\x1b[C") // from api_key to jwt
	s.waitFor(0, "token, unverified: issuer https://ci.example", "repo:northwind/registry")
	s.press("\r")
	s.waitUntil(0, "an assume by the pipeline", func(string) bool { return d.assumedBy("repo:northwind/registry") == 1 })
	d.keepsSecrets(string(s.raw()))
}

// assumedBy counts the assumes that somebody asked for.
func (d *desk) assumedBy(who string) int {
	n := 0
	for _, r := range d.server.Requests() {
		if r.Path == assumePath && r.Caller == who {
			n++
		}
	}
	return n
}

// TestATokenIsReadAnewForARenewal: what it says comes first, and without one such
// sessions are left out.
func TestATokenIsReadAnewForARenewal(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.run("renew", "--all")
	if !strings.Contains(r.err, "left out ci-publish-11fa: it was assumed with an identity token (oidc)") {
		t.Errorf("%q", r.err)
	}
	before := d.assumedBy("repo:northwind/registry")
	for _, args := range [][]string{{"renew", "ci-publish", "--token-file", d.tokenOf(nil)}, {"renew", "ci-publish", "--token-command", "cat " + d.tokenOf(nil)}} {
		r = d.run(args...)
		before++
		if strings.Count(r.err, "the identity token says, unverified: issuer https://ci.example") != 1 || d.assumedBy("repo:northwind/registry") != before {
			t.Errorf("%q: %d by the pipeline", r.err, d.assumedBy("repo:northwind/registry"))
		}
	}
	if r = d.ends(2, "renew", "ci-publish", "--token-file", "a", "--token-command", "b"); !strings.Contains(r.err, "give one of") {
		t.Errorf("%q", r.err)
	}
}

// TestWhatARequestLacksIsToldBeforeATokenIsSent.
func TestWhatARequestLacksIsToldBeforeATokenIsSent(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	role, _ := d.server.Role("Registry Publisher")
	file, machine := d.tokenOf(nil), d.tokenOf(map[string]any{"sub": "instance:1"})
	d.env = append(d.env, "VULTR_API_KEY=")
	r := d.ends(2, "assume", role.ID, "--token-file", file, "--print", "token")
	if !strings.Contains(r.err, "Without an API key the issuer of the token cannot be looked up.\nSay whose token it is with --issuer ID.") {
		t.Errorf("%q", r.err)
	}
	token, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	twoLines := d.tokenFile(string(token) + "x")
	if r = d.ends(2, "assume", role.ID, "--token-file", twoLines, "--issuer", "a", "--print", "token"); !strings.Contains(r.err, "it holds characters that no token has") {
		t.Errorf("%q", r.err)
	}
	if n := d.requests("POST", "/"); n != 0 {
		t.Errorf("%d were sent", n)
	}
	// A machine's token alone says who asks.
	d.ends(1, "assume", role.ID, "--token-file", machine, "--print", "token")
	if n := d.requests("POST", assumePath); n != 1 {
		t.Errorf("%d were sent", n)
	}
}

// TestOnlyAnEndpointWithoutAReasonIsCalledUnwilling.
func TestOnlyAnEndpointWithoutAReasonIsCalledUnwilling(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, args := range [][]string{{"Network Admin"}, {"Log", "--duration", "1m"}} {
		r := d.run(append([]string{"assume", "--via", "sts", "--print", "env"}, args...)...)
		if r.code == 0 || strings.Contains(r.err, "does not currently issue") {
			t.Errorf("%q: %q", args, r.err)
		}
	}
}
