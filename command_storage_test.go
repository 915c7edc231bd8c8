//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/renewal"
	"actas/model"
	"actas/ui"
	"actas/ui/cli"
)

// Tests of a profile of kind ecs, against an object storage of their own.

const (
	storageToken = "CANARYAUTHTOKEN0123456789"
	backupRole   = "urn:ecs:iam::s3:role/backup-writer"
)

// elsewhere is a small object storage as its page "Assume Role" has it. It has no
// clock but the system's, off by some time.
type elsewhere struct {
	*httptest.Server
	off time.Duration
	mu  sync.Mutex
	// asked are the queries of assumes so far, foreign what else was asked for.
	asked   []string
	foreign []string
}

func newElsewhere(t *testing.T, off time.Duration) *elsewhere {
	t.Helper()
	e := &elsewhere{off: off}
	e.Server = httptest.NewServer(http.HandlerFunc(e.answer))
	t.Cleanup(e.Close)
	return e
}

func (e *elsewhere) answer(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := time.Now().Add(e.off).UTC()
	w.Header().Set("Date", now.Format(http.TimeFormat))
	w.Header().Set("Content-Type", "application/xml")
	q := r.URL.Query()
	refuse := func(status int, code, why string) {
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `<error><code>%s</code><description>%s</description><retryable>false</retryable></error>`, code, why)
	}
	switch {
	case r.Method != http.MethodPost || r.URL.Path != "/sts" || q.Get("Action") != "AssumeRole":
		e.foreign = append(e.foreign, r.Method+" "+r.URL.Path)
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusMethodNotAllowed)
	case r.Header.Get("X-SDS-AUTH-TOKEN") != storageToken:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, "<html><body>HTTP ERROR 401</body></html>")
	case q.Get("RoleArn") != backupRole:
		refuse(http.StatusNotFound, "NoSuchEntity", "The role does not exist")
	case q.Get("DurationSeconds") > "3600" && len(q.Get("DurationSeconds")) >= 4:
		refuse(http.StatusBadRequest, "InvalidInput", "DurationSeconds exceeds the MaxSessionDuration")
	default:
		e.asked = append(e.asked, r.URL.RawQuery)
		length, _ := time.ParseDuration(q.Get("DurationSeconds") + "s")
		n := len(e.asked)
		_, _ = fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ns2:AssumeRoleResponse xmlns:ns2="none"><ResponseMetadata><RequestId>0af7:1</RequestId></ResponseMetadata><AssumeRoleResult>
<AssumedRoleUser><Arn>urn:ecs:sts::s3:assumed-role/backup-writer/%s</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>
<Credentials><AccessKeyId>ASIACANARY%d</AccessKeyId><Expiration>%s</Expiration><SecretAccessKey>CANARYSECRET%d</SecretAccessKey>
<SessionToken>CANARYSESSION%d</SessionToken></Credentials></AssumeRoleResult></ns2:AssumeRoleResponse>`,
			q.Get("RoleSessionName"), n, now.Add(length).Format(time.RFC3339), n, n)
	}
}

func (e *elsewhere) profile() string {
	return "default_profile = \"storage\"\n[profiles.storage]\nkind = \"ecs\"\napi_url = \"" + e.URL +
		"\"\nkey_env = \"STORAGE_TOKEN\"\nroles = [\"" + backupRole + "\"]\n"
}

// storageDesk is a desk with a profile of an object storage, whose clock is ten
// minutes off.
func storageDesk(t *testing.T) (*desk, *elsewhere) {
	t.Helper()
	d, e := newDesk(t), newElsewhere(t, 10*time.Minute)
	d.profiles(e.profile())
	d.env = append(d.env, "STORAGE_TOKEN="+storageToken, "VULTR_API_KEY="+d.server.Key())
	d.secrets = []string{"CANARY"}
	return d, e
}

func TestACommandRunsWithAStorageSession(t *testing.T) {
	t.Parallel()
	d, e := storageDesk(t)
	d.env = append(d.env, "COPY_OF="+storageToken, "AWS_SESSION_TOKEN=outer")
	got := d.environ("backup")
	for name, want := range map[string]string{
		"AWS_ACCESS_KEY_ID": "ASIACANARY1", "AWS_SECRET_ACCESS_KEY": "CANARYSECRET1", "AWS_SESSION_TOKEN": "CANARYSESSION1",
	} {
		if got[name] != want {
			t.Errorf("%s is not as it should be", name)
		}
	}
	for name, value := range got {
		if strings.Contains(value, storageToken) || strings.HasPrefix(name, "VULTR_") || name == "ACTAS_API_URL" || strings.Contains(value, d.server.Key()) {
			t.Errorf("the command finds %s", name)
		}
	}
	if ends, err := time.Parse(time.RFC3339, got["AWS_CREDENTIAL_EXPIRATION"]); err != nil || time.Until(ends.Add(-e.off)).Abs() < 59*time.Minute {
		t.Errorf("it ends %q", got["AWS_CREDENTIAL_EXPIRATION"])
	}
	if len(e.foreign) != 0 || len(d.server.Requests()) != 0 {
		t.Errorf("asked for %q, and Vultr for %d things", e.foreign, len(d.server.Requests()))
	}
	d.ends(2, "exec", "backup", "--revoke-after", "--", "true")
	r := d.ends(0, "exec", "backup", "--", "true")
	if r.err != "" || len(e.asked) != 2 {
		t.Errorf("%q, asked %q", r.err, e.asked)
	}
}

func TestAStorageSessionIsNarrowed(t *testing.T) {
	t.Parallel()
	d, e := storageDesk(t)
	policy := filepath.Join(d.home(), "policy.json")
	d.file(policy, "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\"Effect\": \"Allow\"}]\n}\n", 0o600)
	r := d.bare("assume", backupRole, "--name", "temp", "--duration", "15m", "--policy-arn", "urn:ecs:iam:::policy/ECSS3ReadOnlyAccess",
		"--policy-arn", "urn:ecs:iam::s3:policy/mine", "--policy", policy, "--print", "env", "--shell", "sh")
	want := "export AWS_ACCESS_KEY_ID='ASIACANARY1'\nexport AWS_SECRET_ACCESS_KEY='CANARYSECRET1'\nexport AWS_SESSION_TOKEN='CANARYSESSION1'\n"
	if r.code != 0 || !strings.Contains(r.out, want) || !strings.HasPrefix(r.out, "export ACTAS_SESSION='temp'\n") || strings.Contains(r.out, "VULTR") || r.err != "" {
		t.Errorf("exit code %d, %q, %q", r.code, r.out, r.err)
	}
	const asked = "Action=AssumeRole&DurationSeconds=900&InlineSessionPolicy=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%7D%5D%7D" +
		"&PolicyArns=urn%3Aecs%3Aiam%3A%3A%3Apolicy%2FECSS3ReadOnlyAccess&PolicyArns=urn%3Aecs%3Aiam%3A%3As3%3Apolicy%2Fmine" +
		"&RoleArn=urn%3Aecs%3Aiam%3A%3As3%3Arole%2Fbackup-writer&RoleSessionName=temp"
	if len(e.asked) != 1 || e.asked[0] != asked {
		t.Errorf("asked %q", e.asked)
	}
	for _, wrong := range [][]string{
		{"--policy-arn", "ECSS3ReadOnlyAccess"}, {"--policy", policy + ".not"}, {"--policy", "/etc/passwd"}, {"--policy", ""},
		{"--via", "sts"}, {"--auth", "oidc", "--token-file", policy}, {"--issuer", "x", "--token-file", policy}, {"--org", "o-1"},
		{"--ip", "192.0.2.1"}, {"--user-id", "u-1"}, {"--print", "token"},
	} {
		d.ends(2, append([]string{"assume", "backup", "--print", "env"}, wrong...)...)
	}
	// Without a keyring nothing tells the keys again.
	if r := d.ends(2, "assume", "backup"); !strings.Contains(r.err, "add --print env") || len(e.asked) != 1 {
		t.Errorf("%q, asked %q", r.err, e.asked)
	}
	d.env = append(d.env, "ACTAS_API_URL="+d.server.URL())
	d.profiles("")
	d.env = append(d.env, "VULTR_API_KEY="+d.server.Key(), "ACTAS_API_URL="+d.server.URL())
	if r := d.ends(2, "assume", "Auditor", "--policy-arn", "urn:ecs:iam:::policy/x"); !strings.Contains(r.err, "profile of kind ecs") {
		t.Errorf("%q", r.err)
	}
}

func TestWhatMakesNoSenseAtAnObjectStorage(t *testing.T) {
	t.Parallel()
	d, e := storageDesk(t)
	for command, why := range map[string]string{
		"trusts": "tells no role trusts", "why backup": "nothing to judge", "audit": "tells no role trusts", "export trust x": "nothing of it can be exported",
		"export session x": "nothing of it can be exported", "revoke x": "cannot revoke a session; each ends by itself", "revoke --mine": "cannot revoke a session",
		"token x": "actas env prints", "sessions --user ada": "knows no users", "sessions --user-id ada": "its token says who asks",
	} {
		r := d.ends(2, strings.Fields(command)...)
		if !strings.Contains(r.err, why) || strings.Count(r.err, "\n") != 1 || r.out != "" {
			t.Errorf("%s: %q, %q", command, r.out, r.err)
		}
	}
	if len(e.asked)+len(e.foreign) != 0 {
		t.Errorf("asked %q and %q", e.asked, e.foreign)
	}
}

func TestRefusalsOfAnObjectStorage(t *testing.T) {
	t.Parallel()
	d, _ := storageDesk(t)
	for _, tt := range []struct {
		code    int
		args    string
		env     string
		why     string
		unasked bool
	}{
		{4, "urn:ecs:iam::s3:role/other", "", "The role does not exist (404)", false},
		{4, "nothing", "", `there is no role "nothing"`, true},
		{1, "backup --duration 2h", "", "exceeds the MaxSessionDuration (400)", false},
		{3, "backup", "STORAGE_TOKEN=CANARYEXPIRED", "the X-SDS-AUTH-TOKEN from STORAGE_TOKEN is not accepted; it may have expired", false},
		{2, "backup", "STORAGE_TOKEN=", "STORAGE_TOKEN is not set, and key_env of the profile storage names it", true},
		{3, "backup", "ACTAS_READ_ONLY=1", "nothing was sent", true},
	} {
		before := d.env
		d.env = append(d.env[:len(d.env):len(d.env)], tt.env)
		r := d.ends(tt.code, append([]string{"assume", "--print", "env"}, strings.Fields(tt.args)...)...)
		if !strings.Contains(r.err, tt.why) || strings.Contains(r.err, "Vultr") || strings.Contains(r.err, "actas config where") || r.out != "" {
			t.Errorf("%s %s: %q", tt.args, tt.env, r.err)
		}
		d.env = before
	}
	log := filepath.Join(d.home(), "debug.log")
	d.bare("assume", "backup", "--print", "env", "--debug", log)
	content, err := os.ReadFile(log)
	if err != nil || !bytes.Contains(content, []byte("path=/sts ")) {
		t.Errorf("%s, %v", content, err)
	}
	activity := d.ends(0, "log", "--json").out
	d.keepsSecrets(string(content), activity)
	if !strings.Contains(activity, backupRole) {
		t.Errorf("the ledger says %s", activity)
	}
}

func TestDoctorAtAnObjectStorage(t *testing.T) {
	t.Parallel()
	d, e := storageDesk(t)
	r := d.run("doctor")
	for _, want := range []string{
		"ok    endpoint ", "ok    key          found in STORAGE_TOKEN (the profile storage says so); whether it is accepted shows",
		"warn  clock        this machine's is ", "behind the API's", "ok    roles        1, by their ARNs", "warn  sessions     kept in memory",
	} {
		if !strings.Contains(r.out, want) {
			t.Errorf("it does not say %q:\n%s", want, r.out)
		}
	}
	if len(e.asked) != 0 || len(d.server.Requests()) != 0 {
		t.Errorf("asked %q", e.asked)
	}
	e.Close()
	if r := d.ends(1, "doctor"); !strings.Contains(r.out, "fail  endpoint ") || !strings.Contains(r.out, "connection refused") {
		t.Errorf("%s", r.out)
	}
	if r := d.ends(0, "config", "where"); !strings.Contains(r.out, "object storage") || !strings.Contains(r.out, "STORAGE_TOKEN") {
		t.Errorf("%s", r.out)
	}
	d.env = append(d.env, "STORAGE_TOKEN=")
	if r := d.ends(0, "roles"); !strings.Contains(r.out, "backup-writer  "+backupRole) {
		t.Errorf("%s", r.out)
	}
	if r := d.ends(0, "sessions"); !strings.Contains(r.err, "the object storage lists none") {
		t.Errorf("%s", r.err)
	}
}

// drawer keeps sessions as a keyring does, with countdowns that go on.
type drawer struct {
	clock ui.Clock
	mu    sync.Mutex
	kept  []model.Session
	// keeps is how many sessions it still takes.
	keeps int
}

func (k *drawer) Keep(_ string, s model.Session) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keeps--; k.keeps < 0 {
		return errors.New("it is locked")
	}
	k.kept = append(k.kept, s)
	return nil
}

func (k *drawer) Sessions(string) ([]model.Session, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := k.clock.Now().Boot
	var live []model.Session
	for _, s := range k.kept {
		if s.Remaining -= now - s.Sent; s.Remaining > 0 {
			s.Sent = now
			live = append(live, s)
		}
	}
	return live, nil
}

func (*drawer) Forget(string, string) error { return nil }
func (*drawer) Where() string               { return "the keyring" }
func (*drawer) Lasts() bool                 { return true }
func (*drawer) AskAgain()                   {}

// TestAStorageSessionLivesOn from one command to the next: assumed, counted down,
// renewed, and given to a shell.
func TestAStorageSessionLivesOn(t *testing.T) {
	t.Parallel()
	e, clk := newElsewhere(t, -10*time.Minute), clock.NewManual(friday)
	kept := &drawer{clock: clk, keeps: 9}
	run := func(code int, args ...string) string {
		t.Helper()
		out, failed := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "err")
		files := make([]*os.File, 2)
		for i, path := range []string{out, failed} {
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			files[i] = f
		}
		got := cli.Run(context.Background(), args, outsideWith(t, e, clk, kept, files))
		said, _ := os.ReadFile(out)
		problem, _ := os.ReadFile(failed)
		if got != code {
			t.Errorf("actas %q: exit code %d, want %d\n%s%s", args, got, code, said, problem)
		}
		return string(said) + string(problem)
	}
	quiet := func(text string) string {
		t.Helper()
		if strings.Contains(text, "CANARY") {
			t.Errorf("a secret is shown: %s", text)
		}
		return text
	}
	if got := quiet(run(0, "assume", "backup", "--name", "temp-0001", "--duration", "20m")); !strings.HasPrefix(got, "assumed backup-writer as temp-0001, 20m, until ") {
		t.Errorf("%s", got)
	}
	clk.Advance(5 * time.Minute)
	if got := quiet(run(0, "sessions")); !strings.Contains(got, "temp-0001  backup-writer  active") || !strings.Contains(got, "14:5") {
		t.Errorf("%s", got)
	}
	var listed []map[string]any
	if err := json.Unmarshal([]byte(quiet(run(0, "sessions", "--json"))), &listed); err != nil || len(listed) != 1 ||
		listed[0]["role"] != "backup-writer" || listed[0]["role_id"] != backupRole || listed[0]["remaining_seconds"] != 899. {
		t.Errorf("%v, %v", listed, err)
	}
	if got := quiet(run(0, "renew", "temp")); !strings.HasPrefix(got, "renewed temp-0001 as temp-ab12, 20m, until ") || !strings.Contains(got, "; temp-0001 lasts until its end, since it cannot be revoked") {
		t.Errorf("%s", got)
	}
	if got := run(0, "env", "temp-ab12", "--shell", "sh"); !strings.Contains(got, "export AWS_ACCESS_KEY_ID='ASIACANARY2'") || strings.Contains(got, storageToken) {
		t.Errorf("%s", got)
	}
	quiet(run(2, "assume", "backup", "--name", "temp-0001"))
	if len(e.asked) != 2 || !strings.Contains(e.asked[1], "DurationSeconds=1200") {
		t.Errorf("asked %q", e.asked)
	}
	kept.keeps = 1
	if got := quiet(run(1, "assume", "backup", "--name", "lost-0001")); !strings.Contains(got, "lost-0001 was assumed") {
		t.Errorf("%s", got)
	}
	if got := quiet(run(2, "assume", "backup", "--name", "lost-0002")); !strings.Contains(got, "add --print env") || len(e.asked) != 3 {
		t.Errorf("%s, asked %q", got, e.asked)
	}
	clk.Advance(16 * time.Minute)
	if got := quiet(run(0, "sessions")); strings.Contains(got, "temp-0001") || !strings.Contains(got, "temp-ab12") {
		t.Errorf("%s", got)
	}
}

// outsideWith is the outside of a command line on an object storage.
func outsideWith(t *testing.T, e *elsewhere, clk *clock.Manual, kept ui.Kept, files []*os.File) cli.Outside {
	profile := model.Profile{
		Name: "storage", Kind: model.KindECS, APIURL: e.URL, Roles: []string{backupRole},
		Key: model.KeyPlace{Kind: model.KeyInVariable, Where: "STORAGE_TOKEN"},
	}
	return cli.Outside{
		Stdout: files[0], Stderr: files[1], Environ: os.Environ(), Connect: past{}.connect, Kept: kept, Renew: func(ctx context.Context, api ui.API, clk ui.Clock, _ cli.Whose, r model.Renewal) model.RenewalResult {
			return renewal.Renew(ctx, renewal.Config{API: api, Clock: clk}, r)
		},
		Getenv:      func(name string) string { return map[string]string{"STORAGE_TOKEN": storageToken}[name] },
		SystemClock: func() ui.Clock { return clk },
		Suffix:      func() string { return "ab12" },
		Configuration: func(string) (model.Configuration, error) {
			return model.Configuration{Path: "/c", Default: "storage", Profiles: []model.Profile{profile}}, nil
		},
	}
}
