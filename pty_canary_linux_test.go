package main

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"actas/client/clock"
	"actas/client/simulator"
)

// The canary: every secret of every way in, looked for wherever it does not belong
// (robustness row 30). A proxy before the simulated API notes the secrets that it
// gives out, so that none has to be known before.

// canary is a desk whose secrets are all known.
type canary struct {
	*desk
	url string
	// own are those of the person: keys and identity tokens. No program that acts with
	// a session may find one.
	own []string
	// places are the files in which secrets rest because somebody put them there.
	places []string

	mu sync.Mutex
	// given are those that the API gave out.
	given []string
}

// givenOut matches the secrets of an answer.
var givenOut = regexp.MustCompile(`<(?:AccessKeyId|SecretAccessKey|SessionToken)>([^<]+)<|"session_token":"([^"]+)"`)

func newCanary(t *testing.T) *canary {
	t.Helper()
	c := &canary{desk: &desk{t: t, clock: clock.NewManual(friday)}}
	// A seed of its own: other tests' secrets lie elsewhere at the same time.
	server, err := simulator.Start(simulator.Config{Clock: c.clock, Seed: 4711, Limit: -1, SourceIP: simulator.DemoSourceIP()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	c.server = server
	to, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.ModifyResponse = c.note
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)
	c.url = front.URL
	c.env = append(cleanEnvironment(t), "ACTAS_API_URL="+c.url, "VULTR_API_KEY="+server.Key())
	c.own = []string{server.Key(), server.ECSToken()}
	return c
}

// note keeps the secrets of an answer.
func (c *canary) note(resp *http.Response) error {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, found := range givenOut.FindAllSubmatch(body, -1) {
		if secret := string(found[1]) + string(found[2]); !slices.Contains(c.given, secret) {
			c.given = append(c.given, secret)
		}
	}
	return nil
}

// secrets are all that are known by now.
func (c *canary) all() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Concat(c.own, c.given)
}

// among says which of the secrets stands in a text; empty for none.
func among(secrets []string, text string) string {
	at := slices.IndexFunc(secrets, func(s string) bool { return strings.Contains(text, s) })
	if at < 0 {
		return ""
	}
	return secrets[at]
}

// quiet runs a command that must tell nothing, whatever comes of it.
func (c *canary) quiet(args ...string) {
	c.t.Helper()
	r := c.bare(append(args, "--debug", filepath.Join(c.home(), "debug.log"))...)
	if secret := among(c.all(), r.out+r.err); secret != "" {
		c.t.Errorf("actas %q tells %q:\n%s%s", args, secret, r.out, r.err)
	}
}

// asked runs a command whose output is a secret that was asked for; nothing else may
// tell one, and it tells none of the person's own.
func (c *canary) asked(args ...string) {
	c.t.Helper()
	r := c.bare(append(args, "--debug", filepath.Join(c.home(), "debug.log"))...)
	if r.code != 0 || among(c.all(), r.out) == "" {
		c.t.Errorf("actas %q ends with %d and tells nothing: %s", args, r.code, r.err)
	}
	if secret := among(c.all(), r.err); secret != "" {
		c.t.Errorf("actas %q tells %q on the side", args, secret)
	}
	if secret := among(c.own, r.out); secret != "" {
		c.t.Errorf("actas %q tells the person's own %q", args, secret)
	}
}

// sessionNames are the variables in which a session's secrets may stand.
var sessionNames = []string{"VULTR_API_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}

// spy is a program that prints what it finds: its environment, and the arguments of
// every process of this machine.
const spy = "tr '\\0' '\\n' </proc/$$/environ; echo ---; for p in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <$p; echo; done 2>/dev/null; true"

// mustFind checks what a program found that acts with a session.
func (c *canary) mustFind(what, found string) {
	c.t.Helper()
	environ, arguments, whole := strings.Cut(found, "\n---\n")
	if !whole || among(c.all(), environ) == "" {
		c.t.Errorf("%s found no session: %q", what, found)
	}
	for entry := range strings.SplitSeq(environ, "\n") {
		name, value, _ := strings.Cut(entry, "=")
		if secret := among(c.own, value); secret != "" || !slices.Contains(sessionNames, name) && among(c.all(), value) != "" {
			c.t.Errorf("%s finds %s", what, entry)
		}
	}
	if secret := among(c.all(), arguments); secret != "" {
		c.t.Errorf("%s sees %q in arguments", what, secret)
	}
}

// child runs a program with a session.
func (c *canary) child(args ...string) {
	c.t.Helper()
	for _, after := range [][]string{nil, {"--revoke-after"}} {
		if slices.Contains(args, "storage") && after != nil {
			continue // nothing of it can be revoked
		}
		r := c.bare(slices.Concat([]string{"exec"}, args, after, []string{"--", "sh", "-c", spy})...)
		if r.code != 0 || among(c.all(), r.err) != "" {
			c.t.Errorf("exec %q: exit code %d, %q", args, r.code, r.err)
		}
		c.mustFind("a command of exec", r.out)
	}
}

// mustRest checks every file below the home: secrets rest where the person put them,
// and in the AWS profiles that were asked for.
func (c *canary) mustRest() {
	c.t.Helper()
	files := 0
	err := filepath.WalkDir(c.home(), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		secret := among(c.all(), string(data))
		if path == c.awsFile() {
			secret = among(c.own, string(data))
		}
		if secret != "" && !slices.Contains(c.places, path) {
			c.t.Errorf("%s holds %q", path, secret)
		}
		return err
	})
	if err != nil || files < 4 {
		c.t.Errorf("%d files, %v", files, err)
	}
}

// put writes a secret where the person wants it.
func (c *canary) put(path, content string) {
	c.t.Helper()
	c.file(path, content, 0o600)
	c.places = append(c.places, path)
}

// prepare puts the person's secrets into every place that there is.
func (c *canary) prepare() {
	c.t.Helper()
	folder := c.profiles(strings.NewReplacer("@url", c.url, "@home", c.home()).Replace(`
[profiles.command]
api_url = "@url"
key_command = "cat '@home/actas/beside'; cat '@home/actas/beside' >/dev/null"
[profiles.file]
api_url = "@url"
key_file = "beside"
[profiles.variable]
api_url = "@url"
key_env = "MY_KEY"
[profiles.refused]
api_url = "@url"
key_env = "REFUSED"
[profiles.away]
api_url = "http://127.0.0.1:1"
key_file = "beside"
[profiles.open]
api_url = "@url"
key_file = "open"
[profiles.talks]
key_command = "cat '@home/actas/beside' >/dev/null; exit 3"
[profiles.storage]
kind = "ecs"
api_url = "@url"
key_file = "ecs"
roles = ["urn:ecs:iam::s3:role/s3assumeRole", "urn:ecs:iam::s3:role/nobody"]
`))
	key := c.server.Key()
	c.put(filepath.Join(folder, "beside"), key+"\n")
	c.put(filepath.Join(folder, "ecs"), c.server.ECSToken()+"\n")
	c.put(filepath.Join(folder, "open"), key+"\n")
	c.file(filepath.Join(folder, "open"), key+"\n", 0o644)
	c.put(filepath.Join(c.home(), ".vultr-cli.yaml"), "api-key: "+key+"\n")
	c.own = append(c.own, "CANARYREFUSED0123456789")
	c.env = append(c.env, "MY_KEY="+key, "REFUSED=CANARYREFUSED0123456789", "TF_VAR_key="+key,
		"AWS_SECRET_ACCESS_KEY=CANARYOWNAWSSECRET", "AWS_PROFILE=mine")
}

// keyWays are ways to name a key, without and with a profile.
var keyWays = [][]string{{"--profile", "command"}, {"--profile", "file"}, {"--profile", "variable"}}

func TestNoSecretLeaksFromAnyKeySource(t *testing.T) {
	t.Parallel()
	c := newCanary(t)
	c.prepare()
	for _, way := range append(keyWays, []string{"--profile", "refused"}, []string{"--profile", "away"}, []string{"--profile", "file", "--api-url", "http://plain.example"},
		[]string{"--profile", "open"}, []string{"--profile", "talks"}) {
		for _, args := range []string{"sessions --json", "roles", "doctor", "config where", "assume Log", "renew ada-logs", "revoke nobody", "token nobody"} {
			c.quiet(append(strings.Fields(args), way...)...)
		}
	}
	for _, way := range keyWays {
		c.child(append([]string{"Log"}, way...)...)
		c.asked(append([]string{"token", "ada-deploy"}, way...)...)
		c.asked(append([]string{"env", "ada-deploy"}, way...)...)
	}
	c.env = append(c.env, "VULTR_API_KEY="+c.server.Key(), "ACTAS_API_URL="+c.url)
	c.quiet("log", "--json")
	c.asked("assume", "Auditor", "--print", "token")
	c.child("Auditor")
	c.mustRest()
}

func TestNoSecretLeaksFromIdentityTokensAndSTS(t *testing.T) {
	t.Parallel()
	c := newCanary(t)
	c.prepare()
	c.env = append(c.env, "VULTR_API_KEY="+c.server.Key(), "ACTAS_API_URL="+c.url)
	file := c.tokenOf(nil)
	expired := c.tokenOf(map[string]any{"exp": 1})
	forged := c.tokenFile(written(t, file)[:200] + "CANARY")
	c.own = append(c.own, c.desk.secrets...)
	c.put(filepath.Join(c.home(), "token"), written(t, file))
	for _, by := range [][]string{{"--token-file", file}, {"--token-command", "cat '" + file + "'"}} {
		c.asked(append([]string{"assume", "Registry", "--print", "token"}, by...)...)
		c.asked(append([]string{"assume", "Registry", "--via", "sts", "--print", "env"}, by...)...)
		c.asked(append([]string{"credential-process", "Registry"}, by...)...)
	}
	for _, args := range []string{
		"assume Registry --print token --token-file " + expired, "assume Registry --print token --token-file " + forged,
		"assume Registry --via sts --print env --token-file " + forged, "assume Auditor --print token --token-file " + file,
		"credential-process Registry --token-file " + expired, "credential-process Payments", "assume Payments --via sts --print env",
		"assume Log --via sts --aws-profile logs", "env ada-deploy --aws-profile none", "log --json", "sessions --json",
	} {
		c.quiet(strings.Fields(args)...)
	}
	for _, args := range [][]string{{"renew", "ci-publish"}, {"assume", "Registry"}, {"credential-process", "Registry"}} {
		c.quiet(append(args, "--token-command", `echo "$MY_KEY $REFUSED $VULTR_API_KEY" >&2; exit 1`)...)
	}
	c.quiet("renew", "ci-publish", "--token-command", "cat '"+file+"'")
	c.asked("assume", "Log", "--via", "sts", "--print", "env")
	c.asked("credential-process", "Log")
	c.env = append(c.env, "VULTR_WEB_IDENTITY_TOKEN_FILE="+file)
	c.child("Log")
	c.mustRest()
}

func TestNoSecretLeaksFromAnObjectStorage(t *testing.T) {
	t.Parallel()
	c := newCanary(t)
	c.prepare()
	c.env = append(c.env, "ACTAS_ECS_TOKEN="+c.server.ECSToken())
	storage := []string{"--profile", "storage"}
	for _, args := range []string{
		"roles", "sessions --json", "doctor", "config where", "assume nobody --print env", "assume s3assumeRole --aws-profile storage",
		"assume s3assumeRole --duration 100h --print env", "token x", "env x", "log --json",
	} {
		c.quiet(append(strings.Fields(args), storage...)...)
	}
	c.asked(append([]string{"assume", "s3assumeRole", "--print", "env"}, storage...)...)
	c.child(append([]string{"s3assumeRole"}, storage...)...)
	c.mustRest()
}

// TestNoSecretLeaksFromTheDashboard: what is drawn, and what a shell of it finds.
func TestNoSecretLeaksFromTheDashboard(t *testing.T) {
	t.Parallel()
	c := newCanary(t)
	c.prepare()
	found := filepath.Join(t.TempDir(), "found")
	shell := shellScript(t, "{ "+spy+"; } >'"+found+"'")
	s := startPTY(t, ptyOptions{columns: 120, rows: 40, env: append(c.env, shell)}, "--profile", "command", "--debug", filepath.Join(c.home(), "debug.log"))
	s.waitFor(0, "ada-deploy-7f3c")
	s.press("2341Y")
	s.waitFor(0, "Copy ada-migrate-2b9e as")
	at := s.size()
	s.press("\x1b")
	s.waitFor(at, "? keys")
	at = s.size()
	s.press("jr")
	s.waitFor(at, "Renewed ada-deploy-")
	at = s.size()
	s.press("s")
	s.waitFor(at, "Back from the shell of ")
	c.mustFind("the shell", written(t, found))
	at = s.size()
	s.press("x")
	s.waitFor(at, "It ends at once")
	s.press("y")
	s.waitFor(at, "Revoked ")
	s.press("q")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if secret := among(c.all(), string(s.raw())); secret != "" {
		t.Errorf("the terminal got %q", secret)
	}
	c.mustRest()
}
