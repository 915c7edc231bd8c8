//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"actas/client/simulator"
	"actas/model"
)

// Tests of actas why.

// friday in words for the command line.
const fridayFlag = "--at=2026-11-20T14:03:08Z"

// inBerlin is a desk of somebody in Berlin.
func inBerlin(t *testing.T) *desk {
	d := newDesk(t)
	d.env = append(d.env, "TZ=Europe/Berlin")
	return d
}

// why asks, and reads the JSON of the answer.
func (d *desk) why(code int, args ...string) map[string]any {
	d.t.Helper()
	r := d.ends(code, append([]string{"why", "--json"}, args...)...)
	var answer map[string]any
	if err := json.Unmarshal([]byte(r.out), &answer); err != nil {
		d.t.Fatalf("actas why %q prints no object: %v\n%s%s", args, err, r.out, r.err)
	}
	return answer
}

func TestWhyForPeople(t *testing.T) {
	t.Parallel()
	d := inBerlin(t)
	var out strings.Builder
	for _, role := range []string{
		"Production Deploy", "Change Approver", "Contractor Access", "Network Admin", "Backup Restore",
		"Registry Publisher", "Edge Deploy", "Support Tier 2", "Billing Viewer",
	} {
		r := d.run("why", role, fridayFlag)
		fmt.Fprintf(&out, "$ actas why %q\n%s%sexit code %d\n\n", role, r.out, r.err, r.code)
	}
	r := d.run("why", "Network Admin", "--user", "grace", "--from", "192.0.2.10", fridayFlag)
	fmt.Fprintf(&out, "$ actas why \"Network Admin\" --user grace --from 192.0.2.10\n%s%sexit code %d\n", r.out, r.err, r.code)
	golden.RequireEqual(t, []byte(out.String()))
}

func TestWhyInATerminal(t *testing.T) {
	t.Parallel()
	d := inBerlin(t)
	s := startPTY(t, ptyOptions{env: d.env[len(d.env)-3:]}, "why", "Backup Restore", fridayFlag)
	if code := s.wait(); code != 3 {
		t.Errorf("exit code %d", code)
	}
	seen := strings.ReplaceAll(string(s.raw()), "\r\n", "\n")
	for line := range strings.Lines(seen) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %q", n, line)
		}
	}
	golden.RequireEqual(t, []byte(seen))
}

func TestWhyForScripts(t *testing.T) {
	t.Parallel()
	d := inBerlin(t)
	answer := d.why(3, "Network Admin")
	hasFields(t, answer, "role role_id user user_id source_ip at open verdict decides changes trusts")
	hasFields(t, answer["verdict"].(map[string]any), "state reason until opens")
	change := answer["changes"].([]any)[0].(map[string]any)
	hasFields(t, change, "change about text after opens until")
	trust := answer["trusts"].([]any)[0].(map[string]any)
	hasFields(t, trust, "id trusted verdict decides changes conditions")
	conditions := trust["conditions"].([]any)
	hasFields(t, conditions[0].(map[string]any), "condition outcome decides text opens closes")
	var told []string
	for _, c := range conditions {
		c := c.(map[string]any)
		told = append(told, fmt.Sprint(c["condition"], " ", c["outcome"], " ", c["decides"]))
	}
	want := []string{"validity held false", "trusted_entity held false", "trust_type held false", "source_ip not_held true", "schedule held false"}
	if !slices.Equal(told, want) {
		t.Errorf("conditions %q, want %q", told, want)
	}
	if answer["role"] != "Network Admin" || answer["user"] != "Ada Byron" || answer["source_ip"] != "203.0.113.7" || answer["open"] != false ||
		change["change"] != "source_ip" || change["about"] != "source_ip" || trust["decides"] != true {
		t.Errorf("%v", answer)
	}
	for role, state := range map[string]string{
		"Change Approver": "closed", "Contractor Access": "lapsed", "Backup Restore": "not_for_me", "Registry Publisher": "automatic",
		"Support Tier 2": "no_trust", "Edge Deploy": "unknown",
	} {
		if got := d.why(3, role)["verdict"].(map[string]any)["state"]; got != state {
			t.Errorf("%s: %v, want %s", role, got, state)
		}
	}
	for typed, want := range map[string]string{"2026-11-21 10:00": "2026-11-21T10:00:00Z", "14:30": "T14:30:00Z", "2h": ":00Z"} {
		if got, _ := d.why(3, "Backup Restore", "--at", typed)["at"].(string); !strings.HasSuffix(got, want) {
			t.Errorf("--at %q: %s", typed, got)
		}
	}
	open := d.why(0, "Production Deploy", fridayFlag)
	if open["open"] != true || open["at"] != "2026-11-20T14:03:08Z" || len(open["changes"].([]any)) != 0 || open["verdict"].(map[string]any)["until"] != "2026-11-20T17:00:00Z" {
		t.Errorf("%v", open)
	}
}

// TestWhyOnBothSidesOfAClockChange: 09:00 in Berlin is another time in UTC on
// the Monday after, and in the words of who asks from there it is 09:00 again.
func TestWhyOnBothSidesOfAClockChange(t *testing.T) {
	t.Parallel()
	d := inBerlin(t)
	ada, _ := d.server.User("Ada Byron")
	role := d.server.AddRole(model.Role{Name: "Berlin Office"})
	trust := model.Trust{RoleID: role.ID, Entity: model.Entity{Kind: model.EntityUser, ID: ada.ID}}
	trust.Schedule = model.NewSchedule("Europe/Berlin", 0b0111110, 540, 1020)
	d.server.AddTrust(trust)
	for _, tt := range []struct{ at, opens, says string }{
		{"2026-10-22T20:00:00Z", "2026-10-23T07:00:00Z", "Fri 2026-10-23 07:00 UTC (09:00 Europe/Berlin), in 11h, until 15:00 UTC."},
		{"2026-10-23T20:00:00Z", "2026-10-26T08:00:00Z", "Mon 2026-10-26 08:00 UTC (09:00 Europe/Berlin), in 2d 12h, until 16:00 UTC."},
		{"2027-03-25T20:00:00Z", "2027-03-26T08:00:00Z", "Fri 2027-03-26 08:00 UTC (09:00 Europe/Berlin), in 12h, until 16:00 UTC."},
		{"2027-03-26T20:00:00Z", "2027-03-29T07:00:00Z", "Mon 2027-03-29 07:00 UTC (09:00 Europe/Berlin), in 2d 11h, until 15:00 UTC."},
	} {
		if got := d.why(3, "Berlin Office", "--at", tt.at)["changes"].([]any)[0].(map[string]any)["opens"]; got != tt.opens {
			t.Errorf("at %s it opens %v, want %s", tt.at, got, tt.opens)
		}
		out := d.ends(3, "why", "Berlin Office", "--at", tt.at).out
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if last := lines[len(lines)-1]; !strings.HasSuffix(last, "Its window opens "+tt.says) {
			t.Errorf("at %s the last line is %q", tt.at, last)
		}
	}
	d.ends(0, "why", "Berlin Office", "--at", "2026-10-26T15:59:59Z")
	d.ends(3, "why", "Berlin Office", "--at", "2026-10-26T16:00:00Z")
}

func TestWhyForWhom(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	grace, _ := d.server.User("Grace Hopper")
	for _, user := range []string{"Grace Hopper", grace.Email, strings.ToUpper(grace.Email), grace.ID, "grace"} {
		if got := d.why(3, "Network Admin", "--user", user)["user_id"]; got != grace.ID {
			t.Errorf("--user %s is %v", user, got)
		}
	}
	d.ends(4, "why", "Network Admin", "--user", "nobody")
	d.env = append(d.env, "ACTAS_SOURCE_IP=192.0.2.10")
	if got := d.why(0, "Network Admin")["source_ip"]; got != "192.0.2.10" {
		t.Errorf("I come from %v", got)
	}
	if got := d.why(3, "Network Admin", "--user", "grace")["source_ip"]; got == "192.0.2.10" {
		t.Error("Grace comes from where I do")
	}
	if got := d.why(3, "Network Admin", "--user", "grace", "--from", "2001:db8:77::1")["source_ip"]; got != "2001:db8:77::1" {
		t.Errorf("Grace comes from %v", got)
	}
	d.ends(2, "why", "Network Admin", "--from", "here")
}

// TestWhyWhereItIsNotKnownWhoIAm: what is known is told all the same.
func TestWhyWhereItIsNotKnownWhoIAm(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	alan, _ := d.server.User("Alan Reyes")
	d.server.SetPolicies(alan.ID, simulator.Allow("roles", "iam.role.Read", "iam.roletrust.Read"))
	d.as("Alan Reyes")
	r := d.ends(3, "why", "Auditor")
	if !strings.Contains(r.err, "--user-id") || !strings.HasSuffix(r.out, "It would have to be known who you are.\n") {
		t.Errorf("%q, %q", r.out, r.err)
	}
}

func TestWhyExitCodes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, args string
		code       int
		says       string
	}{
		{"no such role", "nothing-like-it", 4, `there is no role "nothing-like-it"`},
		{"no such id", "00000000-0000-4000-8000-000000000000", 4, `there is no role "00000000-0000-4000-8000-000000000000"`},
		{"an ambiguous role", "p", 2, "may mean several"},
		{"no role", "", 2, "name one role"},
		{"no time", "Auditor --at noon", 2, `--at "noon" is no time`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newDesk(t).ends(tt.code, append([]string{"why"}, strings.Fields(tt.args)...)...)
			if !strings.Contains(r.err, tt.says) || r.out != "" {
				t.Errorf("%q, %q", r.out, r.err)
			}
		})
	}
	d := newDesk(t)
	d.server.Next("GET /v2/role-trusts", simulator.Fault{Status: http.StatusForbidden, Body: `{"error":"no","status":403}`, Times: -1})
	if r := d.ends(3, "why", "Auditor"); r.out != "" || !strings.Contains(r.err, "list trusts of a role: no") {
		t.Errorf("%q, %q", r.out, r.err)
	}
}

// TestWhyAsksForLittle: of the trusts those of the role, and of the roles the
// one whose id was given, or else their names, since those need not be unique.
func TestWhyAsksForLittle(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	role, _ := d.server.Role("Change Approver")
	counts := func() [4]int {
		var n [4]int
		for _, r := range d.server.Requests() {
			for i, path := range []string{"/v2/role-trusts/by-role/" + role.ID, "/v2/role-trusts", "/v2/roles/" + role.ID, "/v2/roles"} {
				if r.Path == path {
					n[i]++
				}
			}
		}
		return n
	}
	d.ends(3, "why", role.ID)
	if got := counts(); got != [4]int{1, 0, 1, 0} {
		t.Errorf("by its id: %v requests", got)
	}
	d.ends(3, "why", "change ap")
	if got := counts(); got != [4]int{2, 0, 1, 1} {
		t.Errorf("and then by its name: %v requests", got)
	}
	d.server.Next("GET /v2/role-trusts/by-role/", simulator.Fault{Status: http.StatusNotFound, Body: `{"error":"Route not found","status":404}`})
	d.ends(3, "why", role.ID)
	if got := counts(); got != [4]int{3, 1, 2, 1} {
		t.Errorf("and then where trusts cannot be asked for by role: %v requests", got)
	}
	d.server.AddRole(model.Role{Name: "00000000-0000-4000-8000-000000000000"})
	if got := d.why(3, "00000000-0000-4000-8000-000000000000")["verdict"].(map[string]any)["state"]; got != "no_trust" {
		t.Errorf("a role whose name looks like an id: %v", got)
	}
}
