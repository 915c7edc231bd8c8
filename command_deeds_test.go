//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// Tests of the commands that change sessions, and of those that tell tokens.

func TestAssume(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	line := regexp.MustCompile(`^assumed Production Deploy as (ada-deploy-[0-9a-f]{4}), 1h, until 15:03 UTC\n$`)
	r := d.ends(0, "assume", "production d")
	made := line.FindStringSubmatch(r.out)
	if made == nil || r.err != "" {
		t.Fatalf("%q, %q", r.out, r.err)
	}
	if !slices.Contains(d.live(), made[1]) {
		t.Errorf("%s is not there", made[1])
	}
	if r := d.ends(0, "assume", "Database Admin"); !strings.Contains(r.out, ", 30m, until 14:33 UTC") {
		t.Errorf("longer than the role allows: %q", r.out)
	}
	var session map[string]any
	r = d.ends(0, "assume", "Log Reader", "--duration", "1h 30m", "--name", "mine.1", "--ip", "203.0.113.9", "--json")
	if err := json.Unmarshal([]byte(r.out), &session); err != nil {
		t.Fatal(err)
	}
	hasFields(t, session, sessionFields)
	for field, want := range map[string]any{
		"name": "mine.1", "role": "Log Reader", "user": "Ada Byron", "source_ip": "203.0.113.9", "expires_at": "2026-11-20T15:33:08Z", "state": "active",
	} {
		if session[field] != want {
			t.Errorf("%s is %v, want %v", field, session[field], want)
		}
	}
}

// TestRenewWhereTheFirstAnswerIsLost: the API makes the session, and nobody
// hears of it.
func TestRenewWhereTheFirstAnswerIsLost(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.server.EndSessions("ada-migrate-2b9e")
	before := d.live()
	d.server.Next("POST "+assumePath, simulator.Fault{Reset: simulator.ResetBeforeAnswer, Effect: true})
	r := d.ends(0, "renew", "--expiring", "10m")
	line := regexp.MustCompile(`^renewed ada-deploy-7f3c as (ada-deploy-[0-9a-f]{4}), 1h, until 15:03 UTC\n$`).FindStringSubmatch(r.out)
	if line == nil {
		t.Fatalf("%q, %q", r.out, r.err)
	}
	after := d.live()
	want := append(slices.DeleteFunc(before, func(name string) bool { return name == "ada-deploy-7f3c" }), line[1])
	slices.Sort(after)
	slices.Sort(want)
	if !slices.Equal(after, want) {
		t.Errorf("live are %q, want %q", after, want)
	}
	if n := d.requests("POST", assumePath); n != 1 {
		t.Errorf("it assumed %d times", n)
	}
}

func TestRenewNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.ends(0, "renew", "--expiring", "1m")
	if r.out != "" || !strings.Contains(r.err, "no session of yours ends within 1m") || d.requests("POST", assumePath) != 0 {
		t.Errorf("%q, %q", r.out, r.err)
	}
}

func TestRenewAllEndsAsTheWorst(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada, _ := d.server.User("Ada Byron")
	role, _ := d.server.Role("On-call Operator") // which is closed until the evening
	d.server.AddSession(model.Session{Name: "ada-night", RoleID: role.ID, UserID: ada.ID, Remaining: time.Hour})
	d.server.EndSessions("ci-publish-11fa")
	r := d.ends(3, "renew", "--all")
	if n := strings.Count(r.out, "renewed "); n != 4 {
		t.Errorf("renewed %d:\n%s", n, r.out)
	}
	if !strings.Contains(r.err, "actas: ada-night is not renewed: assume role: ") {
		t.Errorf("%q", r.err)
	}
	if names := d.live(); len(names) != 5 || !slices.Contains(names, "ada-night") {
		t.Errorf("live are %q", names)
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if d.ends(4, "revoke", "ada-logs", "nobody"); len(d.live()) != 5 {
		t.Error("something was revoked although one name was wrong")
	}
	if r := d.ends(0, "revoke", "ada-logs", "ada-deploy-7f3c", "ada-logs-c01d"); strings.Count(r.out, "revoked ada-") != 2 {
		t.Errorf("%q", r.out)
	}
	if r := d.ends(0, "revoke", "--mine"); strings.Count(r.out, "revoked ") != 3 {
		t.Errorf("%q", r.out)
	}
	if r := d.ends(0, "revoke", "--mine"); r.out != "" || !strings.Contains(r.err, "no live sessions") {
		t.Errorf("%q, %q", r.out, r.err)
	}
	if n := d.requests("DELETE", "/v2/assumed-roles/"); n != 5 {
		t.Errorf("%d sessions were revoked", n)
	}
}

func TestAmbiguousNamesListTheCandidates(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.ends(2, "revoke", "ada-")
	for _, want := range []string{`"ada-" may mean several`, "\n  ada-audit-90aa    ", "\n  ada-deploy-7f3c   ", "\n  ada-logs-c01d     ", "\n  ada-migrate-2b9e  "} {
		if !strings.Contains(r.err, want) {
			t.Errorf("%q does not list %q", r.err, want)
		}
	}
	if strings.Count(r.err, "\n") != 5 || d.requests("DELETE", "/") != 0 {
		t.Errorf("%q", r.err)
	}
}

func TestTokenAndEnv(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.bare("token", "ada-deploy")
	token := strings.TrimSuffix(r.out, "\n")
	if r.code != 0 || r.err != "" || tokenText.FindString(token) != token {
		t.Fatalf("exit code %d, %d bytes, %q", r.code, len(r.out), r.err)
	}
	for shell, want := range map[string]string{
		"":           "export VULTR_API_KEY='%'\nexport ACTAS_SESSION='ada-deploy-7f3c'\nexport ACTAS_EXPIRES_AT='2026-11-20T14:12:49Z'\nexport ACTAS_API_URL='@'\n",
		"fish":       "set -gx VULTR_API_KEY '%'\nset -gx ACTAS_SESSION 'ada-deploy-7f3c'\nset -gx ACTAS_EXPIRES_AT '2026-11-20T14:12:49Z'\nset -gx ACTAS_API_URL '@'\n",
		"powershell": "$env:VULTR_API_KEY = '%'\n$env:ACTAS_SESSION = 'ada-deploy-7f3c'\n$env:ACTAS_EXPIRES_AT = '2026-11-20T14:12:49Z'\n$env:ACTAS_API_URL = '@'\n",
	} {
		args := []string{"env", "ada-deploy"}
		if shell != "" {
			args = append(args, "--shell", shell)
		}
		want = strings.NewReplacer("%", token, "@", d.server.URL()).Replace(want)
		if got := d.bare(args...); got.code != 0 || got.out != want || got.err != "" {
			t.Errorf("%s: exit code %d, %q, %q", shell, got.code, tokenText.ReplaceAllString(got.out, "%"), got.err)
		}
	}
	d.env = append(d.env, "SHELL=/usr/bin/fish")
	if got := d.bare("env", "ada-deploy"); !strings.HasPrefix(got.out, "set -gx ") {
		t.Error("SHELL is fish, and the lines are not for it")
	}
}

// TestASessionWithoutAToken: not every answer tells it.
func TestASessionWithoutAToken(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.server.Next("GET /v2/assumed-roles/users", simulator.Fault{Times: -1, Status: 200, Body: `{"sessions":[{"id":"s1","session_name":"mute","remaining_duration":900}]}`})
	for _, args := range [][]string{{"token", "mute"}, {"env", "mute"}, {"revoke", "mute"}, {"exec", "mute", "--", "echo", "ran"}} {
		if r := d.ends(1, args...); r.out != "" || !strings.Contains(r.err, "the API does not tell the token of mute") {
			t.Errorf("%q: %q, %q", args, r.out, r.err)
		}
	}
	all := d.objects("sessions", "--json")
	if mute := named(t, all, "mute"); mute["token_ref"] != "" || mute["conditions_met"] != nil || mute["user"] != "Ada Byron" {
		t.Errorf("%v", mute)
	}
}

func TestATokenOnATerminalIsWarnedOf(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := startPTY(t, ptyOptions{env: d.env[len(d.env)-2:]}, "token", "ada-deploy")
	if code := s.wait(); code != 0 || !strings.Contains(string(s.raw()), "whoever reads it acts as the role") {
		t.Errorf("exit code %d, %q", code, tokenText.ReplaceAll(s.raw(), []byte("%")))
	}
}

func TestAPipeClosedEarlyEndsQuietly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.server.Fill(3000)
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var failed bytes.Buffer
	cmd := d.command("roles", "--json")
	cmd.Stdout, cmd.Stderr = write, &failed
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	if _, err := read.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	read.Close()
	_ = cmd.Wait() // ended by SIGPIPE
	if failed.Len() > 0 {
		t.Errorf("it says %q", failed.String())
	}
}
