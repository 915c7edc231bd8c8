package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"actas/client/clock"
	"actas/client/fingerprint"
	"actas/client/kept"
	"actas/client/keyring"
	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
	"actas/ui"
	"actas/ui/cli"
)

const stsPath = "/v2/assumed-roles/compatibility/aws/sts"

// fakeRing is a keyring of a test. It is there unless err says otherwise.
type fakeRing struct {
	mu   sync.Mutex
	held map[string]string
	err  error
	// none is set for a machine without one.
	none bool
}

func (r *fakeRing) There() bool { return !r.none }

func (r *fakeRing) Get(account string) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	secret, ok := r.held[account]
	if r.err == nil && !ok {
		return "", keyring.ErrNotFound
	}
	return secret, r.err
}

func (r *fakeRing) Set(account, secret string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.held[account] = secret
	}
	return r.err
}

func (r *fakeRing) Delete(account string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.held, account)
	return r.err
}

func (r *fakeRing) items() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.held)
}

// ringed is a machine with a keyring, on which commands run in this process: each has a
// store of its own.
type ringed struct {
	t      *testing.T
	server *simulator.Server
	clock  *clock.Manual
	ring   *fakeRing
	folder string
	env    map[string]string
	// aws is AWS's credentials file; closed is set for an output that takes nothing.
	aws    ui.AWSFile
	closed bool
}

func newRinged(t *testing.T) *ringed {
	t.Helper()
	k := &ringed{t: t, clock: clock.NewManual(friday), ring: &fakeRing{held: map[string]string{}}, folder: t.TempDir()}
	server, err := simulator.Start(simulator.Config{Clock: k.clock, Seed: 1, Limit: -1, SourceIP: simulator.DemoSourceIP()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	k.server = server
	k.env = map[string]string{"ACTAS_API_URL": server.URL(), "VULTR_API_KEY": server.Key(), "WORK_KEY": server.Key(), "STORE_TOKEN": server.ECSToken(), "SHELL": "sh"}
	return k
}

// store is what another process of the machine keeps sessions with.
func (k *ringed) store() *kept.Store {
	return kept.New(kept.Config{Clock: k.clock, Folder: k.folder, Ring: k.ring, Boot: "one", Name: fingerprint.In(k.folder).Of})
}

func (k *ringed) outside(stdout, stderr *os.File) cli.Outside {
	store := k.store()
	return cli.Outside{
		Stdout: stdout, Stderr: stderr, Getenv: func(name string) string { return k.env[name] },
		SystemClock: func() ui.Clock { return k.clock }, Connect: past{}.connect, Identity: identity,
		AWS: k.aws, Suffix: suffix, TokenRef: fingerprint.In(k.folder).Of, Kept: store, Alone: store.Alone,
		Configuration: func(string) (model.Configuration, error) {
			key := model.KeyPlace{Kind: model.KeyInVariable, Where: "WORK_KEY"}
			store := model.KeyPlace{Kind: model.KeyInVariable, Where: "STORE_TOKEN"}
			return model.Configuration{Profiles: []model.Profile{
				{Name: "work", APIURL: k.server.URL(), Key: key},
				{Name: "store", Kind: model.KindECS, APIURL: k.server.URL(), Key: store, Roles: []string{"urn:ecs:iam::s3:role/s3assumeRole"}},
			}}, nil
		},
		Renew: func(ctx context.Context, api ui.API, clk ui.Clock, _ cli.Whose, r model.Renewal) model.RenewalResult {
			return renewal.Renew(ctx, renewal.Config{API: api, Clock: clk, Suffix: suffix}, r)
		},
	}
}

// ran is how a command ended.
type ran struct {
	code     int
	out, err string
}

// run runs a command to its end.
func (k *ringed) run(args ...string) ran {
	k.t.Helper()
	var files [2]*os.File
	for i := range files {
		f, err := os.CreateTemp(k.t.TempDir(), "")
		if err != nil {
			k.t.Fatal(err)
		}
		defer f.Close()
		files[i] = f
	}
	stdout := files[0]
	if k.closed {
		stdout = shut(k.t)
	}
	r := ran{code: cli.Run(k.t.Context(), args, k.outside(stdout, files[1]))}
	for i, into := range []*string{&r.out, &r.err} {
		data, err := os.ReadFile(files[i].Name())
		if err != nil {
			k.t.Fatal(err)
		}
		*into = string(data)
	}
	return r
}

// shut is a file that takes nothing.
func shut(t *testing.T) *os.File {
	t.Helper()
	f, err := os.Open(os.DevNull)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// ends runs a command that must end with a code.
func (k *ringed) ends(code int, args ...string) ran {
	k.t.Helper()
	r := k.run(args...)
	if r.code != code {
		k.t.Fatalf("actas %q: exit code %d, want %d\n%s%s", args, r.code, code, r.out, r.err)
	}
	return r
}

// sent counts requests.
func (k *ringed) sent(method, path string) int {
	n := 0
	for _, r := range k.server.Requests() {
		if r.Method == method && strings.HasPrefix(r.Path, path) {
			n++
		}
	}
	return n
}

// token is the file of a pipeline's identity token.
func (k *ringed) token() string {
	k.t.Helper()
	path := filepath.Join(k.t.TempDir(), "token")
	if err := os.WriteFile(path, []byte(k.server.OIDCToken()), 0o600); err != nil {
		k.t.Fatal(err)
	}
	return path
}

// credentials runs a command that prints credentials for AWS's tools.
func (k *ringed) credentials(args ...string) map[string]any {
	k.t.Helper()
	var out map[string]any
	r := k.ends(0, append([]string{"credential-process"}, args...)...)
	if err := json.Unmarshal([]byte(r.out), &out); err != nil {
		k.t.Fatalf("%v: %q", err, r.out)
	}
	return out
}

// filesKeepSecrets checks that no file of the machine holds what the keyring does.
func (k *ringed) filesKeepSecrets(secrets ...string) {
	k.t.Helper()
	files, err := filepath.Glob(filepath.Join(k.folder, "*"))
	if err != nil || !slices.ContainsFunc(files, func(f string) bool { return filepath.Base(f) == "kept.json" }) {
		k.t.Fatalf("%q, %v", files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		for _, secret := range secrets {
			if err != nil || secret == "" || strings.Contains(string(data)+file, secret) {
				k.t.Errorf("%s: %q, %v", file, data, err)
			}
		}
	}
}

var tokenText = regexp.MustCompile(`ars-[A-Za-z0-9]{8,}`)

// variables reads what a shell would export.
func variables(t *testing.T, lines string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		name, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "='")
		if !ok || !strings.HasSuffix(value, "'") {
			t.Fatalf("%q is no export line", line)
		}
		out[name] = strings.TrimSuffix(value, "'")
	}
	return out
}
