//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// Tests of actas exec: what its command finds, and how it ends.

// environ runs env under exec, and gives what it prints.
func (d *desk) environ(args ...string) map[string]string {
	d.t.Helper()
	r := d.bare(append(append([]string{"exec"}, args...), "--", "env")...)
	if r.code != 0 {
		d.t.Fatalf("exec %q: exit code %d, %q", args, r.code, r.err)
	}
	found := map[string]string{}
	for line := range strings.Lines(r.out) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		found[name] = value
	}
	return found
}

func TestExecGivesTheSessionAndNotTheKey(t *testing.T) {
	t.Parallel()
	for _, flags := range []string{"", "--revoke-after"} {
		d := newDesk(t)
		token := strings.TrimSpace(d.bare("token", "ada-deploy").out)
		key := d.server.Key()
		d.env = append(d.env, "KEPT=1", "COPY_OF="+key, "TF_VAR_header=Bearer "+key, "ACTAS_OTHER_KEY=other", "actas_my_key=x",
			"ACTAS_OIDC_TOKEN=jwt", "ACTAS_SESSION=outer", "ACTAS_EXPIRES_AT=then")
		got := d.environ(append(strings.Fields(flags), "ada-deploy")...)
		for name, want := range map[string]string{
			"VULTR_API_KEY": token, "ACTAS_SESSION": "ada-deploy-7f3c", "ACTAS_EXPIRES_AT": "2026-11-20T14:12:49Z",
			"ACTAS_API_URL": d.server.URL(), "KEPT": "1",
		} {
			if got[name] != want {
				t.Errorf("%q: %s is not as it should be", flags, name)
			}
		}
		for name, value := range got {
			if strings.Contains(value, key) || slices.Contains([]string{"ACTAS_OTHER_KEY", "actas_my_key", "ACTAS_OIDC_TOKEN", "COPY_OF"}, name) {
				t.Errorf("%q: the command finds %s", flags, name)
			}
		}
	}
}

// TestExecKeepsTheTokenFromOtherAPIs: the flag names the API that the session is
// of, and the environment another one.
func TestExecKeepsTheTokenFromOtherAPIs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = append(d.env, "ACTAS_API_URL=http://127.0.0.1:1")
	if got := d.environ("ada-deploy", "--api-url", d.server.URL()); got["ACTAS_API_URL"] != d.server.URL() {
		t.Errorf("the command would ask %s", got["ACTAS_API_URL"])
	}
}

func TestExecAssumesARole(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	got := d.environ("Log Reader", "--need", "2h")
	if !strings.HasPrefix(got["ACTAS_SESSION"], "ada-log-") || got["ACTAS_EXPIRES_AT"] != "2026-11-20T16:03:08Z" {
		t.Errorf("the session is %s until %s", got["ACTAS_SESSION"], got["ACTAS_EXPIRES_AT"])
	}
	if got := d.environ("Database Admin"); got["ACTAS_EXPIRES_AT"] != "2026-11-20T14:33:08Z" {
		t.Errorf("longer than the role allows: until %s", got["ACTAS_EXPIRES_AT"])
	}
	if len(d.live()) != 7 {
		t.Errorf("live are %q", d.live())
	}
}

func TestExecNeedsTime(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if got := d.environ("ada-deploy", "--need", "5m"); got["ACTAS_SESSION"] != "ada-deploy-7f3c" {
		t.Errorf("a session with enough left became %s", got["ACTAS_SESSION"])
	}
	got := d.environ("ada-deploy", "--need", "45m")
	if name := got["ACTAS_SESSION"]; name == "ada-deploy-7f3c" || !strings.HasPrefix(name, "ada-deploy-") || got["ACTAS_EXPIRES_AT"] != "2026-11-20T15:03:08Z" {
		t.Errorf("the session is %s until %s", name, got["ACTAS_EXPIRES_AT"])
	}
	// The session lasted an hour, and more is needed than that, with a tenth to spare.
	if got := d.environ("ada-logs", "--need", "3h"); got["ACTAS_EXPIRES_AT"] != "2026-11-20T17:21:08Z" {
		t.Errorf("until %s", got["ACTAS_EXPIRES_AT"])
	}
	if names := d.live(); len(names) != 5 || slices.Contains(names, "ada-deploy-7f3c") {
		t.Errorf("live are %q", names)
	}
}

func TestExecRunsNothingWhereTheTimeIsNotThere(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, args string
		code       int
		says       string
	}{
		{"the role allows less", "ada-deploy --need 2h", 3, "Production Deploy allows sessions of 1h at most, and the command needs 2h"},
		{"so does that of a new session", "Payments --need 61m", 3, "allows sessions of 1h at most"},
		{"the API refuses the renewal", "ada-night --need 45m", 3, "ada-night has 9m left and is not renewed, so that nothing was run: assume role: "},
		{"the API refuses the role", "Edge", 3, "assume role: "},
		{"there is no such session or role", "nowhere", 4, `no live session of yours and no role "nowhere"`},
		{"several are called so", "ada-", 2, "may mean several"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			ada, _ := d.server.User("Ada Byron")
			role, _ := d.server.Role("On-call Operator") // which is closed until the evening
			d.server.AddSession(model.Session{Name: "ada-night", RoleID: role.ID, UserID: ada.ID, Remaining: 10 * time.Minute, Assumed: friday.Add(-time.Hour)})
			marker := filepath.Join(t.TempDir(), "ran")
			r := d.ends(tt.code, append(append([]string{"exec"}, strings.Fields(tt.args)...), "--", "touch", marker)...)
			if _, err := os.Stat(marker); err == nil || !strings.Contains(r.err, tt.says) {
				t.Errorf("%q does not say %q, or the command ran", r.err, tt.says)
			}
			if names := d.live(); len(names) != 6 {
				t.Errorf("live are %q", names)
			}
		})
	}
}

// TestExecRevokesWhatIsTooShort: the API gives less than it was asked for.
func TestExecRevokesWhatIsTooShort(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada, _ := d.server.User("Ada Byron")
	role, _ := d.server.Role("Log Reader")
	given := d.server.AddSession(model.Session{Name: "short", RoleID: role.ID, UserID: ada.ID, Remaining: time.Minute})
	d.server.Next("POST "+assumePath, simulator.Fault{Status: 201, Body: fmt.Sprintf(
		`{"session_token":%q,"id":%q,"session_name":"short","role_id":%q,"user_id":%q,"remaining_duration":60}`, given.Token.Reveal(), given.ID, role.ID, ada.ID)})
	r := d.ends(3, "exec", "Log Reader", "--need", "30m", "--", "echo", "ran")
	if r.out != "" || !strings.Contains(r.err, "the API gave short only 1m, and the command needs 30m") || slices.Contains(d.live(), "short") {
		t.Errorf("%q, %q", r.out, r.err)
	}
}

func TestExecEndsAsItsCommand(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte("\x7fnothing that runs"), 0o755); err != nil {
		t.Fatal(err)
	}
	plain := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(plain, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		command []string
		code    int
	}{
		{"it is done", []string{"true"}, 0},
		{"it fails", []string{"sh", "-c", "exit 42"}, 42},
		{"there is none", []string{"no-such-command"}, 127},
		{"there is none at a path", []string{"/no/such/command"}, 127},
		{"it is not executable", []string{plain}, 126},
		{"it is a folder", []string{"/"}, 126},
		{"the system cannot run it", []string{broken}, 126},
		{"a signal ends it", []string{"sh", "-c", "kill -TERM $$"}, 143},
		{"flags are its own", []string{"sh", "-c", `test "$1" = --revoke-after && exit 5`, "sh", "--revoke-after"}, 5},
	} {
		for _, flag := range []string{"--debug=" + filepath.Join(t.TempDir(), "log"), "--revoke-after"} {
			t.Run(tt.name+" with "+strings.Split(flag, "=")[0], func(t *testing.T) {
				t.Parallel()
				d := newDesk(t)
				cmd := d.command(append([]string{"exec", "ada-deploy", flag, "--"}, tt.command...)...)
				_ = cmd.Run()
				code := cmd.ProcessState.ExitCode()
				if wait := cmd.ProcessState.Sys().(syscall.WaitStatus); wait.Signaled() {
					code = 128 + int(wait.Signal())
				}
				if code != tt.code {
					t.Errorf("exit code %d, want %d", code, tt.code)
				}
			})
		}
	}
}

func TestExecRevokesAfterwards(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if r := d.ends(3, "exec", "Auditor", "--revoke-after", "--", "sh", "-c", "exit 3"); r.err != "" {
		t.Errorf("%q", r.err)
	}
	d.ends(0, "exec", "ada-deploy", "--revoke-after", "--", "true")
	if names := d.live(); len(names) != 4 || slices.Contains(names, "ada-deploy-7f3c") {
		t.Errorf("live are %q", names)
	}
	d.server.Next("DELETE ", simulator.Fault{Status: 500, Times: -1})
	if r := d.ends(6, "exec", "ada-logs", "--revoke-after", "--", "sh", "-c", "exit 6"); !strings.Contains(r.err, "ada-logs-c01d is not revoked: ") {
		t.Errorf("%q", r.err)
	}
}

// waits is a command that ends with 9 on the signal, and says when it is ready.
// It is busy meanwhile: a shell that sleeps in a call can miss a signal that
// comes just before.
const waits = `trap 'exit 9' %s; echo ready; while :; do :; done`

// TestExecPassesSignals: to the command itself where it has taken the place of
// actas, and through actas where that waits to revoke.
func TestExecPassesSignals(t *testing.T) {
	t.Parallel()
	for _, sig := range []struct {
		name string
		sig  syscall.Signal
	}{{"TERM", syscall.SIGTERM}, {"INT", syscall.SIGINT}, {"HUP", syscall.SIGHUP}, {"QUIT", syscall.SIGQUIT}, {"USR1", syscall.SIGUSR1}, {"USR2", syscall.SIGUSR2}} {
		for _, flags := range [][]string{{}, {"--revoke-after"}} {
			t.Run(fmt.Sprint(sig.name, flags), func(t *testing.T) {
				t.Parallel()
				d := newDesk(t)
				cmd := d.command(append(append([]string{"exec", "ada-deploy"}, flags...), "--", "sh", "-c", fmt.Sprintf(waits, sig.name))...)
				var failed bytes.Buffer
				cmd.Stderr = &failed
				out, err := cmd.StdoutPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				if line, _ := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
					t.Fatalf("it says %q, %q", line, failed.String())
				}
				if err := cmd.Process.Signal(sig.sig); err != nil {
					t.Fatal(err)
				}
				_ = cmd.Wait()
				if code := cmd.ProcessState.ExitCode(); code != 9 {
					t.Errorf("exit code %d, %q", code, failed.String())
				}
				if revoked := !slices.Contains(d.live(), "ada-deploy-7f3c"); revoked != (len(flags) > 0) {
					t.Errorf("revoked: %v", revoked)
				}
			})
		}
	}
}

// TestExecAtATerminal: ctrl+c comes once, and the terminal is the command's.
func TestExecAtATerminal(t *testing.T) {
	t.Parallel()
	const counts = `n=0; trap 'n=$((n+1))' INT; echo ready; while [ $n = 0 ]; do :; done; echo "caught $n"; read line; echo "read $line after $n"; exit $n`
	for _, flags := range [][]string{{}, {"--revoke-after"}} {
		d := newDesk(t)
		s := startPTY(t, ptyOptions{env: d.env[len(d.env)-2:]}, append(append([]string{"exec", "ada-deploy"}, flags...), "--", "sh", "-c", counts)...)
		s.waitFor(0, "ready")
		s.press("\x03")
		s.waitFor(0, "caught 1")
		s.press("on\r")
		s.waitFor(0, "read on after 1")
		if code := s.wait(); code != 1 {
			t.Errorf("%q: exit code %d", flags, code)
		}
		if tokenText.Match(s.raw()) {
			t.Error("a token stands in the terminal")
		}
	}
}

// startReading starts a program that says that it is ready, and reads on until end.
func startReading(t *testing.T, cmd *exec.Cmd) (end func()) {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("%q, %v", line, err)
	}
	return func() {
		_ = in.Close()
		_ = cmd.Wait()
	}
}

// TestARenewalLeavesARunningCommandItsToken renews a session while a command of
// exec acts with it, from another process.
func TestARenewalLeavesARunningCommandItsToken(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	end := startReading(t, d.command("exec", "ada-deploy", "--", "sh", "-c", "echo ready; read line"))
	r := d.ends(0, "renew", "ada-deploy-7f3c")
	if !strings.Contains(r.out, "; ada-deploy-7f3c lasts until its end, since something uses it") || !slices.Contains(d.live(), "ada-deploy-7f3c") {
		t.Errorf("%q, live: %v", r.out, d.live())
	}
	end()
	if r := d.ends(0, "renew", "ada-logs"); strings.Contains(r.out, "uses it") || slices.Contains(d.live(), "ada-logs-c01d") {
		t.Errorf("a session that nothing uses: %q, live: %v", r.out, d.live())
	}
}

// TestNeedIsRenewedOnce: the renewed session has more than was needed.
func TestNeedIsRenewedOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for range 2 {
		d.clock.Advance(time.Second)
		if r := d.bare("exec", "ada-deploy", "--need", "40m", "--", "true"); r.code != 0 {
			t.Fatalf("exit code %d: %s", r.code, r.err)
		}
	}
	if n := d.requests("POST", "/v2/assumed-roles/assume"); n != 1 {
		t.Errorf("renewed %d times", n)
	}
}

// TestTooManyRequestsAreWaitedOut: what was refused for its number is sent again.
func TestTooManyRequestsAreWaitedOut(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.server.Next("DELETE ", simulator.Fault{Status: 429, Header: http.Header{"Retry-After": {"1"}}})
	if r := d.ends(0, "revoke", "ada-logs"); r.err != "" || slices.Contains(d.live(), "ada-logs-c01d") {
		t.Errorf("%q, live: %v", r.err, d.live())
	}
}

// TestOneOfTwoRenewalsAtOnce: the second process sends nothing, and says why.
func TestOneOfTwoRenewalsAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	hold := make(chan struct{})
	d.server.Next("POST "+assumePath, simulator.Fault{Hold: hold})
	first := d.command("renew", "ada-deploy")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for d.requests("POST", assumePath) == 0 {
		if t.Context().Err() != nil {
			t.Fatal("the test ended first")
		}
		runtime.Gosched()
	}
	if r := d.ends(1, "renew", "ada-deploy"); !strings.Contains(r.err, "another actas is renewing it") {
		t.Errorf("%q", r.err)
	}
	close(hold)
	if err := first.Wait(); err != nil {
		t.Error(err)
	}
	if n := d.requests("POST", assumePath); n != 1 || len(d.live()) != 5 {
		t.Errorf("asked %d times, live: %v", n, d.live())
	}
}
