package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/model"
	"actas/ui"
)

// canary is the key of these tests. It must turn up in nothing that is printed.
const canary = "CANARY7KEY"

// still is a clock that does not go.
type still struct{ at time.Time }

func (s still) Now() model.Moment                  { return model.Moment{Wall: s.at} }
func (still) After(time.Duration) <-chan time.Time { return nil }

// simulated is a simulated API that is none.
type simulated struct{ closed chan struct{} }

func (simulated) URL() string            { return "http://127.0.0.1:8080" }
func (simulated) Key() string            { return "it's a key" }
func (simulated) OrganizationID() string { return "org-1" }
func (simulated) OIDCToken() string      { return "oidc.jwt" }
func (simulated) InstanceToken() string  { return "instance.jwt" }
func (simulated) ECSToken() string       { return "ecs-token" }

func (simulated) User(name string) (model.User, bool) { return model.User{ID: "user-1"}, true }

func (simulated) Role(name string) (model.Role, bool) {
	return model.Role{ID: strings.ToLower(strings.ReplaceAll(name, " ", "-"))}, true
}

func (s simulated) Close() error {
	close(s.closed)
	return nil
}

// world is what a run of the command line sees, and what it did there.
type world struct {
	t   *testing.T
	env map[string]string
	// simulation is the last that was asked for, endpoint the last connected to.
	mu         sync.Mutex
	simulation *Simulation
	// answered is what a simulated API does once it is there; nil is nothing.
	answered func(Simulation)
	endpoint *Endpoint
	closed   chan struct{}
	// refuse are the errors of simulating and connecting.
	refuseSimulate, refuseConnect error
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{t: t, env: map[string]string{"VULTR_API_KEY": canary}, closed: make(chan struct{})}
}

// outside is the world with files for a terminal.
func (w *world) outside(stdin, stdout, stderr *os.File) Outside {
	return Outside{
		Stdin: stdin, Stdout: stdout, Stderr: stderr, Version: "1.2.3",
		Getenv:      func(name string) string { return w.env[name] },
		SystemClock: func() ui.Clock { return still{} },
		ClockFrom:   func(t time.Time) ui.Clock { return still{t} },
		Connect: func(e Endpoint) (ui.API, error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.endpoint = &e
			return nil, w.refuseConnect
		},
		Simulate: func(s Simulation) (Simulated, error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.simulation = &s
			if w.answered != nil {
				w.answered(s)
			}
			return simulated{w.closed}, w.refuseSimulate
		},
		Favourites: func(string) ui.Favourites { return nil },
		Suffix:     func() string { return "9c04" },
	}
}

// file is an empty file, open for both.
func file(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// run runs the command line without a terminal.
func (w *world) run(args ...string) (code int, stdout, stderr string) {
	w.t.Helper()
	return w.runIn(context.Background(), args...)
}

func (w *world) runIn(ctx context.Context, args ...string) (code int, stdout, stderr string) {
	w.t.Helper()
	in, out, failed := file(w.t, "in"), file(w.t, "out"), file(w.t, "err")
	code = Run(ctx, args, w.outside(in, out, failed))
	return code, printed(w.t, out), printed(w.t, failed)
}

func printed(t *testing.T, f *os.File) string {
	t.Helper()
	text, err := os.ReadFile(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestVersionAndHelp(t *testing.T) {
	t.Parallel()
	code, out, failed := newWorld(t).run("--version")
	if code != 0 || out != "actas 1.2.3\n" || failed != "" {
		t.Errorf("--version: %d, %q, %q", code, out, failed)
	}
	code, out, failed = newWorld(t).run("--help")
	if code != 0 || failed != "" {
		t.Errorf("--help: %d, %q", code, failed)
	}
	for _, want := range []string{"VULTR_API_KEY", "--api-url", "--theme", "--source-ip", "--user-id", "--debug", "demo", "simulate"} {
		if !strings.Contains(out, want) {
			t.Errorf("--help does not name %s:\n%s", want, out)
		}
	}
	if strings.Contains(out, canary) {
		t.Error("--help shows the key")
	}
}

func TestWrongUse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		args string
		env  map[string]string
		want string
	}{
		{"an unknown flag", "--colour", nil, "unknown flag: --colour"},
		{"an unknown command", "assumes", nil, `unknown command "assumes"`},
		{"an argument too many", "demo twice", nil, `unknown command "twice"`},
		{"a theme that there is not", "--theme blue", nil, `--theme is dark, light or auto, not "blue"`},
		{"a theme that there is not, in the demo", "demo --theme blue", nil, `--theme is dark, light or auto, not "blue"`},
		{"no address", "--source-ip 203.0.113", nil, `the source IP "203.0.113" is no address`},
		{"no address in the environment", "", map[string]string{"ACTAS_SOURCE_IP": "here"}, `the source IP "here" is no address`},
		{"an id with signs of a path", "--user-id ../users", nil, "the user id may hold letters, digits, - and _ only"},
		{"such an id in the environment", "", map[string]string{"ACTAS_USER_ID": "a/b"}, "the user id may hold letters, digits, - and _ only"},
		{"no time", "demo --now noon", nil, `--now "noon" is no time; write it as 2026-11-20T14:03:00Z`},
		{"a day that there is not", "simulate --now 2026-02-30", nil, `--now "2026-02-30" is no time`},
		{"no number", "demo --roles many", nil, "--roles"},
		{"a seed below zero", "simulate --seed -1", nil, "--seed"},
		{"no length", "simulate --delay 3", nil, "--delay"},
		{"callers from nowhere", "simulate --from nowhere", nil, `--from "nowhere" is no address`},
		{"signs that would obey nobody", "--theme \x1b[31mred", nil, `\\u{1b}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			for name, value := range c.env {
				w.env[name] = value
			}
			code, out, failed := w.run(strings.Fields(c.args)...)
			if code != exitUsage || out != "" {
				t.Errorf("exit code %d, printed %q", code, out)
			}
			if !strings.HasPrefix(failed, "actas: ") || !strings.Contains(failed, c.want) || strings.Count(failed, "\n") != 1 {
				t.Errorf("%q does not say %q in one line", failed, c.want)
			}
			if strings.ContainsAny(failed, "\x1b") || strings.Contains(failed, canary) {
				t.Errorf("%q", failed)
			}
			if w.simulation != nil || w.endpoint != nil {
				t.Error("it began all the same")
			}
		})
	}
}

func TestTheDashboardNeedsATerminal(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"", "demo", "--theme light --ascii --no-color --user-id u-1 --source-ip 2001:db8::1", "demo --now 2026-11-20"} {
		w := newWorld(t)
		code, out, failed := w.run(strings.Fields(args)...)
		if code != exitFailed || out != "" || !strings.Contains(failed, "needs a terminal") {
			t.Errorf("%q: %d, %q, %q", args, code, out, failed)
		}
		if w.simulation != nil || w.endpoint != nil {
			t.Errorf("%q: it connected all the same", args)
		}
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	api := func(kind error, status int) error {
		return fmt.Errorf("wrapped: %w", &model.APIError{Kind: kind, Status: status, Call: "list roles"})
	}
	for _, c := range []struct {
		name string
		err  error
		code int
		want string
	}{
		{"wrong use", usageError{"unknown flag: --colour"}, exitUsage, "actas: unknown flag: --colour (actas --help tells more)\n"},
		{"not accepted", api(model.ErrUnauthorised, 401), exitRefused, "actas: list roles: the key is not accepted (401); check the key, actas config where says where it comes from\n"},
		{"not allowed", api(model.ErrForbidden, 403), exitRefused, "actas: list roles: not allowed (403)\n"},
		{"not allowed, and the action is known", &model.APIError{Kind: model.ErrForbidden, Status: 403, Call: "list roles", Action: "iam.role.Read"}, exitRefused,
			"actas: list roles: not allowed (403); its policy action is iam.role.Read\n"},
		{"not found", api(model.ErrNotFound, 404), exitNothing, "actas: list roles: not found (404)\n"},
		{"no answer", api(model.ErrOffline, 0), exitFailed, "actas: list roles: no answer; check the network and the address, actas doctor helps\n"},
		{"said already", exitStatus(7), 7, ""},
		{"several lines", failure{exitUsage, "which?\n  a"}, exitUsage, "actas: which?\n  a\n"},
		{"anything else, on one line", errors.New("a\nb\x1b[31m"), exitFailed, "actas: a\\u{a}b\\u{1b}[31m\n"},
		{"ended by a signal", errInterrupted, exitFailed, "actas: ended by a signal\n"},
	} {
		var b strings.Builder
		report(&b, c.err)
		if b.String() != c.want || exitCode(c.err) != c.code {
			t.Errorf("%s: %q, exit code %d", c.name, b.String(), exitCode(c.err))
		}
	}
}

func TestSimulatePrintsWhatAShellNeeds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, end := context.WithCancel(context.Background())
	end()
	code, out, failed := w.runIn(ctx, strings.Fields("simulate --listen 127.0.0.1:9 --roles 70 --seed 5 --limit -1 --delay 20ms --now 2026-11-20T14:03 --from 198.51.100.9")...)
	want := `export ACTAS_API_URL='http://127.0.0.1:8080'
export VULTR_API_KEY='it'\''s a key'
export ACTAS_OIDC_TOKEN='oidc.jwt'
export ACTAS_INSTANCE_TOKEN='instance.jwt'
export ACTAS_ECS_TOKEN='ecs-token'
export ACTAS_ORG_ID='org-1'
# With these variables, curl:
#   curl "$ACTAS_API_URL/v2/roles" -H "Authorization: Bearer $VULTR_API_KEY"
#   curl -X POST "$ACTAS_API_URL/v2/assumed-roles/assume" -H "Authorization: Bearer $VULTR_API_KEY" -H "Content-Type: application/json" -d '{"user_id":"user-1","role_id":"auditor","session_name":"curl","auth_method":"api_key","duration":3600}'
#   curl -X POST "$ACTAS_API_URL/v2/assumed-roles/assume" -H "Authorization: Bearer $ACTAS_INSTANCE_TOKEN" -H "Content-Type: application/json" -d '{"role_id":"backup-restore","session_name":"web-1","duration":900}'
#   curl -X POST "$ACTAS_API_URL/v2/assumed-roles/compatibility/aws/sts" -H "Authorization: Bearer $VULTR_API_KEY" --data "Action=AssumeRole&RoleArn=arn:aws:iam::org-1:role/auditor&RoleSessionName=curl-sts"
#   curl -X POST "$ACTAS_API_URL/sts?Action=AssumeRole&RoleSessionName=temp&RoleArn=urn:ecs:iam::s3:role/s3assumeRole" -H "X-SDS-AUTH-TOKEN: $ACTAS_ECS_TOKEN"
# With these variables, the AWS CLI:
#   aws sts assume-role-with-web-identity --region us-east-1 --endpoint-url "$ACTAS_API_URL/v2/assumed-roles/compatibility/aws/sts" --role-arn arn:aws:iam::org-1:role/registry-publisher --role-session-name aws-cli --web-identity-token "$ACTAS_OIDC_TOKEN"
# With these variables, actas, as a profile of the object storage:
#   [profiles.simulated]
#   kind    = "ecs"
#   api_url = "http://127.0.0.1:8080"
#   key_env = "ACTAS_ECS_TOKEN"
#   roles   = ["urn:ecs:iam::s3:role/s3assumeRole"]
# With these variables, Terraform, with Vultr's provider built for this address (it has no setting for one):
#   resource "vultr_organization_role_session" "simulated" {
#     user_id      = "user-1"
#     role_id      = "auditor"
#     session_name = "terraform"
#     duration     = 3600
#   }
`
	if code != exitDone || out != want || failed != "" {
		t.Errorf("%d, %q, %q", code, out, failed)
	}
	<-w.closed
	s := *w.simulation
	if s.Listen != "127.0.0.1:9" || s.Roles != 70 || s.Seed != 5 || s.Limit != -1 || s.Delay != 20*time.Millisecond || s.SourceIP.String() != "198.51.100.9" {
		t.Errorf("%+v", s)
	}
	if got := s.Clock.Now().Wall; !got.Equal(time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC)) {
		t.Errorf("its clock begins at %v", got)
	}
}

func TestSimulateTellsRequestsWhereItIsAsked(t *testing.T) {
	t.Parallel()
	ctx, end := context.WithCancel(context.Background())
	end()
	w := newWorld(t)
	w.answered = func(s Simulation) {
		s.Seen("POST", "/sts\x1b[2J", 200, "object storage")
		s.Seen("GET", "/v2/roles", 401, "")
	}
	code, out, failed := w.runIn(ctx, "simulate", "--log", "--now", "2026-11-20T14:03")
	want := "14:03:00  200  POST /sts\\u{1b}[2J  object storage\n14:03:00  401  GET /v2/roles  nobody\n"
	if code != exitDone || failed != want || strings.Contains(out, "nobody") {
		t.Errorf("%d, %q, want %q", code, failed, want)
	}
	silent := newWorld(t)
	silent.runIn(ctx, "simulate")
	if silent.simulation.Seen != nil {
		t.Error("it tells requests though nobody asked")
	}
}

func TestSimulateByDefault(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, end := context.WithCancel(context.Background())
	end()
	w.runIn(ctx, "simulate", "--from", "")
	s := *w.simulation
	if s.Listen != "127.0.0.1:0" || s.Roles != 0 || s.Seed != 1 || s.Limit != 0 || s.Delay != 0 || s.SourceIP.IsValid() {
		t.Errorf("%+v", s)
	}
	if !s.Clock.Now().Wall.IsZero() {
		t.Error("its clock is not the machine's")
	}
}

func TestSimulateSaysWhyNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.refuseSimulate = errors.New("listen on 127.0.0.1:80: address already in use")
	code, out, failed := w.run("simulate", "--listen", "127.0.0.1:80")
	if code != exitFailed || out != "" || failed != "actas: serve the simulated API: listen on 127.0.0.1:80: address already in use\n" {
		t.Errorf("%d, %q, %q", code, out, failed)
	}
}

func TestSimulationsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"simulate", "--listen", "0.0.0.0:80"}, {"simulate", "--listen", "foo"}, {"simulate", "--listen", "127.0.0.1:99999"},
		{"simulate", "--listen", "127.0.0.1:http"}, {"simulate", "--roles", "-1"}, {"simulate", "--roles", "1000001"},
		{"simulate", "--users", "-1"}, {"demo", "--users", "100001"},
		{"simulate", "--delay", "-5s"},
	} {
		w := newWorld(t)
		code, out, failed := w.run(args...)
		if code != exitUsage || out != "" || w.simulation != nil {
			t.Errorf("%v: %d, %q, %q, started %v", args, code, out, failed, w.simulation != nil)
		}
	}
}

// Nobody can use a server whose address was not printed.
func TestSimulateEndsWhereItCannotPrint(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in, out, failed := file(t, "in"), file(t, "out"), file(t, "err")
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if code := Run(context.Background(), []string{"simulate"}, w.outside(in, out, failed)); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if got := printed(t, failed); got != "actas: the output could not be written; is the disk full?\n" {
		t.Errorf("%q", got)
	}
	<-w.closed
}

func TestClockAt(t *testing.T) {
	t.Parallel()
	c := &command{out: newWorld(t).outside(nil, nil, nil)}
	for text, want := range map[string]time.Time{
		"2026-11-20T14:03:27Z":      time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC),
		"2026-11-20T14:03:27+01:00": time.Date(2026, 11, 20, 13, 3, 27, 0, time.UTC),
		"2026-11-20T14:03":          time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC),
		"2026-11-20 14:03":          time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC),
		"2026-11-20":                time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
	} {
		clock, err := c.clockAt(text)
		if err != nil || !clock.Now().Wall.Equal(want) {
			t.Errorf("%s: %v, %v", text, clock, err)
		}
	}
}
