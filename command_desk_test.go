//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"actas/client/clock"
	"actas/client/simulator"
)

// Tests of the commands without the screen: the built binary against the
// simulated API, whose clock stands still on a Friday at 14:03 UTC.

// desk is a place to run commands at, with an API of its own.
type desk struct {
	t      *testing.T
	server *simulator.Server
	clock  *clock.Manual
	env    []string
	// secrets are others than the API's own, which nothing may show.
	secrets []string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, clock: clock.NewManual(friday)}
	server, err := simulator.Start(simulator.Config{Clock: d.clock, Seed: 1, Limit: -1, SourceIP: simulator.DemoSourceIP()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	d.server = server
	d.env = append(cleanEnvironment(t), "ACTAS_API_URL="+server.URL(), "VULTR_API_KEY="+server.Key())
	return d
}

// as uses the key of somebody else.
func (d *desk) as(who string) *desk {
	d.env = append(d.env, "VULTR_API_KEY="+d.server.Keys()[who])
	return d
}

// command is the binary with arguments, not started yet.
func (d *desk) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(d.t.Context(), binary(d.t), args...)
	cmd.Env = slices.Clone(d.env)
	return cmd
}

// bare runs a command whose output may hold a token.
func (d *desk) bare(args ...string) ran {
	d.t.Helper()
	var out, failed bytes.Buffer
	cmd := d.command(args...)
	cmd.Stdout, cmd.Stderr = &out, &failed
	err := cmd.Run()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		d.t.Fatal(err)
	}
	return ran{cmd.ProcessState.ExitCode(), out.String(), failed.String()}
}

// run runs a command that must show no secret.
func (d *desk) run(args ...string) ran {
	d.t.Helper()
	r := d.bare(args...)
	d.keepsSecrets(r.out, r.err)
	return r
}

// keepsSecrets checks texts for keys and tokens.
func (d *desk) keepsSecrets(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		for _, key := range d.server.Keys() {
			if strings.Contains(text, key) {
				d.t.Errorf("a key is shown: %q", text)
			}
		}
		if tokenText.MatchString(text) || slices.ContainsFunc(d.secrets, func(s string) bool { return strings.Contains(text, s) }) {
			d.t.Errorf("a token is shown: %q", text)
		}
	}
}

// ends runs a command, and checks its exit code.
func (d *desk) ends(code int, args ...string) ran {
	d.t.Helper()
	r := d.run(args...)
	if r.code != code {
		d.t.Errorf("actas %q: exit code %d, want %d\n%s%s", args, r.code, code, r.out, r.err)
	}
	return r
}

// objects runs a command, and reads the JSON that it prints.
func (d *desk) objects(args ...string) []map[string]any {
	d.t.Helper()
	var all []map[string]any
	r := d.ends(0, args...)
	if err := json.Unmarshal([]byte(r.out), &all); err != nil || all == nil {
		d.t.Fatalf("actas %q prints no array: %v\n%s", args, err, r.out)
	}
	return all
}

// live are the names of Ada's live sessions.
func (d *desk) live() []string {
	d.t.Helper()
	var names []string
	for _, s := range d.objects("sessions", "--json") {
		names = append(names, s["name"].(string))
	}
	return names
}

// requests counts what the API was asked for since the start.
func (d *desk) requests(method, path string) int {
	n := 0
	for _, r := range d.server.Requests() {
		if r.Method == method && strings.HasPrefix(r.Path, path) {
			n++
		}
	}
	return n
}

func named(t *testing.T, all []map[string]any, name string) map[string]any {
	t.Helper()
	at := slices.IndexFunc(all, func(o map[string]any) bool { return o["name"] == name || o["role_name"] == name })
	if at < 0 {
		t.Fatalf("there is no %s in %v", name, all)
	}
	return all[at]
}

// hasFields checks that an object has these fields and no others.
func hasFields(t *testing.T, o map[string]any, fields string) {
	t.Helper()
	var got []string
	for name := range o {
		got = append(got, name)
	}
	want := strings.Fields(fields)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the fields are %q, documented are %q", got, want)
	}
}

const sessionFields = "name id role role_id user user_id issuer_id auth_method source_ip state remaining_seconds assumed_at expires_at renewable_until conditions_met token_ref"
