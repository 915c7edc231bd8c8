//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// Tests of what the commands that read print.

func TestSessionsForScripts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	all := d.objects("sessions", "--json")
	deploy := named(t, all, "ada-deploy-7f3c")
	hasFields(t, deploy, sessionFields)
	ada, _ := d.server.User("Ada Byron")
	role, _ := d.server.Role("Production Deploy")
	for field, want := range map[string]any{
		"role": "Production Deploy", "role_id": role.ID, "user": "Ada Byron", "user_id": ada.ID,
		"auth_method": "api_key", "source_ip": "203.0.113.7", "state": "expiring",
		"expires_at": "2026-11-20T14:12:49Z", "renewable_until": "2026-11-20T14:12:49Z",
	} {
		if deploy[field] != want {
			t.Errorf("%s is %v, want %v", field, deploy[field], want)
		}
	}
	if left := deploy["remaining_seconds"].(float64); left > 581 || left < 500 {
		t.Errorf("%v seconds are left", left)
	}
	if met, _ := json.Marshal(deploy["conditions_met"]); string(met) != `["time_of_day","ip_address"]` {
		t.Errorf("conditions_met is %s", met)
	}
	// It is there because of an assume: whether another one works is not known.
	if ci := named(t, all, "ci-publish-11fa"); ci["renewable_until"] != ci["expires_at"] {
		t.Errorf("a session of an issuer can be renewed until %v", ci["renewable_until"])
	}
	if last := all[len(all)-1]; last["name"] != "ada-audit-90aa" {
		t.Errorf("%v stands last, not the one that ends last", last["name"])
	}
}

func TestASessionThatOutlivesItsWindow(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada, _ := d.server.User("Ada Byron")
	role, _ := d.server.Role("Production Deploy")
	d.server.AddSession(model.Session{Name: "long", RoleID: role.ID, UserID: ada.ID, Remaining: 9 * time.Hour})
	if got := named(t, d.objects("sessions", "--json", "--source-ip", "203.0.113.7"), "long")["renewable_until"]; got != "2026-11-20T17:00:00Z" {
		t.Errorf("renewable until %v, want the end of the window", got)
	}
}

func TestSessionsForPeople(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	lines := strings.Split(d.ends(0, "sessions").out, "\n")
	if !strings.HasPrefix(lines[0], "NAME") || !strings.HasPrefix(lines[2], "ada-deploy-7f3c") {
		t.Fatalf("%q", lines)
	}
	for _, column := range []string{"ROLE", "STATE", "LEFT"} {
		at := strings.Index(lines[0], column)
		end := at + len(column) - 1
		if column != "LEFT" && (lines[2][at-1] != ' ' || lines[2][at] == ' ') || column == "LEFT" && (lines[2][end] == ' ' || lines[2][end+1] != ' ') {
			t.Errorf("the column %s is not aligned:\n%s", column, strings.Join(lines, "\n"))
		}
	}
	if r := d.ends(0, "sessions", "--user", "grace"); !strings.Contains(r.out, "grace-oncall-5d20") || strings.Contains(r.out, "ada-") {
		t.Errorf("sessions of Grace:\n%s", r.out)
	}
	if r := d.ends(0, "sessions", "--user", "Linus Berg"); r.out != "" || !strings.Contains(r.err, "no live sessions") {
		t.Errorf("sessions of Linus: %q, %q", r.out, r.err)
	}
	if got := d.objects("sessions", "--user", "linus", "--json"); len(got) != 0 {
		t.Errorf("sessions of Linus: %v", got)
	}
}

func TestATableIsCutToTheTerminal(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := startPTY(t, ptyOptions{env: d.env[len(d.env)-2:]}, "trusts")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	lines := strings.Split(strings.TrimSpace(string(s.raw())), "\r\n")
	for _, line := range lines {
		if n := len([]rune(line)); n > 80 {
			t.Errorf("%d columns: %q", n, line)
		}
	}
	if len(lines) != 22 || !strings.HasSuffix(lines[0], "…") {
		t.Errorf("%d lines, the first %q", len(lines), lines[0])
	}
}

func TestRolesForScripts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	all := d.objects("roles", "--json")
	deploy := named(t, all, "Production Deploy")
	hasFields(t, deploy, "id name description role_type max_session_duration policies date_created verdict")
	verdict := deploy["verdict"].(map[string]any)
	hasFields(t, verdict, "state reason until opens")
	if verdict["state"] != "open" || verdict["until"] != "2026-11-20T17:00:00Z" || verdict["opens"] != nil {
		t.Errorf("the verdict is %v", verdict)
	}
	if deploy["max_session_duration"] != 3600.0 || deploy["role_type"] != "assumable" {
		t.Errorf("%v", deploy)
	}
	policy, _ := json.Marshal(deploy["policies"].([]any)[0].(map[string]any)["policy_document"])
	if !strings.Contains(string(policy), `"Action":["kubernetes.*","loadbalancer.Read"]`) {
		t.Errorf("a policy is %s", policy)
	}
	for name, want := range map[string]string{
		"Auditor": "open", "Change Approver": "closed", "Contractor Access": "lapsed", "Backup Restore": "not_for_me",
		"Network Admin": "ip_not_allowed", "Registry Publisher": "automatic", "Support Tier 2": "no_trust", "Edge Deploy": "unknown",
	} {
		if got := named(t, all, name)["verdict"].(map[string]any)["state"]; got != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
	later := named(t, d.objects("roles", "--json", "--at", "2026-11-21"), "Production Deploy")["verdict"].(map[string]any)
	if later["state"] != "closed" || later["opens"] != "2026-11-23T09:00:00Z" || later["until"] != nil {
		t.Errorf("on Saturday the verdict is %v", later)
	}
}

func TestTrustsForScripts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var got []string
	all := d.objects("trusts", "--json")
	for _, trust := range all {
		hasFields(t, trust, `id role_id role_name trust_type trusted_user_id user_display trusted_group_id group_display
			trusted_oidc_issuer_id trusted_oidc_issuer_source conditions valid_until date_created verdict`)
		conditions, _ := json.Marshal(trust["conditions"])
		got = append(got, string(conditions))
	}
	for _, want := range []string{
		`{"ip_address":[],"time_of_day":null}`,
		`{"ip_address":["203.0.113.0/24","2001:db8:40::/48"],"time_of_day":{"days_of_week":["monday","tuesday","wednesday","thursday","friday"],"end":17,"start":9,"timezone":"utc"}}`,
		`{"ip_address":[],"oidc_claims":{"aud":"vultr","sub":"repo:northwind/registry"},"time_of_day":null}`,
		`{"ip_address":[],"time_of_day":{"days_of_week":["saturday","sunday"],"end":null,"start":null,"timezone":"America/New_York"}}`,
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no trust has the conditions %s:\n%s", want, strings.Join(got, "\n"))
		}
	}
	if state := named(t, all, "Production Deploy")["verdict"].(map[string]any)["state"]; state != "open" {
		t.Errorf("the verdict is %v", state)
	}
	contractor := named(t, all, "Contractor Access")
	if contractor["valid_until"] != "2026-11-17T14:03:08Z" || contractor["user_display"] != "Ada Byron" || contractor["trusted_group_id"] != nil {
		t.Errorf("%v", contractor)
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, args string
		env        string
		code       int
		says       string
	}{
		{"done", "roles", "", 0, ""},
		{"no API there", "roles --api-url http://127.0.0.1:1", "", 1, "check the network"},
		{"no key", "sessions", "VULTR_API_KEY=", 2, "put it into VULTR_API_KEY"},
		{"a key that is not accepted", "sessions", "VULTR_API_KEY=WRONG", 3, "actas config where says where it comes from"},
		{"a role that the API refuses", "assume Edge", "", 3, "expects: unknown: schedule not readable"},
		{"a role that is closed", "assume oncall --name night", "", 4, `no role "oncall"`},
		{"a role whose window is closed", "assume On-call", "", 3, "expects: closed, opens today 17:00 UTC in 2h 57m"},
		{"too long a session", "assume Log --duration 1d", "", 1, "Log Reader allows 8h at most"},
		{"an ambiguous role", "assume p", "", 2, "\n  Payments Operator  "},
		{"a session that there is not", "revoke payments", "", 4, `no live session of yours "payments"`},
		{"a user that there is not", "sessions --user nobody", "", 4, `no user "nobody"`},
		{"no role", "assume", "", 2, "name one role"},
		{"two roles", "assume a b", "", 2, "name one role"},
		{"a name that no session can have", "assume Log --name a/b", "", 2, "--name: only letters"},
		{"a name that is taken", "assume Log --name ada-deploy-7f3c", "", 2, "has the name ada-deploy-7f3c already"},
		{"no address", "assume Log --ip here", "", 2, `--ip "here" is no address`},
		{"no length", "assume Log --duration 90", "", 2, "say the unit too, as in 90m"},
		{"nothing to renew", "renew", "", 2, "name sessions, or give --expiring or --all"},
		{"too much to renew", "renew --all ada-d", "", 2, "name sessions, or give --expiring or --all"},
		{"nothing to revoke", "revoke", "", 2, "name sessions, or give --mine"},
		{"no time", "roles --at noon", "", 2, `--at "noon" is no time`},
		{"no such shell", "env ada-d --shell csh", "", 2, `the shell "csh" is not known`},
		{"a flag that means nothing here", "renew --all --source-ip 192.0.2.1", "", 2, "unknown flag"},
		{"a user that is nobody", "sessions --user-id nobody", "", 4, "User not found"},
		{"no command to run", "exec ada-d", "", 2, "actas exec NAME -- COMMAND"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.env = append(d.env, tt.env)
			r := d.ends(tt.code, strings.Fields(tt.args)...)
			if !strings.Contains(r.err, tt.says) || tt.code != 0 && (r.out != "" || !strings.HasPrefix(r.err, "actas: ")) {
				t.Errorf("%q does not say %q (out: %q)", r.err, tt.says, r.out)
			}
		})
	}
}

// TestWhoIAmIsNeverGuessed: the contractor may not list users.
func TestWhoIAmIsNeverGuessed(t *testing.T) {
	t.Parallel()
	d := newDesk(t).as("Alan Reyes")
	r := d.ends(2, "sessions")
	if !strings.Contains(r.err, "--user-id") || !strings.Contains(r.err, "ACTAS_USER_ID") {
		t.Errorf("%q does not say what to pass", r.err)
	}
	alan, _ := d.server.User("Alan Reyes")
	d.ends(0, "sessions", "--user-id", alan.ID)
	d.env = append(d.env, "ACTAS_USER_ID="+alan.ID)
	if r := d.ends(0, "sessions"); !strings.Contains(r.err, "no live sessions") {
		t.Errorf("%q", r.err)
	}
	if r := d.ends(0, "roles"); !strings.Contains(r.out, "unknown: role trusts not readable") || !strings.Contains(r.err, "access is not known: list role trusts: ") {
		t.Errorf("%q, %q", r.out, r.err)
	}
	d.ends(3, "trusts")
}

// TestCommandsAreInTheLedger: what is done by commands is told by actas log, and
// what a renewal asks for rests on it.
func TestCommandsAreInTheLedger(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.ends(0, "assume", "Log Reader", "--name", "mine-0001", "--ip", "203.0.113.9")
	d.ends(3, "assume", "Edge Deploy", "--name", "mine-0002")
	d.ends(0, "renew", "mine-0001")
	d.ends(0, "exec", "mine-", "--need", "2h", "--revoke-after", "--", "true")
	var got []string
	for _, entry := range d.objects("log", "--json") {
		name := regexp.MustCompile(`[0-9a-f]{4}$`).ReplaceAllString(fmt.Sprint(entry["session"]), "*")
		got = append(got, fmt.Sprint(entry["kind"], " ", entry["by"], " ", name, " ", entry["context_ip"], " ", entry["problem"] != nil))
	}
	want := []string{
		"assume command mine-* 203.0.113.9 false", "assume command mine-* <nil> true", "renew command mine-* 203.0.113.9 false",
		"renew command mine-* 203.0.113.9 false", "revoke command mine-* <nil> false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the ledger holds\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTokenReferences(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first, again := d.objects("sessions", "--json"), d.objects("sessions", "--json")
	seen := map[any]bool{}
	for i := range first {
		ref := first[i]["token_ref"]
		if ref == "" || seen[ref] || ref != again[i]["token_ref"] {
			t.Errorf("%v is called %v, then %v", first[i]["name"], ref, again[i]["token_ref"])
		}
		seen[ref] = true
	}
}

// TestCompletionDoesNotWait: an API that never answers holds nobody up, and
// nothing is said of it.
func TestCompletionDoesNotWait(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.server.Next("GET ", simulator.Fault{Hold: make(chan struct{}), Times: -1})
	if r := d.ends(0, "__complete", "exec", ""); !strings.HasPrefix(r.out, ":") {
		t.Errorf("%q", r.out)
	}
}

func TestNamesAreCompleted(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for args, want := range map[string]string{
		"assume": "Production Deploy\trole\n", "renew": "ada-deploy-7f3c\tsession, 9m 41s left\n",
		"token": "ada-logs-c01d\tsession", "exec": "Log Reader\trole\n",
	} {
		if r := d.ends(0, "__complete", args, ""); !strings.Contains(r.out, want) {
			t.Errorf("%s: %q does not offer %q", args, r.out, want)
		}
	}
	if r := d.ends(0, "__complete", "assume", ""); strings.Contains(r.out, "Billing Viewer") {
		t.Error("a role that nobody can assume is offered")
	}
	d.env = append(d.env, "VULTR_API_KEY=WRONG")
	if r := d.ends(0, "__complete", "exec", ""); !strings.HasPrefix(r.out, ":") || strings.Contains(r.err, "key") {
		t.Errorf("%q, %q", r.out, r.err)
	}
}
